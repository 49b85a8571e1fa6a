"""The progress dashboard: five figures with their base, the projects' state, a table by goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Project
from qomsite.pages.frame import (
    Frame,
    Link,
    RecordLink,
    StatusMark,
    home_link,
    record_link,
    status_mark,
)
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Figure, Progress, progress
from qomsite.text.digits import number


@dataclass(frozen=True)
class Row:
    """A row of the table of projects by goal and status; ``cells`` follow the table's columns."""

    record: RecordLink
    cells: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class DashboardView:
    """The state of the plan, each figure with what it is said of."""

    frame: Frame
    figures: tuple[Figure, ...]
    progress: Progress | None
    columns: tuple[StatusMark, ...]
    rows: tuple[Row, ...]
    totals: tuple[str, ...]
    total: str
    goals: tuple[tuple[RecordLink, Progress | None], ...]


def pages(library: Library) -> Iterator[Page]:
    """The dashboard."""
    projects = tuple(library.projects.values())
    state = progress(library, projects)
    keys = [*(s.key for s in library.statuses), None]
    columns = (*(status_mark(s) for s in library.statuses), status_mark(None))
    rows = tuple(
        Row(
            record_link(library, goal),
            _cells(library, library.projects_of_goal.get(goal.code, ()), keys),
            number(len(library.projects_of_goal.get(goal.code, ()))),
        )
        for goal in library.goals.values()
    )
    frame = Frame(
        path=permalink("view", "dashboard"),
        title="پیشرفت برنامه",
        description="وضعیت طرح‌های برنامه در یک نگاه، هر رقم با پایهٔ آن",
        origin=library.plan_path,
        breadcrumb=(home_link(), Link("پیشرفت", "")),
        section="dashboard",
        samples=bool(library.samples()),
    )
    view = DashboardView(
        frame=frame,
        figures=_figures(state),
        progress=state,
        columns=columns,
        rows=rows,
        totals=_cells(library, projects, keys),
        total=number(len(projects)),
        goals=tuple(
            (
                record_link(library, goal),
                progress(library, library.projects_of_goal.get(goal.code, ())),
            )
            for goal in library.goals.values()
        ),
    )
    yield Page("dashboard", view)


def _figures(state: Progress | None) -> tuple[Figure, ...]:
    if state is None:
        return ()
    figures = (
        Figure(state.total, "طرح در برنامه", state.base),
        Figure(state.finished, "طرح پایان‌یافته", state.base),
        Figure(state.physical, "میانگین پیشرفت فیزیکی", state.physical_base),
        Figure(state.financial, "میانگین پیشرفت ریالی", state.financial_base),
        Figure(state.budget, "جمع اعتبار اعلام‌شده", state.budget_base),
    )
    return tuple(figure for figure in figures if figure.value)


def _cells(
    library: Library, projects: tuple[Project, ...], keys: list[str | None]
) -> tuple[str, ...]:
    found = [status.key if (status := library.status_of(project)) else None for project in projects]
    return tuple(number(found.count(key)) for key in keys)
