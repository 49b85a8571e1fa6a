"""What is news in the folders and what is not."""

import os
from collections.abc import Callable
from itertools import repeat
from pathlib import Path

import pytest

from qomsite.serve.watching import Snapshot, changed, news, settled, snapshot


def set_time(path: Path, seconds: int) -> None:
    os.utime(path, (seconds, seconds))


def replaced(path: Path) -> None:
    new = path.with_name("new.tmp")
    new.write_text("b", "utf-8")
    set_time(new, 1_000_000_000)
    new.replace(path)


NEWS: dict[str, Callable[[Path], object]] = {
    "written": lambda folder: (folder / "x.md").write_text("b", "utf-8"),
    "replaced by one of the same size and time": lambda folder: replaced(folder / "x.md"),
    "removed": lambda folder: (folder / "x.md").unlink(),
    "renamed": lambda folder: (folder / "x.md").rename(folder / "y.md"),
    "in another case": lambda folder: (folder / "x.md").rename(folder / "X.md"),
    "a new file": lambda folder: (folder / "inner/y.md").touch(),
    "a new folder": lambda folder: (folder / "new").mkdir(),
    "a link": lambda folder: (folder / "l.md").symlink_to("x.md"),
}
NO_NEWS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: None,
    "the same bytes": lambda folder: (folder / "x.md").write_text("a", "utf-8"),
    "another time": lambda folder: set_time(folder / "x.md", 5),
    "a leftover": lambda folder: (folder / ".x.md.swp").touch(),
    "a backup": lambda folder: (folder / "x.md~").touch(),
    "an unfinished download": lambda folder: (folder / "x.tmp").touch(),
    "what Emacs keeps": lambda folder: (folder / "#x.md#").touch(),
    "who edits it in Emacs": lambda folder: (folder / ".#x.md").symlink_to("me"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "x.md").write_text("a", "utf-8")
    set_time(tmp_path / "x.md", 1_000_000_000)
    return tmp_path


@pytest.mark.parametrize("happens", NEWS.values(), ids=NEWS)
def test_news(folder: Path, happens: Callable[[Path], object]) -> None:
    before = snapshot([folder], {})
    happens(folder)
    assert changed(before, snapshot([folder], before))


@pytest.mark.parametrize("happens", NO_NEWS.values(), ids=NO_NEWS)
def test_no_news(folder: Path, happens: Callable[[Path], object]) -> None:
    before = snapshot([folder], {})
    happens(folder)
    assert not changed(before, snapshot([folder], before))


def test_a_file_that_did_not_change_is_not_read_again(folder: Path) -> None:
    before = snapshot([folder], {})
    assert snapshot([folder], before)[str(folder / "x.md")] is before[str(folder / "x.md")]


def test_a_folder_that_is_away_is_empty(tmp_path: Path) -> None:
    assert snapshot([tmp_path / "nowhere"], {}) == {}


class TestSettled:
    """It waits until nothing changes any more, though not for ever."""

    def test_it_sees_the_last_of_many_saves(self, folder: Path) -> None:
        saves = iter(["b", "c", "d"])

        def look(known: object) -> object:
            if text := next(saves, ""):
                (folder / "x.md").write_text(text, "utf-8")
            return snapshot([folder], known)  # type: ignore[arg-type]

        before = snapshot([folder], {})
        seen = settled(look, before, look(before), repeat(None))  # type: ignore[arg-type]
        assert (folder / "x.md").read_text("utf-8") == "d"
        assert seen == snapshot([folder], {})

    def test_two_saves_within_a_tick_of_the_clock_count(self, folder: Path) -> None:
        """Nothing that the system says tells the second from the first; its content does."""
        path = folder / "x.md"
        before = snapshot([folder], {})
        path.write_text("b", "utf-8")
        first = snapshot([folder], before)
        known = first[str(path)].said
        path.write_text("c", "utf-8")

        def look(seen: object) -> object:
            found = dict(snapshot([folder], seen))  # type: ignore[arg-type]
            kept = seen.get(str(path)) if isinstance(seen, dict) else None
            found[str(path)] = kept or found[str(path)]._replace(said=known)
            return found

        last = settled(look, before, first, repeat(None))  # type: ignore[arg-type]
        assert not changed(snapshot([folder], {}), last)

    def test_it_gives_up_on_what_never_rests(self, folder: Path) -> None:
        count = 0

        def look(known: object) -> object:
            nonlocal count
            count += 1
            (folder / "x.md").write_text(str(count), "utf-8")
            return snapshot([folder], known)  # type: ignore[arg-type]

        before = snapshot([folder], {})
        settled(look, before, before, repeat(None, 5))  # type: ignore[arg-type]
        assert count == 5


Step = Callable[[Path], object]


def seen_by_builds(folder: Path, *steps: Step) -> list[str]:
    """What a build would have read of `x.md`, each time; one step happens before each look."""
    left = iter(steps)

    def look(known: Snapshot) -> Snapshot:
        next(left, lambda _: None)(folder)
        return snapshot([folder], known)

    built = news(look, snapshot([folder], {}), repeat(None, len(steps) + 2), lambda: repeat(None))
    path = folder / "x.md"
    return [path.read_text("utf-8") if path.exists() else "" for _ in built]


def writes(text: str) -> Step:
    return lambda folder: (folder / "x.md").write_text(text, "utf-8")


def probe(folder: Path) -> None:
    (folder / "4913").touch()


def probe_gone(folder: Path) -> None:
    (folder / "4913").unlink()


class TestNews:
    """Each look of it comes between two steps of a program that saves."""

    def test_truncating_and_then_writing_is_one_build_of_the_whole(self, folder: Path) -> None:
        assert seen_by_builds(folder, writes(""), writes("ha"), writes("half no more")) == [
            "half no more"
        ]

    def test_away_and_back_is_none(self, folder: Path) -> None:
        assert seen_by_builds(folder, lambda at: (at / "x.md").unlink(), writes("a")) == []

    def test_a_burst_is_one_build_of_the_last(self, folder: Path) -> None:
        saves = [writes(str(number)) for number in range(50)]
        assert seen_by_builds(folder, *saves) == ["49"]

    def test_two_saves_with_rest_between_are_two_builds(self, folder: Path) -> None:
        rest: Step = lambda at: None  # noqa: E731 a step beside the others
        assert seen_by_builds(folder, writes("b"), rest, writes("c"), rest) == ["b", "c"]

    def test_leftovers_and_the_same_bytes_are_none(self, folder: Path) -> None:
        """Vim tries with a file of its own whether it may write here."""
        steps = (probe, probe_gone, *NO_NEWS.values())
        assert seen_by_builds(folder, *steps) == []
