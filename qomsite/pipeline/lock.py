"""Who may write to the output folder, and when: what is refused, and one build at a time."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from qomsite.errors import OutputRefused, Place, Problem, reason_of
from qomsite.locks import PAUSE, lock_is_ours

_inside = threading.RLock()
_held: dict[Path, int] = {}
"""The locks of this process, with its number: a forked child does not hold them."""


@contextmanager
def build_lock(output: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lets one build at a time write to `output`; `waiting` is called once if another is at it.

    The lock is a file beside the output. The system frees it when its process dies, and the next
    build takes it over. A thread that holds the lock may enter again.
    """
    path = beside(output, "lock")
    if not _inside.acquire(blocking=False):
        waiting()
        _inside.acquire()
    try:
        if _held.get(path) == os.getpid():
            yield
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = _locked(path, waiting)
        except OSError as error:
            raise refused_by_system(output, error) from None
        _held[path] = os.getpid()
        try:
            yield
        finally:
            del _held[path]
            with suppress(OSError):  # Windows keeps the file while it is open; it does no harm
                path.unlink()
            os.close(descriptor)
    finally:
        _inside.release()


def beside(output: Path, what: str) -> Path:
    """The hidden path next to the output folder, on its file system, for what a build needs."""
    place = Path(os.path.realpath(output))
    return place.parent / f".{place.name}.qomsite-{what}"


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
    if os.path.ismount(output):
        message = "پوشهٔ خروجی خود یک دیسک سوارشده است و یکجا عوض نمی‌شود؛ پوشه‌ای درون آن بدهید"
        raise refused(output, "output-folder", message)


def refused(output: Path, slug: str, message: str) -> OutputRefused:
    """The error that says why the build does not write to the output folder."""
    return OutputRefused([Problem(Place(str(output)), slug, message)])


def refused_by_system(output: Path, error: OSError) -> OutputRefused:
    """The same, when it is the operating system that refuses."""
    name = error.filename if isinstance(error.filename, (str, bytes)) else ""
    where = f" («{os.fsencode(name).decode(errors='replace')}»)" if name else ""
    message = f"در پوشهٔ خروجی نمی‌توان نوشت: {reason_of(error)}{where}؛ سایت پیشین دست نخورد"
    return refused(output, "output-unwritable", message)


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


def _locked(path: Path, waiting: Callable[[], None]) -> int:
    """Opens the lock file and waits until it is ours; the descriptor that holds it."""
    is_waiting = False
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    while True:
        descriptor = os.open(path, flags, 0o644)
        is_free = is_there = False
        try:
            is_free = lock_is_ours(descriptor, inherited=False)
            # Whoever held it before may have removed the file that was opened here: once more.
            is_there = _is_at(descriptor, path)
        finally:
            if not (is_free and is_there):
                os.close(descriptor)
        if is_free and is_there:
            return descriptor
        if is_free:
            continue
        if not is_waiting:
            is_waiting = True
            waiting()
        time.sleep(PAUSE)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
