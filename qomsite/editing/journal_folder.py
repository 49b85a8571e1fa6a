"""The folder of the journal, ``.qomsite/`` beside the content: its files, its lock, its healing.

What lies there may be damaged or somebody else's. What is no entry is not followed, not read as
one, and moved out of the way where its name is needed.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path
from threading import Lock

from qomsite.editing.changes import Entry, entry_bytes, entry_of
from qomsite.editing.content_files import attributes_of, give, write_new
from qomsite.errors import ChangeUnfinished, Place, Problem, reason_of
from qomsite.loader.regular_file import regular_bytes
from qomsite.locks import holder_of, lock_within
from qomsite.pipeline.disk import flush_folder
from qomsite.text.digits import persian_digits

NAME = ".qomsite"
PATIENCE = 10
"""Seconds for which what reads the content waits for a change to it."""
LONG_PATIENCE = 60
"""Seconds for which a change waits for what reads, such as a build, which ends by itself."""
KEPT = 50
"""Changes that can be undone; of more, the oldest are forgotten."""

_UNDER_WAY, _LOCK, _IGNORE = "open.json", "lock", ".gitignore"
_ENTRY = re.compile(r"([1-9][0-9]{0,8})\.json")
_NO_FILE = {errno.ELOOP, errno.EINVAL, errno.EISDIR}
"""Why something that is a link, a folder or a device is not read as a file."""
_one_thread = Lock()
"""Locks on files are those of a process: its threads take turns before them."""


@dataclass(frozen=True)
class JournalFolder:
    """Where the changes to a content folder are kept, apart from those to any beside it.

    ``told`` is given what a person should know, in Persian.
    """

    content: Path
    told: Callable[[str], object]

    @property
    def path(self) -> Path:
        """The folder; its place is where the content is, so that it moves with it."""
        real = Path(os.path.realpath(self.content))
        return real.parent / NAME / real.name

    def shown(self, path: Path) -> Place:
        """A file of the folder as one would type it from where the content is."""
        return Place(path.relative_to(self.path.parents[1]).as_posix())

    @contextmanager
    def locked(self, *, shared: bool) -> Iterator[None]:
        """Holds the lock: ``shared`` to read the content, else to change it.

        Whoever only reads makes no folder: where there is none, nothing was ever changed. Raises
        ``ChangeUnfinished`` where another process does not let go of the lock in time.
        """
        if not _one_thread.acquire(timeout=_patience(shared=shared)):
            raise self._busy(os.getpid(), shared=shared)
        try:
            with ExitStack() as ending:
                descriptor = self._lock_file(shared=shared)
                if descriptor is not None:
                    ending.callback(os.close, descriptor)
                    self._take(descriptor, shared=shared)
                yield
        finally:
            _one_thread.release()

    def has_unfinished(self) -> bool:
        """Whether there is a change that was begun; nobody is at it while the lock is held."""
        return os.path.lexists(self.under_way)

    def unfinished(self) -> Entry | None:
        """The change that was begun, if it can be read; one that is damaged is set aside."""
        try:
            return entry_of(regular_bytes(self.under_way))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno not in _NO_FILE:
                raise
            self._set_aside(self.under_way)
            return None

    def begin(self, entry: Entry) -> None:
        """Notes on the disk what is about to be done. Raises ``ChangeUnfinished``."""
        new = self.under_way.with_suffix(".new")
        try:
            if new.is_dir() and not new.is_symlink():
                self._set_aside(new)
            new.unlink(missing_ok=True)
            # No more may read what was in the files than the files themselves.
            mode = reduce(and_, (kept.mode for kept in entry.attributes.values()), 0o666)
            write_new(new, entry_bytes(entry), mode)
            new.replace(self.under_way)
        except BaseException as error:
            with suppress(OSError):
                new.unlink()
            if isinstance(error, OSError):
                raise self._unusable(self.path, error) from error
            raise
        flush_folder(self.path)

    def keep(self) -> str:
        """Keeps the change that was begun as one that is done; returns its name."""
        names = self._listed()
        name = str(int(names[-1]) + 1) if names else "1"
        self.under_way.replace(self._entry(name))
        flush_folder(self.path)
        with suppress(OSError):  # what is kept for longer does no harm
            for old in (*names, name)[:-KEPT]:
                self.forget(old)
        return name

    def end(self) -> None:
        """Forgets the change that was begun, and what was left of writing that down."""
        self.under_way.unlink(missing_ok=True)
        flush_folder(self.path)

    def has(self, name: str) -> bool:
        """Whether a change that was done is kept, readable or not.

        Raises ``OSError`` where the folder cannot be looked into.
        """
        return name in self._listed()

    def names(self) -> tuple[str, ...]:
        """The changes that are kept, the newest last."""
        try:
            return self._listed()
        except OSError:  # there is none, or none that may be read
            return ()

    def entry(self, name: str) -> Entry | None:
        """A change that is kept; ``None`` where its file is gone, damaged or somebody else's."""
        try:
            return entry_of(regular_bytes(self._entry(name))) if self.has(name) else None
        except (OSError, ValueError):
            return None

    def forget(self, name: str) -> None:
        """Removes a change; what has its name and is no file stays."""
        with suppress(IsADirectoryError, PermissionError, FileNotFoundError):
            self._entry(name).unlink()
        flush_folder(self.path)

    def _unusable(self, path: Path, error: OSError) -> ChangeUnfinished:
        """The error that says what to do where the journal cannot be read or written."""
        message = (
            f"دفتر تغییرها خوانده یا نوشته نشد: {reason_of(error)}؛ چیزی در محتوا عوض نشد. اجازهٔ"
            " خواندن و نوشتن بدهید یا جا باز کنید و همین فرمان را دوباره بزنید"
        )
        return ChangeUnfinished([Problem(self.shown(path), "not-written", message)])

    @property
    def under_way(self) -> Path:
        """Where the change is noted that was begun."""
        return self.path / _UNDER_WAY

    def _entry(self, name: str) -> Path:
        return self.path / f"{name}.json"

    def _listed(self) -> tuple[str, ...]:
        found = (_ENTRY.fullmatch(path.name) for path in self.path.iterdir())
        return tuple(sorted((one[1] for one in found if one), key=int))

    def _lock_file(self, *, shared: bool) -> int | None:
        path = self.path / _LOCK
        flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            if shared:
                return os.open(path, os.O_RDONLY | flags) if _is_file(path) else None
            self._make_folders()
            if os.path.lexists(path) and not _is_file(path):
                self._set_aside(path)
            is_new = not os.path.lexists(path)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
            if is_new:
                self._share(path, 0o666)
            return descriptor
        except OSError as error:
            raise self._unusable(path, error) from error

    def _take(self, descriptor: int, *, shared: bool) -> None:
        def say() -> None:
            who, seconds = _at_work(holder_of(descriptor), shared=shared)
            self.told(f"{who}؛ تا {seconds} ثانیه صبر می‌شود …")

        try:
            is_ours = lock_within(_patience(shared=shared), descriptor, say, shared=shared)
        except OSError as error:
            raise self._unusable(self.path / _LOCK, error) from error
        if not is_ours:
            raise self._busy(holder_of(descriptor), shared=shared)

    def _busy(self, process: int | None, *, shared: bool) -> ChangeUnfinished:
        who, seconds = _at_work(process, shared=shared)
        message = (
            f"{who} و کارش در {seconds} ثانیه پایان نیافت؛"
            " صبر کنید تا تمام شود، یا آن را ببندید، و همین فرمان را دوباره بزنید"
        )
        return ChangeUnfinished([Problem(Place(self.content.name), "change-under-way", message)])

    def _make_folders(self) -> None:
        for folder in (self.path.parent, self.path):
            if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
                message = (
                    "اینجا جای دفتر تغییرهاست و چیز دیگری هست که پوشه نیست؛ آن را بردارید یا نامش"
                    " را عوض کنید و همین فرمان را دوباره بزنید"
                )
                raise ChangeUnfinished([Problem(self.shown(folder), "not-written", message)])
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                self._share(folder, 0o7777)
        ignore = self.path.parent / _IGNORE
        with suppress(OSError):  # a help for those who use git; changes can do without
            if not os.path.lexists(ignore) or (_is_file(ignore) and not ignore.stat().st_size):
                ignore.write_text("*\n", "utf-8")

    def _share(self, path: Path, most: int) -> None:
        """Lets all who may change the content use the journal, whoever makes it: root as well."""
        kept = attributes_of(Path(os.path.realpath(self.content)))
        with suppress(OSError):
            give(path, kept._replace(mode=(kept.mode | 0o700) & most))

    def _set_aside(self, path: Path) -> None:
        """Renames what is in the way, so that nothing of somebody's is lost."""
        taken = {entry.name for entry in os.scandir(path.parent)}
        free = (f"{path.name}.damaged{at or ''}" for at in range(len(taken) + 1))
        name = next(name for name in free if name not in taken)
        path.rename(path.with_name(name))
        shown = self.shown(path).path
        if path == self.under_way:
            self.told(
                f"{shown} آسیب دیده بود و نامش «{name}» شد. اگر فرمانی نیمه‌کاره مانده بود،"
                " پرونده‌های محتوا را با git یا رونوشتی که دارید بسنجید."
            )
        else:
            self.told(f"{shown} پروندهٔ دفتر تغییرها نبود و نامش «{name}» شد.")


def _is_file(path: Path) -> bool:
    """Whether there is a file; a link to one is none. Raises ``OSError`` if that is not told."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _patience(*, shared: bool) -> int:
    return PATIENCE if shared else LONG_PATIENCE


def _at_work(process: int | None, *, shared: bool) -> tuple[str, str]:
    """Who is at work with the content, and for how many seconds it is waited for."""
    who = f"برنامهٔ دیگری (فرایند {process})" if process else "برنامهٔ دیگری"
    # A change waits for readers as well: one is named for the other.
    doing = "در حال نوشتن محتواست" if shared else "در حال خواندن یا نوشتن محتواست"
    return f"{who} {doing}", persian_digits(str(_patience(shared=shared)))
