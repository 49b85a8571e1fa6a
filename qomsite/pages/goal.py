"""The page of a goal; and its progress page: its projects in time, its policies by status."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.model.records import Goal
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    any_sample,
    goal_place,
    home_link,
    list_link,
    neighbours,
    number_of,
    record_frame,
    record_link,
    record_links,
    record_step,
)
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.matrix import Matrix, status_matrix
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.pages.schedule import Timeline, timeline, times_in_words
from qomsite.pages.status_mark import StatusMark
from qomsite.pages.tree import Node, goal_outline


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
    """A page for each goal, then a progress page for each that has projects."""
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
            indicators=indicator_views(library, goal),
            axes=record_links(library, axes),
            news=news_links(library, goal),
            missing=missing_labels(goal),
        )
        yield Page("goal", view)
    yield from _progress_pages(library)


@dataclass(frozen=True)
class GoalProgressView:
    """The state of a goal's projects, each in time, and its policies by status."""

    frame: Frame
    progress: Progress | None
    timeline: Timeline | None
    policies: Matrix[StatusMark] | None


def _progress_pages(library: Library) -> Iterator[Page]:
    """A progress page for each goal that has projects."""
    goals = [goal for goal in library.goals.values() if progress_path(library, goal)]
    for goal in goals:
        projects = library.projects_of_goal[goal.code]
        policies = library.policies_of_goal[goal.code]
        name = number_of(goal)
        before, after = neighbours(library, goal, goals, _link)
        frame = Frame(
            path=progress_path(library, goal),
            title=f"کارنامهٔ {name}",
            description=f"زمان، وضعیت و پیشرفت طرح‌های {name}: {goal.title}",
            origin=goal.path,
            breadcrumb=(
                home_link(),
                list_link(library, "goals"),
                record_step(goal),
                Link("کارنامه", ""),
            ),
            section="goals",
            kicker=goal.title,
            goal=goal_place(library, goal),
            samples=any_sample((goal,), policies, projects),
            previous=before,
            next=after,
        )
        view = GoalProgressView(
            frame=frame,
            progress=progress(library, projects),
            timeline=timeline(library, projects),
            policies=status_matrix(
                library, [(p, library.projects_of_policy[p.code]) for p in policies]
            ),
        )
        yield Page("goal_progress", view)


def progress_path(library: Library, goal: Goal) -> str:
    """Where a goal's progress page is; empty where the goal has no project to speak of."""
    return permalink("progress", goal.code) if library.projects_of_goal[goal.code] else ""


def _link(library: Library, goal: Goal) -> RecordLink:
    link = record_link(library, goal)
    return replace(link, label=f"کارنامهٔ {link.label}", path=progress_path(library, goal))
