"""The progress page of a goal: its projects in time, and its policies by status."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from qomsite.library.library import Library
from qomsite.model.records import Goal
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
    record_link,
    record_step,
)
from qomsite.pages.matrix import StatusMatrix, status_matrix
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.pages.schedule import Timeline, timeline


@dataclass(frozen=True)
class GoalProgressView:
    """The state of a goal's projects, each in time, and its policies by status."""

    frame: Frame
    progress: Progress | None
    timeline: Timeline | None
    policies: StatusMatrix | None


def pages(library: Library) -> Iterator[Page]:
    """A progress page for each goal that has projects."""
    goals = [goal for goal in library.goals.values() if progress_path(library, goal)]
    for goal in goals:
        projects = library.projects_of_goal[goal.code]
        policies = library.policies_of_goal[goal.code]
        name = number_of(goal)
        before, after = neighbours(goal, goals, partial(_link, library))
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
