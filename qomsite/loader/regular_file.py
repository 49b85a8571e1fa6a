"""Reads one file without being led elsewhere or made to wait."""

import errno
import os
import stat
import sys

# O_NOFOLLOW and O_NONBLOCK: between the listing and the opening the file may have become a link or
# a FIFO; neither may lead outside or make the build wait.
FLAGS = sum(getattr(os, f"O_{flag}", 0) for flag in ("RDONLY", "NOFOLLOW", "NONBLOCK", "BINARY"))
_AT_ONCE = 1 << 18


def regular_bytes(path: str | os.PathLike[str], most: int = sys.maxsize) -> bytes:
    """The bytes of a regular file, at most so many of them.

    Raises ``OSError``, for a link, a folder or a device as well.
    """
    descriptor = os.open(path, FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        data = bytearray()
        while part := os.read(descriptor, min(most - len(data), _AT_ONCE)):
            data += part
        return bytes(data)
    finally:
        os.close(descriptor)
