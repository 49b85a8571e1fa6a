"""Publishes by an exchange of folders: all at once or not at all.

The new site grows in a hidden folder beside the old one; unchanged files are second names (hard
links) of the old ones, so nothing here ever opens an existing file for writing. When all of it
is on the disk, the two folders change places in one step and the old one is removed.
"""

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from qomsite.pipeline.disk import Change, flush, flush_folder, is_gone, make_folder, write
from qomsite.pipeline.lock import beside
from qomsite.pipeline.output_folder import open_up
from qomsite.pipeline.paths import folders_of

_SWAP = 2  # RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD
_NO_SWAP = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)
_TRIES = 100
_NO_RENAME = (errno.EXDEV, errno.EBUSY, errno.EACCES, errno.EPERM)


class NoExchange(Exception):
    """The system does not move this folder, or lets nobody make another like it."""


def exchange(change: Change) -> None:
    """Publishes; raises NoExchange where only the files in the folder can be replaced.

    After an error the old site stands untouched.
    """
    output, new = change.output, beside(change.output, "new")
    _make_folders(change, new)
    carried = _carry(change.foreign, change.folders, output, new)
    for path, file in change.files.items():
        if path not in change.same or not _has_linked(f"{output}/{path}", f"{new}/{path}"):
            write(new / path, file.content)
    if output.exists():
        shutil.copystat(output, new)
    if change.is_durable:
        flush(new)
    old = _exchanged(new, output)
    if change.is_durable:
        flush_folder(output.parent)
    if old is not None:
        with suppress(OSError):  # what stays is removed by the next build
            _remove_late(carried, old, output)
            try:
                _clear(change, carried, old)
            except PermissionError:
                open_up(old)
                _clear(change, carried, old)


def _make_folders(change: Change, new: Path) -> None:
    output = change.output
    every = {*change.folders, *(folder for path in change.foreign for folder in folders_of(path))}
    for folder in ["", *sorted(every)]:
        like = (output / folder).stat() if (output / folder).is_dir() else None
        make_folder(new / folder, like)
        if like and (new / folder).stat().st_gid != like.st_gid:
            raise NoExchange


def _carry(
    foreign: Sequence[str], folders: AbstractSet[str], old: Path, new: Path
) -> Mapping[str, int]:
    """Brings the files of others over, untouched; which inode each has in the new folder."""
    carried = {}
    for path in foreign:
        source, target = old / path, new / path
        if source.is_symlink():
            target.symlink_to(source.readlink(), target_is_directory=source.is_dir())
        elif not path.endswith("/") and not _has_linked(str(source), str(target)):
            shutil.copy2(source, target)
        carried[path] = target.lstat().st_ino
    for path in reversed(foreign):  # last, so that a folder's own time stays as well
        if path.endswith("/") and path[:-1] not in folders:
            shutil.copystat(old / path, new / path)
    return carried


def _has_linked(source: str, target: str) -> bool:
    """Gives a file a second name, if the disk can. Windows removes no name of a read-only file."""
    if os.name == "nt" and not Path(source).stat().st_mode & stat.S_IWRITE:
        return False
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _exchanged(new: Path, output: Path) -> Path | None:
    """Puts the new folder in the output's place; one step wherever the system has such a step.

    Where the old one is now, if there was one.
    """
    try:
        if not os.path.lexists(output):
            new.rename(output)
            return None
        if _has_swapped(new, output):
            return new
        old = beside(output, "old")
        output.rename(old)
    except OSError as error:
        if error.errno in _NO_RENAME:
            raise NoExchange from None
        raise
    try:
        new.rename(output)
    except BaseException:
        old.rename(output)
        raise
    return old


def _has_swapped(one: Path, other: Path) -> bool:
    if sys.platform != "linux":
        return False
    swap = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if swap is None:
        return False
    if swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_SWAP:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _remove_late(carried: Mapping[str, int], old: Path, output: Path) -> None:
    """Removes what others removed from the old folder after it had been brought over."""
    for path, inode in reversed([*carried.items()]):
        here = output / path
        if is_gone(here) or not is_gone(old / path):
            continue
        if path.endswith("/"):
            with suppress(OSError):  # not empty: somebody writes there
                here.rmdir()
        elif here.lstat().st_ino == inode:
            here.unlink()


def _clear(change: Change, carried: Mapping[str, int], old: Path, inside: str = "") -> None:
    """Removes the old folder; what others wrote into it meanwhile is moved into the new one."""
    for _ in range(_TRIES):
        for entry in list(os.scandir(old / inside)):
            path = inside + entry.name
            there, here = Path(entry.path), change.output / path
            known = carried.get(path)
            if entry.is_dir(follow_symlinks=False):
                if path in change.old_folders or not is_gone(here):
                    _clear(change, carried, old, f"{path}/")
                else:
                    there.rename(here)
            elif path in change.ours or path in change.files or entry.inode() == known:
                there.unlink()
            elif is_gone(here) or here.lstat().st_ino == known:
                there.replace(here)
            else:  # others have written it anew into the new folder
                there.unlink()
        try:
            (old / inside).rmdir()
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:  # somebody has written into it just now
                raise
        else:
            return
