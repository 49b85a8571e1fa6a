"""Puts the finished files in the place of the published folder, all at once or not at all.

The new site grows in a hidden folder beside the old one; unchanged files are second names (hard
links) of the old ones, so nothing here ever opens an existing file for writing. When all of it
is on the disk, the two folders change places in one step and the old one is removed.
"""

import ctypes
import errno
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qomsite.errors import OutputConflict
from qomsite.pipeline.lock import beside, build_lock, refuse_unsafe, refused, refused_by_system
from qomsite.pipeline.paths import conflicts, folders_of, same_on_some_disk
from qomsite.pipeline.request import MANIFEST
from qomsite.render.artifact import Artifact

_SWAP = 2  # RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD
_NO_SWAP = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)
_WRITERS = 16  # waiting for the disk together is much faster than in turn


@dataclass(frozen=True)
class Published:
    """How many files a build wrote, left as they were, and removed."""

    written: int
    kept: int
    removed: int


def publish(artifacts: Sequence[Artifact], output: Path, protected: Sequence[Path]) -> Published:
    """Makes the output folder hold the artifacts and the files that no build wrote, nothing else.

    Raises OutputConflict or OutputRefused; then the old site stands untouched.
    """
    listing = {artifact.path: sha256(artifact.content).hexdigest() for artifact in artifacts}
    manifest = json.dumps(listing, indent=0, sort_keys=True).encode() + b"\n"
    every = [*artifacts, Artifact(MANIFEST, manifest, "qomsite/pipeline/publish.py")]
    if problems := list(conflicts(every)):
        raise OutputConflict(problems)
    try:
        refuse_unsafe(output, protected)
        with build_lock(output, lambda: None):
            return _publish({artifact.path: artifact.content for artifact in every}, output)
    except OSError as error:
        raise refused_by_system(output, error) from None


def recover(output: Path) -> None:
    """Clears up after a killed build, under the lock; the old site comes back if it was away."""
    old = beside(output, "old")
    if old.is_dir() and not os.path.lexists(output):
        old.rename(output)
    for leftover in (beside(output, "new"), old):
        if os.path.lexists(leftover):
            _remove(leftover)


def _publish(files: Mapping[str, bytes], output: Path) -> Published:
    recover(output)
    same = {path for path, content in files.items() if _holds(f"{output}/{path}", content)}
    kept = len(same - {MANIFEST})
    if len(same) == len(files):
        return Published(0, kept, 0)
    ours = _written_before(output)
    folders = {folder for path in files for folder in folders_of(path)}
    foreign = list(_foreign(output, ours)) if output.exists() else []
    _refuse_collisions(output, files.keys(), folders, foreign)
    removed = sum(os.path.lexists(output / path) for path in ours - files.keys())
    new = beside(output, "new")
    try:
        _make_folders(folders, foreign, new)
        _carry(foreign, folders, output, new)
        _fill(files, same, output, new)
        _exchange(new, output)
    finally:
        with suppress(OSError):  # what stays is removed by the next build
            recover(output)
    return Published(len(files) - 1 - kept, kept, removed)


def _holds(path: str, content: bytes) -> bool:
    try:
        info = os.lstat(path)
        if not stat.S_ISREG(info.st_mode) or info.st_size != len(content):
            return False
        return Path(path).read_bytes() == content
    except OSError:
        return False


def _written_before(output: Path) -> AbstractSet[str]:
    """The paths in the output that are the build's own."""
    path = output / MANIFEST
    try:
        listing = json.loads(path.read_bytes()) if path.is_file() else None
    except (ValueError, RecursionError):
        listing = None
    if isinstance(listing, dict):
        return {*listing, MANIFEST}
    if output.exists() and any(output.iterdir()):
        message = f"پوشهٔ خروجی خالی نیست و فهرست سازنده ({MANIFEST}) را ندارد، پس شاید چیزی در آن"
        message += " از آن دیگری باشد؛ خالی‌اش کنید یا پوشه‌ای دیگر بدهید"
        raise refused(output, "output-foreign", message)
    return set()


def _foreign(output: Path, ours: AbstractSet[str]) -> Iterator[str]:
    """What the build did not write, each folder with a `/` at its end and before what it holds."""
    folders = {folder for path in ours for folder in folders_of(path)}
    pending = [""]
    while pending:
        inside = pending.pop()
        with os.scandir(output / inside) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                    if path not in folders:
                        yield f"{path}/"
                elif path not in ours:
                    yield path


def _refuse_collisions(
    output: Path, files: AbstractSet[str], folders: AbstractSet[str], foreign: Sequence[str]
) -> None:
    wanted_files = set(map(same_on_some_disk, files))
    wanted_folders = set(map(same_on_some_disk, folders))
    for path in foreign:
        name = path.removesuffix("/")
        is_file_in_the_way = name == path and same_on_some_disk(path) in wanted_folders
        needed = map(same_on_some_disk, (name, *folders_of(name)))
        if is_file_in_the_way or not wanted_files.isdisjoint(needed):
            message = f"«{path}» را سازنده ننوشته است، ولی سایت همین نام را می‌خواهد"
            raise refused(output, "output-foreign", f"{message}؛ آن را از پوشهٔ خروجی بردارید")
        if path.endswith("/") and os.path.ismount(output / path):
            message = f"«{path}» دیسک سوارشده‌ای درون پوشهٔ خروجی است؛ آن را بردارید"
            raise refused(output, "output-foreign", message)


def _make_folders(folders: AbstractSet[str], foreign: Sequence[str], new: Path) -> None:
    every = {*folders, *(folder for path in foreign for folder in folders_of(path))}
    for folder in [new, *(new / folder for folder in sorted(every))]:
        folder.mkdir()
        folder.chmod(0o755)  # whatever the umask


def _carry(foreign: Sequence[str], folders: AbstractSet[str], old: Path, new: Path) -> None:
    """Brings the files of others over, untouched."""
    for path in foreign:
        source, target = old / path, new / path
        if source.is_symlink():
            target.symlink_to(source.readlink(), target_is_directory=source.is_dir())
        elif not path.endswith("/") and not _has_linked(source, target):
            shutil.copy2(source, target)
    for path in reversed(foreign):  # last, so that a folder's own time stays as well
        if path.endswith("/") and path[:-1] not in folders:
            shutil.copystat(old / path, new / path)


def _has_linked(source: Path, target: Path) -> bool:
    """Gives a file a second name, if the disk can. Windows removes no name of a read-only file."""
    if os.name == "nt" and not source.stat().st_mode & stat.S_IWRITE:
        return False
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _fill(files: Mapping[str, bytes], same: AbstractSet[str], old: Path, new: Path) -> None:
    linked = {path for path in same if _has_linked(old / path, new / path)}
    changed = [(new / path, content) for path, content in files.items() if path not in linked]
    with ThreadPoolExecutor(_WRITERS) as writers:
        list(writers.map(lambda change: _write(*change), changed))


def _write(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o644), "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        path.chmod(0o644)  # whatever the umask
        os.fsync(file.fileno())


def _exchange(new: Path, output: Path) -> None:
    """Puts the new folder in the output's place; one step wherever the system has such a step."""
    if not os.path.lexists(output):
        new.rename(output)
    elif not _has_swapped(new, output):
        old = beside(output, "old")
        output.rename(old)
        try:
            new.rename(output)
        except BaseException:
            old.rename(output)
            raise


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


def _remove(folder: Path) -> None:
    """Removes a tree, also one with read-only folders."""
    try:
        shutil.rmtree(folder)
    except PermissionError:
        _open_up(folder)
        shutil.rmtree(folder)


def _open_up(folder: Path) -> None:
    folder.chmod(0o700)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _open_up(Path(entry))
            elif os.name == "nt":  # there, a read-only file is a copy with one name
                Path(entry).chmod(stat.S_IWRITE)
