"""The plan as an outline («درختواره»): the whole of it with numbers, and each goal with titles.

The titles of all projects on one page would outweigh what a slow network carries at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import LATE, reckoned
from qomsite.model.records import Entry, Goal, Policy
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    all_samples,
    any_sample,
    goal_place,
    home_link,
    neighbours,
    number_of,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.matrix import Matrix, status_matrix
from qomsite.pages.paging import few, group, list_pages
from qomsite.pages.permalink import permalink
from qomsite.pages.status_mark import StatusMark
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number


@dataclass(frozen=True)
class Node:
    """A record and what hangs under it; ``projects`` counts the projects below, at any depth, and
    ``late`` those of them whose end is past and whose work is not known to have ended.
    ``tree``: the tree page of a goal."""

    record: RecordLink
    children: tuple[Node, ...]
    projects: int
    late: int
    tree: str = ""

    @property
    def sample(self) -> bool:
        """Whether all of it is a sample."""
        return self.record.sample and (not self.children or all_samples(self.children))


def goal_outline(library: Library, goal: Goal) -> tuple[Node, ...]:
    """What hangs under a goal: strategies with their policies, then policies without strategy."""
    strategies = []
    for strategy in library.strategies_of_goal[goal.code]:
        policies = policy_nodes(library, library.policies_of_strategy[strategy.code])
        strategies.append(_node(record_link(library, strategy), policies))
    return (*strategies, *policy_nodes(library, library.direct_policies(goal)))


def policy_nodes(library: Library, policies: Sequence[Policy]) -> tuple[Node, ...]:
    """Policies with their projects."""
    return tuple(
        _node(
            record_link(library, policy),
            tuple(
                Node(link, (), 1, reckoned(library, project).verdict in LATE)
                for project, link in zip(own, project_links(library, own), strict=True)
            ),
        )
        for policy in policies
        for own in (library.projects_of_policy[policy.code],)
    )


def _node(record: RecordLink, children: tuple[Node, ...]) -> Node:
    projects = sum(child.projects for child in children)
    return Node(record, children, projects, sum(child.late for child in children))


@dataclass(frozen=True)
class TreeView:
    """The plan down to the policies, each with the numbers of its projects."""

    frame: Frame
    branches: tuple[Node, ...]


@dataclass(frozen=True)
class GoalTreeView:
    """A goal down to its projects; ``statuses``: those of each policy."""

    frame: Frame
    goal: RecordLink
    outline: tuple[Node, ...]
    statuses: Matrix[StatusMark] | None


def pages(library: Library) -> Iterator[Page]:
    """The tree page, more where the goals are too many for one; and a page for each goal."""
    lead = (
        "همهٔ هدف‌ها، راهبردها و سیاست‌های اجرایی، با شمارهٔ طرح‌های هر سیاست. "
        "عنوان طرح‌ها در درختوارهٔ هر هدف است."
    )
    frame = view_frame(library, view_link("tree"), lead, "tree", lead=lead, step="درختواره")
    branches = []
    for goal in library.goals.values():
        node = _node(record_link(library, goal), goal_outline(library, goal))
        branches.append(replace(node, tree=permalink("tree", goal.code)))
    for page in list_pages(frame, "tree", "all", [group("", "", branches)]):
        shown = (row for part in page.groups for row in part.items)
        # Of a goal it is known whether all of it is a sample, and here any counts.
        own = replace(page.frame, samples=frame.samples)
        yield Page("tree", TreeView(own, tuple(one for one in shown if isinstance(one, Node))))
    for goal in library.goals.values():
        yield Page("goal_tree", _of_goal(library, goal))


def tree_links(library: Library) -> tuple[Link, ...]:
    """The way to each goal's tree page, where they are few."""
    return tuple(
        Link(f"درختوارهٔ {number_of(goal)}", permalink("tree", goal.code))
        for goal in few(library.goals.values())
    )


def _of_goal(library: Library, goal: Goal) -> GoalTreeView:
    name = number_of(goal)
    before, after = neighbours(library, goal, _link)
    policies = library.policies_of_goal[goal.code]
    projects = library.projects_of_goal[goal.code]
    strategies = library.strategies_of_goal[goal.code]
    lead = (
        f"{number(len(strategies))} راهبرد، {number(len(policies))} سیاست اجرایی "
        f"و {number(len(projects))} طرح این هدف، هر یک زیر آنچه به آن می‌رسد."
    )
    frame = Frame(
        path=permalink("tree", goal.code),
        title=f"درختوارهٔ {name}",
        description=f"{name}، {goal.title}: {lead}",
        origin=goal.path,
        breadcrumb=(home_link(), Link("درختواره", permalink("view", "tree")), Link(name, "")),
        section="tree",
        lead=lead,
        goal=goal_place(library, goal),
        samples=any_sample((goal,), strategies, policies, projects),
        previous=before,
        next=after,
    )
    statuses = status_matrix(library, [(p, library.projects_of_policy[p.code]) for p in policies])
    return GoalTreeView(frame, record_link(library, goal), goal_outline(library, goal), statuses)


def _link(library: Library, goal: Entry) -> RecordLink:
    link = record_link(library, goal)
    return replace(link, label=f"درختوارهٔ {link.label}", path=permalink("tree", goal.code))
