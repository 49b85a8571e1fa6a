"""What a publication changes in a folder, and how bytes and folders come to the disk."""

import os
import stat
import sys
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qomsite.pipeline.unchanged import FILE_MODE, FOLDER_MODE, is_readable
from qomsite.render.artifact import Artifact


@dataclass(frozen=True)
class Change:
    """From what is in the output to what shall be.

    ``files``: all that shall be there, manifest and kept files among it; ``same``: those that are.
    ``ours``: what is there of the build's. ``foreign``: what others put there, each folder with a
    `/` at its end and before what it holds.
    """

    output: Path
    files: Mapping[str, Artifact]
    folders: AbstractSet[str]
    same: AbstractSet[str]
    ours: AbstractSet[str]
    old_folders: AbstractSet[str]
    foreign: Sequence[str]
    is_durable: bool


def write(path: Path, content: bytes) -> None:
    """Writes a new file."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
    with suppress(PermissionError):  # a disk without modes
        path.chmod(FILE_MODE)


def holds(path: str, content: bytes) -> bool:
    """Whether a file has this content; a wrong mode is put right."""
    try:
        info = os.lstat(path)
        if not stat.S_ISREG(info.st_mode) or info.st_size != len(content):
            return False
        if not is_readable(info):
            try:
                Path(path).chmod(FILE_MODE)
            except PermissionError:  # the file of another user, or a disk without modes
                if info.st_uid != os.geteuid():
                    return False
        return Path(path).read_bytes() == content
    except OSError:
        return False


def is_gone(path: Path) -> bool:
    """Whether nothing has this path; an error of the disk says nothing of it, and is raised."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    return False


def open_folder(folder: Path) -> None:
    """Lets everybody into a folder of the build, if it is there and the system allows it."""
    with suppress(OSError):
        info = folder.lstat()
        if stat.S_ISDIR(info.st_mode) and not is_readable(info):
            folder.chmod(stat.S_IMODE(info.st_mode) | FOLDER_MODE)


def make_folder(folder: Path, like: os.stat_result | None = None) -> None:
    """Makes a folder, with the owner, group and mode of another as far as the system allows."""
    folder.mkdir()
    if like is None:
        # A group that is handed down stays so.
        mode = FOLDER_MODE | folder.stat().st_mode & stat.S_ISGID
    else:
        mode = stat.S_IMODE(like.st_mode) | stat.S_IRWXU
        if os.name != "nt":
            with suppress(OSError):
                os.chown(folder, -1 if os.geteuid() else like.st_uid, like.st_gid)
    with suppress(PermissionError):
        folder.chmod(mode)


def flush(folder: Path) -> None:
    """Returns when all that was written to the disk of a folder is there to stay."""
    if sys.platform == "linux":
        import ctypes

        descriptor = os.open(folder, os.O_RDONLY)
        try:
            library = ctypes.CDLL(None, use_errno=True)
            if library.syncfs(descriptor) != 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(descriptor)
    elif hasattr(os, "sync"):
        os.sync()


def flush_folder(folder: Path) -> None:
    """Returns when the names in a folder are there to stay, where the system can tell."""
    # Not on Windows, nor on every file system, and a folder may be gone: the files are there.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
