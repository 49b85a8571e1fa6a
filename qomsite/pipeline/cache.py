"""A store of bytes under keys that outlives a build, and that may vanish at any moment.

It holds data, never code, and only what can be made again: when it is damaged, locked, written by
another version or not writable, it is made anew or done without, and nobody is told.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

_SCHEMA = "CREATE TABLE entries_1 (key TEXT PRIMARY KEY, value BLOB, checksum BLOB)"
"""The cache's whole schema; a file with any other is of another version. Count up on change."""

_PATIENCE = 2.0  # seconds for another build's transaction
_MOST = 500  # keys in one statement
_FAILURES = (sqlite3.Error, sqlite3.Warning, OSError, OverflowError, UnicodeError)
_SOUND = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_TOOBIG,
}
"""Failures that say nothing against the file: it is done without, not made again."""


class Cache:
    """Keys → bytes in an SQLite file, or nowhere. What fails is as if it had not been asked."""

    def __init__(self, path: Path | None, connection: sqlite3.Connection | None) -> None:
        self._path = path
        self._connection = connection
        self._owner = os.getpid()
        self._inherited: sqlite3.Connection | None = None
        self._used: set[str] = set()
        self._unwritten: dict[str, bytes] = {}
        self._has_grown = False

    @classmethod
    def open(cls, path: Path | None) -> Self:
        """Opens the cache at `path`, made if it is not there; None is the cache that is empty."""
        cache = cls(path, None)
        if path is not None:
            with cache._forgiving():
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.is_file() or not path.exists():
                    cache._connection = _connected(path)
        return cache

    def get_many(self, keys: Collection[str]) -> dict[str, bytes]:
        """The values that are there; one with a wrong checksum is not."""
        found = {key: self._unwritten[key] for key in keys if key in self._unwritten}
        with self._forgiving():
            for some in _portions(key for key in keys if key not in found):
                if self._connection is None:
                    break
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value, checksum FROM entries_1 WHERE key IN ({marks})"
                for key, value, checksum in self._connection.execute(query, some):
                    if isinstance(value, bytes) and _checksum(key, value) == checksum:
                        found[key] = value
        self._used.update(found)
        return found

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Remembers all of them, and what :meth:`once` made before; or none."""
        unwritten, self._unwritten = self._unwritten, {}
        with self._forgiving():
            every = {**unwritten, **values}.items()
            rows = [(key, value, _checksum(key, value)) for key, value in every]
            self._change("INSERT OR REPLACE INTO entries_1 VALUES (?, ?, ?)", rows)
        self._used.update(values)
        self._has_grown |= bool(values)

    def once(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The value under a key, made and remembered where it is not there.

        Many are written together: each alone would wait for other processes to write theirs.
        """
        if found := self.get_many([key]):
            return found[key]
        made = make()
        if self._connection is None:
            return made
        self._unwritten[key] = made
        self._used.add(key)
        self._has_grown = True
        if len(self._unwritten) >= _MOST:
            self.put_many({})
        return made

    def used(self) -> frozenset[str]:
        """The keys that were found or put since the cache was opened; all are written."""
        self.put_many({})
        return frozenset(self._used)

    def note(self, used: Iterable[str]) -> None:
        """Takes keys for used, as a forked process tells them that worked with this cache."""
        self._has_grown |= not self._used.issuperset(used)
        self._used.update(used)

    def prune(self, spare: int) -> None:
        """Forgets what was neither found nor put since the cache was opened, but for the latest.

        ``spare``: how many of those stay. Where nothing was put, there is nothing too many.
        """
        self.put_many({})
        with self._forgiving():
            if self._connection is not None and self._has_grown:
                rows = self._connection.execute("SELECT key FROM entries_1 ORDER BY rowid DESC")
                others = [row for row in rows if row[0] not in self._used]
                self._change("DELETE FROM entries_1 WHERE key = ?", others[spare:])

    def close(self) -> None:
        """Ends the use of the file; afterwards the cache is empty and forgets what it is given."""
        self.put_many({})
        self._end()

    def _end(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*_FAILURES):
                connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if self._connection is not None and rows:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(statement, rows)

    def _connect_anew(self) -> None:
        """In a process that was forked: a connection of its own. That of the other may neither be
        used nor closed here (sqlite.org/howtocorrupt.html).
        """
        self._owner = os.getpid()
        self._inherited, self._connection = self._connection, None
        if self._path is not None and self._inherited is not None:
            self._connection = _connected(self._path)

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            if self._owner != os.getpid():
                self._connect_anew()
            yield
        except _FAILURES as error:
            if self._path is None or not _is_damage(error):
                return
            self._end()
            with suppress(*_FAILURES):
                for end in ("", "-journal", "-wal", "-shm"):
                    Path(f"{self._path}{end}").unlink(missing_ok=True)
                self._connection = _connected(self._path)


def _is_damage(error: Exception) -> bool:
    if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
        return False
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _SOUND


def _checksum(key: str, value: bytes) -> bytes:
    digest = blake2b(key.encode(), digest_size=16)
    digest.update(b"\0")
    digest.update(value)
    return digest.digest()


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, _MOST)):
        yield some


def _connected(path: Path) -> sqlite3.Connection:
    """A connection to a sound cache of this version, made if the file is new or empty."""
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a lost cache is a slow build, no more
        if not _schema(connection):
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                if not _schema(connection):
                    connection.execute(_SCHEMA)
        if _schema(connection) != [_SCHEMA]:
            raise sqlite3.DatabaseError("a cache of another version")
    except BaseException:
        connection.close()
        raise
    return connection


def _schema(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
    return [row[0] for row in connection.execute(query)]
