"""The plan as a nested outline: goals, strategies, policies, projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Goal, Policy
from qomsite.pages.frame import RecordLink, record_link


@dataclass(frozen=True)
class Node:
    """A record and what hangs under it; ``projects`` counts the projects below, at any depth."""

    record: RecordLink
    children: tuple[Node, ...]
    projects: int


def goal_outline(library: Library, goal: Goal) -> tuple[Node, ...]:
    """What hangs under a goal: strategies with their policies, then policies without strategy."""
    strategies = []
    for strategy in library.strategies_of_goal[goal.code]:
        policies = policy_nodes(library, library.policies_of_strategy[strategy.code])
        strategies.append(_node(record_link(library, strategy), policies))
    return (*strategies, *policy_nodes(library, library.direct_policies(goal)))


def plan_outline(library: Library) -> tuple[Node, ...]:
    """The whole plan."""
    return tuple(
        _node(record_link(library, goal), goal_outline(library, goal))
        for goal in library.goals.values()
    )


def policy_nodes(library: Library, policies: Sequence[Policy]) -> tuple[Node, ...]:
    """Policies with their projects."""
    return tuple(
        _node(
            record_link(library, policy),
            tuple(
                Node(record_link(library, project), (), 1)
                for project in library.projects_of_policy[policy.code]
            ),
        )
        for policy in policies
    )


def _node(record: RecordLink, children: tuple[Node, ...]) -> Node:
    return Node(record, children, sum(child.projects for child in children))
