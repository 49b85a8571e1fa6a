"""The files of the content folder as changes know them: looked at, made ready beside, put in place.

What a file shall hold is first made ready under a name of its own beside it, then renamed: a
reader sees the old file or the new one, and a disk that is full is known before one is touched.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qomsite.editing.changes import Attributes, Change, Entry, is_inside
from qomsite.errors import Place, Problem
from qomsite.loader.regular_file import regular_bytes
from qomsite.pipeline.disk import flush_folder

READY = ".qomsite-new"
"""The end of the name under which a file is made ready; the loader skips it for its first dot."""


@dataclass(frozen=True)
class ContentFiles:
    """The content folder; a ``name`` is the path of a file from there."""

    folder: Path

    def refusal(self, change: Change, changed: str) -> Problem | None:
        """Why a change cannot be made; ``changed`` is said of a file that holds something else."""
        place = Place(f"{self.folder.name}/{change.path}")
        if not self.is_plain(change.path):
            message = "این نشانی پروندهٔ ساده‌ای در پوشهٔ محتوا نیست؛ چیزی نوشته نشد"
            return Problem(place, "unreadable-file", message)
        path = self.folder / change.path
        if os.path.lexists(path) and path.lstat().st_nlink > 1:
            message = (
                "این پرونده نام دیگری هم دارد (پیوند سخت) که با نوشتن از آن جدا می‌شود؛ چیزی نوشته"
                " نشد. به‌جای آن رونوشت پرونده را بگذارید"
            )
            return Problem(place, "hard-link", message)
        if self.held(change.path) != change.before:
            return Problem(place, "changed-meanwhile", changed)
        return None

    def is_plain(self, name: str) -> bool:
        """Whether a name is that of a plain file below the folder, or could be one."""
        path = self.folder / name
        return self._is_below(name) and (
            not os.path.lexists(path) or stat.S_ISREG(path.lstat().st_mode)
        )

    def held(self, name: str) -> bytes | None:
        """What a file holds; ``None`` where there is none."""
        try:
            return regular_bytes(self.folder / name)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def is_so(self, name: str, data: bytes | None) -> bool:
        """Whether a plain file holds this, or there is none where this is none."""
        return self.is_plain(name) and self.held(name) == data

    def attributes(self, name: str) -> Attributes | None:
        """The mode and the owner of a file; ``None`` where there is none."""
        try:
            return attributes_of(self.folder / name)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def entry(self, changes: tuple[Change, ...]) -> Entry:
        """Changes, with the attributes of the files that are there and the folders that are not."""
        found = {change.path: self.attributes(change.path) for change in changes}
        parents = {str(Path(one.path).parent) for one in changes if one.after is not None}
        return Entry(
            changes,
            {name: kept for name, kept in found.items() if kept},
            tuple(sorted(name for name in parents if not (self.folder / name).exists())),
        )

    def make_ready(self, name: str, data: bytes, kept: Attributes | None) -> None:
        """Writes beside a file what it shall hold, with the attributes that it shall have."""
        self.clear(name)
        path = self._ready(name)
        path.parent.mkdir(exist_ok=True)
        # What only some may read shall not be open to others for a moment.
        write_new(path, data, 0o600 if kept else 0o666, kept)

    def put(self, name: str, data: bytes | None) -> None:
        """Puts what was made ready in its place; takes the file away where that was nothing."""
        if data is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            self._ready(name).replace(self.folder / name)

    def clear(self, name: str) -> None:
        """Removes what was made ready and not put in its place."""
        path = self._ready(name)
        if self._is_below(name) and (path.is_file() or path.is_symlink()):
            path.unlink()

    def clear_all(self) -> None:
        """The same for whatever name it was made ready under."""
        for path in self.folder.rglob(f".*{READY}"):
            if path.is_file():
                path.unlink()

    def remove_folders(self, names: Iterable[str]) -> None:
        """Removes folders that are empty."""
        for name in names:
            with suppress(OSError):  # it is not empty, or gone
                (self.folder / name).rmdir()

    def sync(self, names: Iterable[str]) -> None:
        """Returns when the folders of these files are on the disk as they are now."""
        for folder in sorted({(self.folder / name).parent for name in names}):
            flush_folder(folder)

    def _is_below(self, name: str) -> bool:
        """Whether a name leads to a place below the folder, through no link."""
        path = self.folder / name
        above = path.parents[: len(path.parts) - len(self.folder.parts) - 1]
        return is_inside(name) and not any(folder.is_symlink() for folder in above)

    def _ready(self, name: str) -> Path:
        path = self.folder / name
        return path.with_name(f".{path.name}{READY}")


def write_new(path: Path, data: bytes, mode: int, kept: Attributes | None = None) -> None:
    """Writes a new file with a mode, then gives it attributes; it is on the disk afterwards."""
    with open(path, "xb", opener=lambda at, flags: os.open(at, flags, mode)) as file:
        file.write(data)
        file.flush()
        if kept:
            give(path, kept)
        os.fsync(file.fileno())


def attributes_of(path: Path) -> Attributes:
    """The mode and the owner of what stands at a path."""
    found = path.lstat()
    return Attributes(stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid)


def give(path: Path, kept: Attributes) -> None:
    """Gives a new file the mode and, as far as this user may, the owner and the group."""
    made = path.stat()
    if hasattr(os, "chown"):
        # The group by itself: many who may not give a file away may do that.
        if made.st_gid != kept.group:
            with suppress(OSError):
                os.chown(path, -1, kept.group)
        if made.st_uid != kept.owner:
            with suppress(OSError):
                os.chown(path, kept.owner, -1)
    # After the owner: giving a file away takes bits of its mode.
    path.chmod(kept.mode)
