"""One rule says what a code may be, whichever way it comes in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.checks.registry import check
from qomsite.editing.journal import Journal
from qomsite.errors import SheetsRefused
from qomsite.forms.confirmation import renaming
from qomsite.forms.saving import save
from qomsite.forms.submission import FormContext, Submission
from qomsite.loader.load import load
from qomsite.memo import Memo
from qomsite.model.codes import LONGEST
from qomsite.model.collections import PROJECTS
from qomsite.model.fields import validate
from qomsite.model.records import Project
from qomsite.sheets.exchange import asked
from tests.library.plans import project, tiny_with

DRAFT = {"title": "تازه", "policy": "1", "provenance": "sample", "draft": "بله"}
FORMER = "T-118"
"""What project 1 was called."""

Way = Callable[[Path, str], str]
"""Takes a code in; returns it as it was understood, or raises ``ValueError`` with the message."""


def as_file(content: Path, text: str) -> str:
    (content / f"projects/{text}.md").write_text(project("draft: بله"), "utf-8")
    before = {"1", "2", "3", "4"}
    loaded, found = load(content)
    said = [one.message for one in (*found, *check(loaded)) if one.slug != "bad-file-name"]
    for code in loaded.codes["projects"] - before if not said else ():
        return code
    raise ValueError("\n".join([*said, *(one.message for one in found)]))


def as_reference(content: Path, text: str) -> str:
    read = validate(Project, {**DRAFT, "code": "9", "path": str(content), "policy": text})
    if isinstance(read, tuple):
        raise ValueError(read[0].message)
    return read.policy


def by_command(content: Path, text: str) -> str:
    before = {*(content / "projects").iterdir()}
    words = ("--title", "تازه", "--policy", "1", "--provenance", "sample")
    if cli.main(["new", "project", *words, "--code", text, "--content", str(content)]):
        raise ValueError
    (made,) = {*(content / "projects").iterdir()} - before
    return made.stem


def context_of(content: Path) -> FormContext:
    return FormContext(content, Journal(content), "", Memo())


def by_form(content: Path, text: str) -> str:
    done = save(context_of(content), Submission(PROJECTS, text, None, tuple(DRAFT.items())))
    if isinstance(done, str):
        return done.partition("?")[0].rpartition("/")[2]
    raise ValueError(*done.messages["code"])


def by_renaming(content: Path, text: str) -> str:
    view = renaming(context_of(content), PROJECTS, "4", text)
    if view.code_message:
        raise ValueError(view.code_message)
    return view.new_code


def by_sheet(content: Path, text: str) -> str:
    path = content.parent / "projects.csv"
    heads = "code,title,policy,provenance,draft"
    path.write_text(f"{heads}\n{text},تازه,1,sample,بله\n", "utf-8")
    try:
        (change,) = asked(content, path, remove=False).changes
    except SheetsRefused as refused:
        raise ValueError(str(refused)) from None
    return Path(change.path).stem


WAYS = (as_file, as_reference, by_command, by_form, by_renaming, by_sheet)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tiny_with(tmp_path, {})


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("text", "code"), [("007", "7"), ("۱۲", "12"), ("A", "a"), ("a" * LONGEST, "a" * LONGEST)]
)
def test_a_code_is_understood(way: Way, text: str, code: str, content: Path) -> None:
    assert way(content, text) == code


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("index", "کد «index» نام صفحهٔ نخست هر پوشهٔ سایت است"),
        ("con", "کد «con» نامی است که ویندوز برای خود نگه داشته"),
        ("a" * (LONGEST + 1), "بیش از ۶۰ نویسه دارد؛ آن را کوتاه کنید"),
        ("a b", "کد فقط حرف لاتین کوچک، رقم و خط تیره دارد، مانند 12 یا road-safety؛ منظور «a-b»"),
        ("ط", "کد «ط» درست نیست؛ کد فقط حرف لاتین کوچک"),
    ],
)
def test_the_reason_is_the_same(
    way: Way, text: str, reason: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 its text is held below
        way(content, text)
    assert reason in f"{refused.value}{capsys.readouterr().err}"


@pytest.mark.parametrize("way", [by_command, by_form, by_renaming])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "کد نیامده است"),
        (FORMER, "کد «t-118» از آنِ طرح دیگری است یا بوده"),
        ("۰۳", "کد «3» از آنِ طرح دیگری است یا بوده؛ نخستین شمارهٔ آزاد ۵ است"),
    ],
)
def test_what_another_has_or_had_is_refused(
    way: Way, text: str, reason: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 its text is held below
        way(content, text)
    assert reason in f"{refused.value}{capsys.readouterr().err}"


@pytest.mark.parametrize("way", [as_file, by_sheet])
def test_a_former_code_written_by_hand_is_reported(way: Way, content: Path) -> None:
    with pytest.raises(ValueError, match="کد پیشین «T-118» کد کنونی یک طرح است"):
        way(content, FORMER.casefold())


def test_a_record_gets_its_own_former_code_back(content: Path) -> None:
    view = renaming(context_of(content), PROJECTS, "1", FORMER)
    assert view.new_code == "t-118"
    assert view.problems == ()
    made = next(change.after for change in view.changes if change.path == "projects/t-118.md")
    assert made
    assert "\naliases: [1]\n" in made.decode()
