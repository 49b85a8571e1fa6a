"""The authored pages; two of them also show what `plan.yaml` knows: its facts, its timeline."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.fields import rows
from qomsite.model.settings import Counts
from qomsite.pages.body import Body, body_of
from qomsite.pages.frame import Frame, Link, Page, home_link
from qomsite.pages.permalink import permalink
from qomsite.text.digits import between, number, persian_digits
from qomsite.text.jalali import JalaliDate, PartialDate

FACTS_PAGE = "about"
"""The code of the page that shows the facts of ``plan.yaml`` with their sources."""

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
class SourcedFact:
    """A fact of the whole plan and where it is taken from."""

    label: str
    text: str
    note: str
    source: Link


@dataclass(frozen=True)
class AuthoredView:
    """An authored page."""

    frame: Frame
    body: Body
    facts: tuple[SourcedFact, ...]
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
        )
        milestones = _milestones(library) if page.code == TIMELINE_PAGE else ()
        facts = _facts(library) if page.code == FACTS_PAGE else ()
        yield Page("page", AuthoredView(frame, body_of(library, page), facts, milestones))


def _facts(library: Library) -> tuple[SourcedFact, ...]:
    plan = library.plan
    period, vision = plan.period, plan.vision
    years = between(str(period.first_year), str(period.last_year))
    notified = (
        f"، ابلاغ‌شده در {persian_digits(str(vision.notified_year))}" if vision.notified_year else ""
    )
    horizon = f"{vision.title}، تا {persian_digits(str(vision.horizon))}{notified}"
    counts = (
        SourcedFact(row.title, number(declared.count), "", _source(library, declared.source))
        for row in rows(Counts)
        for declared in (getattr(plan.counts, row.name),)
    )
    return (
        *counts,
        SourcedFact("دورهٔ برنامه", years, period.note or "", _source(library, period.source)),
        SourcedFact("سند بالادستی", horizon, "", _source(library, vision.source)),
    )


def _milestones(library: Library) -> tuple[MilestoneView, ...]:
    return tuple(
        MilestoneView(
            title=milestone.title,
            date=None if isinstance(milestone.date, PartialDate) else milestone.date,
            words=milestone.date.words if milestone.date else milestone.date_words or "",
            text=milestone.text or "",
            source=_source(library, milestone.source),
        )
        for milestone in library.plan.milestones
    )


def _source(library: Library, key: str) -> Link:
    source = library.plan.sources[key]
    return Link(source.title, source.address or "")
