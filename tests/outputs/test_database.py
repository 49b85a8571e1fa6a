"""``plan.sqlite`` holds what the datasets hold, and answers each question as its page does."""

import csv
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from qomsite.outputs.database import _SETTINGS, database
from qomsite.outputs.datasets import Dataset, datasets
from qomsite.outputs.figures import answer
from qomsite.outputs.formats import head_of
from qomsite.pages.permalink import DATABASE
from qomsite.pages.questions import QUESTIONS, Question
from qomsite.text.amounts import Amount
from qomsite.text.digits import number
from qomsite.text.jalali import parse_date
from tests.library.plans import library_of, project
from tests.outputs.built import SUB, Built

HOSTILE = "=1+1 '; DROP TABLE projects; -- \"<b>&\\ %s {x} 𝄞 '' يک"
VIEWS = [(one.view, one.sql) for one in QUESTIONS]


@pytest.fixture(scope="module")
def plan(site: Path) -> Iterator[sqlite3.Connection]:
    """The published file of the shipped plan, which nothing may write to."""
    with closing(sqlite3.connect(f"file:{site / DATABASE}?mode=ro", uri=True)) as connection:
        yield connection


def is_sound(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def holds(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Every cell of a dataset is there, in its order."""
    single = [at for at, column in enumerate(dataset.columns) if not column.several]
    found = connection.execute(f'SELECT * FROM "{dataset.name}" ORDER BY rowid').fetchall()
    assert found == [tuple(stored(row[at]) for at in single) for row in dataset.rows]
    for at, column in enumerate(dataset.columns):
        if column.several:
            table = f"{dataset.name}_{column.name}"
            query = f'SELECT "{column.name}" FROM "{table}" ORDER BY rowid'
            values = [value for (value,) in connection.execute(query)]
            assert values == [stored(one) for row in dataset.rows for one in (row[at] or ())]  # type: ignore[union-attr]


def stored(cell: object) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell


def test_the_file_is_sound_and_holds_every_dataset(built: Built) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(built.files[DATABASE])
        is_sound(connection)
        for dataset in datasets(built.library, SUB):
            holds(connection, dataset)
            for column in dataset.columns:
                query = 'SELECT title FROM dictionary WHERE dataset IN (?, ?) AND "column" = ?'
                table = f"{dataset.name}_{column.name}" if column.several else dataset.name
                asked = (table, table, column.name)
                assert connection.execute(query, asked).fetchall() == [(column.title,)]
        as_of = "SELECT value FROM about WHERE name = 'as_of'"
        assert connection.execute(as_of).fetchone() == (built.library.site.as_of.iso,)


def test_the_published_file_is_sound(plan: sqlite3.Connection) -> None:
    is_sound(plan)


def test_hostile_texts_and_numbers_come_back(tmp_path: Path) -> None:
    title = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    front = f'title: "{title}"', "budget: 10000000000000000000001.5 ریال", "physical_progress: 33.3"
    text = project(*front).replace("title: طرح\n", "")
    library = library_of(tmp_path, {"projects/77.md": text})
    made = database(datasets(library, SUB), head_of(library, SUB), VIEWS)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(made)
        is_sound(connection)
        query = "SELECT title, budget_rial, physical_progress FROM projects WHERE code = '77'"
        assert connection.execute(query).fetchone() == (HOSTILE, 1e22, 33.3)
        for dataset in datasets(library, SUB):
            holds(connection, dataset)


def test_the_same_data_give_the_same_bytes(built: Built) -> None:
    made = built.files[DATABASE]
    every = datasets(built.library, SUB)
    assert made[24:28] == made[92:96] == made[40:44] == bytes((0, 0, 0, 1))
    with closing(sqlite3.connect(":memory:")) as other:  # pages in use before, with other content
        other.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (randomblob(300000))")
    first, again = (database(every, head_of(built.library, SUB), VIEWS) for _ in range(2))
    assert first == again
    assert sqlite3.sqlite_version.encode() not in made
    assert len(_SETTINGS) == len({setting.partition(" ")[0] for setting in _SETTINGS})


@pytest.mark.parametrize("question", QUESTIONS, ids=[one.slug for one in QUESTIONS])
def test_page_and_file_say_what_the_sql_does(
    question: Question, plan: sqlite3.Connection, pages: dict[str, HtmlElement], site: Path
) -> None:
    code, command = pages[f"ask/{question.slug}.html"].xpath("//pre[@dir='ltr'][@tabindex='0']")
    assert f'"SELECT * FROM {question.view}"' in command.text_content()
    asked = plan.execute(code.text_content())
    names, rows = [column[0] for column in asked.description], asked.fetchall()
    assert rows
    assert plan.execute(f"SELECT * FROM {question.view}").fetchall() == rows
    text = (site / f"ask/{question.slug}.csv").read_text("utf-8-sig")
    assert [*csv.reader(text.splitlines())] == [
        names,
        *(list(map(written, *zip(*zip(names, row, strict=True), strict=True))) for row in rows),
    ]
    assert shown_rows(question, pages) == [shown(names, row) for row in rows]


def varied() -> dict[str, str]:
    """Projects that differ in all that questions ask for, by chance but always the same."""
    chance = random.Random(13)
    days = ("", "1401", "1403-05", "1403-12-30", "1404-12-29", "1405-02", "1406")
    of_each = {
        "owner": ("", "green", "معاونت فنی و عمرانی"),
        "districts": ("", "[1]", "[8, 1]"),
        "axes": ("", "[2]", "[1, 2]"),
        "also_serves": ("", "[2]"),
        "status": ("", "running", "done", "stopped", "cancelled", "merged"),
        "status_date": ("", "1402-03-01", "1404-11-30", "1403-01-01"),
        "status_reason": ("", "«پول» نبود؛ 'x' \"y\""),
        "start": ("", "1400"),
        "end": days,
        "completed_on": days,
        "budget": ("", "۱۲٫۵ میلیارد تومان", "7 ریال", "0.5 ریال"),
    }
    files = {}
    for code in range(100, 260):
        chosen = {name: chance.choice(values) for name, values in of_each.items()}
        lines = [f"{name}: {value}" for name, value in chosen.items() if value]
        if chance.random() < 0.5:
            ends = (f"  - end: {chance.choice(days[1:])}" for _ in range(chance.randint(1, 2)))
            lines += ["revised_ends:", *ends]
        if chance.random() < 0.3:
            lines += ["updates:", "  - {date: 1404-01-05, text: خبری}"]
        provenance = chance.choice(("sample", "official"))
        files[f"projects/{code}.md"] = project(*lines, provenance=provenance)
    return files


def test_a_plan_of_all_kinds_is_answered_alike(tmp_path: Path) -> None:
    library = library_of(tmp_path, varied())
    every = datasets(library, SUB)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database(every, head_of(library, SUB), VIEWS))
        is_sound(connection)
        for question in QUESTIONS:
            rows = connection.execute(question.sql).fetchall()
            known = answer(library, SUB, question).rows
            assert rows == [tuple(map(stored, row)) for row in known], question.slug
            assert len(rows) > 1 or question.slug == "without-projects", question.slug


def written(name: str, value: object) -> str:
    if name in ("sample",):
        return "true" if value else "false"
    return "" if value is None else str(value)


def shown_rows(question: Question, pages: dict[str, HtmlElement]) -> list[list[str]]:
    """The rows of all pages of an answer: the address of what each is about, title, cells."""
    found, place = [], 1
    path = f"ask/{question.slug}.html"
    while path in pages:
        for row in pages[path].xpath("//table[@class='groups']/tbody/tr"):
            link = row.xpath("th/a/@href")
            address = link[0].replace("../", "") if link else ""
            texts = [" ".join(one.text_content().split()) for one in row.xpath("th | td")]
            found.append([address, *texts])
        place += 1
        path = f"ask/{question.slug}/{place}.html"
    return found


def shown(names: list[str], row: tuple[object, ...]) -> list[str]:
    """What a page shows of a row of the database."""
    said = dict(zip(names, row, strict=True))
    path = "/".join(str(said["address"] or "").split("/")[3:])
    key, title = said.pop("code"), str(said.pop("title") or "اعلام نشده")
    numbered = f"{number(int(str(key)))}. {title}" if str(key).isdecimal() else title
    del said["address"], said["sample"]
    cells = [
        words(name, value)
        for name, value in said.items()
        if not name.endswith(("_from", "_to")) and f"{name}_jalali" not in said
    ]
    return [path, numbered, *cells]


def words(name: str, value: object) -> str:
    if value is None:
        return "اعلام نشده"
    if name.endswith("_jalali"):
        return parse_date(str(value)).words
    if name.endswith("_rial"):
        return Amount(Decimal(str(value))).milliards
    return number(value) if isinstance(value, int) else " ".join(str(value).split())
