"""The page of a strategy."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.body import Body, body_of
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    any_sample,
    goal_place,
    list_link,
    number_of,
    record_frame,
    record_link,
    record_links,
)
from qomsite.pages.outline import Node, policy_nodes
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress


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
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each strategy."""
    for strategy in library.strategies.values():
        goal = library.goal_of(strategy)
        policies = library.policies_of_strategy.get(strategy.code, ())
        projects = [
            p for policy in policies for p in library.projects_of_policy.get(policy.code, ())
        ]
        siblings = library.strategies_of_goal[goal.code]
        view = StrategyView(
            frame=record_frame(
                library,
                strategy,
                tuple(library.strategies.values()),
                (list_link(library, "goals"), Link(number_of(goal), permalink("goal", goal.code))),
                section="goals",
                goal=goal_place(library, goal),
                samples=any_sample(
                    (goal,), siblings, policies, projects, library.axes_of(strategy)
                ),
            ),
            body=body_of(library, strategy),
            approved_text=strategy.approved_text or "",
            goal=record_link(library, goal),
            outline=policy_nodes(library, policies),
            projects_total=len(projects),
            progress=progress(library, projects),
            axes=record_links(library, library.axes_of(strategy)),
            siblings=record_links(library, (s for s in siblings if s.code != strategy.code)),
            news=record_links(library, library.news_about.get(("strategy", strategy.code), ())),
            missing=missing_labels(strategy),
        )
        yield Page("strategy", view)
