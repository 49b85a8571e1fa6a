"""The site map: every page of the site, by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Frame, Link, RecordLink, home_link, list_link, record_links
from qomsite.pages.group import vocabularies
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class Section:
    """A heading of the site map with the pages under it."""

    title: Link
    links: tuple[Link, ...]
    records: tuple[RecordLink, ...]


@dataclass(frozen=True)
class SitemapView:
    """All pages by section."""

    frame: Frame
    sections: tuple[Section, ...]


def pages(library: Library) -> Iterator[Page]:
    """The site map."""
    frame = Frame(
        path=permalink("view", "sitemap"),
        title="نقشهٔ سایت",
        description="همهٔ صفحه‌های این سایت، دسته به دسته",
        lead="همهٔ صفحه‌های این سایت، دسته به دسته.",
        origin=library.site_path,
        breadcrumb=(home_link(), Link("نقشهٔ سایت", "")),
        section="sitemap",
        samples=bool(library.samples()),
    )
    yield Page("sitemap", SitemapView(frame, tuple(_sections(library))))


def _sections(library: Library) -> Iterator[Section]:
    authored = tuple(
        Link(page.title, permalink("page", page.code)) for page in library.pages.values()
    )
    whole = (
        Link("درختوارهٔ برنامه", permalink("view", "tree")),
        Link("پیشرفت برنامه", permalink("view", "dashboard")),
        Link("جست‌وجو", permalink("view", "search")),
    )
    yield Section(home_link(), (*whole, *authored), ())
    collections = (
        ("goals", library.goals.values()),
        ("strategies", library.strategies.values()),
        ("policies", library.policies.values()),
        ("projects", library.projects.values()),
        ("axes", library.axes.values()),
        ("measures", library.measures.values()),
        ("news", library.news),
    )
    for name, records in collections:
        yield Section(list_link(library, name), (), record_links(library, records))
    for vocabulary in vocabularies(library):
        terms = tuple(
            Link(term.title, permalink(vocabulary.kind, term.key)) for term in vocabulary.terms
        )
        yield Section(Link(vocabulary.title, permalink("view", vocabulary.name)), terms, ())
