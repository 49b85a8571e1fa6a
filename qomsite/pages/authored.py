"""The authored pages, such as «دربارهٔ برنامه»; one of them shows the plan's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Body, Frame, Link, body_of, home_link
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink
from qomsite.text.jalali import JalaliDate

TIMELINE_PAGE = "making"
"""The code of the page that shows the milestones of ``plan.yaml``."""


@dataclass(frozen=True)
class MilestoneView:
    """A step of the drafting and approval. ``words`` says when, where no day is known."""

    title: str
    date: JalaliDate | None
    words: str
    text: str
    source: Link


@dataclass(frozen=True)
class AuthoredView:
    """An authored page."""

    frame: Frame
    body: Body
    milestones: tuple[MilestoneView, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each file in ``pages/``."""
    for page in library.pages.values():
        frame = Frame(
            path=permalink("page", page.code),
            title=page.title,
            description=page.summary or page.title,
            origin=page.path,
            breadcrumb=(home_link(), Link(page.title, "")),
            section=page.code,
            lead=page.summary or "",
            report=f"page-{page.code}",
        )
        milestones = _milestones(library) if page.code == TIMELINE_PAGE else ()
        yield Page("page", AuthoredView(frame, body_of(page), milestones))


def _milestones(library: Library) -> tuple[MilestoneView, ...]:
    sources = library.plan.sources
    return tuple(
        MilestoneView(
            title=milestone.title,
            date=milestone.date,
            words=milestone.date_words or "",
            text=milestone.text or "",
            source=Link(sources[milestone.source].title, sources[milestone.source].address or ""),
        )
        for milestone in library.plan.milestones
    )
