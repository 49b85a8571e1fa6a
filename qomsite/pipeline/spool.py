"""Finished files on the disk until they are published: those of a large site are more than memory.

Whoever makes files, be it in a process of its own, has a file of its own for them, opened before
that process is forked from the one that reads them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from tempfile import TemporaryFile

from qomsite.render.artifact import Artifact

FEWEST = 2_000
"""Records from which on a site is large."""

Keep = Callable[[Artifact], Artifact]
"""Puts the bytes of a file on the disk, and leaves them where they are if it cannot."""
Spool = Callable[[], Keep]
"""Opens a file for what one process makes."""


@dataclass(frozen=True)
class Part:
    """A part of an open file, which forked processes have open too."""

    descriptor: int
    start: int
    size: int

    def read(self) -> bytes:
        """Its bytes."""
        return os.pread(self.descriptor, self.size, self.start)


def in_memory() -> Keep:
    """The spool of a site that is not large."""
    return lambda artifact: artifact


@contextmanager
def spooling(records: int) -> Iterator[Spool]:
    """The spool for a site of so many records; its disk is freed with the context, or the process.

    Systems without ``pread`` have none.
    """
    if records < FEWEST or not hasattr(os, "pread"):
        yield in_memory
        return
    with ExitStack() as stack:

        def spool() -> Keep:
            file = stack.enter_context(TemporaryFile(buffering=0))

            def keep(artifact: Artifact) -> Artifact:
                content = artifact.content
                part = Part(file.fileno(), file.tell(), len(content))
                try:
                    is_whole = file.write(content) == part.size
                except OSError:
                    is_whole = False
                return replace(artifact, data=part) if is_whole else artifact

            return keep

        yield spool
