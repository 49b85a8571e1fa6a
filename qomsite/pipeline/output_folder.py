"""The folder that is published into: whether it may be one, and what was left in or beside it."""

import os
import re
import shutil
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from qomsite.errors import reason_of
from qomsite.pipeline.lock import beside, has_room_beside, refused

STAGE = ".qomsite-new"
"""The folder in the output where files wait that will be put in place one by one."""

_MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")  # a space, tab, line feed or backslash of a path there


def refuse_unsafe(output: Path, protected: Sequence[Path]) -> None:
    """Refuses an output that is no folder of its own.

    It may not be, nor contain, the home folder or a protected one. A protected folder that holds
    no other protected one (content, templates, assets: not the project) may not contain it either.
    Folders are compared by identity, so that no link or spelling leads around it.
    """
    if output.is_symlink():
        raise refused(output, "output-folder", "پوشهٔ خروجی پیوند (symlink) است؛ پوشهٔ واقعی بدهید")
    if output.exists() and not output.is_dir():
        raise refused(output, "output-folder", "خروجی باید پوشه باشد؛ در این نشانی چیز دیگری هست")
    above = _chain(output)
    chains = {place: _chain(place) for place in protected}
    for place, chain in {**_home(), **chains}.items():
        if output.exists() and above[0] in chain:
            is_itself = above[0] == chain[0]
            what = (
                f"این خود پوشهٔ «{place}» است" if is_itself else f"این پوشه «{place}» را در خود دارد"
            )
            message = f"{what} و با ساخت سایت از میان می‌رود"
            raise refused(output, "output-folder", f"{message}؛ پوشه‌ای جدا مانند «public» بدهید")
    for place, chain in chains.items():
        is_source = place.exists() and not any(chain[0] in other[1:] for other in chains.values())
        if is_source and chain[0] in above:
            message = f"پوشهٔ خروجی درون «{place}» است که سایت از آن ساخته می‌شود"
            raise refused(output, "output-folder", f"{message}؛ پوشه‌ای جدا مانند «public» بدهید")


def why_in_place(output: Path) -> str:
    """Why this folder cannot be exchanged for another, as far as can be told; empty if it can."""
    if not output.is_dir():
        return ""
    if os.path.realpath(output) in _mounted(output):
        return "پوشهٔ خروجی خود یک دیسک سوارشده است"
    if not has_room_beside(output):
        return "در کنار پوشهٔ خروجی اجازهٔ نوشتن نیست"
    with suppress(FileNotFoundError):  # a working folder that is gone
        if _chain(output)[0] in _chain(Path.cwd()):
            return "فرمان درون پوشهٔ خروجی اجرا شد"
    return ""


def recover(output: Path) -> None:
    """Clears up after a killed build, under the lock; the old site comes back if it was away.

    Raises OutputRefused where something else has the name of such a leftover or it cannot be
    removed, or where a disk is mounted below what would be changed: its files are not the build's.
    """
    new, old, _ = leftovers = (beside(output, "new"), beside(output, "old"), output / STAGE)
    for leftover in leftovers:
        if os.path.lexists(leftover) and not _is_folder(leftover):
            message = f"«{leftover}» را سازنده ننوشته است، ولی همین نام را برای کارش می‌خواهد"
            raise refused(output, "output-foreign", f"{message}؛ آن را بردارید")
    for place in (output, new, old):
        for path in _mounted(place):
            if path != os.path.realpath(output):
                message = f"در «{path}» دیسکی سوار شده است و سازنده به آن دست نمی‌زند؛ جدایش کنید"
                raise refused(output, "output-foreign", message)
    try:
        if _is_folder(leftover := old) and not os.path.lexists(output):
            old.rename(output)
        for leftover in leftovers:
            if os.path.lexists(leftover):
                remove(leftover)
    except OSError as error:
        message = f"«{leftover}» از ساختی ناتمام مانده است و برداشته نمی‌شود: {reason_of(error)}"
        raise refused(output, "output-unwritable", f"{message}؛ آن را بردارید") from None


def remove(folder: Path) -> None:
    """Removes a tree, also one with read-only folders."""
    try:
        shutil.rmtree(folder)
    except PermissionError:
        open_up(folder)
        shutil.rmtree(folder)


def open_up(folder: Path) -> None:
    """Makes a tree one whose entries can be removed."""
    folder.chmod(0o700)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                open_up(Path(entry))
            elif os.name == "nt":  # there, a read-only file is a copy with one name
                Path(entry).chmod(stat.S_IWRITE)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _mounted(folder: Path) -> list[str]:
    """Where at or below a folder another file system is mounted, or another part of the same.

    The list of the system knows them all; without it, devices are compared.
    """
    real = os.path.realpath(folder)
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").split("\n")
    except OSError:
        every = [real, *(str(path) for path in Path(real).rglob("*"))]
        return [path for path in every if os.path.ismount(path)]
    places = (line.split(" ")[4] for line in lines if line)
    points = (_OCTAL.sub(lambda code: chr(int(code[1], 8)), place) for place in places)
    return sorted(path for path in points if path == real or path.startswith(f"{real}/"))


def _home() -> dict[Path, list[tuple[int, int]]]:
    try:
        return {Path.home(): _chain(Path.home())}
    except RuntimeError:  # a user without one
        return {}


def _chain(path: Path) -> list[tuple[int, int]]:
    """The identities of a folder and of all that contain it, the innermost first."""
    real = Path(os.path.realpath(path))
    found = []
    for place in (real, *real.parents):
        with suppress(OSError):  # not there, or not ours to look at
            info = place.stat()
            found.append((info.st_dev, info.st_ino))
    return found
