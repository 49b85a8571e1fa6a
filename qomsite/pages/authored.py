"""What is written in Markdown besides the plan: news, corrections, pages; dates may be unknown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.model.collections import BY_KIND, CORRECTIONS, NEWS
from qomsite.model.fields import rows
from qomsite.model.records import Article, Correction, Entry
from qomsite.model.settings import Counts
from qomsite.model.targets import parse_target
from qomsite.pages.body import NO_BODY, Body, body_of, listing_body
from qomsite.pages.correction_note import CorrectionNote, correction_note
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    home_link,
    is_sample,
    kind_of,
    list_link,
    neighbours,
    record_link,
    record_links,
)
from qomsite.pages.listing import list_frame
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.pages.permalink import permalink
from qomsite.pages.tables import source_link
from qomsite.text.digits import between, number, persian_digits
from qomsite.text.jalali import JalaliDate, PartialDate

NewsItem = tuple[RecordLink, JalaliDate | None]
"""A news item in a list, with its date, where that is announced."""


@dataclass(frozen=True)
class NewsView:
    """All news, newest first, undated last."""

    frame: Frame
    body: Body
    items: tuple[NewsItem, ...]


@dataclass(frozen=True)
class ArticleView:
    """A news article: its day, its text, and the records that it is about."""

    frame: Frame
    date: JalaliDate | None
    body: Body
    related: tuple[RecordLink, ...]


def news_items(library: Library) -> tuple[NewsItem, ...]:
    """Every article with its day, as the library orders them."""
    return tuple((record_link(library, article), article.date) for article in library.news)


def news_links(library: Library, record: Entry) -> tuple[RecordLink, ...]:
    """The articles about a record."""
    return record_links(library, library.news_about[kind_of(record), record.code])


@dataclass(frozen=True)
class CorrectionsView:
    """All corrections, the newest first."""

    frame: Frame
    body: Body
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True)
class CorrectionView:
    """One correction, and the way to what it is about."""

    frame: Frame
    note: CorrectionNote
    body: Body


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
    """The list of news with a page for each item, and a page for each file in ``pages/``."""
    frame = list_frame(library, NEWS, (), "خبرهای برنامه")
    body = listing_body(library, library.listings.get("news"))
    yield Page("news", NewsView(frame, body, news_items(library)))
    for article in library.news:
        targets = [target for target in map(parse_target, article.related) if target]
        found = (library.find(target.kind, target.code) for target in targets)
        related = record_links(library, filter(None, found))
        samples = any(link.sample for link in related)
        frame = _frame(library, article, article.title, samples=samples)
        frame = replace(frame, source=article.source)
        yield Page("article", ArticleView(frame, article.date, body_of(library, article), related))
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


def correction_pages(library: Library) -> Iterator[Page]:
    """The register of corrections, in as many pages as it needs, and each correction."""
    notes = tuple(correction_note(library, one) for one in library.corrections)
    says = "آنچه این سایت نادرست گفته بود، آنچه درست است و روزی که درست شد"
    frame = list_frame(library, CORRECTIONS, library.corrections, says)
    body = listing_body(library, library.listings.get("corrections"))
    for page in list_pages(frame, "view", "corrections", [group("", "", notes)]):
        own = NO_BODY if page.frame.is_further else body
        yield Page("corrections", CorrectionsView(page.frame, own, page.groups))
    for one, note in zip(library.corrections, notes, strict=True):
        frame = _frame(library, one, one.right, samples=one.sample)
        yield Page("correction", CorrectionView(frame, note, body_of(library, one)))


def _frame(
    library: Library, entry: Article | Correction, description: str, *, samples: bool
) -> Frame:
    collection = BY_KIND[kind_of(entry)]
    newer, older = neighbours(library, entry)
    return Frame(
        path=permalink(collection.kind, entry.code),
        title=entry.title,
        description=entry.summary or description,
        origin=entry.path,
        breadcrumb=(home_link(), list_link(library, collection.name), Link(entry.title, "")),
        section=collection.name,
        kicker=collection.singular,
        lead=entry.summary or "",
        sample=is_sample(entry),
        samples=samples,
        previous=newer,
        next=older,
    )


def _facts(library: Library) -> tuple[SourcedFact, ...]:
    plan = library.plan
    period, vision = plan.period, plan.vision
    years = between(str(period.first_year), str(period.last_year))
    notified = (
        f"، ابلاغ‌شده در {persian_digits(str(vision.notified_year))}" if vision.notified_year else ""
    )
    horizon = f"{vision.title}، تا {persian_digits(str(vision.horizon))}{notified}"
    counts = (
        SourcedFact(row.title, number(declared.count), "", source_link(library, declared.source))
        for row in rows(Counts)
        for declared in (getattr(plan.counts, row.name),)
    )
    return (
        *counts,
        SourcedFact("دورهٔ برنامه", years, period.note or "", source_link(library, period.source)),
        SourcedFact("سند بالادستی", horizon, "", source_link(library, vision.source)),
    )


def _milestones(library: Library) -> tuple[MilestoneView, ...]:
    return tuple(
        MilestoneView(
            title=milestone.title,
            date=None if isinstance(milestone.date, PartialDate) else milestone.date,
            words=milestone.date.words if milestone.date else milestone.date_words or "",
            text=milestone.text or "",
            source=source_link(library, milestone.source),
        )
        for milestone in library.plan.milestones
    )
