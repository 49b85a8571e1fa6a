"""``Artifact``: a finished file of the site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Artifact:
    """A finished file.

    ``path`` is relative to the site's root, with ``/``. ``origin`` names the content file or
    template that it comes from, so that a fault found in the output is reported where it is mended.
    """

    path: str
    content: bytes
    origin: str
