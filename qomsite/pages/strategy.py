"""The page of a strategy."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Strategy
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.changes import Change, last_changes
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import (
    Frame,
    Page,
    RecordLink,
    record_frame,
    record_link,
    record_links,
)
from qomsite.pages.progress import Progress, progress
from qomsite.pages.tree import Node, policy_nodes


@dataclass(frozen=True)
class StrategyView:
    """A strategy, its goal above it and its policies below."""

    frame: Frame
    body: Body
    approved_text: str
    goal: RecordLink
    outline: tuple[Node, ...]
    projects_total: int
    progress: Progress | None
    axes: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    news: tuple[RecordLink, ...]
    changes: tuple[Change, ...]
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each strategy."""
    for strategy in library.strategies.values():
        yield from pages_of(library, strategy)


def pages_of(library: Library, strategy: Strategy) -> Iterator[Page]:
    """The page of a strategy."""
    goal = library.goal_of(strategy)
    policies = library.policies_of_strategy[strategy.code]
    projects = [p for policy in policies for p in library.projects_of_policy[policy.code]]
    siblings = library.strategies_of_goal[goal.code]
    axes = library.axes_of(strategy)
    shown = (siblings, policies, projects, axes)
    view = StrategyView(
        frame=record_frame(library, strategy, "goals", *shown, listed="goals"),
        body=body_of(library, strategy),
        approved_text=strategy.approved_text or "",
        goal=record_link(library, goal),
        outline=policy_nodes(library, policies),
        projects_total=len(projects),
        progress=progress(library, projects),
        axes=record_links(library, axes),
        siblings=record_links(library, (s for s in siblings if s.code != strategy.code)),
        news=news_links(library, strategy),
        changes=last_changes(library, (strategy, *policies, *projects)),
        missing=missing_labels(strategy),
    )
    yield Page("strategy", view)
