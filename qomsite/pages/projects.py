"""The list of all projects, by goal, which a script filters by what the reader chooses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.model.collections import PROJECTS
from qomsite.pages.filter import FilterData, filter_data, marks
from qomsite.pages.frame import Frame, Link, Page
from qomsite.pages.listing import ListView, list_views
from qomsite.pages.paging import ListGroup
from qomsite.pages.permalink import permalink
from qomsite.pages.status_mark import UNREPORTED_MARK, StatusMark

_WAYS = tuple(
    Link(title, permalink("view", name))
    for title, name in (
        ("هدف", "goals"),
        ("سیاست", "policies"),
        ("وضعیت", "statuses"),
        ("کارنامه", "reckoning"),
        ("منطقه", "districts"),
        ("واحد", "owners"),
        ("محور", "axes"),
        ("سال اجرا", "years"),
        ("سررسید", "due"),
        ("پایان", "ends"),
        ("آخرین گزارش", "reports"),
        ("اعتبار", "amounts"),
    )
)


@dataclass(frozen=True)
class Pattern:
    """Groups with one row, and every status: what the script makes its rows after.

    ``group`` is the part of a goal and ``ordered`` the list when it is sorted.
    """

    group: ListGroup
    ordered: ListGroup
    marks: tuple[StatusMark, ...]


@dataclass(frozen=True)
class ProjectsView:
    """Projects by goal, what filters all of them, and the static pages that do the same.

    ``questions`` are the facets' names and titles and what holds while nothing is chosen; their
    choices and all rows come with the script at ``script``, when they are asked for.
    """

    frame: Frame
    shown: ListView
    questions: tuple[tuple[str, str, str], ...]
    script: str
    pattern: Pattern | None
    ways: tuple[Link, ...]


def pages(library: Library) -> Iterator[Page]:
    """The list of projects."""
    whole = filter_data(library)
    questions = tuple((facet.name, facet.title, facet.unchosen) for facet in whole.facets)
    script, pattern = whole.path, _pattern(library, whole)
    for shown in list_views(library, PROJECTS):
        yield Page("projects", ProjectsView(shown.frame, shown, questions, script, pattern, _WAYS))


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
    rows = (replace(row, status=UNREPORTED_MARK, late="#", reason="#"),)
    group = ListGroup(goal, "", "found", "", rows)
    return Pattern(group, ListGroup(None, PROJECTS.plural, "ordered", "", rows), marks(library))
