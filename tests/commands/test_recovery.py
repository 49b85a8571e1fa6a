"""Every command first puts right what another left half-made, and waits for one at work."""

import csv
import os
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.editing import journal_folder
from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.forms.confirmation import deleting, renaming
from qomsite.forms.saving import save
from qomsite.forms.submission import FormContext, Submission
from qomsite.memo import Memo
from qomsite.model.collections import BY_NAME
from qomsite.pipeline.request import Request
from qomsite.serve.build_result import Board
from qomsite.serve.preview import rebuild
from qomsite.sheets.exchange import asked, export
from tests.children import at_step, ended, meets, started
from tests.library.plans import tiny_with
from tests.sites.folders import tree

Capture = pytest.CaptureFixture[str]
Command = Callable[[Path], object]
PROJECTS = BY_NAME["projects"]
TOLD = "فرمانی نیمه‌کاره مانده بود؛ این‌ها به حال پیش از آن بازگشت: content/projects/1.md"


pytestmark = pytest.mark.usefixtures("unsynced")


def changes(content: Path) -> tuple[Change, ...]:
    """New titles for all projects, as a sheet brings them."""
    sheet = content.parent / "projects.csv"
    if not sheet.exists():
        export(content, sheet)
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.reader(file)]
        at = rows[0].index("عنوان")
        for row in rows[1:]:
            row[at] += " تازه"
        with sheet.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    return asked(content, sheet, remove=False).changes


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which an import was killed when it had written the first of four files."""
    project = tmp_path_factory.mktemp("killed")
    content = tiny_with(project, {})
    wanted = changes(content)
    assert len(wanted) == 4
    first = content / wanted[0].path
    step = 0
    while first.read_bytes() != wanted[0].after:
        Journal(content, lambda _: None).recover()
        step += 1
        assert meets(signal.SIGKILL, step, project, lambda: Journal(content).apply(wanted))
    assert sum(tree(content)[one.path] == one.after for one in wanted) == 1
    return project


@pytest.fixture
def half(killed: Path, content: Path) -> dict[str, bytes]:
    """Makes the content what the killed import left, in a place of its own; what it was before."""
    before = tree(content)
    shutil.copytree(killed, content.parent, dirs_exist_ok=True)
    assert tree(content) != before
    return before


def run(*words: str) -> Command:
    def command(content: Path) -> int:
        given = [word.replace("{}", str(content.parent)) for word in words]
        return cli.main([*given, "--content", str(content)])

    return command


def context(content: Path) -> FormContext:
    return FormContext(content, Journal(content), "", Memo())


def by_form(content: Path) -> object:
    pairs = {"title": "تازه", "policy": "1", "provenance": "sample", "draft": "بله"}
    return save(context(content), Submission(PROJECTS, "99", None, tuple(pairs.items())))


def by_preview(content: Path) -> None:
    request = Request(Path(cli.__file__).parents[1], content, content.parent / "shown", drafts=True)
    board = Board()
    rebuild(request, board, lambda: None)
    assert board.result.is_well


NEW = ("--title", "تازه", "--policy", "1", "--provenance", "sample", "--code", "99")
READING: dict[str, Command] = {
    "check": run("check"),
    "json": run("check", "--format", "json"),
    "build": run("build", "--output", "{}/public", "--jobs", "1"),
    "export": run("export", "{}/plan.xlsx"),
    "tidy": run("tidy", "--yes"),
    "undo": run("undo"),
    "new": run("new", "project", *NEW),
    "form": by_form,
    "rename": lambda content: renaming(context(content), PROJECTS, "4", "98"),
    "delete": lambda content: deleting(context(content), PROJECTS, "4"),
    "preview": by_preview,
}


@pytest.mark.parametrize("name", READING)
def test_what_was_left_half_made_is_put_right_first(
    name: str,
    half: dict[str, bytes],
    content: Path,
    capsys: Capture,
    request: pytest.FixtureRequest,
) -> None:
    if name in ("check", "json"):
        request.getfixturevalue("unrendered")
    READING[name](content)
    assert TOLD in capsys.readouterr().err
    after = tree(content)
    assert {path: after[path] for path in half} == half
    assert after.keys() - half.keys() <= {"projects/99.md"}


def test_an_import_is_made_whole_by_the_next(
    half: dict[str, bytes], content: Path, capsys: Capture
) -> None:
    assert run("import", "{}/projects.csv", "--yes")(content) == 0
    said = capsys.readouterr()
    assert TOLD in said.err
    assert said.out.count(" تازه»") == 4
    assert changes(content) == ()
    assert run("undo")(content) == 0
    assert tree(content) == half


@pytest.fixture
def writer(content: Path) -> Iterator[int]:
    """A process that stands still while it writes."""
    wanted = changes(content)
    ready, tell = os.pipe()

    def work() -> int:
        def stand_still() -> None:
            os.write(tell, b".")
            signal.pause()

        at_step(14, content.parent, stand_still)
        Journal(content).apply(wanted)
        return 0

    child = started(work)
    os.read(ready, 1)
    yield child
    os.kill(child, signal.SIGKILL)
    ended(child)
    os.close(ready)
    os.close(tell)


def test_a_command_that_waits_too_long_names_the_process(
    writer: int, content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for patience in ("PATIENCE", "LONG_PATIENCE"):
        monkeypatch.setattr(journal_folder, patience, 0)
    half = tree(content)
    for name in ("check", "json", "build", "export", "tidy", "undo", "new"):
        assert READING[name](content) == 1
        said = capsys.readouterr()
        assert f"(فرایند {writer}) در حال" in said.err
        assert "[change-under-way]" in said.err
        assert said.out == ""
    assert tree(content) == half
    assert not (content.parent / "public").exists()
    assert not (content.parent / "plan.xlsx").exists()


def test_undo_leaves_what_was_edited_and_names_it(content: Path, capsys: Capture) -> None:
    before = tree(content)
    assert len(changes(content)) == 4
    assert run("import", "{}/projects.csv", "--yes")(content) == 0
    edited = content / "projects/2.md"
    edited.write_bytes(edited.read_bytes() + b"mine\n")
    after = tree(content)
    assert run("undo")(content) == 1
    said = capsys.readouterr().err
    assert "content/projects/2.md:1:1" in said
    assert "python3 build.py undo --rest" in said
    assert tree(content) == after
    assert run("undo", "--rest")(content) == 0
    said = capsys.readouterr().out
    assert "۳ پرونده به حال پیش از آخرین تغییر بازگشت" in said
    assert "همان‌گونه که هست ماند:\n  content/projects/2.md\n" in said
    assert tree(content) == {**before, "projects/2.md": after["projects/2.md"]}
    assert run("undo")(content) == 1
    assert "تغییری ثبت نشده است" in capsys.readouterr().out


def test_a_damaged_change_is_told_and_passed_over(content: Path, capsys: Capture) -> None:
    before = tree(content)
    for number in "12":
        Journal(content).apply([Change(f"news/n{number}.md", None, b"")])
    (content.parent / ".qomsite/content/2.json").write_bytes(b"{")
    assert run("undo")(content) == 0
    said = capsys.readouterr()
    assert "۱ تغییر در دفتر آسیب دیده است" in said.err
    assert tree(content) == {**before, "news/n2.md": b""}


def test_a_record_under_another_code_keeps_its_mode(content: Path) -> None:
    (content / "projects/4.md").chmod(0o640)
    wanted = renaming(context(content), PROJECTS, "4", "98").changes
    Journal(content).apply(wanted)
    assert stat.S_IMODE((content / "projects/98.md").stat().st_mode) == 0o640
