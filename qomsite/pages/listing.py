"""The list pages of the plan's collections."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.model.collections import AXES, PLAN_COLLECTIONS, PROJECTS, Collection
from qomsite.model.records import Entry, Policy, Project, Strategy
from qomsite.pages.body import NO_BODY, Body, listing_body
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    any_sample,
    home_link,
    list_link,
    record_link,
    record_links,
)
from qomsite.pages.matrix import Matrix, axis_matrix
from qomsite.pages.paging import ROWS, ListGroup, group, group_anchor, list_pages, starts
from qomsite.pages.permalink import permalink
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number


@dataclass(frozen=True)
class ListView:
    """A collection: how many records there are, and those of this page.

    ``body`` stands on the first page only; ``jumps`` lead to where each goal's part begins, and are
    there if that may be on another page.
    """

    frame: Frame
    body: Body
    total: str
    singular: str
    jumps: tuple[RecordLink, ...]
    groups: tuple[ListGroup, ...]
    axes: Matrix[RecordLink] | None


def pages(library: Library) -> Iterator[Page]:
    """A list page for each collection of the plan but the projects, whose list is filtered."""
    for collection in PLAN_COLLECTIONS:
        if collection is not PROJECTS:
            yield from (Page("list", view) for view in list_views(library, collection))


def list_views(library: Library, collection: Collection) -> Iterator[ListView]:
    """The pages of a collection's list."""
    records = tuple(library.by_kind[collection.kind].values())
    groups = goal_groups(library, records)
    body = listing_body(library, library.listings.get(collection.name))
    jumps = goal_jumps(collection.name, groups)
    frame = list_frame(library, collection, records)
    for page in list_pages(frame, "view", collection.name, groups):
        yield ListView(
            frame=page.frame,
            body=NO_BODY if page.frame.is_further else body,
            total=number(len(records)),
            singular=collection.singular,
            jumps=jumps,
            groups=page.groups,
            axes=None if collection is not AXES or page.frame.is_further else axis_matrix(library),
        )


def goal_jumps(name: str, groups: Sequence[ListGroup]) -> tuple[RecordLink, ...]:
    """The goals of a list that has several pages, each with the way to where its part begins.

    None where they are more than a page has rows: they would stand on every page of the list, and
    the pages of the goals have the same.
    """
    begins = starts("view", name, [len(each.items) for each in groups])
    if len(set(begins)) < 2 or len(groups) > ROWS:
        return ()
    return tuple(
        replace(each.goal, path=f"{path}#{each.anchor}")
        for each, path in zip(groups, begins, strict=True)
        if each.goal
    )


def list_frame(
    library: Library, collection: Collection, records: Sequence[Entry], about: str = ""
) -> Frame:
    """The frame of a collection's list; ``about`` describes it where its own file does not."""
    listing = library.listings.get(collection.name)
    link = list_link(library, collection.name)
    summary = (listing and listing.summary) or about or f"همهٔ {collection.plural} برنامه"
    served = (r for r in records if isinstance(r, Strategy | Policy | Project))
    shown: Iterable[Entry] = {goal.code: goal for goal in map(library.goal_of, served)}.values()
    if collection is AXES:
        shown = (*library.goals.values(), *library.projects.values())
    return Frame(
        path=permalink("view", collection.name),
        title=link.title,
        description=summary,
        origin=listing.path if listing else library.plan_path,
        breadcrumb=(home_link(), Link(link.title, "")),
        section=collection.name,
        lead=summary,
        samples=any_sample(records, shown),
    )


def goal_groups(library: Library, records: Sequence[Entry]) -> tuple[ListGroup, ...]:
    """Records under the goals that they serve; all in one group where they serve none."""
    served: dict[str, list[Entry]] = {code: [] for code in library.goals}
    for record in records:
        if isinstance(record, Strategy | Policy | Project):
            served[library.goal_of(record).code].append(record)
    if not any(served.values()):
        return (group("", "", record_links(library, records)),)
    groups = []
    for code, items in served.items():
        if items:
            goal = library.goals[code]
            link = record_link(library, goal)
            projects = project_links(library, (r for r in items if isinstance(r, Project)))
            rows = projects or record_links(library, items)
            whole = group("", group_anchor(link.goal), rows)
            groups.append(replace(whole, goal=link))
    return tuple(groups)
