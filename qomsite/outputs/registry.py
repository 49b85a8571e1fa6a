"""The outputs. To add one: a module with ``files(edition)`` and its name here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qomsite.outputs import feed, media, sitemap, web_manifest
from qomsite.outputs.edition import Edition
from qomsite.render.artifact import Artifact

OUTPUTS: tuple[Callable[[Edition], Iterator[Artifact]], ...] = (
    feed.files,
    sitemap.files,
    web_manifest.files,
    media.files,
)


def emit(edition: Edition) -> tuple[Artifact, ...]:
    """Every file that is published besides the pages."""
    return tuple(artifact for files in OUTPUTS for artifact in files(edition))
