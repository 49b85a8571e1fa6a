"""Tables of counts whose cells are shaded by value: records by status, axes by goal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from qomsite.library.library import Library
from qomsite.model.records import Entry, Project
from qomsite.model.settings import Status
from qomsite.pages.frame import RecordLink, record_link, record_links
from qomsite.pages.paging import few, group_anchor
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.text.digits import number


@dataclass(frozen=True)
class MatrixRow:
    """A record with a count for each column; ``total`` is its number of projects.

    ``ways``: to the list behind each count, where there is one.
    """

    record: RecordLink
    cells: tuple[int, ...]
    total: int
    ways: tuple[str, ...] = ()


C = TypeVar("C", StatusMark, RecordLink)


@dataclass(frozen=True)
class Matrix(Generic[C]):
    """Projects by record and column; the columns have ``totals`` where each is in one of them."""

    meaning: str
    base: str
    columns: tuple[C, ...]
    rows: tuple[MatrixRow, ...]
    largest: int
    sampled: bool
    totals: tuple[int, ...] = ()
    total: int = 0


def status_matrix(
    library: Library,
    groups: Sequence[tuple[Entry, Sequence[Project]]],
    ways: Mapping[str, Mapping[str, str]] | None = None,
) -> Matrix[StatusMark] | None:
    """The projects of each record by status, the not reported last; ``None`` without projects.

    ``ways``, of goals: to the list of each, by the status and the anchor. With them there is a
    column for each status of the vocabulary, else only for those that occur.
    """
    projects = [project for _, group in groups for project in group]
    if not projects:
        return None
    found = set(map(library.status_of, projects))
    statuses = [status for status in (*library.statuses, None) if ways or status in found]
    columns = tuple(status_mark(library, status) for status in statuses)
    rows = tuple(
        MatrixRow(
            link,
            _by_status(library, group, statuses),
            len(group),
            tuple(ways[mark.key].get(group_anchor(link.goal), "") for mark in columns)
            if ways
            else (),
        )
        for link, group in ((record_link(library, record), group) for record, group in groups)
    )
    row, place, largest = _summit(rows)
    record = row.record
    return Matrix(
        meaning=f"بیشترین: {number(largest)} طرح «{columns[place].title}» در"
        f" {record.label} {record.number}.",
        base=f"هر یک از {number(len(projects))} طرح در یک خانه آمده است، لغوشده و ادغام‌شده نیز.",
        columns=columns,
        rows=rows,
        totals=_by_status(library, projects, statuses),
        total=len(projects),
        largest=largest,
        sampled=any(project.provenance == "sample" for project in projects),
    )


def axis_matrix(library: Library) -> Matrix[RecordLink] | None:
    """The counted projects of each axis by goal, if any names one; no table of very many goals.

    A project may name several axes, so the columns have no sum.
    """
    counted = list(filter(library.is_counted, library.projects.values()))
    named = [p for p in counted if p.axes]
    goals = tuple(few(library.goals.values()))
    if not named or not goals:
        return None
    rows = []
    for axis in library.axes.values():
        own = filter(library.is_counted, library.projects_of_axis[axis.code])
        counts = Counter(library.goal_of(project).code for project in own)
        cells = tuple(counts[goal.code] for goal in goals)
        rows.append(MatrixRow(record_link(library, axis), cells, counts.total()))
    row, place, largest = _summit(rows)
    columns = record_links(library, goals)
    excluded = len(library.projects) - len(counted)
    base = f"بر پایهٔ {number(len(named))} طرح از {number(len(counted))} طرح شمرده‌شده"
    base += "؛ یک طرح شاید در چند محور باشد."
    if excluded:
        base += f" {number(excluded)} طرح لغو یا ادغام‌شده نیامده است."
    return Matrix(
        meaning=f"بیشترین: {number(largest)} طرح هدف {columns[place].number}"
        f" در محور «{row.record.title}».",
        base=base,
        columns=columns,
        rows=tuple(rows),
        largest=largest,
        sampled=any(project.provenance == "sample" for project in named),
    )


def _by_status(
    library: Library, projects: Iterable[Project], statuses: Sequence[Status | None]
) -> tuple[int, ...]:
    counts = Counter(map(library.status_of, projects))
    return tuple(counts[status] for status in statuses)


def _summit(rows: Sequence[MatrixRow]) -> tuple[MatrixRow, int, int]:
    """The row and the column of the largest cell, and its value."""
    best = max(rows, key=lambda row: max(row.cells))
    largest = max(best.cells)
    return best, best.cells.index(largest), largest
