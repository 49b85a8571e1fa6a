"""The page of an executive policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Policy
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.changes import Change, last_changes
from qomsite.pages.facts import Fact, missing_labels, policy_facts
from qomsite.pages.frame import (
    Frame,
    Page,
    RecordLink,
    record_frame,
    record_link,
    record_links,
)
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.progress import Progress, progress
from qomsite.pages.verdict import project_links


@dataclass(frozen=True)
class PolicyView:
    """A policy: its wording, where it hangs, and its projects."""

    frame: Frame
    body: Body
    approved_text: str
    goal: RecordLink
    strategy: RecordLink | None
    facts: tuple[Fact, ...]
    projects: tuple[RecordLink, ...]
    also_serving: tuple[RecordLink, ...]
    progress: Progress | None
    indicators: tuple[IndicatorView, ...]
    axes: tuple[RecordLink, ...]
    measures: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    news: tuple[RecordLink, ...]
    changes: tuple[Change, ...]
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each policy."""
    for policy in library.policies.values():
        yield from pages_of(library, policy)


def pages_of(library: Library, policy: Policy) -> Iterator[Page]:
    """The page of a policy."""
    goal = library.goal_of(policy)
    strategy = library.strategy_of(policy)
    projects = library.projects_of_policy[policy.code]
    also_serving = library.projects_also_serving[policy.code]
    axes = library.axes_of(policy)
    measures = [library.measures[code] for code in policy.measures]
    by_strategy = library.policies_of_strategy
    siblings = by_strategy[strategy.code] if strategy else library.direct_policies(goal)
    shown = (siblings, projects, also_serving, axes, measures)
    view = PolicyView(
        frame=record_frame(library, policy, "policies", *shown),
        body=body_of(library, policy),
        approved_text=policy.approved_text or "",
        goal=record_link(library, goal),
        strategy=record_link(library, strategy) if strategy else None,
        facts=policy_facts(library, policy),
        projects=project_links(library, projects),
        also_serving=project_links(library, also_serving),
        progress=progress(library, projects),
        indicators=indicator_views(library, policy),
        axes=record_links(library, axes),
        measures=record_links(library, measures),
        siblings=record_links(library, (p for p in siblings if p.code != policy.code)),
        news=news_links(library, policy),
        changes=last_changes(library, (policy, *projects)),
        missing=missing_labels(policy),
    )
    yield Page("policy", view)
