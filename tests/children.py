"""Work in a child process that a signal meets at a chosen step; forked, so that each costs little.

A step is what the child is about to do to a file below a folder: make or write it, rename or
remove it, or change its mode or owner.
"""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

STEPS = {
    *("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.chown", "os.link"),
}
WRITING = os.O_WRONLY | os.O_RDWR
BUG = 99
NOBODY = 65534
MANY = 10_000
"""More steps than any work has: a test that goes on for so long fails."""


def in_child(work: Callable[[], int]) -> int:
    """What ``work`` returns in a child; the number of the signal that ended it, below zero."""
    return ended(started(work))


def started(work: Callable[[], int]) -> int:
    """A child that works, and ends with what ``work`` returns as its status."""
    child = os.fork()
    if child:
        return child
    status = BUG
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        status = work()
    except KeyboardInterrupt:
        status = -signal.SIGINT
    except BaseException:
        traceback.print_exc()
    finally:
        if status == -signal.SIGINT:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
        os._exit(status)


def ended(child: int) -> int:
    """How a child ended: its status, or the number of the signal, below zero."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def at_step(step: int, folder: Path, do: Callable[[], object]) -> None:
    """From now on in this process: ``do`` is called before the step of that number."""
    start, left = str(folder), step

    def look(event: str, given: Sequence[object]) -> None:
        nonlocal left
        if event not in STEPS or not str(given[0]).startswith(start):
            return
        if event != "open" or (isinstance(given[2], int) and given[2] & WRITING):
            left -= 1
            if not left:
                do()

    sys.addaudithook(look)


def meets(signal_number: int, step: int, folder: Path, work: Callable[[], object]) -> bool:
    """Whether the signal came to a child that works before it was done, at that step."""

    def run() -> int:
        at_step(step, folder, lambda: os.kill(os.getpid(), signal_number))
        work()
        return 0

    ending = in_child(run)
    assert ending in (0, -signal_number)
    return ending != 0


def without_room(most: int) -> None:
    """From now on in this process: no file grows beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def as_nobody() -> None:
    """From now on in this process: a user who may not do what only root may."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def whole(folder: Path) -> dict[str, bytes | int]:
    """Every file below a folder with what it holds, and every folder with its mode."""
    found: dict[str, bytes | int] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        with suppress(FileNotFoundError):
            found[f"{name} mode"] = path.lstat().st_mode
            if path.is_file():
                found[name] = path.read_bytes()
    return found
