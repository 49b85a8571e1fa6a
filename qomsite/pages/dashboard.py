"""The progress dashboard: four figures with their base, the projects' state, a table by goal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from qomsite.library.library import Library
from qomsite.pages.frame import Frame, Page, RecordLink, record_link, view_frame, view_link
from qomsite.pages.goal import progress_path
from qomsite.pages.matrix import Matrix, axis_matrix, status_matrix
from qomsite.pages.progress import Figure, Progress, progress
from qomsite.pages.schedule import Running, running
from qomsite.pages.status_mark import StatusMark
from qomsite.text.digits import number


@dataclass(frozen=True)
class GoalState:
    """A goal with the state of its projects, and the way to its progress page."""

    record: RecordLink
    progress: Progress | None
    path: str


@dataclass(frozen=True)
class Comparison:
    """The goals against each other; ``meaning`` of the finished projects and of the budgets."""

    goals: tuple[GoalState, ...]
    finished_meaning: str
    budget_meaning: str
    largest_budget: Decimal


@dataclass(frozen=True)
class DashboardView:
    """The state of the plan, each figure with what it is said of."""

    frame: Frame
    figures: tuple[Figure, ...]
    progress: Progress | None
    comparison: Comparison
    running: Running | None
    statuses: Matrix[StatusMark] | None
    axes: Matrix[RecordLink] | None


def pages(library: Library) -> Iterator[Page]:
    """The dashboard."""
    projects = tuple(library.projects.values())
    state = progress(library, projects)
    description = "وضعیت طرح‌های برنامه در یک نگاه، هر رقم با پایهٔ آن"
    link = view_link("dashboard")
    view = DashboardView(
        frame=view_frame(library, link, description, "dashboard", step="پیشرفت"),
        figures=_figures(state),
        progress=state,
        comparison=_comparison(library, state),
        running=running(library, projects),
        statuses=status_matrix(
            library,
            [(g, library.projects_of_goal[g.code]) for g in library.goals.values()],
            every=True,
        ),
        axes=axis_matrix(library),
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
    )
    return tuple(figure for figure in figures if figure.value)


def _comparison(library: Library, state: Progress | None) -> Comparison:
    goals = tuple(
        GoalState(
            record_link(library, goal),
            progress(library, library.projects_of_goal[goal.code]),
            progress_path(library, goal),
        )
        for goal in library.goals.values()
    )
    known = [(goal.record, goal.progress) for goal in goals if goal.progress]
    largest = max((p.budget_rials for _, p in known if p.budget_rials), default=Decimal(0))
    most = max((p.finished_count for _, p in known), default=0)
    finished = "پایان هیچ طرحی گزارش نشده است."
    if most:
        names = _names(record for record, p in known if p.finished_count == most)
        finished = f"بیشترین طرح پایان‌یافته در {names} است: {number(most)} طرح."
    budget = ""
    if state and state.budget and largest:
        names = _names(record for record, p in known if p.budget_rials == largest)
        budget = f"جمع اعتبار اعلام‌شده {state.budget} است؛ بیشترین آن در {names}."
    return Comparison(goals, finished, budget, largest)


def _names(records: Iterable[RecordLink]) -> str:
    return " و ".join(f"{record.label} {record.number}" for record in records)
