"""Changes to files of the content, all of them or none, and back again.

Before the first file is touched, a journal says what each held and what it will hold; a run that
dies half-way is put right by the next one, and what was done can be undone.
"""

import json
import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from qomsite.errors import ChangeRefused, Place, Problem, reason_of
from qomsite.pipeline.lock import build_lock

OPEN = "open.json"
"""The journal of a change that is being made."""
KEPT = 50
"""Changes that can be undone; of more, the oldest are forgotten."""


_CHANGED = (
    "این پرونده در این میان عوض شده است؛ چیزی نوشته نشد. آن را دوباره باز کنید "
    "و تغییر خود را از نو بدهید"
)
_CHANGED_SINCE = (
    "این پرونده پس از آن تغییر باز هم عوض شده است؛ چیزی بازگردانده نشد. اگر تغییر"
    " تازه‌تری از آن در دفتر هست نخست همان را بازگردانید، و اگر نیست پرونده را"
    " خودتان درست کنید (تغییرهای دیگر در «ویرایش» پیش‌نمایش جدا بازمی‌گردند)"
)


@dataclass(frozen=True)
class Change:
    """A file, what it holds and what it shall hold; ``None`` where there is no file.

    ``path`` is relative to the content folder, with slashes.
    """

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class Journal:
    """A content folder, and where changes to it are kept, apart from those to any other."""

    content: Path
    kept: Path

    @property
    def folder(self) -> Path:
        """Where this content folder's own changes are."""
        name = os.fsencode(self.content.resolve())
        return self.kept / blake2b(name, digest_size=8).hexdigest()

    def apply(self, changes: Sequence[Change]) -> str:
        """Makes all changes; returns the name by which :meth:`undo` knows them.

        Raises ``ChangeRefused``, and changes nothing, where a file does not hold what a change
        says it does, or is no plain file of the content folder. Where there is nothing to change
        the name is empty.
        """
        return self._apply(changes, _CHANGED)

    def _apply(self, changes: Sequence[Change], changed: str) -> str:
        """Makes all changes; ``changed`` is said of a file that does not hold what it should."""
        changes = [change for change in changes if change.before != change.after]
        if not changes:
            return ""
        with build_lock(self.folder, _patience):
            self._recover()
            if refused := list(self._refusals(changes, changed)):
                raise ChangeRefused(refused)
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / OPEN, json.dumps([_packed(one) for one in changes]).encode())
            try:
                for change in changes:
                    self._put(change.path, change.after)
            except OSError as error:
                self._recover()
                raise ChangeRefused([self._failed(change, error)]) from error
            name = self._next()
            (self.folder / OPEN).replace(self.folder / f"{name}.json")
            self._forget()
        return name

    def undo(self, name: str) -> tuple[Change, ...]:
        """Takes back the changes of a name, which is then forgotten; returns them.

        A file that is as it was before needs nothing. Raises ``ChangeRefused`` where a file was
        changed since, and for an unknown name.
        """
        with build_lock(self.folder, _patience):
            path = self.folder / f"{name}.json"
            if name not in self.names():
                message = "این تغییر دیگر در دفتر نیست و بازگردانده نمی‌شود"
                raise ChangeRefused([Problem(Place(self.content.name), "nothing-to-undo", message)])
            changes = tuple(_unpacked(path))
            again = [one for one in reversed(changes) if not self._is_as_before(one)]
            wanted = [Change(one.path, one.after, one.before) for one in again]
            taken = self._apply(wanted, _CHANGED_SINCE)
            # Taking back is a change of its own, and the newest: both are forgotten.
            # If it was the oldest of all, its place was needed for the newest.
            path.unlink(missing_ok=True)
            if taken:
                (self.folder / f"{taken}.json").unlink()
        return changes

    def recover(self) -> None:
        """Puts right what a run that died half-way through a change left behind."""
        with build_lock(self.folder, _patience):
            self._recover()

    def names(self) -> tuple[str, ...]:
        """The changes that can be undone, the newest last."""
        found = (path.stem for path in self.folder.glob("*.json") if path.name != OPEN)
        return tuple(sorted(found, key=int))

    def changes(self, name: str) -> tuple[Change, ...]:
        """What a change that can be undone did to the files; ``KeyError`` for an unknown name."""
        if name not in self.names():
            raise KeyError(name)
        return tuple(_unpacked(self.folder / f"{name}.json"))

    def _recover(self) -> None:
        journal = self.folder / OPEN
        if journal.exists():
            for change in _unpacked(journal):
                # A file that somebody wrote since is theirs.
                if self._held(change.path) == change.after:
                    self._put(change.path, change.before)
            journal.unlink()

    def _refusals(self, changes: Sequence[Change], changed: str) -> Iterator[Problem]:
        for change in changes:
            place = Place(f"{self.content.name}/{change.path}")
            path = self.content / change.path
            if not self._is_plain(path):
                message = "این نشانی پروندهٔ ساده‌ای در پوشهٔ محتوا نیست؛ چیزی نوشته نشد"
                yield Problem(place, "unreadable-file", message)
            elif self._held(change.path) != change.before:
                yield Problem(place, "changed-meanwhile", changed)

    def _is_plain(self, path: Path) -> bool:
        """Whether a path is a plain file below the content folder, or could be one."""
        folder = path.parent
        while folder != self.content:
            if folder.is_symlink() or folder == folder.parent:
                return False
            folder = folder.parent
        is_there = os.path.lexists(path)
        return ".." not in path.parts and (not is_there or stat.S_ISREG(path.lstat().st_mode))

    def _is_as_before(self, change: Change) -> bool:
        """Whether a file that was changed is as it was; what is no plain file never is."""
        return self._is_plain(self.content / change.path) and (
            self._held(change.path) == change.before
        )

    def _held(self, name: str) -> bytes | None:
        path = self.content / name
        return path.read_bytes() if path.exists() else None

    def _put(self, name: str, data: bytes | None) -> None:
        path = self.content / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(exist_ok=True)
            _write(path, data)

    def _failed(self, change: Change, error: OSError) -> Problem:
        message = f"نوشته نشد و همه چیز به حال پیشین بازگشت: {reason_of(error)}"
        return Problem(Place(f"{self.content.name}/{change.path}"), "not-written", message)

    def _next(self) -> str:
        return str(int(self.names()[-1]) + 1) if self.names() else "1"

    def _forget(self) -> None:
        for name in self.names()[:-KEPT]:
            (self.folder / f"{name}.json").unlink()


def _patience() -> None:
    """Another change is at work; it takes milliseconds, so nothing is said."""


def _write(path: Path, data: bytes) -> None:
    """Puts a file in its place at once: a reader sees the old one or the new one."""
    # A name that the loader takes for an editor's leftover.
    new = path.with_name(f".{path.name}.tmp")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            new.chmod(stat.S_IMODE(path.stat().st_mode))
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise


def _packed(change: Change) -> list[str | None]:
    sides = (None if side is None else b64encode(side).decode() for side in _sides(change))
    return [change.path, *sides]


def _sides(change: Change) -> tuple[bytes | None, bytes | None]:
    return change.before, change.after


def _unpacked(path: Path) -> Iterator[Change]:
    for name, *sides in json.loads(path.read_bytes()):
        before, after = (None if side is None else b64decode(side) for side in sides)
        yield Change(name, before, after)
