"""One rule for a value on every way in: each field of the table meets what people paste and worse.

What is refused is refused for the same reason in a file, a form, a sheet, the settings and as an
option of ``new``; what is written reads back as it was said.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from qomsite import errors
from qomsite.editing import dry_run
from qomsite.editing.answers import read
from qomsite.editing.creation import fresh_file
from qomsite.editing.front_matter import new_document
from qomsite.editing.journal import Journal
from qomsite.editing.records import saved
from qomsite.errors import Keys, Problem, SheetsRefused, WrongAnswer
from qomsite.forms.entered import entered, widget
from qomsite.forms.saving import save
from qomsite.forms.submission import FormContext, Submission
from qomsite.forms.views import FormView
from qomsite.loader.document import record_document
from qomsite.loader.lists import read_words
from qomsite.loader.load import PLAN_FILE, SITE_FILE, load
from qomsite.loader.yaml_text import Tree
from qomsite.memo import Memo
from qomsite.model.collections import COLLECTIONS, PROJECTS
from qomsite.model.fields import Row, rows, single_values, validate
from qomsite.model.kinds import Value
from qomsite.model.records import Project
from qomsite.model.scalars import TEXT, Kind, refusal
from qomsite.model.settings import Plan, Site
from qomsite.sheets.importing import read_import
from qomsite.sheets.layout import SHEETS, Column, Sheet, holders
from qomsite.sheets.table import Table, tree_of
from qomsite.terminal import GUIDE
from qomsite.text.characters import trimmed
from qomsite.text.digits import ascii_digits
from tests.guide_sections import explanations
from tests.library.plans import tiny_with
from tests.listing import expect_none

LONGEST = {"text": 300, "word": 300, "prose": 5_000, "address": 2_000, "evidence": 2_000}
"""Of the kinds; of every other it is 100."""
SIGNS = ("unit", "sign")
"""The fields in which a sign alone is a value; they hold 50 characters."""

CHARACTERS = [
    *("قم\u202eنو", "\u2066قم", "قم\u200f", "ق\u200bم", "قم\ufeff", "قم\u00adنو", "ق\u200dم"),
    *("قم\x00", "قم\rنو", "\x85قم", "قم\x1f", "قم\x9bنو"),
    *("قم\u2028نو", "\u2029قم", "قم\ufdd0", "قم\uffff", "قم\U0001fffe", "قم\ufffd"),
    *("\u200cقم", "قم\u200c", "قم\u200c\u200cنو", "قم\u200c نو", "\u200c", "\u2028", "\ud800قم"),
]
EMPTY = [" ", " \u00a0\u3000 ", "\u2800", "\n \n", "ـــ", "\u064e"]
MARKS = ["—", "«»"]
"""Empty, but for a field in which a sign alone is a value."""
LINES = ["قم\n}}html,body{display:none}", "قم\n\n\nنو"]
LONG = ["ب" * length for most in (50, 100, 300, 2_000, 5_000) for length in (most, most + 1)]
FINE = [
    *(
        "می\u200cرود",
        "نامهٔ\u200cما",
        "۸\u200cساله",
        " قم ",
        "قم: نو",
        "#قم",
        "'قم",
        '"قم"',
        "\\u202e",
    ),
    *("</style><script>alert(1)</script>", "=1+1", "- قم", "null", "{{ قم }}", "قم\tنو"),
]
HOSTILE = tuple(dict.fromkeys([*CHARACTERS, *EMPTY, *MARKS, *LINES, *LONG, *FINE]))
RULES = ("hidden-character", "empty-value", "line-break", "too-long")


@dataclass(frozen=True)
class Leaf:
    """A field that holds a text, and where that stands."""

    keys: Keys
    row: Row

    def expected(self, text: str) -> str:
        """The slug under which a text is refused before the kind's own reader; empty if not."""
        is_sign = self.row.name in SIGNS
        longest = 50 if is_sign else LONGEST.get(self.row.kind, 100)
        if text in CHARACTERS:
            return "hidden-character"
        if text in EMPTY or (text in MARKS and not is_sign):
            return "empty-value"
        if text in LINES and self.row.kind != "prose":
            return "line-break"
        return "too-long" if len(text) > longest else ""


@cache
def leaves(model: type[Value], above: Keys = ()) -> tuple[Leaf, ...]:
    """Every field of a model that holds a text, one of each list."""
    found: list[Leaf] = []
    for row in rows(model):
        keys = (*above, row.name, *((0,) if row.several else ("key",) if row.by_key else ()))
        found += leaves(row.nested, keys) if row.nested else [Leaf(keys, row)]
    return tuple(found)


def filled(model: type[Value], text: str) -> dict[str, Tree]:
    """Front matter with a text in every field."""
    tree: dict[str, Tree] = {}
    for row in rows(model):
        one: Tree = filled(row.nested, text) if row.nested else text
        tree[row.name] = [one] if row.several else {"key": one} if row.by_key else one
    return tree


def bare(tree: Tree) -> Tree:
    """A tree without blanks around its texts."""
    if isinstance(tree, str):
        return trimmed(tree)
    if isinstance(tree, list):
        return [bare(part) for part in tree]
    return {name: bare(part) for name, part in tree.items()}


def pairs(model: type[Value], text: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """What a browser sends of a form with a text in every field."""
    for row in rows(model):
        name = prefix + row.name
        if row.several and widget(row) != "checks":
            yield name, "n0"
            name = f"{name}.n0"
        yield from pairs(row.nested, text, f"{name}.") if row.nested else [(name, text)]


def slugs(problems: tuple[Problem, ...], path: str) -> dict[Keys, str]:
    """The reasons of the rule that are told of a file, by the value."""
    return {one.keys: one.slug for one in problems if one.place.path == path and one.slug in RULES}


def unlike(told: Mapping[Keys, str], model: type[Value], text: str) -> list[str]:
    """The fields of a file of which something else was said than is right."""
    return [
        f"{model.__name__}{leaf.keys}, {text[:20]!a}: {told.get(leaf.keys)}"
        for leaf in leaves(model)
        if told.get(leaf.keys, "") != leaf.expected(text)
    ]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_with(tmp_path_factory.mktemp("values"), {})


IN_FILES = [text for text in HOSTILE if "\ud800" not in text]
"""A lone surrogate has no place in a file; how it is refused there, the tests of YAML say."""


def test_at_most_sixty_values_are_hostile() -> None:
    assert len(HOSTILE) <= 60


def test_every_field_of_a_file_and_of_a_form(content: Path) -> None:
    overlay: dict[str, bytes | None] = {}
    wrong: list[str] = []
    for one in COLLECTIONS:
        for at, text in enumerate(IN_FILES):
            tree = filled(one.model, text)
            change = saved(None, one, f"h{at}", tree, "")
            assert change.after
            overlay[change.path] = change.after
            # A form says the same as the file; what is blank in it is left out.
            said = entered(one.model, tuple(pairs(one.model, text)), {}).tree
            right = filled(one.model, text.replace("\r", "\n"))
            if trimmed(text) and bare(said) != bare(right):
                wrong.append(f"form: {text!a}")
    _, problems = load(content, overlay=overlay)
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.place.path, []).append(problem)
    for one in COLLECTIONS:
        for at, text in enumerate(IN_FILES):
            path = f"content/{one.name}/h{at}.md"
            wrong += unlike(slugs(tuple(by_path.get(path, ())), path), one.model, text)
            document = record_document((overlay[path.partition("/")[2]] or b"").decode(), path, [])
            if document is None or document.tree != filled(one.model, text):
                wrong.append(f"read: {text!a}")
    expect_none(wrong)


def test_every_field_of_the_settings(content: Path) -> None:
    memo, wrong = Memo(), list[str]()
    settings: dict[str, type[Value]] = {SITE_FILE: Site, PLAN_FILE: Plan}
    for text in IN_FILES:
        _, problems = load(
            content,
            memo,
            {
                name: new_document(filled(one, text)).front.encode()
                for name, one in settings.items()
            },
        )
        for name, model in settings.items():
            wrong += unlike(slugs(problems, f"content/{name}"), model, text)
    expect_none(wrong)


def test_a_key_that_the_writer_chooses(content: Path) -> None:
    for text in (text for text in IN_FILES if text in (*CHARACTERS, *EMPTY, *LINES)):
        data = new_document({"sources": {text: {"title": "برنا"}}}).front.encode()
        _, problems = load(content, overlay={PLAN_FILE: data})
        assert set(slugs(problems, f"content/{PLAN_FILE}").values()) == {
            Leaf((), next(row for row in rows(Plan) if row.name == "name")).expected(text)
        }, ascii(text)


def cells(sheet: Sheet, at: int, text: str) -> Iterator[str]:
    """A row of a sheet that belongs to a record of its own."""
    for column in sheet.columns:
        ties = {"code": f"h{at}", "collection": "", "order": "1", "outer": "1", "body": "متن."}
        if column.row:
            yield text
        elif column.key == "collection":
            yield holders(sheet)[-1].singular
        else:
            yield ties[column.key]


@pytest.mark.parametrize("kinds", [("records", "parts"), ("words",)], ids="-".join)
def test_every_column_of_the_sheets(
    kinds: tuple[str, ...], content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each of them is looked for here.
    monkeypatch.setattr(errors, "MOST_ALIKE", sys.maxsize)
    for module in (errors, dry_run):
        monkeypatch.setattr(module, "MOST_TOLD", sys.maxsize)
    sheets = [sheet for sheet in SHEETS if sheet.kind in kinds]
    tables = [
        Table(
            sheet.title,
            (
                tuple(column.key for column in sheet.columns),
                *(tuple(cells(sheet, at, text)) for at, text in enumerate(HOSTILE)),
            ),
            sheet.title,
        )
        for sheet in sheets
    ]
    with pytest.raises(SheetsRefused) as refused:
        read_import(content, tables, "", remove=False)
    told = {
        (one.place.path, one.place.line, one.place.column): one.slug
        for one in refused.value.problems
        if one.slug in (*RULES, "bad-cell")
    }
    wrong: list[str] = []
    for sheet in sheets:
        for number, text in enumerate(HOSTILE, 2):
            for at, column in enumerate(sheet.columns, 1):
                slug = told.get((sheet.title, number, at), "").replace("bad-cell", RULES[0])
                # The words of a list of codes are looked at one by one.
                is_split = column.row and column.row.several and text in FINE
                if column.row and not is_split and slug != in_cell(column, text):
                    wrong.append(f"{sheet.name}.{column.key}, {text[:20]!a}: {slug}")
    expect_none(wrong)


def in_cell(column: Column, text: str) -> str:
    """What is right in a cell: a blank one is no value, and a list stands in lines."""
    assert column.row
    if not trimmed(text) or (column.row.several and "\n" in text):
        return ""
    return Leaf((), column.row).expected(text)


@pytest.mark.parametrize("text", ["1 2", "1, 2", "1،2", "1؛ 2", "1;2", "1 و 2"])
def test_several_codes_in_one_text(content: Path, text: str) -> None:
    """They are the same in a file, in a cell and in an option."""
    axes = next(row for row in rows(Project) if row.name == "also_serves")
    own = {"code": "9", "path": "x.md", "title": "طرح", "policy": "3", "provenance": "sample"}
    whole = validate(Project, {**own, "also_serves": text})
    assert isinstance(whole, Project)
    assert whole.also_serves == ("1", "2")
    assert tree_of(text, axes, {}) == ["1", "2"]
    assert read(load(content)[0], Project, axes, [text]) == ["1", "2"]


def test_every_option_of_new(content: Path) -> None:
    loaded, _ = load(content)
    wrong: list[str] = []
    for one in COLLECTIONS:
        for path, model, row in single_values(one.model):
            for text in HOSTILE:
                slug = Leaf((), row).expected(text)
                try:
                    tree = read(loaded, model, row, [text])
                except WrongAnswer as refused:
                    # A word of a list is held against the list; what is no list has no other rule.
                    is_free = row.kind in ("text", "prose", "word") and not row.names
                    if is_free and not slug:
                        wrong.append(f"{path}, {text[:20]!a}: {refused}")
                    continue
                plain = [trimmed(text)] if row.several else trimmed(text)
                if slug or (row.kind in ("text", "prose", "word") and tree != plain):
                    wrong.append(f"{path}, {text[:20]!a}: {tree!a}")
    expect_none(wrong)


@pytest.mark.parametrize("text", FINE)
def test_a_new_file_reads_back(text: str) -> None:
    for one in COLLECTIONS:
        document = record_document(fresh_file(one, {"title": text}).decode(), "", [])
        assert document
        assert document.tree == {"title": text}


@pytest.mark.parametrize("text", ["قم\nنو", "\u2028قم", "—", "ب" * 301])
def test_a_form_names_the_field(text: str, content: Path) -> None:
    context = FormContext(content, Journal(content), "", Memo())
    told = {"title": text, "policy": "1", "provenance": "sample", "draft": "بله"}
    view = save(context, Submission(PROJECTS, "9", None, tuple(told.items())))
    assert isinstance(view, FormView)
    found = refusal(text, TEXT)
    assert found
    said = {one.name: [str(message) for message in one.messages] for one in view.fields}
    assert said.pop("title") == [found.message]
    assert not any(said.values())


def test_every_word_of_the_list() -> None:
    for text in (text for text in HOSTILE if "\n" not in text):
        known, problems = read_words(f"{text}\n", "words.txt")
        word = Leaf((), rows(Plan)[0])
        slug = "too-long" if len(text) > 100 else word.expected(text)
        if slug and trimmed(text):
            assert [one.slug for one in problems] == [slug]
        assert all(refusal(one, Kind("word")) is None for one in known.words)


def test_the_reason_says_what_and_where() -> None:
    def said(text: str, kind: Kind) -> str:
        found = refusal(text, kind)
        return found.message if found else ""

    kind = Kind("text", 7)
    assert said("قم\u202eنو", kind).startswith("پس از «قم» اجبار راست‌به‌چپ U+202E آمده است")
    assert said("\ud800", kind).startswith("در آغاز مقدار نیمهٔ تنهای یک نویسه U+D800")
    assert "«قم»" in said("قم\nنو", kind)
    assert "مقدار ۸ نویسه دارد و بیش از ۷ نویسه" in said("ب" * 8, kind)
    assert said("ب" * 7, kind) == ""


def test_the_guide_states_how_long_a_value_may_be() -> None:
    sections = explanations((Path(__file__).parents[1] / GUIDE).read_text("utf-8"))
    (told,) = (one.cause for one in sections if one.slug == "too-long")
    stated = {int(number) for number in re.findall("[0-9]+", ascii_digits(told))}
    assert stated == {50, 100, *LONGEST.values()}
