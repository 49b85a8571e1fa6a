"""The pages of the plan's records: goals, strategies, policies, projects, axes and measures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qomsite.library.library import Library
from qomsite.model.records import Axis, Goal, Measure, Policy, Project, Record, Strategy
from qomsite.pages.authored import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.changes import Change, last_changes, records_of_goal
from qomsite.pages.classes import class_groups
from qomsite.pages.facts import Fact, FactValue, document_link, facts_of, judged, missing_labels
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    record_frame,
    record_link,
    record_links,
)
from qomsite.pages.group import further_pages
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import OF_AXES, Progress, progress
from qomsite.pages.schedule import times_in_words
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.pages.tree import Node, goal_outline, policy_nodes
from qomsite.pages.verdict import (
    TIMES,
    Lifetime,
    Moment,
    events,
    lifetime,
    moments,
    project_links,
    verdict_sentence,
)
from qomsite.text.jalali import JalaliDate


@dataclass(frozen=True)
class Told:
    """What is told of a record on any page: its texts, the news of it, what is not announced."""

    body: Body
    approved_text: str
    news: tuple[RecordLink, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class GoalView:
    """A goal, what hangs under it, and the state of its projects by what became of them."""

    frame: Frame
    told: Told
    outline: tuple[Node, ...]
    policies_total: int
    projects_total: int
    progress: Progress | None
    groups: tuple[ListGroup, ...]
    report: str
    times: str
    indicators: tuple[IndicatorView, ...]
    axes: tuple[RecordLink, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class StrategyView:
    """A strategy, its goal above it and its policies below."""

    frame: Frame
    told: Told
    goal: RecordLink
    outline: tuple[Node, ...]
    projects_total: int
    progress: Progress | None
    axes: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class PolicyView:
    """A policy: its wording, what it hangs under, and its projects."""

    frame: Frame
    told: Told
    places: tuple[RecordLink, ...]
    facts: tuple[Fact, ...]
    projects: tuple[RecordLink, ...]
    also_serving: tuple[RecordLink, ...]
    progress: Progress | None
    indicators: tuple[IndicatorView, ...]
    axes: tuple[RecordLink, ...]
    measures: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ProjectView:
    """A project: the plain sentence, the status, the facts, and what it hangs under."""

    frame: Frame
    told: Told
    sentence: tuple[FactValue, ...]
    status: StatusMark
    status_date: JalaliDate | None
    status_reason: str
    facts: tuple[Fact, ...]
    lifetime: Lifetime | None
    moments: tuple[Moment, ...]
    places: tuple[RecordLink, ...]
    also_serves: tuple[RecordLink, ...]
    axes: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    indicators: tuple[IndicatorView, ...]
    events: tuple[Moment, ...]
    documents: tuple[Link, ...]
    judged: tuple[Link, ...]


@dataclass(frozen=True)
class AxisView:
    """An axis, the measures it was drawn from, and what names it, by level of the plan."""

    frame: Frame
    told: Told
    measures: tuple[RecordLink, ...]
    groups: tuple[ListGroup, ...]
    progress: Progress | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class MeasureView:
    """A measure, the axes drawn from it and the policies that answer to it."""

    frame: Frame
    told: Told
    axes: tuple[RecordLink, ...]
    policies: tuple[RecordLink, ...]


def pages(library: Library) -> Iterator[Page]:
    """The pages of each record of the plan: further ones where its lists are too long for one."""
    for kind, of_record in OF_RECORD.items():
        for record in library.by_kind[kind].values():
            yield from of_record(library, record)


def _told(library: Library, one: Record) -> Told:
    news, missing = news_links(library, one), missing_labels(one)
    return Told(body_of(library, one), one.approved_text or "", news, missing)


def _goal(library: Library, goal: Goal) -> Iterator[Page]:
    policies, projects = library.policies_of_goal[goal.code], library.projects_of_goal[goal.code]
    under, axes = records_of_goal(library, goal), library.axes_of(goal)
    frame = record_frame(library, goal, "goals", under, axes, listed="goals")
    first, *further = list_pages(frame, "goal", goal.code, tuple(class_groups(library, projects)))
    view = GoalView(
        frame=first.frame,
        told=_told(library, goal),
        outline=goal_outline(library, goal),
        policies_total=len(policies),
        projects_total=len(projects),
        progress=progress(library, projects),
        groups=first.groups,
        report=permalink("goal-report", goal.code) if projects else "",
        times=times_in_words(library, projects),
        indicators=indicator_views(library, goal),
        axes=record_links(library, axes),
        changes=last_changes(library, under),
    )
    yield Page("goal", view)
    yield from further_pages(further)


def _strategy(library: Library, strategy: Strategy) -> Iterator[Page]:
    goal = library.goal_of(strategy)
    policies = library.policies_of_strategy[strategy.code]
    projects = [p for policy in policies for p in library.projects_of_policy[policy.code]]
    siblings = library.strategies_of_goal[goal.code]
    axes = library.axes_of(strategy)
    shown = (siblings, policies, projects, axes)
    view = StrategyView(
        frame=record_frame(library, strategy, "goals", *shown, listed="goals"),
        told=_told(library, strategy),
        goal=record_link(library, goal),
        outline=policy_nodes(library, policies),
        projects_total=len(projects),
        progress=progress(library, projects),
        axes=record_links(library, axes),
        siblings=record_links(library, (s for s in siblings if s.code != strategy.code)),
        changes=last_changes(library, (strategy, *policies, *projects)),
    )
    yield Page("strategy", view)


def _policy(library: Library, policy: Policy) -> Iterator[Page]:
    projects = library.projects_of_policy[policy.code]
    also_serving = library.projects_also_serving[policy.code]
    axes = library.axes_of(policy)
    measures = [library.measures[code] for code in policy.measures]
    siblings = library.direct_policies(library.goal_of(policy))
    if strategy := library.strategy_of(policy):
        siblings = library.policies_of_strategy[strategy.code]
    shown = (siblings, projects, also_serving, axes, measures)
    view = PolicyView(
        frame=record_frame(library, policy, "policies", *shown),
        told=_told(library, policy),
        places=record_links(library, library.above(policy)),
        facts=facts_of(library, policy),
        projects=project_links(library, projects),
        also_serving=project_links(library, also_serving),
        progress=progress(library, projects),
        indicators=indicator_views(library, policy),
        axes=record_links(library, axes),
        measures=record_links(library, measures),
        siblings=record_links(library, (p for p in siblings if p.code != policy.code)),
        changes=last_changes(library, (policy, *projects)),
    )
    yield Page("policy", view)


def _project(library: Library, project: Project) -> Iterator[Page]:
    siblings = library.projects_of_policy[project.policy]
    also_serves = [library.policies[code] for code in project.also_serves]
    axes = library.axes_of(project)
    status = library.status_of(project)
    told = status is not None and status.outcome in ("stopped", "dropped")
    view = ProjectView(
        frame=record_frame(library, project, "projects", siblings, also_serves, axes),
        told=_told(library, project),
        sentence=verdict_sentence(library, project),
        status=status_mark(library, status),
        status_date=None if told else project.status_date,
        status_reason="" if told else project.status_reason or "",
        facts=facts_of(library, project, without=TIMES),
        lifetime=lifetime(library, project),
        moments=moments(library, project),
        places=record_links(library, library.above(project)),
        also_serves=record_links(library, also_serves),
        axes=record_links(library, axes),
        siblings=project_links(library, (p for p in siblings if p.code != project.code)),
        indicators=indicator_views(library, project),
        events=events(project.updates, project.documents),
        documents=tuple(map(document_link, project.documents)),
        judged=judged(project),
    )
    yield Page("project", view)


def _axis(library: Library, axis: Axis) -> Iterator[Page]:
    projects = library.projects_of_axis[axis.code]
    policies = library.policies_of_axis[axis.code]
    serving: tuple[Policy | Project, ...] = (*policies, *projects)
    served = {library.goal_of(one).code for one in serving}
    goals = [goal for goal in library.goals.values() if goal.code in served]
    measures = [library.measures[code] for code in axis.measures]
    groups = (
        group("هدف‌هایی که به این محور می‌رسند", "goals", record_links(library, goals)),
        group("سیاست‌های این محور", "policies", record_links(library, policies)),
        group("طرح‌های این محور", "projects", project_links(library, projects)),
    )
    shown = (policies, projects, goals, measures)
    frame = record_frame(library, axis, "axes", *shown, listed="axes")
    first, *further = list_pages(frame, "axis", axis.code, groups)
    told, state = _told(library, axis), progress(library, projects, OF_AXES)
    changes = last_changes(library, (axis, *policies, *projects))
    from_ = record_links(library, measures)
    yield Page("axis", AxisView(first.frame, told, from_, first.groups, state, changes))
    yield from further_pages(further)


def _measure(library: Library, measure: Measure) -> Iterator[Page]:
    axes = library.axes_of_measure[measure.code]
    policies = library.policies_of_measure[measure.code]
    frame = record_frame(library, measure, "axes", axes, policies, listed="measures")
    lists = record_links(library, axes), record_links(library, policies)
    yield Page("measure", MeasureView(frame, _told(library, measure), *lists))


_EVERY = (GoalView, StrategyView, PolicyView, ProjectView, AxisView, MeasureView)
_MAKE = (_goal, _strategy, _policy, _project, _axis, _measure)
VIEWS = dict(zip(("goal", "strategy", "policy", "project", "axis", "measure"), _EVERY, strict=True))
OF_RECORD: Mapping[str, Callable[[Library, Any], Iterator[Page]]]
OF_RECORD = dict(zip(VIEWS, _MAKE, strict=True))
"""What composes the pages of one record alone, by its kind, which is their type, too."""
