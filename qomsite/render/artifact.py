"""``Artifact``: a finished file of the site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Artifact:
    """A finished file: ``path`` from the site's root, with ``/``; ``origin`` names the content file
    or template it comes from, where a fault found in it is mended.
    """

    path: str
    content: bytes
    origin: str
