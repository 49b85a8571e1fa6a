"""The list of all projects, by goal, which a script filters by what the reader chooses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.model.collections import PROJECTS
from qomsite.pages.body import NO_BODY, Body, listing_body
from qomsite.pages.filter import FilterData, filter_data, marks
from qomsite.pages.frame import UNREPORTED_MARK, Frame, Link, Page, RecordLink, StatusMark
from qomsite.pages.listing import goal_groups, goal_jumps, list_frame
from qomsite.pages.paging import ListGroup, list_pages
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number


@dataclass(frozen=True)
class Pattern:
    """One group with one row and every status: what the script makes its rows after."""

    group: ListGroup
    marks: tuple[StatusMark, ...]


@dataclass(frozen=True)
class ProjectsView:
    """Projects by goal, what filters all of them, and the static pages that do the same.

    ``questions`` are the facets' names and titles; their choices and all rows come with the script
    at ``script``, when they are asked for.
    """

    frame: Frame
    body: Body
    total: str
    singular: str
    jumps: tuple[RecordLink, ...]
    groups: tuple[ListGroup, ...]
    questions: tuple[tuple[str, str], ...]
    script: str
    pattern: Pattern | None
    ways: tuple[Link, ...]


def pages(library: Library) -> Iterator[Page]:
    """The list of projects."""
    projects = tuple(library.projects.values())
    groups = goal_groups(library, projects)
    body = listing_body(library, library.listings.get(PROJECTS.name))
    jumps = goal_jumps(PROJECTS.name, groups)
    whole = filter_data(library)
    script, pattern = whole.path, _pattern(library, whole)
    frame = list_frame(library, PROJECTS, projects)
    for page in list_pages(frame, "view", PROJECTS.name, groups):
        view = ProjectsView(
            frame=page.frame,
            body=body if page.is_first else NO_BODY,
            total=number(len(whole.rows)),
            singular=PROJECTS.singular,
            jumps=jumps,
            groups=page.groups,
            questions=tuple((facet.name, facet.title) for facet in whole.facets),
            script=script,
            pattern=pattern,
            ways=_ways(),
        )
        yield Page("projects", view)


def _pattern(library: Library, whole: FilterData) -> Pattern | None:
    if not whole.facets:
        return None
    path = permalink("view", PROJECTS.name)
    goal, row = (
        replace(
            records[0],
            number="#",
            title="",
            summary="",
            path=path,
            sample=any(record.sample for record in records),
        )
        for records in (whole.goals, whole.rows)
    )
    group = ListGroup(goal, "", "found", "", (replace(row, status=UNREPORTED_MARK),))
    return Pattern(group, marks(library))


def _ways() -> tuple[Link, ...]:
    ways = (
        ("هدف", "goals"),
        ("سیاست", "policies"),
        ("وضعیت", "statuses"),
        ("منطقه", "districts"),
        ("واحد", "owners"),
        ("محور", "axes"),
        ("سال", "years"),
    )
    return tuple(Link(title, permalink("view", name)) for title, name in ways)
