"""How the preview stands: what the last build made, or what it stumbled over."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import NamedTuple

from qomsite.checks.entries import all_entries
from qomsite.errors import Problem
from qomsite.loader.load import LISTING_FILE
from qomsite.memo import Memo
from qomsite.model.content import Content
from qomsite.pages.frame import Page
from qomsite.pages.permalink import NOT_FOUND
from qomsite.pipeline.rendering import Rendered
from qomsite.render.artifact import Artifact


class About(NamedTuple):
    """What makes a page: its content files, whether it is a draft, what could be better in them."""

    sources: tuple[str, ...]
    is_draft: bool
    remarks: tuple[Problem, ...]


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

    def about(self, name: str) -> About:
        """What there is to say of the page with a path."""
        sources = self.sources.get(name, ())
        is_draft = bool(sources) and sources[0] in self.drafts
        return About(sources, is_draft, tuple(f for f in self.remarks if f.place.path in sources))

    def with_pages(
        self,
        content: Content,
        pages: Iterable[Page],
        files: Iterable[Artifact],
        remarks: tuple[Problem, ...],
    ) -> BuildResult:
        """The same with some pages and files as they are now, and nothing in their way."""
        sources = {page.path: _sources(page.view.frame.origin, content) for page in pages}
        return replace(
            self,
            files={**self.files, **{file.path: file.content for file in files}},
            problems=(),
            bug="",
            sources={**self.sources, **sources},
            drafts=frozenset(entry.path for entry in all_entries(content) if entry.draft),
            remarks=remarks,
        )

    def failed(self, problems: tuple[Problem, ...] = (), bug: str = "") -> BuildResult:
        """The same site, in the way of which something stands now."""
        return replace(self, is_built=True, problems=problems, bug=bug)


class Board:
    """Where the builder writes how the preview stands, and the pages read it.

    ``number`` names what a page shows now; a browser that shows another has to load again. It is a
    new one in every run. ``memo`` is what the last build knew: the next one and the forms begin
    with it, each with one of its own. ``last`` is the last whole build. ``asked`` is the path of
    the page that was asked for last, ``open`` has those that browsers show: they are made first.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._media = 0
        self.result = BuildResult()
        self.memo = Memo()
        self.last: Rendered | None = None
        self.asked = ""
        self.open: dict[object, str] = {}

    def number(self, name: str) -> str:
        """The name of what is shown now in the place of a page with a path."""
        result = self.result
        digest = blake2b(self._run.encode(), digest_size=8)
        if result.is_well:
            about = result.about(name)
            digest.update(repr((self._media, about)).encode())
            digest.update(result.files.get(name) or result.files.get(NOT_FOUND, b""))
        else:
            digest.update(repr((result.is_built, result.problems, result.bug)).encode())
        return digest.hexdigest()

    def write(self, result: BuildResult) -> bool:
        """Notes how it stands; returns whether that is news."""
        before, self.result = self.result, result
        self._media += result.media != before.media
        return result != before


def result_of(content: Content, rendered: Rendered, remarks: tuple[Problem, ...]) -> BuildResult:
    """How the preview stands once the pages are made."""
    return BuildResult(is_built=True, media=content.media).with_pages(
        content, rendered.pages, rendered.files, remarks
    )


def _sources(origin: str, content: Content) -> tuple[str, ...]:
    """The file that a page is made of, then the one that introduces its collection, if any."""
    if origin == content.site_path:
        return origin, content.plan_path
    listing = f"{origin.rpartition('/')[0]}/{LISTING_FILE}"
    is_listed = any(found.path == listing for found in content.listings.values())
    return (origin, listing) if is_listed and listing != origin else (origin,)
