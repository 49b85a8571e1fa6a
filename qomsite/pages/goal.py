"""The page of a goal."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.body import Body, body_of
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import (
    Frame,
    Page,
    RecordLink,
    news_links,
    record_frame,
    record_links,
)
from qomsite.pages.goal_progress import progress_path
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.outline import Node, goal_outline
from qomsite.pages.progress import Progress, progress
from qomsite.pages.schedule import times_in_words


@dataclass(frozen=True)
class GoalView:
    """A goal, what hangs under it, and the state of its projects."""

    frame: Frame
    body: Body
    approved_text: str
    outline: tuple[Node, ...]
    policies_total: int
    projects_total: int
    progress: Progress | None
    progress_path: str
    times: str
    indicators: tuple[IndicatorView, ...]
    axes: tuple[RecordLink, ...]
    news: tuple[RecordLink, ...]
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each goal."""
    for goal in library.goals.values():
        strategies = library.strategies_of_goal[goal.code]
        policies = library.policies_of_goal[goal.code]
        projects = library.projects_of_goal[goal.code]
        axes = library.axes_of(goal)
        shown = (strategies, policies, projects, axes)
        view = GoalView(
            frame=record_frame(library, goal, "goals", *shown, listed="goals"),
            body=body_of(library, goal),
            approved_text=goal.approved_text or "",
            outline=goal_outline(library, goal),
            policies_total=len(policies),
            projects_total=len(projects),
            progress=progress(library, projects),
            progress_path=progress_path(library, goal),
            times=times_in_words(library, projects),
            indicators=indicator_views(goal.indicators, library.plan.period),
            axes=record_links(library, axes),
            news=news_links(library, goal),
            missing=missing_labels(goal),
        )
        yield Page("goal", view)
