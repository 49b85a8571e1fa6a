"""The cache gives back what it was given, and is never the reason that a build fails."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qomsite.pipeline.cache import Cache
from tests.children import in_child

ROOT = Path(__file__).resolve().parents[2]
VALUES = {"الف": b"", "b": b"\x00\xff", **{f"k{number}": b"x" * number for number in range(1200)}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache.sqlite"


@pytest.fixture
def cache(path: Path) -> Iterator[Cache]:
    with Cache.open(path) as cache:
        yield cache


def is_working(path: Path) -> bool:
    """Whether a cache opened there remembers."""
    with Cache.open(path) as cache:
        cache.put_many({"new": b"value"})
    with Cache.open(path) as cache:
        return cache.get_many(["new"]) == {"new": b"value"}


def test_it_gives_back_what_it_was_given(path: Path) -> None:
    with Cache.open(path) as cache:
        cache.put_many(VALUES)
    with Cache.open(path) as cache:
        assert cache.get_many(VALUES) == VALUES
        assert cache.get_many([*VALUES, "unknown"]) == VALUES
        assert cache.get_many(()) == {}


def test_a_value_is_replaced(cache: Cache) -> None:
    cache.put_many({"a": b"1", "b": b"1"})
    cache.put_many({"a": b"2"})
    assert cache.get_many(["a", "b"]) == {"a": b"2", "b": b"1"}


def test_what_was_not_used_goes_but_for_the_latest(path: Path) -> None:
    with Cache.open(path) as cache:
        cache.put_many({"a": b"1", "b": b"2", "c": b"3", "d": b"4"})
        cache.prune(0)
    with Cache.open(path) as cache:
        assert set(cache.get_many(["a", "unknown"])) == {"a"}
        cache.put_many({"e": b"5"})
        cache.prune(2)
    with Cache.open(path) as cache:
        assert set(cache.get_many("abcde")) == {"a", "c", "d", "e"}
    with Cache.open(path) as cache:
        cache.prune(0)
        assert set(cache.get_many("abcde")) == {"a", "c", "d", "e"}  # it has not grown


def test_nothing_is_written_when_nothing_changes(path: Path) -> None:
    with Cache.open(path) as cache:
        cache.put_many(VALUES)
    before = path.stat().st_mtime_ns, path.read_bytes()
    with Cache.open(path) as cache:
        cache.get_many(VALUES)
        cache.put_many({})
        cache.prune(0)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_without_a_path_it_is_empty() -> None:
    with Cache.open(None) as cache:
        cache.put_many({"a": b"1"})
        cache.prune(0)
        assert cache.get_many(["a"]) == {}


def test_a_closed_cache_is_empty(path: Path) -> None:
    cache = Cache.open(path)
    cache.put_many({"a": b"1"})
    cache.close()
    cache.close()
    cache.put_many({"b": b"1"})
    assert cache.get_many(["a", "b"]) == {}


@pytest.mark.parametrize(
    "content",
    [b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096, b"\x00" * 5000, b""],
)
def test_a_damaged_file_is_made_again(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert is_working(path)


def test_damage_at_every_place_costs_values_and_nothing_else(path: Path) -> None:
    values = {f"k{number}": os.urandom(900) for number in range(20)}
    with Cache.open(path) as cache:
        cache.put_many(values)
    sound = path.read_bytes()
    for start in range(0, len(sound), 512):
        path.write_bytes(sound[:start] + b"\xa5" * 64 + sound[start + 64 :])
        with Cache.open(path) as cache:
            assert cache.get_many(values).items() <= values.items()
            cache.put_many(values)
            cache.prune(0)
        assert is_working(path)
        path.write_bytes(sound[:start])
        with Cache.open(path) as cache:
            assert cache.get_many(values).items() <= values.items()
        assert is_working(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries_1 SET value = x'00'",
        "UPDATE entries_1 SET value = 'text'",
        "UPDATE entries_1 SET value = NULL",
        "UPDATE entries_1 SET checksum = NULL",
        "UPDATE entries_1 SET key = 'b'",
        "UPDATE entries_1 SET key = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_value_with_a_wrong_checksum_is_not_there(path: Path, statement: str) -> None:
    with Cache.open(path) as cache:
        cache.put_many({"a": b"1"})
    change(path, statement)
    with Cache.open(path) as cache:
        assert cache.get_many(["a", "b", "\ufffd"]) == {}
        cache.put_many({"c": b"1"})
        cache.prune(0)
    assert is_working(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (x)",
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE entries_1 RENAME TO entries_0",
        "ALTER TABLE entries_1 ADD COLUMN x",
    ],
)
def test_a_file_of_another_version_is_made_again(path: Path, statement: str) -> None:
    assert is_working(path)
    change(path, statement)
    with Cache.open(path) as cache:
        assert cache.get_many(["new"]) == {}
    assert is_working(path)


def test_a_locked_file_is_done_without(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qomsite.pipeline.cache._PATIENCE", 0.01)
    assert is_working(path)
    other = sqlite3.connect(path)
    try:
        other.execute("BEGIN EXCLUSIVE")
        with Cache.open(path) as cache:
            cache.put_many({"a": b"1"})
            assert cache.get_many(["new"]) == {}
    finally:
        other.close()
    with Cache.open(path) as cache:
        assert set(cache.get_many(["new", "a"])) == {"new"}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_a_place_that_is_no_file_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "file/below", "loop", "pipe", "x" * 300):
        assert not is_working(tmp_path / name)


def test_a_failing_disk_is_done_without(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert not is_working(path)


def test_what_is_no_text_is_not_remembered(cache: Cache) -> None:
    cache.put_many({"\ud800": b"1"})
    assert cache.get_many(["\ud800"]) == {}


def test_two_processes_at_once(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from qomsite.pipeline import cache as module; from qomsite.pipeline.cache import Cache\n"
        "module._PATIENCE = 120\n"  # of a slow machine: who waits in vain does without the file
        "for turn in range(30):\n"
        "    with Cache.open(Path(sys.argv[1])) as cache:\n"
        "        cache.put_many({f'{sys.argv[2]}{turn}': sys.argv[2].encode()})\n"
        "        cache.get_many(['a0', 'b0'])\n"
    )
    command = [sys.executable, "-W", "error", "-c", script, str(path)]
    both = [subprocess.Popen([*command, name], cwd=ROOT) for name in "ab"]
    assert [process.wait() for process in both] == [0, 0]
    wanted = {f"{name}{turn}": name.encode() for name in "ab" for turn in range(30)}
    with Cache.open(path) as cache:
        assert cache.get_many(wanted) == wanted


def change(path: Path, statement: str) -> None:
    """Alters the file behind the cache's back."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


@pytest.mark.skipif(os.name == "nt", reason="forks of POSIX")
def test_a_forked_process_has_a_connection_of_its_own(cache: Cache) -> None:
    cache.put_many({"a": b"1"})
    before = cache._connection

    def work() -> int:
        assert cache.get_many(["a"]) == {"a": b"1"}
        assert cache._connection is not before
        cache.put_many({"b": b"2"})
        return 0

    assert in_child(work) == 0
    assert cache._connection is before
    assert cache.get_many(["a", "b"]) == {"a": b"1", "b": b"2"}
