"""The site map: every page of the site, by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import UNREPORTED, Library
from qomsite.pages.frame import (
    UNREPORTED_MARK,
    Frame,
    Link,
    RecordLink,
    home_link,
    list_link,
    record_links,
)
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
    owners = tuple(Link(d.title, permalink("owner", d.key)) for d in library.departments)
    yield Section(Link("واحدهای متولی", permalink("view", "owners")), owners, ())
    districts = tuple(Link(d.title, permalink("district", d.code)) for d in library.districts)
    yield Section(Link("منطقه‌های شهرداری", permalink("view", "districts")), districts, ())
    statuses = [Link(s.title, permalink("status", s.key)) for s in library.statuses]
    statuses.append(Link(UNREPORTED_MARK.title, permalink("status", UNREPORTED)))
    yield Section(Link("وضعیت طرح‌ها", permalink("view", "statuses")), tuple(statuses), ())
