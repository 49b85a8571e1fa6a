"""One build at a time writes to an output folder; and what is said where none may."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from qomsite.errors import OutputRefused, Place, Problem, reason_of
from qomsite.locks import PAUSE, lock_is_ours

_inside = threading.RLock()
_held: dict[Path, int] = {}
"""The locks of this process, with its number: a forked child does not hold them."""


@contextmanager
def output_lock(output: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lets one build at a time write to `output`; `waiting` is called once if another is at it.

    Besides the lock of :func:`build_lock` it has one on the folder itself: that is the only one
    where nothing can be written beside it, and the only one that builds in several containers, each
    with a view of its own of what lies beside, have in common.
    """
    say = iter([waiting])

    def wait() -> None:
        for once in say:
            once()

    with ExitStack() as locks:
        try:
            is_there = output.is_dir()
        except OSError as error:
            raise refused_by_system(output, error) from None
        if not is_there or has_room_beside(output):
            locks.enter_context(build_lock(output, wait))
        if os.name != "nt" and output.is_dir():
            folder = Path(os.path.realpath(output))
            locks.enter_context(_held_lock(folder, lambda: _locked_folder(folder, wait), wait))
        yield


@contextmanager
def build_lock(output: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lets one process at a time in, by a file beside `output`; `waiting` is called once if it
    must wait.

    The system frees the lock when its process dies, and the next one takes it over. A thread that
    holds the lock may enter again.
    """
    path = beside(output, "lock")

    def locked() -> int:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return _locked(path, waiting, os.O_RDWR | os.O_CREAT, inherited=False)
        except OSError as error:
            raise refused_by_system(output, error) from None

    with _held_lock(path, locked, waiting) as is_first:
        try:
            yield
        finally:
            if is_first:
                with suppress(OSError):  # Windows keeps the file while it is open: no harm
                    path.unlink()


@contextmanager
def _held_lock(
    path: Path, locked: Callable[[], int | None], waiting: Callable[[], None]
) -> Iterator[bool]:
    """Holds what ``locked`` opens; whether it was not held before."""
    if not _inside.acquire(blocking=False):
        waiting()
        _inside.acquire()
    try:
        if _held.get(path) == os.getpid():
            yield False
            return
        descriptor = locked()
        _held[path] = os.getpid()
        try:
            yield True
        finally:
            del _held[path]
            if descriptor is not None:
                os.close(descriptor)
    finally:
        _inside.release()


def has_room_beside(output: Path) -> bool:
    """Whether a build may make files and folders beside the output."""
    can_ask = os.access in os.supports_effective_ids
    parent = beside(output, "new").parent
    return os.access(parent, os.W_OK | os.X_OK, effective_ids=can_ask)


def beside(output: Path, what: str) -> Path:
    """The hidden path next to the output folder, on its file system, for what a build needs."""
    place = Path(os.path.realpath(output))
    return place.parent / f".{place.name}.qomsite-{what}"


def refused(output: Path, slug: str, message: str) -> OutputRefused:
    """The error that says why the build does not write to the output folder."""
    return OutputRefused([Problem(Place(str(output)), slug, message)])


def refused_by_system(output: Path, error: OSError) -> OutputRefused:
    """The same, when it is the operating system that refuses."""
    name = error.filename if isinstance(error.filename, (str, bytes)) else ""
    where = f" («{os.fsencode(name).decode(errors='replace')}»)" if name else ""
    message = f"در پوشهٔ خروجی نمی‌توان نوشت: {reason_of(error)}{where}؛ سایت پیشین دست نخورد"
    return refused(output, "output-unwritable", message)


def _locked_folder(folder: Path, waiting: Callable[[], None]) -> int | None:
    """The same with a folder; ``None`` where the file system has no such locks."""
    try:
        return _locked(folder, waiting, os.O_RDONLY | os.O_DIRECTORY, inherited=True)
    except OSError:
        return None


def _locked(path: Path, waiting: Callable[[], None], flags: int, *, inherited: bool) -> int:
    """Opens a file and waits until its lock is ours; the descriptor that holds it."""
    is_waiting = False
    while True:
        descriptor = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o644)
        is_free = is_there = False
        try:
            is_free = lock_is_ours(descriptor, inherited=inherited)
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
