"""Tables of counts whose cells are shaded by value: records by status, axes by goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Entry, Project
from qomsite.pages.frame import RecordLink, StatusMark, record_link, record_links, status_mark
from qomsite.text.digits import number


@dataclass(frozen=True)
class MatrixRow:
    """A record with a count for each column; ``total`` is its number of projects."""

    record: RecordLink
    cells: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class StatusMatrix:
    """Projects by record and status; every project stands in one cell, also one out of count."""

    meaning: str
    base: str
    columns: tuple[StatusMark, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    total: int
    largest: int
    sampled: bool


@dataclass(frozen=True)
class AxisMatrix:
    """Projects by axis and goal. A project may name several axes, so columns have no sum."""

    meaning: str
    base: str
    columns: tuple[RecordLink, ...]
    rows: tuple[MatrixRow, ...]
    largest: int
    sampled: bool


def status_matrix(
    library: Library, groups: Sequence[tuple[Entry, Sequence[Project]]], *, every: bool = False
) -> StatusMatrix | None:
    """The projects of each record by status, the not reported last; ``None`` without projects.

    ``every``: with a column for each status of the vocabulary, else only for those that occur.
    """
    projects = [project for _, group in groups for project in group]
    if not projects:
        return None
    found = {status.key if (status := library.status_of(p)) else None for p in projects}
    statuses = [s for s in (*library.statuses, None) if every or (s and s.key) in found]
    keys = [status and status.key for status in statuses]
    columns = tuple(status_mark(status) for status in statuses)
    rows = tuple(
        MatrixRow(record_link(library, record), _by_status(library, group, keys), len(group))
        for record, group in groups
    )
    row, place, largest = _summit(rows)
    record = row.record
    return StatusMatrix(
        meaning=f"بیشترین: {number(largest)} طرح «{columns[place].title}» در"
        f" {record.label} {record.number}.",
        base=f"هر یک از {number(len(projects))} طرح در یک خانه آمده است، لغوشده و ادغام‌شده نیز.",
        columns=columns,
        rows=rows,
        totals=_by_status(library, projects, keys),
        total=len(projects),
        largest=largest,
        sampled=any(project.provenance == "sample" for project in projects),
    )


def axis_matrix(library: Library) -> AxisMatrix | None:
    """The counted projects of each axis by goal; ``None`` where no project names an axis."""
    counted = [p for p in library.projects.values() if in_count(library, p)]
    named = [p for p in counted if p.axes]
    if not named:
        return None
    goals = tuple(library.goals.values())
    goal_of = {project.code: library.goal_of(project).code for project in named}
    rows = []
    for axis in library.axes.values():
        own = [goal_of[p.code] for p in named if axis.code in p.axes]
        cells = tuple(own.count(goal.code) for goal in goals)
        rows.append(MatrixRow(record_link(library, axis), cells, len(own)))
    row, place, largest = _summit(rows)
    columns = record_links(library, goals)
    excluded = len(library.projects) - len(counted)
    base = f"بر پایهٔ {number(len(named))} طرح از {number(len(counted))} طرح در شمار"
    base += "؛ یک طرح شاید در چند محور باشد."
    if excluded:
        base += f" {number(excluded)} طرح لغو یا ادغام‌شده نیامده است."
    return AxisMatrix(
        meaning=f"بیشترین: {number(largest)} طرح هدف {columns[place].number}"
        f" در محور «{row.record.title}».",
        base=base,
        columns=columns,
        rows=tuple(rows),
        largest=largest,
        sampled=any(project.provenance == "sample" for project in named),
    )


def in_count(library: Library, project: Project) -> bool:
    """Whether a project is counted: not cancelled, not merged into another."""
    status = library.status_of(project)
    return status is None or status.counted


def _by_status(
    library: Library, projects: Iterable[Project], keys: Sequence[str | None]
) -> tuple[int, ...]:
    found = [status.key if (status := library.status_of(p)) else None for p in projects]
    return tuple(found.count(key) for key in keys)


def _summit(rows: Sequence[MatrixRow]) -> tuple[MatrixRow, int, int]:
    """The row and the column of the largest cell, and its value."""
    best = max(rows, key=lambda row: max(row.cells))
    largest = max(best.cells)
    return best, best.cells.index(largest), largest
