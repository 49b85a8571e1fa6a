"""Locks on files, which the system frees when their holder dies. Needs no installed package."""

import os
import sys

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.05
"""Seconds between two tries for a lock that another process holds."""


def lock_is_ours(descriptor: int, *, inherited: bool) -> bool:
    """Tries to lock an open file, and says whether it could.

    An ``inherited`` lock is kept by child processes that are given the file; any other belongs to
    this process alone, and no forked child keeps it alive.
    """
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            lock = fcntl.flock if inherited else fcntl.lockf
            lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
