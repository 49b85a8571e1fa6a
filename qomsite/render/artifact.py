"""``Artifact``: a finished file of the site."""

from dataclasses import dataclass
from typing import Protocol


class Stored(Protocol):
    """Bytes that lie elsewhere until they are asked for."""

    @property
    def size(self) -> int: ...

    def read(self) -> bytes: ...


@dataclass(frozen=True)
class Artifact:
    """A finished file: ``path`` from the site's root, with ``/``; ``data`` its bytes, or where they
    lie; ``origin`` names the content file or template it comes from, where a fault found in it is
    mended.
    """

    path: str
    data: bytes | Stored
    origin: str

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.data if isinstance(self.data, bytes) else self.data.read()

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.data) if isinstance(self.data, bytes) else self.data.size
