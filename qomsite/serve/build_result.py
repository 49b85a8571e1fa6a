"""How the preview stands: what the last build made, or what it stumbled over."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qomsite.checks.entries import all_entries
from qomsite.errors import Problem
from qomsite.loader.load import LISTING_FILE
from qomsite.memo import Memo
from qomsite.model.content import Content
from qomsite.pipeline.rendering import Rendered


@dataclass(frozen=True)
class BuildResult:
    """What the last build said.

    ``is_built``: whether there was one. ``files``: the pages and assets that it made, by their
    paths; ``media``: the pictures and documents that lie in the folder. ``problems`` or a ``bug``
    (a traceback) stand in the way of the pages. ``sources`` names the content files that make a
    page, by its path. ``drafts`` are the content files not published yet. ``remarks``: what could
    be better, and what would be wrong without the drafts.
    """

    is_built: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    bug: str = ""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drafts: frozenset[str] = frozenset()
    remarks: tuple[Problem, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether the pages can be shown."""
        return self.is_built and not self.problems and not self.bug

    def failed(self, problems: tuple[Problem, ...] = (), bug: str = "") -> BuildResult:
        """The same site, in the way of which something stands now."""
        return replace(self, is_built=True, problems=problems, bug=bug)


class Board:
    """Where the builder writes how the preview stands, and the pages read it.

    ``number`` names what is shown now; a browser that shows another has to load again. It is a new
    one in every run. ``memo`` is what the last build knew: the next one and the forms begin with
    it, each with one of its own.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._count = 0
        self.result = BuildResult()
        self.memo = Memo()

    @property
    def number(self) -> str:
        """The name of what is shown now."""
        return f"{self._run}-{self._count}"

    def write(self, result: BuildResult) -> bool:
        """Notes how it stands; returns whether browsers have to load again."""
        is_news = result != self.result
        self.result = result
        self._count += is_news
        return is_news


def result_of(content: Content, rendered: Rendered, remarks: tuple[Problem, ...]) -> BuildResult:
    """How the preview stands once the pages are made."""
    return BuildResult(
        is_built=True,
        files={artifact.path: artifact.content for artifact in rendered.files},
        media=content.media,
        sources={page.path: _sources(page.view.frame.origin, content) for page in rendered.pages},
        drafts=frozenset(entry.path for entry in all_entries(content) if entry.draft),
        remarks=remarks,
    )


def _sources(origin: str, content: Content) -> tuple[str, ...]:
    """The file that a page is made of, then the one that introduces its collection, if any."""
    if origin == content.site_path:
        return origin, content.plan_path
    listing = f"{origin.rpartition('/')[0]}/{LISTING_FILE}"
    is_listed = any(found.path == listing for found in content.listings.values())
    return (origin, listing) if is_listed and listing != origin else (origin,)
