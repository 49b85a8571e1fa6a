"""Changes to content are made whole, or not at all, and can be taken back."""

import shutil
from pathlib import Path

import pytest

from qomsite.editing import changes
from qomsite.editing.changes import Change, Journal
from qomsite.errors import ChangeRefused
from tests.sites.folders import tree


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    content = tmp_path / "content"
    (content / "projects").mkdir(parents=True)
    (content / "projects/1.md").write_bytes(b"one")
    (content / "projects/2.md").write_bytes(b"two")
    return Journal(content, tmp_path / "cache")


WANTED = [
    Change("projects/1.md", b"one", b"ONE"),
    Change("projects/2.md", b"two", None),
    Change("news/a.md", None, b"new"),
]


def test_all_are_made_and_taken_back(journal: Journal) -> None:
    before = tree(journal.content)
    (journal.content / "projects/1.md").chmod(0o640)
    name = journal.apply(WANTED)
    assert tree(journal.content) == {"projects/1.md": b"ONE", "news/a.md": b"new"}
    assert (journal.content / "projects/1.md").stat().st_mode & 0o777 == 0o640
    journal.undo(name)
    assert tree(journal.content) == before
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
    ],
)
def test_one_that_cannot_be_made_leaves_all_as_it_was(
    journal: Journal, change: Change, slug: str
) -> None:
    (journal.content / "linked").symlink_to(journal.content.parent)
    (journal.content / "projects/link.md").symlink_to(journal.content / "projects/1.md")
    before = tree(journal.content)
    with pytest.raises(ChangeRefused) as refused:
        journal.apply([WANTED[0], change])
    assert [problem.slug for problem in refused.value.problems] == [slug]
    assert tree(journal.content) == before
    assert not (journal.content.parent / "outside.md").exists()


@pytest.mark.parametrize("step", range(4))
def test_a_write_that_fails_leaves_all_as_it_was(
    journal: Journal, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(journal.content)
    write, written = changes._write, []

    def failing(path: Path, data: bytes) -> None:
        written.append(path)
        if len(written) == step + 1 and path.is_relative_to(journal.content):
            raise OSError(28, "No space left on device")
        write(path, data)

    monkeypatch.setattr(changes, "_write", failing)
    if step in (1, 2):
        with pytest.raises(ChangeRefused):
            journal.apply(WANTED)
        assert tree(journal.content) == before
        assert journal.names() == ()
    else:  # the journal's own file, and past the end
        journal.apply(WANTED)
        assert tree(journal.content) != before


@pytest.mark.parametrize("step", range(1, 4))
def test_a_run_that_dies_is_put_right_by_the_next(
    journal: Journal, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(journal.content)
    with monkeypatch.context() as patch:
        put, done = Journal._put, []

        def dying(self: Journal, name: str, data: bytes | None) -> None:
            done.append(name)
            if len(done) > step - 1:
                raise KeyboardInterrupt
            put(self, name, data)

        patch.setattr(Journal, "_put", dying)
        with pytest.raises(KeyboardInterrupt):
            journal.apply(WANTED)
    journal.recover()
    assert tree(journal.content) == before
    assert journal.names() == ()


def test_what_was_written_after_a_run_died_is_kept(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_next", _dies)
        with pytest.raises(KeyboardInterrupt):
            journal.apply(WANTED)
    (journal.content / "projects/1.md").write_bytes(b"mine")
    journal.recover()
    assert tree(journal.content) == {"projects/1.md": b"mine", "projects/2.md": b"two"}
    journal.apply([Change("projects/1.md", b"mine", b"more")])
    assert tree(journal.content)["projects/1.md"] == b"more"


def _dies(_journal: Journal) -> str:
    raise KeyboardInterrupt


def test_what_was_changed_since_is_not_taken_back(journal: Journal) -> None:
    name = journal.apply(WANTED)
    (journal.content / "projects/1.md").write_bytes(b"mine")
    with pytest.raises(ChangeRefused):
        journal.undo(name)
    assert tree(journal.content)["projects/1.md"] == b"mine"
    assert journal.names() == (name,)


def test_what_is_as_it_was_before_needs_no_taking_back(journal: Journal) -> None:
    first = journal.apply([Change("projects/2.md", b"two", b"TWO")])
    second = journal.apply([Change("projects/1.md", b"one", b"ONE")])
    (journal.content / "projects/1.md").write_bytes(b"one")
    journal.undo(second)
    journal.undo(first)
    assert tree(journal.content) == {"projects/1.md": b"one", "projects/2.md": b"two"}
    assert journal.names() == ()


def test_another_content_folder_has_changes_of_its_own(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(journal.content, tmp_path / "other/content")
    other = Journal(tmp_path / "other/content", journal.kept)
    name = journal.apply(WANTED)
    assert other.names() == ()
    with pytest.raises(ChangeRefused):
        other.undo(name)
    other.apply(WANTED)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_next", _dies)
        with pytest.raises(KeyboardInterrupt):
            journal.apply([Change("projects/1.md", b"ONE", b"two")])
    other.recover()
    assert tree(other.content)["projects/1.md"] == b"ONE"
    journal.recover()
    assert tree(journal.content)["projects/1.md"] == b"ONE"


def test_an_unknown_name_is_refused(journal: Journal) -> None:
    with pytest.raises(ChangeRefused):
        journal.undo("../x")


def test_the_oldest_are_forgotten(journal: Journal) -> None:
    for at in range(changes.KEPT + 3):
        before = (journal.content / "projects/1.md").read_bytes()
        journal.apply([Change("projects/1.md", before, str(at).encode())])
    assert len(journal.names()) == changes.KEPT


def test_the_oldest_of_all_is_taken_back(journal: Journal) -> None:
    name = journal.apply([Change("projects/2.md", b"two", b"TWO")])
    for at in range(changes.KEPT - 1):
        before = (journal.content / "projects/1.md").read_bytes()
        journal.apply([Change("projects/1.md", before, str(at).encode())])
    journal.undo(name)
    assert tree(journal.content)["projects/2.md"] == b"two"
    assert len(journal.names()) == changes.KEPT - 1
