"""Reads one file without being led elsewhere or made to wait."""

import errno
import os
import stat
from pathlib import Path


def regular_bytes(path: Path, most: int = -1) -> bytes:
    """The bytes of a regular file, at most so many of them.

    Raises ``OSError``, for a link, a folder or a device as well.
    """
    # O_NOFOLLOW and O_NONBLOCK: between the listing and the opening the file may have become a
    # link or a FIFO; neither may lead outside or make the build wait.
    flags = ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
    descriptor = os.open(path, sum(getattr(os, flag, 0) for flag in flags))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(descriptor)
