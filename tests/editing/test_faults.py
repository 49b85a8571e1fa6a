"""Signals, full and closed disks and other processes leave the content all old or all new."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from qomsite.editing import journal_folder, records
from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.errors import ChangeUnfinished, SiteError
from qomsite.loader.load import load
from qomsite.model.collections import POLICIES
from tests.children import (
    MANY,
    NOBODY,
    as_nobody,
    at_step,
    ended,
    in_child,
    meets,
    started,
    whole,
    without_room,
)
from tests.library.plans import tiny_with
from tests.sites.folders import tree

pytestmark = pytest.mark.usefixtures("unsynced")


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
KINDS = (an_import, a_new_record, a_deletion, a_renaming)
"""What import and tidy (and a save, of one file), new, delete and rename ask of the journal."""
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
            if number == signal.SIGINT:  # it is put right at once
                assert whole(content) in (trial.old[0], trial.new[0])
            state = trial.state()
            assert state in (trial.old, trial.new), (step, number)
            found.append(state)
        if not was_met:
            break
    assert {state == trial.new for state in found} == {True, False}


@both
def test_a_signal_while_that_is_put_right_leaves_it_to_the_next(
    content: Path, is_undone: bool
) -> None:
    trial = Trial(content, a_renaming(content), is_undone=is_undone)
    half = trial.half_way()
    for step in range(1, MANY):
        trial.put_back()
        assert meets(signal.SIGKILL, half, trial.folder, trial.work)
        was_met = meets(signal.SIGKILL, step, trial.folder, silent(content).recover)
        assert trial.state() == trial.old
        if not was_met:
            break


def test_what_a_step_relies_on_is_on_the_disk_before_it(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = an_import(content)[:1]
    project = content.parent
    done: list[str] = []

    def name(path: object) -> str:
        return os.path.relpath(str(path), project)

    def work() -> int:
        def look(event: str, given: Sequence[object]) -> None:
            if event == "os.rename":
                done.append(f"rename {name(given[1])}")
            elif event == "os.remove" and not str(given[0]).endswith("new"):
                done.append(f"remove {name(given[0])}")

        def sync(descriptor: int) -> None:
            done.append(f"sync {name(Path(f'/proc/self/fd/{descriptor}').readlink())}")

        monkeypatch.setattr(os, "fsync", sync)
        sys.addaudithook(look)
        silent(content).undo(silent(content).apply(wanted))
        first = "projects/1.md"
        writing = [
            "sync .qomsite/content/open.new",
            "rename .qomsite/content/open.json",
            "sync .qomsite/content",
            f"sync content/projects/.{Path(first).name}.qomsite-new",
            f"rename content/{first}",
            "sync content/projects",
        ]
        assert done == [
            *writing,
            "rename .qomsite/content/1.json",
            "sync .qomsite/content",
            *writing,
            "remove .qomsite/content/1.json",
            "sync .qomsite/content",
            "remove .qomsite/content/open.json",
            "sync .qomsite/content",
        ]
        return 0

    assert in_child(work) == 0


class TestAnotherProcess:
    """A change under way is waited for, and named when it goes on for too long."""

    @pytest.fixture
    def paused(self, content: Path) -> Iterator[tuple[int, int]]:
        """A process that has written some files of an import; it goes on at a byte in the pipe."""
        wanted = an_import(content)
        half = Trial(content, wanted, is_undone=False)
        step = half.half_way()
        half.put_back()
        ready, tell = os.pipe()
        wait, go = os.pipe()

        def work() -> int:
            os.close(go)

            def pause() -> None:
                os.write(tell, b".")
                os.read(wait, 1)

            at_step(step, half.folder, pause)
            silent(content).apply(wanted)
            return 0

        child = started(work)
        os.read(ready, 1)
        yield child, go
        os.close(go)
        ended(child)
        for end in (ready, tell, wait):
            os.close(end)

    def test_what_reads_gives_up_and_names_it(
        self, paused: tuple[int, int], content: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("PATIENCE", "LONG_PATIENCE"):
            monkeypatch.setattr(journal_folder, name, 0)
        said: list[str] = []
        with pytest.raises(ChangeUnfinished) as refused, Journal(content, said.append).reading():
            pytest.fail("nothing may be read")
        [problem] = refused.value.problems
        assert problem.slug == "change-under-way"
        assert f"فرایند {paused[0]}" in problem.message
        assert [f"(فرایند {paused[0]}) در حال نوشتن محتواست" in one for one in said] == [True]

    @pytest.mark.parametrize("ends", ["is done", "is killed"])
    def test_what_reads_goes_on_when_it(
        self, ends: str, paused: tuple[int, int], content: Path
    ) -> None:
        child, go = paused
        said: list[str] = []

        def told(text: str) -> None:
            if not said and ends == "is killed":
                os.kill(child, signal.SIGKILL)
            elif not said:
                os.write(go, b".")
            said.append(text)

        with Journal(content, told).reading():
            titles = [
                b"title: x" in (content / f"projects/{code}.md").read_bytes() for code in "123"
            ]
        assert set(titles) == {ends == "is done"}
        assert "صبر می‌شود" in said[0]
        restored = [one for one in said if "به حال پیش از آن بازگشت: content/projects/1.md" in one]
        assert bool(restored) == (ends == "is killed")

    def test_what_writes_waits_for_what_reads(
        self, content: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("PATIENCE", "LONG_PATIENCE"):
            monkeypatch.setattr(journal_folder, name, 0)
        done = silent(content).apply(a_save(content))
        before = whole(content)
        ready, tell = os.pipe()

        def read() -> int:
            with silent(content).reading():
                os.write(tell, b".")
                signal.pause()
            return 0

        child = started(read)
        os.read(ready, 1)
        # Any number may read at a time.
        with silent(content).reading():
            pass
        with pytest.raises(ChangeUnfinished) as refused:
            silent(content).undo(done)
        os.kill(child, signal.SIGKILL)
        ended(child)
        assert f"فرایند {child}" in str(refused.value)
        assert whole(content) == before
        silent(content).undo(done)
        for end in (ready, tell):
            os.close(end)


class TestClosedDisk:
    """A disk that is full or closed is named with what to do, and nothing is half-written."""

    @pytest.mark.parametrize("most", [0, 40, 600, 3000])
    def test_a_full_one(self, most: int, content: Path) -> None:
        wanted = [*an_import(content), Change("news/new.md", None, b"new" * 5000)]
        trial = Trial(content, wanted, is_undone=False)
        trial.put_back()

        def work() -> int:
            without_room(most)
            with pytest.raises(SiteError) as refused:
                trial.work()
            return {one.slug for one in refused.value.problems} == {"not-written"} and (
                "پرونده از اندازهٔ مجاز بزرگ‌تر می‌شود" in str(refused.value)
            )

        assert in_child(work) == 1
        assert not [path for path in trial.folder.rglob("*new*") if path.is_file()]
        assert trial.state() == trial.old

    @pytest.fixture
    def shared(self, content: Path) -> Iterator[Path]:
        """A project in a folder that any user comes to."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            shutil.copytree(content, folder / "content")
            for path in (folder, *folder.rglob("*")):
                os.chown(path, *(2 * [NOBODY] if os.geteuid() == 0 else [-1, -1]))
            yield folder / "content"
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o755)

    def test_one_that_is_closed(self, shared: Path) -> None:
        changes = an_import(shared)
        before = tree(shared)

        def work() -> int:
            as_nobody()
            for closed in (shared.parent, shared / "projects", shared.parent / ".qomsite/content"):
                if not closed.exists():
                    silent(shared).undo(silent(shared).apply(changes))
                closed.chmod(0o555)
                with silent(shared).reading():
                    pass
                with pytest.raises(SiteError) as refused:
                    silent(shared).apply(changes)
                [problem] = refused.value.problems
                assert problem.slug == "not-written"
                assert "اجازهٔ این کار نیست" in problem.message
                assert tree(shared) == before
                closed.chmod(0o755)
            return 0

        assert in_child(work) == 0

    def test_a_journal_that_may_not_be_looked_into(self, shared: Path) -> None:
        silent(shared).apply(an_import(shared))

        def work() -> int:
            as_nobody()
            (shared.parent / ".qomsite").chmod(0)
            with pytest.raises(SiteError) as refused, silent(shared).reading():
                pytest.fail("it is not known whether a change is under way")
            [problem] = refused.value.problems
            assert problem.slug == "not-written"
            assert "اجازهٔ خواندن و نوشتن بدهید" in problem.message
            return 0

        assert in_child(work) == 0

    def test_one_that_is_closed_before_it_was_put_right(self, shared: Path, content: Path) -> None:
        changes = an_import(shared)
        before = tree(shared)
        half = Trial(content, changes, is_undone=False).half_way()

        def work() -> int:
            as_nobody()
            assert meets(signal.SIGKILL, half, shared.parent, lambda: silent(shared).apply(changes))
            assert tree(shared) != before
            (shared / "projects").chmod(0o555)
            for _ in range(2):
                with pytest.raises(ChangeUnfinished) as refused, silent(shared).reading():
                    pytest.fail("nothing may be read")
                [problem] = refused.value.problems
                assert problem.slug == "unfinished-change"
                assert "اجازهٔ نوشتن بدهید" in problem.message
            (shared / "projects").chmod(0o755)
            with silent(shared).reading():
                assert tree(shared) == before
            return 0

        assert in_child(work) == 0
