"""The outputs. To add one: a module with ``files(edition)`` and its name here, offline last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qomsite.outputs import feed, media, narrowing, offline, search, sitemap, web_manifest
from qomsite.outputs.edition import Edition
from qomsite.render.artifact import Artifact

OUTPUTS: tuple[Callable[[Edition], Iterator[Artifact]], ...] = (
    feed.files,
    sitemap.files,
    web_manifest.files,
    media.files,
    search.files,
    narrowing.files,
    offline.files,
)


def emit(edition: Edition) -> tuple[Artifact, ...]:
    """Every file that is published besides the pages; each output knows of those before it."""
    known = len(edition.artifacts)
    for files in OUTPUTS:
        edition = replace(edition, artifacts=(*edition.artifacts, *files(edition)))
    return edition.artifacts[known:]
