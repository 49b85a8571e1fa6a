"""Signals, full and closed disks and other processes leave the content all old or all new."""

import shutil
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qomsite.editing import records
from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.loader.load import load
from qomsite.model.collections import POLICIES
from tests.children import MANY, meets, whole
from tests.library.plans import tiny_with
from tests.sites.folders import tree


def silent(content: Path) -> Journal:
    return Journal(content, lambda _: None)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Part of the tiny site, so that a copy of it costs little."""
    (tmp_path / "project").mkdir()
    content = tiny_with(tmp_path / "project", {})
    for name in ("news", "pages", "media", "axes", "measures", "goals", "strategies"):
        shutil.rmtree(content / name)
    (content / "policies/1.md").chmod(0o640)
    return content


def an_import(content: Path) -> Sequence[Change]:
    files = [name for name in sorted(tree(content)) if name.startswith("projects/")][:3]
    held = {name: (content / name).read_bytes() for name in files}
    return [
        Change(name, data, data.replace(b"title: ", b"title: x")) for name, data in held.items()
    ]


def a_save(content: Path) -> Sequence[Change]:
    return an_import(content)[:1]


def a_new_record(_: Path) -> Sequence[Change]:
    return [Change("news/new.md", None, b"new")]


def a_deletion(content: Path) -> Sequence[Change]:
    return [Change("policies/1.md", (content / "policies/1.md").read_bytes(), None)]


def a_renaming(content: Path) -> Sequence[Change]:
    return records.renamed(content, load(content)[0], POLICIES, "1", "40")


Kind = Callable[[Path], Sequence[Change]]
KINDS = (an_import, a_save, a_new_record, a_deletion, a_renaming)
"""What import and tidy, a save, new, delete and rename ask of the journal."""
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Trial:
    """A project whose state is put back before each step."""

    def __init__(self, content: Path, wanted: Sequence[Change], *, is_undone: bool) -> None:
        self.content = content
        self.folder = content.parent
        self.wanted = wanted
        self.is_undone = is_undone
        if is_undone:
            silent(content).apply(wanted)
        self.kept = self.folder.with_name("kept")
        shutil.copytree(self.folder, self.kept)
        self.old = (whole(content), silent(content).names())
        self.work()
        self.new = (whole(content), silent(content).names())
        assert self.old[0] != self.new[0]

    def work(self) -> None:
        journal = silent(self.content)
        if self.is_undone:
            journal.undo(journal.names()[-1])
        else:
            journal.apply(self.wanted)

    def put_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)

    def half_way(self) -> int:
        """A step before which some files are written and others are not."""
        for step in range(1, MANY):
            self.put_back()
            assert meets(signal.SIGKILL, step, self.folder, self.work)
            found = whole(self.content)
            told = [found.get(one.path) for one in self.wanted]
            if told not in (
                [one.before for one in self.wanted],
                [one.after for one in self.wanted],
            ):
                return step
        raise AssertionError("no such step")

    def state(self) -> tuple[object, object]:
        """What the next command finds, whatever it is."""
        with silent(self.content).reading():
            pass
        left = {path.name for path in (self.folder / ".qomsite/content").glob("open*")}
        assert left <= {"open.new"}  # which the next change writes over
        return whole(self.content), silent(self.content).names()


both = pytest.mark.parametrize("is_undone", [False, True], ids=["done", "undone"])


@both
@pytest.mark.parametrize("kind", KINDS)
def test_a_signal_at_any_step_leaves_all_old_or_all_new(
    kind: Kind, content: Path, is_undone: bool
) -> None:
    trial = Trial(content, kind(content), is_undone=is_undone)
    found = []
    for step in range(1, MANY):
        trial.put_back()
        # The system ends a process the same way for all of them, but for Ctrl-C.
        which = SIGNALS[:2] if step % 4 else SIGNALS
        for number in which:
            if number != which[0]:
                trial.put_back()
            was_met = meets(number, step, trial.folder, trial.work)
            state = trial.state()
            assert state in (trial.old, trial.new), (step, number)
            found.append(state)
        if not was_met:
            break
    assert {state == trial.new for state in found} == {True, False}


@both
@pytest.mark.parametrize("kind", [an_import, a_renaming])
def test_a_signal_while_that_is_put_right_leaves_it_to_the_next(
    kind: Kind, content: Path, is_undone: bool
) -> None:
    trial = Trial(content, kind(content), is_undone=is_undone)
    half = trial.half_way()
    for step in range(1, MANY):
        trial.put_back()
        assert meets(signal.SIGKILL, half, trial.folder, trial.work)
        was_met = meets(signal.SIGKILL, step, trial.folder, silent(content).recover)
        assert trial.state() == trial.old
        if not was_met:
            break
