"""The page of a goal: what hangs under it, and its projects by what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Goal
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.changes import Change, last_changes, records_of_goal
from qomsite.pages.classes import class_groups
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import Frame, Page, RecordLink, record_frame, record_links
from qomsite.pages.group import GroupView
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.paging import ListGroup, list_pages
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.pages.schedule import times_in_words
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
    groups: tuple[ListGroup, ...]
    report: str
    times: str
    indicators: tuple[IndicatorView, ...]
    axes: tuple[RecordLink, ...]
    news: tuple[RecordLink, ...]
    changes: tuple[Change, ...]
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each goal; more where its projects are too many for one."""
    for goal in library.goals.values():
        yield from pages_of(library, goal)


def pages_of(library: Library, goal: Goal) -> Iterator[Page]:
    """The page of a goal; more where its projects are too many for one."""
    strategies = library.strategies_of_goal[goal.code]
    policies = library.policies_of_goal[goal.code]
    projects = library.projects_of_goal[goal.code]
    axes = library.axes_of(goal)
    shown = (strategies, policies, projects, axes)
    frame = record_frame(library, goal, "goals", *shown, listed="goals")
    first, *further = list_pages(frame, "goal", goal.code, tuple(class_groups(library, projects)))
    view = GoalView(
        frame=first.frame,
        body=body_of(library, goal),
        approved_text=goal.approved_text or "",
        outline=goal_outline(library, goal),
        policies_total=len(policies),
        projects_total=len(projects),
        progress=progress(library, projects),
        groups=first.groups,
        report=permalink("goal-report", goal.code) if projects else "",
        times=times_in_words(library, projects),
        indicators=indicator_views(library, goal),
        axes=record_links(library, axes),
        news=news_links(library, goal),
        changes=last_changes(library, records_of_goal(library, goal)),
        missing=missing_labels(goal),
    )
    yield Page("goal", view)
    for page in further:
        yield Page("group", GroupView(page.frame, False, page.groups, None, (), None))
