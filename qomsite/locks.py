"""Locks on files, which the system frees when their holder dies. Needs no installed package."""

import os
import struct
import sys
import time
from collections.abc import Callable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.05
"""Seconds between two tries for a lock that another process holds."""

_LOCK = {"linux": ("hhqqi", 4), "darwin": ("qqihh", 2)}
"""How the system lays out a lock that is asked about, and where the process stands in it."""


def lock_is_ours(descriptor: int, *, inherited: bool, shared: bool = False) -> bool:
    """Tries to lock an open file, and says whether it could.

    An ``inherited`` lock is kept by child processes that are given the file; any other belongs to
    this process alone, and no forked child keeps it alive. A ``shared`` lock is held by any number
    of processes while none holds the other kind; Windows does not have it.
    """
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            lock = fcntl.flock if inherited else fcntl.lockf
            lock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def lock_within(
    seconds: float,
    descriptor: int,
    waiting: Callable[[], object],
    *,
    inherited: bool = False,
    shared: bool = False,
) -> bool:
    """Waits so long for a lock, and says whether it could be had.

    ``waiting`` is called once if another process holds it.
    """
    end = time.monotonic() + seconds
    if lock_is_ours(descriptor, inherited=inherited, shared=shared):
        return True
    waiting()
    while not lock_is_ours(descriptor, inherited=inherited, shared=shared):
        if time.monotonic() >= end:
            return False
        time.sleep(PAUSE)
    return True


def holder_of(descriptor: int) -> int | None:
    """The process whose lock on an open file keeps this one from locking it, where that is known.

    Of a lock that is not inherited.
    """
    if sys.platform == "win32" or sys.platform not in _LOCK:
        return None
    layout, at = _LOCK[sys.platform]
    asked = [0] * 5
    asked[0 if sys.platform == "linux" else 3] = fcntl.F_WRLCK
    answer = fcntl.fcntl(descriptor, fcntl.F_GETLK, struct.pack(layout, *asked))
    return int(struct.unpack(layout, answer)[at]) or None
