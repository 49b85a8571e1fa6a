"""The list pages of the plan's collections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import PLAN_COLLECTIONS, Collection
from qomsite.model.records import Listing, Policy, Project, Record, Strategy
from qomsite.pages.frame import (
    Body,
    Frame,
    Link,
    RecordLink,
    home_link,
    list_link,
    record_link,
    record_links,
)
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number


@dataclass(frozen=True)
class ListGroup:
    """Records under one heading; ``goal`` is ``None`` where the list is not grouped."""

    goal: RecordLink | None
    total: str
    items: tuple[RecordLink, ...]


@dataclass(frozen=True)
class ListView:
    """A collection: how many records there are, and all of them."""

    frame: Frame
    body: Body
    total: str
    singular: str
    groups: tuple[ListGroup, ...]


def pages(library: Library) -> Iterator[Page]:
    """A list page for each collection of the plan."""
    records: dict[str, Mapping[str, Record]] = {
        "goals": library.goals,
        "strategies": library.strategies,
        "policies": library.policies,
        "projects": library.projects,
        "axes": library.axes,
        "measures": library.measures,
    }
    for collection in PLAN_COLLECTIONS:
        yield _page(library, collection, tuple(records[collection.name].values()))


def _page(library: Library, collection: Collection, records: tuple[Record, ...]) -> Page:
    listing: Listing | None = library.listings.get(collection.name)
    link = list_link(library, collection.name)
    summary = (listing and listing.summary) or f"همهٔ {collection.plural} برنامه"
    frame = Frame(
        path=permalink("view", collection.name),
        title=link.title,
        description=summary,
        origin=listing.path if listing else library.plan_path,
        breadcrumb=(home_link(), Link(link.title, "")),
        section=collection.name,
        lead=summary,
        samples=any(record.provenance == "sample" for record in records),
    )
    view = ListView(
        frame=frame,
        body=Body(listing.body, listing.path, listing.body_line) if listing else Body("", "", 1),
        total=number(len(records)),
        singular=collection.singular,
        groups=_groups(library, records),
    )
    return Page("list", view)


def _groups(library: Library, records: tuple[Record, ...]) -> tuple[ListGroup, ...]:
    if not records or not isinstance(records[0], Strategy | Policy | Project):
        return (ListGroup(None, number(len(records)), record_links(library, records)),)
    groups = []
    for goal in library.goals.values():
        items = [
            record
            for record in records
            if isinstance(record, Strategy | Policy | Project)
            and library.goal_of(record).code == goal.code
        ]
        if items:
            link = record_link(library, goal)
            groups.append(ListGroup(link, number(len(items)), record_links(library, items)))
    return tuple(groups)
