"""Changes to content are made whole, or not at all, and can be taken back."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qomsite.editing import journal_folder
from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.errors import ChangeRefused, ChangeUnfinished
from tests.sites.folders import tree

pytestmark = pytest.mark.usefixtures("unsynced")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    content = tmp_path / "content"
    (content / "projects").mkdir(parents=True)
    (content / "projects/1.md").write_bytes(b"one")
    (content / "projects/2.md").write_bytes(b"two")
    return Journal(content)


WANTED = [
    Change("projects/1.md", b"one", b"ONE"),
    Change("projects/2.md", b"two", None),
    Change("news/a.md", None, b"new"),
]


def kept(journal: Journal) -> Path:
    return journal.content.parent / ".qomsite/content"


def test_all_are_made_and_taken_back(journal: Journal) -> None:
    before = tree(journal.content)
    name = journal.apply(WANTED)
    assert tree(journal.content) == {"projects/1.md": b"ONE", "news/a.md": b"new"}
    assert [path for (path,) in ((one.path,) for one in journal.undo(name).changes)] == [
        "projects/1.md",
        "projects/2.md",
        "news/a.md",
    ]
    assert tree(journal.content) == before
    assert not (journal.content / "news").exists()
    assert journal.names() == ()


def test_nothing_to_change_is_no_change(journal: Journal) -> None:
    assert journal.apply([Change("projects/1.md", b"one", b"one")]) == ""
    assert journal.names() == ()


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (Change("projects/2.md", b"old", b"x"), "changed-meanwhile"),
        (Change("projects/2.md", None, b"x"), "changed-meanwhile"),
        (Change("projects/3.md", b"three", b"x"), "changed-meanwhile"),
        (Change("../outside.md", None, b"x"), "unreadable-file"),
        (Change("projects/../../outside.md", None, b"x"), "unreadable-file"),
        (Change("linked/1.md", None, b"x"), "unreadable-file"),
        (Change("projects/link.md", None, b"x"), "unreadable-file"),
        (Change("projects/pipe.md", None, b"x"), "unreadable-file"),
        (Change("projects/two.md", b"same", b"x"), "hard-link"),
        (Change("projects/two.md", b"same", None), "hard-link"),
        (Change("none/of/1.md", None, b"x"), "not-written"),
    ],
)
def test_one_that_cannot_be_made_leaves_all_as_it_was(
    journal: Journal, change: Change, slug: str
) -> None:
    (journal.content / "linked").symlink_to(journal.content.parent)
    (journal.content / "projects/link.md").symlink_to(journal.content / "projects/1.md")
    os.mkfifo(journal.content / "projects/pipe.md")
    (journal.content / "projects/one.md").write_bytes(b"same")
    (journal.content / "projects/two.md").hardlink_to(journal.content / "projects/one.md")
    before = tree(journal.content)
    with pytest.raises(ChangeRefused) as refused:
        journal.apply([*WANTED, change])
    assert [(one.slug, one.place.path) for one in refused.value.problems] == [
        (slug, f"content/{change.path}")
    ]
    assert tree(journal.content) == before
    assert not (journal.content / "news").exists()
    assert not (journal.content.parent / "outside.md").exists()


class TestUndo:
    """What was done is taken back, change by change."""

    def test_what_was_changed_since_is_not_taken_back(self, journal: Journal) -> None:
        name = journal.apply(WANTED)
        (journal.content / "projects/1.md").write_bytes(b"mine")
        after = tree(journal.content)
        with pytest.raises(ChangeRefused) as refused:
            journal.undo(name)
        [problem] = refused.value.problems
        assert problem.place.path == "content/projects/1.md"
        assert "undo --rest" in problem.message
        assert tree(journal.content) == after
        assert journal.names() == (name,)

    def test_the_rest_is_taken_back_on_request(self, journal: Journal) -> None:
        name = journal.apply(WANTED)
        (journal.content / "projects/1.md").write_bytes(b"mine")
        done = journal.undo(name, rest=True)
        assert done.left == ("projects/1.md",)
        assert {one.path for one in done.changes} == {"projects/2.md", "news/a.md"}
        assert tree(journal.content) == {"projects/1.md": b"mine", "projects/2.md": b"two"}
        assert journal.names() == ()

    def test_what_is_as_it_was_before_needs_no_taking_back(self, journal: Journal) -> None:
        first = journal.apply([Change("projects/2.md", b"two", b"TWO")])
        second = journal.apply([Change("projects/1.md", b"one", b"ONE")])
        (journal.content / "projects/1.md").write_bytes(b"one")
        journal.undo(second)
        journal.undo(first)
        assert tree(journal.content) == {"projects/1.md": b"one", "projects/2.md": b"two"}
        assert journal.names() == ()

    def test_an_unknown_name_is_refused(self, journal: Journal) -> None:
        for name in ("../x", "1", ""):
            with pytest.raises(ChangeRefused):
                journal.undo(name)

    def test_the_oldest_are_forgotten(
        self, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal_folder, "KEPT", 3)
        name = journal.apply([Change("projects/2.md", b"two", b"TWO")])
        for at in range(2):
            before = (journal.content / "projects/1.md").read_bytes()
            journal.apply([Change("projects/1.md", before, str(at).encode())])
        # To take one back takes the place of none.
        journal.undo(name)
        assert tree(journal.content)["projects/2.md"] == b"two"
        assert journal.names() == ("2", "3")
        for at in range(5):
            before = (journal.content / "projects/2.md").read_bytes()
            journal.apply([Change("projects/2.md", before, str(at).encode())])
        assert journal.names() == ("6", "7", "8")


class TestPlace:
    """The journal is beside the content and moves with it; each content folder has its own."""

    def test_it_moves_with_the_project(self, journal: Journal, tmp_path: Path) -> None:
        before = tree(journal.content)
        name = journal.apply(WANTED)
        moved = tmp_path / "elsewhere/project"
        moved.mkdir(parents=True)
        for folder in ("content", ".qomsite"):
            (tmp_path / folder).rename(moved / folder)
        other = Journal(moved / "content")
        assert other.names() == (name,)
        other.undo(name)
        assert tree(other.content) == before

    def test_git_does_not_see_it(self, journal: Journal) -> None:
        journal.apply(WANTED)
        assert (kept(journal).parent / ".gitignore").read_text("utf-8") == "*\n"

    def test_another_content_folder_has_changes_of_its_own(
        self, journal: Journal, tmp_path: Path
    ) -> None:
        shutil.copytree(journal.content, tmp_path / "other")
        other = Journal(tmp_path / "other")
        name = journal.apply(WANTED)
        assert other.names() == ()
        with pytest.raises(ChangeRefused):
            other.undo(name)
        other.apply(WANTED)
        assert other.names() == (name,)

    def test_it_is_one_for_all_ways_to_the_folder(self, journal: Journal, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to(journal.content)
        Journal(tmp_path / "link").apply(WANTED)
        assert Journal(journal.content / "../content").names() == ("1",)

    def test_reading_makes_nothing(self, journal: Journal) -> None:
        with journal.reading():
            pass
        assert not kept(journal).parent.exists()


class TestAttributes:
    """A file keeps its mode and, where the user may give it away, its owner."""

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
    def test_the_mode_stays(self, mode: int, journal: Journal) -> None:
        for name in ("1", "2"):
            (journal.content / f"projects/{name}.md").chmod(mode)
        name = journal.apply([*WANTED, Change("projects/3.md", None, b"3", like="projects/2.md")])
        for made in ("1", "3"):
            assert (journal.content / f"projects/{made}.md").stat().st_mode & 0o777 == mode
        journal.undo(name)
        for back in ("1", "2"):
            assert (journal.content / f"projects/{back}.md").stat().st_mode & 0o777 == mode

    def test_no_more_may_read_the_journal_than_the_files(self, journal: Journal) -> None:
        journal.content.chmod(0o2775)
        (journal.content / "projects/1.md").chmod(0o660)
        (journal.content / "projects/2.md").chmod(0o644)
        journal.apply(WANTED)
        modes = {path.name: path.stat().st_mode & 0o7777 for path in kept(journal).iterdir()}
        assert modes == {"lock": 0o664, "1.json": 0o640}
        for folder in (kept(journal), kept(journal).parent):
            assert folder.stat().st_mode & 0o7777 == 0o2775

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file away")
    def test_what_root_makes_is_of_those_whose_content_it_is(self, journal: Journal) -> None:
        os.chown(journal.content, 1234, 4321)
        journal.apply(WANTED)
        for path in (kept(journal), kept(journal).parent, kept(journal) / "lock"):
            assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file away")
    def test_the_owner_stays(self, journal: Journal) -> None:
        for name in ("1", "2"):
            os.chown(journal.content / f"projects/{name}.md", 1234, 4321)
            (journal.content / f"projects/{name}.md").chmod(0o640)
        name = journal.apply(WANTED)
        journal.undo(name)
        for name in ("1", "2"):
            found = (journal.content / f"projects/{name}.md").stat()
            assert (found.st_uid, found.st_gid, found.st_mode & 0o777) == (1234, 4321, 0o640)


Damage = Callable[[Path], object]


def _as_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()
    (path / "mine").write_bytes(b"mine")


def _as_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(path.parent.parent / "mine")
    (path.parent.parent / "mine").write_bytes(b"mine")


def _as_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9] if path.exists() else b"[")


def _with(data: bytes) -> Damage:
    return lambda path: path.write_bytes(data)


DAMAGES: dict[str, Damage] = {
    "empty": _with(b""),
    "cut": _cut,
    "list": _with(b"[]"),
    "no text": _with(b"\xff\x00"),
    "folder": _as_folder,
    "link": _as_link,
    "pipe": _as_pipe,
}


@pytest.mark.parametrize(
    "name", ["lock", "open.json", "open.new", "1.json", ".gitignore", "x.json"]
)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_it_heals(name: str, damage: Damage, journal: Journal, tmp_path: Path) -> None:
    said: list[str] = []
    journal = Journal(journal.content, said.append)
    first = journal.apply([Change("projects/1.md", b"one", b"ONE")])
    damage(kept(journal).parent / name if name == ".gitignore" else kept(journal) / name)
    journal.recover()
    assert bool(said) == (name == "open.json")
    second = journal.apply([Change("projects/2.md", b"two", b"TWO")])
    readable = [second] if name == "1.json" else [second, first]
    assert [one for one, _ in journal.history()] == readable
    for one in readable:
        journal.undo(one)
    assert tree(journal.content)["projects/2.md"] == b"two"
    # What was somebody's is there still, though not everywhere under its name.
    if damage in (_as_folder, _as_link):
        assert b"mine" in tree(tmp_path / ".qomsite").values()


@pytest.mark.parametrize("place", [".qomsite", ".qomsite/content"])
@pytest.mark.parametrize("damage", [_with(b"mine"), _as_link], ids=["file", "link"])
def test_what_stands_in_its_place_is_named(
    place: str, damage: Damage, journal: Journal, tmp_path: Path
) -> None:
    before = tree(journal.content)
    if "/" in place:
        (tmp_path / ".qomsite").mkdir()
    damage(tmp_path / place)
    journal.recover()
    with pytest.raises(ChangeUnfinished) as refused:
        journal.apply(WANTED)
    [problem] = refused.value.problems
    assert problem.place.path == place
    assert "آن را بردارید یا نامش را عوض کنید" in problem.message
    assert tree(journal.content) == before
