"""Open data, read by strict parsers that are not ours and held against the library."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from qomsite.library.library import Library
from qomsite.library.reckoning import reckon, reckoned
from qomsite.memo import Memo
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.outputs.columns import Cell
from qomsite.outputs.datasets import Dataset, datasets
from qomsite.outputs.formats import FORMATS, csv_line, head_of
from qomsite.outputs.plan_files import open_data
from qomsite.pages.open_data import pages as open_data_pages
from qomsite.pages.permalink import permalink
from qomsite.pipeline.manifest import is_hashed
from qomsite.render.raw_text import from_csv_cell
from qomsite.text.amounts import Amount
from tests.library.plans import library_of, project
from tests.outputs.built import Built

BASE = "https://plan.example/sub/"
HOSTILE = (
    *("=1+1", "+98", "-2", "@SUM(A1)", "\tx", "＝1", " =1", "'=1", "''x", '«الف»,"ب"؛ ج'),
    *(
        "</script><script>alert(1)</script>",
        "]]>",
        "a\nb",
        "{{ 7*7 }}",
        "; ",
        "\\u0041",
        "قم\u2028",
    ),
)
FILES = {
    "projects/5.md": project("end: 1403-02", "owner: works", policy="1"),
    "projects/6.md": project("draft: بله", policy="1"),
    "projects/7.md": project("status: متوقف", "end: 1402", "merged_into: 1"),
}


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def refused(text: str) -> None:
    raise AssertionError(text)


def read_json(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        content.decode(), object_pairs_hook=unique, parse_float=Decimal, parse_constant=refused
    )
    return found


def read_csv(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8")
    assert text[0] == "\ufeff"
    assert text.endswith("\r\n")
    head, *lines = csv.reader(io.StringIO(text[1:], newline=""), strict=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def as_text(cell: Any) -> str:
    """A value of a JSON file as its CSV has it."""
    if isinstance(cell, list):
        return "; ".join(map(as_text, cell))
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("plan"), FILES)


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    return {one.path.rpartition("/")[2]: one.content for one in open_data(library, BASE)[1]}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("built"), BASE)


def test_both_formats_hold_what_the_library_has(library: Library, files: dict[str, bytes]) -> None:
    every = {one.name: one for one in datasets(library, BASE) if one.rows}
    assert {f"{name}.{form.ending}" for name in every for form in FORMATS} <= files.keys()
    for name, dataset in every.items():
        said = read_json(files[f"{name}.json"])
        assert said["as_of"] == library.site.as_of.iso
        assert said["source"].startswith(BASE)
        assert [[*row] for row in said["rows"]] == [[*dataset.names]] * len(dataset.rows)
        as_lists = [[list(c) if isinstance(c, tuple) else c for c in row] for row in dataset.rows]
        assert [[*row.values()] for row in said["rows"]] == as_lists
        written = [
            {key: from_csv_cell(text) for key, text in row.items()}
            for row in read_csv(files[f"{name}.csv"])
        ]
        assert written == [{key: as_text(c) for key, c in row.items()} for row in said["rows"]]
    for kind, entries in library.by_kind.items():
        codes = [
            row["code"]
            for name in every
            for row in read_json(files[f"{name}.json"])["rows"]
            if "code" in row
            and row.get("address") == BASE + permalink(kind, row["code"])
            and "kind" not in row
        ]
        assert sorted(codes) == sorted(entries), kind


def rows_of(files: Mapping[str, bytes], name: str) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in read_json(files[f"{name}.json"])["rows"]}


def test_values_are_exact_and_what_nobody_knows_is_empty(
    library: Library, files: dict[str, bytes]
) -> None:
    known = rows_of(files, "projects")
    assert "6" not in known
    one, month, stopped = known["1"], known["5"], known["7"]
    assert (one["budget_rial"], one["physical_progress"]) == (553_000_000_000, 62)
    assert one["financial_progress"] == Decimal("48.5")
    assert (one["owner"], one["owner_title"]) == ("green", "سازمان فضای سبز")
    assert (one["goal"], one["status"], one["districts"]) == ("1", "running", ["1", "8"])
    assert (one["start_from"], one["start_to"], one["start_jalali"]) == ("2022-06-05",) * 2 + (
        "1401-03-15",
    )
    assert (one["status_date"], one["status_date_jalali"]) == ("2026-02-19", "1404-11-30")
    assert (month["end_from"], month["end_to"], month["end_jalali"]) == (
        "2024-04-20",
        "2024-05-20",
        "1403-02",
    )
    assert stopped["end_jalali"] == "1402"
    assert (
        month["budget_rial"]
        is month["physical_progress"]
        is month["aliases"]
        is month["status"]
        is None
    )
    assert (one["provenance"], one["sample"], month["sample"]) == ("official", False, True)
    for code, row in known.items():
        found = reckoned(library, library.projects[code])
        assert (row["verdict"], row["verdict_title"]) == (found.verdict.key, found.verdict.value)
        assert row["late_first"] in (None, found.late_first)
        assert row["late_last"] in (None, found.late_last)
        assert (row["late_first"] is None) >= (found.first is None)
    (late,) = (row for row in read_csv(files["projects.csv"]) if row["code"] == "5")
    assert (late["late_first"], late["budget_rial"], late["counted"]) == (
        as_text(month["late_first"]),
        "",
        "true",
    )
    assert read_json(files["actuals.json"])["rows"][-2]["value"] == 1300


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (("status: done", "end: 1403", "completed_on: 1403-02-01"), 0, 0),
        (("status: done", "end: 1402", "completed_on: 1403-01-02"), 2, 2),
        (("status: done", "end: 1402"), None, None),
        (("status: done", "end: 1402", "status_date: 1402-01-01"), 0, 0),
        (("status: done", "end: 1402-12-01", "completed_on: 1402-12"), None, None),
        (("status: لغوشده", "end: 1402"), None, None),
        (("status: متوقف",), None, None),
        (("status: متوقف", "end: 1404-12-28"), 1, 1),
        ((), None, None),
    ],
)
def test_days_late_are_said_only_where_they_are_known(
    tmp_path: Path, lines: tuple[str, ...], first: int | None, last: int | None
) -> None:
    plan = library_of(tmp_path, {"projects/9.md": project(*lines)})
    every = {one.name: one for one in datasets(plan, BASE)}["projects"]
    row = next(row for row in every.rows if row[0] == "9")
    shown = dict(zip(every.names, row, strict=True))
    assert (shown["late_first"], shown["late_last"]) == (first, last)


def with_text(value: Value, text: str) -> Value:
    """A record or a part whose every text is ``text``."""
    known: dict[str, Any] = {}
    for one in rows(type(value)):
        said = getattr(value, one.name)
        if one.nested and said:
            known[one.name] = (
                tuple(with_text(part, text) for part in said)
                if one.several
                else with_text(said, text)
            )
        elif is_text(one) and said is not None:
            known[one.name] = (text, text) if one.several else text
    return value.model_copy(update=known)


def is_text(one: Row) -> bool:
    return (
        one.kind in ("text", "prose", "sign", "evidence", "address", "word")
        and not one.names
        and one.name != "about"
    )


def filled(library: Library, text: str) -> Library:
    """The plan with a text in every field that holds any."""

    def all_of(entries: Mapping[str, Any]) -> dict[str, Any]:
        return {
            code: with_text(one, text).model_copy(update={"body": text})
            for code, one in entries.items()
        }

    names = ("goals", "strategies", "policies", "projects", "axes", "measures", "pages")
    kinds: dict[str, Any] = {name: all_of(getattr(library, name)) for name in names}
    lists: dict[str, Any] = {
        name: tuple(with_text(one, text) for one in getattr(library, name))
        for name in ("news", "corrections")
    }
    return replace(library, **kinds, **lists, memo=Memo())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_lost_or_taken_for_a_formula(library: Library, text: str) -> None:
    plan = filled(library, text)
    head, seen = head_of(plan, BASE), 0
    for dataset in datasets(plan, BASE):
        made = {form.ending: form.write(dataset, head) for form in FORMATS}
        parsed, written = read_json(made["json"])["rows"], read_csv(made["csv"])
        for row, line in zip(parsed, written, strict=True):
            for column in dataset.columns:
                cell, shown = row[column.name], line[column.name]
                assert from_csv_cell(shown) == as_text(cell)
                if not isinstance(cell, int | Decimal):
                    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r]", shown)
                seen += cell == text
    assert seen > 50


def test_a_number_is_never_marked_as_a_text() -> None:
    cells: tuple[Cell, ...] = (
        -5,
        Decimal("-0.50"),
        Decimal("1E+3"),
        True,
        None,
        ("-1", Decimal("-2")),
    )
    assert csv_line(cells) == "-5,-0.50,1000,true,,'-1; -2\r\n"


def test_the_package_describes_its_files(library: Library, files: dict[str, bytes]) -> None:
    package = read_json(files["datapackage.json"])
    assert package["profile"] == "data-package"
    tables = {one["name"]: one for one in package["resources"]}
    lines = {name: read_csv(files[one["path"]]) for name, one in tables.items()}
    for name, one in tables.items():
        content = files[one["path"]]
        assert (one["bytes"], one["hash"]) == (
            len(content),
            f"sha256:{sha256(content).hexdigest()}",
        )
        fields = one["schema"]["fields"]
        assert [field["name"] for field in fields] == [*lines[name][0]]
        for field in fields:
            assert field["title"]
            for text in {line[field["name"]] for line in lines[name]} - {""}:
                assert PATTERNS[field["type"]].fullmatch(text), (name, field, text)
        key = one["schema"].get("primaryKey", ())
        keys = [tuple(line[part] for part in key) for line in lines[name]]
        assert not key or len(set(keys)) == len(keys)
        for foreign in one["schema"].get("foreignKeys", ()):
            target = foreign["reference"]["resource"] or name
            there = {line[foreign["reference"]["fields"]] for line in lines[target]}
            assert {line[foreign["fields"]] for line in lines[name]} - {""} <= there


PATTERNS = {
    "string": re.compile(".+", re.DOTALL),
    "integer": re.compile("-?[0-9]+"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "boolean": re.compile("true|false"),
}


def test_the_archive_is_whole_and_knows_no_time(library: Library, files: dict[str, bytes]) -> None:
    with ZipFile(io.BytesIO(files["plan.zip"])) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert held["projects.csv"] == files["projects.csv"]
    assert BASE in held["README.txt"].decode()
    for names, made in ((held.pop("SHA256SUMS"), held), (files["sha256sums.txt"], files)):
        sums = dict(line.split("  ")[::-1] for line in names.decode().splitlines())
        assert sums == {n: sha256(c).hexdigest() for n, c in made.items() if n != "sha256sums.txt"}
    again = replace(library, memo=Memo())
    assert {one.content for one in open_data(again, BASE)[1]} == {*files.values()}


@pytest.mark.parametrize("licence", [None, "با ذکر منبع"])
def test_a_licence_is_named_only_where_one_is_declared(
    library: Library, licence: str | None
) -> None:
    site = library.site.model_copy(update={"licence": licence})
    plan = replace(library, site=site, memo=Memo())
    data, made = open_data(plan, BASE)
    files = {one.path.rpartition("/")[2]: one.content for one in made}
    for name in ("goals.json", "datapackage.json"):
        assert read_json(files[name]).get("licence") == licence
    with ZipFile(io.BytesIO(files["plan.zip"])) as archive:
        assert ("مجوز" in archive.read("README.txt").decode()) is bool(licence)
    views: list[Any] = [page.view for page in open_data_pages(plan, data)]
    assert {view.schema.get("license") for view in views} == {licence}


class TestBesidePages:
    """The data of a page, at its address."""

    def data(self, built: Built) -> Iterator[tuple[str, bytes]]:
        paths = {page.view.frame.data for page in built.pages} - {""}
        return ((path, built.files[path]) for path in sorted(paths))

    def test_every_file_can_be_read_and_has_rows(self, built: Built) -> None:
        for path, content in self.data(built):
            assert read_json(content) if path.endswith(".json") else read_csv(content), path

    def test_a_record_is_that_of_the_whole_plan(self, built: Built) -> None:
        named = rows_of(
            {n.rpartition("/")[2]: c for n, c in built.files.items() if n.startswith("open/")},
            "projects",
        )
        for code, row in named.items():
            said = read_json(built.files[f"projects/{code}.json"])
            assert said["project"] == row
            assert said["source"] == row["address"]
        one = read_json(built.files["projects/1.json"])
        assert [len(one[name]) for name in ("indicators", "actuals", "updates", "documents")] == [
            1,
            2,
            1,
            1,
        ]
        goal = read_json(built.files["goals/1.json"])
        assert goal["projects"] == [one.code for one in built.library.projects_of_goal["1"]]

    def test_a_list_holds_the_projects_that_its_pages_show(self, built: Built) -> None:
        own = [one.code for one in built.library.projects_of_district["1"]]
        assert sorted(row["code"] for row in read_csv(built.files["districts/1.csv"])) == own
        (year,) = {row["date_jalali"][:4] for row in read_csv(built.files["changes/1402.csv"])}
        assert year == "1402"
        shown = built.files["statuses/running.html"].decode()
        assert 'type="text/csv"' in shown
        assert shown.count('running.csv"') == 2

    def test_figures_are_those_of_the_reckoning(self, built: Built) -> None:
        plan, *_ = read_csv(built.files["reckoning.csv"])
        whole = reckon(built.library, tuple(built.library.projects.values()))
        assert (int(plan["projects"]), int(plan["counted"]), int(plan["due"])) == (
            whole.total,
            whole.counted,
            whole.due,
        )
        assert [int(plan[kind.name.lower()]) for kind, _ in whole.counts] == [
            n for _, n in whole.counts
        ]
        assert (
            Amount(Decimal(read_csv(built.files["budgets.csv"])[0]["budget_rial"])).words
            == "۵۵٫۳ میلیارد تومان"
        )

    def test_a_page_without_rows_has_none(self, built: Built) -> None:
        for path in ("search.html", "sitemap.html", "404.html", "index.html"):
            assert f"{path.removesuffix('html')}csv" not in built.files
        assert "amounts/from-0.html" in built.files
        assert "amounts/from-0.csv" not in built.files


def test_the_pages_name_every_file_with_size_and_hash(built: Built) -> None:
    text = built.files["open-data.html"].decode() + "".join(
        content.decode() for path, content in built.files.items() if path.startswith("open-data/")
    )
    for path, content in built.files.items():
        if path.startswith("open/"):
            assert path in text
            assert sha256(content).hexdigest() in text
    (schema,) = re.findall(
        '<script type="application/ld\\+json">(.*?)</script>',
        built.files["open-data.html"].decode(),
    )
    said = read_json(schema.encode())
    assert (said["@type"], said["url"]) == ("Dataset", f"{BASE}open-data.html")
    assert all(one["contentUrl"].startswith(f"{BASE}open/") for one in said["distribution"])


def test_every_column_is_explained(library: Library) -> None:
    every: tuple[Dataset, ...] = datasets(library, BASE)
    for dataset in every:
        assert len(set(dataset.names)) == len(dataset.names), dataset.name
        assert dataset.key[0] in dataset.names
        for column in dataset.columns:
            assert column.title
            assert column.help
            assert re.fullmatch("[a-z][a-z_]*", column.name)
        assert all(len(row) == len(dataset.columns) for row in dataset.rows)


def test_a_preview_waits_for_no_data(tmp_path: Path) -> None:
    """No file of data is made and no page leads to any; all other pages are there."""
    whole, drafts = (
        {path for path in Built(tmp_path / str(mode), drafts=mode).files if not is_hashed(path)}
        for mode in (False, True)
    )
    data = {path for path in whole if path.startswith("open")} - {"open-data.html"}
    data |= {path for path in whole if path.endswith((".csv", ".json"))}
    data -= {"editions/1403-12-30.json"}
    assert len(data) > 30
    assert drafts == whole - data
