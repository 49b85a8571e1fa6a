"""What every page shows around its content, the small values of views, and ``Page`` itself."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from qomsite.library.library import Library
from qomsite.model.collections import BY_KIND, BY_MODEL, BY_NAME
from qomsite.model.kinds import PROVENANCES
from qomsite.model.parts import Source
from qomsite.model.records import Correction, Entry, Goal, Policy, Project, Record, Strategy
from qomsite.model.targets import ROOT_VIEWS
from qomsite.pages.correction_note import CorrectionNote
from qomsite.pages.permalink import permalink
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.text.digits import persian_digits


@dataclass(frozen=True)
class Link:
    """A titled way to a page of the site (a path) or out of it (an address)."""

    title: str
    path: str


@dataclass(frozen=True)
class RecordLink:
    """A record in a list. ``goal`` is its goal's place on the star, from 1; 0 where it has none.
    ``late``: by how much a project is; ``reason``: why it is stopped or dropped, since when;
    ``where``: at which places and in which other districts it is."""

    kind: str
    label: str
    number: str
    title: str
    summary: str
    path: str
    sample: bool
    goal: int = 0
    status: StatusMark | None = None
    late: str = ""
    reason: str = ""
    where: str = ""


@dataclass(frozen=True)
class Paging:
    """Which page of a list this is, and the way to the others; a path is empty where none is."""

    number: int
    total: str
    previous: str
    next: str
    steps: tuple[Link, ...]


History = tuple[tuple[Link, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Frame:
    """The part that all views share.

    ``number`` is the permanent citable number («طرح ۱۲۵»), empty on pages that are no record;
    ``lead`` the plain sentence under the title; ``sample``: the page is a sample record,
    ``samples``: it shows any; ``paging`` is there on a page of a list that is too long for one;
    ``feed`` and ``data`` are the paths of what follows it and of its data; ``history``: what was
    changed in a record from one edition to another, with the way to where they are compared.
    """

    path: str
    title: str
    description: str
    origin: str
    breadcrumb: tuple[Link, ...] = ()
    section: str = ""
    kicker: str = ""
    lead: str = ""
    number: str = ""
    goal: int = 0
    sample: bool = False
    samples: bool = False
    previous: RecordLink | None = None
    next: RecordLink | None = None
    source: Source | None = None
    provenance: str = ""
    paging: Paging | None = None
    corrections: tuple[CorrectionNote, ...] = ()
    history: History = ()
    feed: str = ""
    data: str = ""

    @property
    def is_further(self) -> bool:
        """Whether the page goes on with a list that begins on another."""
        return self.paging is not None and self.paging.number > 1


def kind_of(record: Entry) -> str:
    """The kind of a record, such as ``project``."""
    return BY_MODEL[type(record)].kind


def number_of(record: Entry) -> str:
    """The citable number of a record: «طرح ۱۲۵»; empty for news and pages, whose code is a word."""
    return BY_KIND[kind_of(record)].named(record.code)


def goal_place(library: Library, record: Entry) -> int:
    """The place from 1 of the goal that a record is or serves, which is its point of the star; 0
    where it has none.
    """
    if isinstance(record, Strategy | Policy | Project):
        record = library.goal_of(record)
    places = library.memo.once(_places, library, "goal")
    return places[record.code][0] if isinstance(record, Goal) else 0


def record_link(library: Library, record: Entry) -> RecordLink:
    """A record as an entry of a list."""
    return library.memo.once(_record_link, library, kind_of(record), record.code)


def _record_link(library: Library, kind: str, code: str) -> RecordLink:
    record = library.by_kind[kind][code]
    collection = BY_KIND[kind]
    status = library.status_of(record) if isinstance(record, Project) else None
    return RecordLink(
        kind=kind,
        label=collection.singular,
        number=persian_digits(record.code) if collection.number else "",
        title=record.title,
        summary=record.summary or "",
        path=permalink(kind, record.code),
        sample=is_sample(record),
        goal=goal_place(library, record),
        status=status_mark(library, status) if isinstance(record, Project) else None,
    )


def record_links(library: Library, records: Iterable[Entry]) -> tuple[RecordLink, ...]:
    """The way to each of some records."""
    return tuple(record_link(library, record) for record in records)


def is_sample(record: Entry) -> bool:
    """Whether a record is made up, and says nothing of the approved plan."""
    is_one = isinstance(record, Record) and record.provenance == "sample"
    return record.sample if isinstance(record, Correction) else is_one


class MaybeSample(Protocol):
    """What says of itself whether it is a sample."""

    @property
    def sample(self) -> bool: ...


def all_samples(items: Collection[MaybeSample]) -> bool:
    """Whether a list has nothing but samples, so that its heading alone is marked."""
    return bool(items) and all(item.sample for item in items)


def any_sample(*groups: Iterable[Entry]) -> bool:
    """Whether a sample is among the records that a page shows."""
    return any(is_sample(record) for group in groups for record in group)


def view_link(name: str) -> Link:
    """A page at the root that is made from the whole plan, by its name in ``ROOT_VIEWS``."""
    return Link(ROOT_VIEWS[name], permalink("view", name))


home_link = partial(view_link, "home")
"""The first step of every breadcrumb."""


def view_frame(
    library: Library,
    link: Link,
    description: str,
    section: str,
    *,
    lead: str = "",
    step: str = "",
    origin: str = "",
) -> Frame:
    """The frame of a page of the whole plan; ``step``: its name in the breadcrumb, if another.

    Under the title stands the description as a sentence, if no other ``lead``.
    """
    return Frame(
        path=link.path,
        title=link.title,
        description=description,
        origin=origin or library.plan_path,
        breadcrumb=(home_link(), Link(step or link.title, "")),
        section=section,
        lead=lead or f"{description}.",
        samples=bool(library.samples()),
    )


def record_step(record: Record) -> Link:
    """A record as a step of the way to what is under it."""
    return Link(number_of(record), permalink(kind_of(record), record.code))


def neighbours(
    library: Library, record: Entry, linked: Callable[[Library, Entry], RecordLink] = record_link
) -> tuple[RecordLink | None, RecordLink | None]:
    """The way to what stands before and after a record among those of its kind."""
    _, *beside = library.memo.once(_places, library, kind_of(record))[record.code]
    before, after = (linked(library, one) if one else None for one in beside)
    return before, after


def _places(library: Library, kind: str) -> dict[str, tuple[int, Entry | None, Entry | None]]:
    every = tuple(library.by_kind[kind].values())
    around = enumerate(zip(every, (None, *every), (*every[1:], None), strict=False), start=1)
    return {record.code: (place, before, after) for place, (record, before, after) in around}


def record_frame(
    library: Library, record: Record, section: str, *shown: Iterable[Entry], listed: str = ""
) -> Frame:
    """The frame of a record's page.

    ``shown``: what is on it besides the records above; ``listed``: the list that it hangs under.
    """
    kind, number = kind_of(record), number_of(record)
    above = library.above(record)
    lists = (list_link(library, listed),) if listed else ()
    before, after = neighbours(library, record)
    return Frame(
        path=permalink(kind, record.code),
        title=record.title,
        description=record.summary or f"{number}: {record.title}",
        origin=record.path,
        breadcrumb=(home_link(), *lists, *map(record_step, above), Link(number, "")),
        section=section,
        kicker=number,
        lead=record.summary or "",
        number=number,
        goal=goal_place(library, record),
        sample=is_sample(record),
        samples=any_sample((record, *above), *shown),
        previous=before,
        next=after,
        source=record.source,
        provenance=PROVENANCES.get(record.provenance, ""),
    )


def list_link(library: Library, name: str) -> Link:
    """The list page of a collection, by the collection's folder name."""
    listing = library.listings.get(name)
    return Link(listing.title if listing else BY_NAME[name].plural, permalink("view", name))


class View(Protocol):
    """All that a page shows: a frozen dataclass with a frame. Same view, same bytes."""

    @property
    def frame(self) -> Frame:
        """The part that all views share."""


@dataclass(frozen=True)
class Page:
    """A page: its type names the template ``pages/<type>.html`` that its view is rendered with."""

    type: str
    view: View

    @property
    def path(self) -> str:
        """Where the page is published."""
        return self.view.frame.path
