"""The plan as an outline («درختواره»): the whole of it with numbers, and each goal with titles.

The titles of all projects on one page would outweigh what a slow network carries at once.
"""

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
    neighbours,
    number_of,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.outline import Node, goal_outline, plan_outline
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number


@dataclass(frozen=True)
class Branch:
    """A goal with what hangs under it, and its own tree page."""

    goal: Node
    path: str


@dataclass(frozen=True)
class TreeView:
    """The plan down to the policies, each with the numbers of its projects."""

    frame: Frame
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class GoalTreeView:
    """A goal down to its projects."""

    frame: Frame
    goal: RecordLink
    outline: tuple[Node, ...]


def pages(library: Library) -> Iterator[Page]:
    """The tree page, and one for each goal."""
    lead = (
        "همهٔ هدف‌ها، راهبردها و سیاست‌های اجرایی، با شمارهٔ طرح‌های هر سیاست. "
        "عنوان طرح‌ها در درختوارهٔ هر هدف است."
    )
    frame = view_frame(library, view_link("tree"), lead, "tree", lead=lead, step="درختواره")
    branches = tuple(
        Branch(node, permalink("tree", goal.code))
        for node, goal in zip(plan_outline(library), library.goals.values(), strict=True)
    )
    yield Page("tree", TreeView(frame, branches))
    for goal in library.goals.values():
        yield Page("goal_tree", _of_goal(library, goal))


def tree_links(library: Library) -> tuple[Link, ...]:
    """The way to each goal's tree page."""
    return tuple(
        Link(f"درختوارهٔ {number_of(goal)}", permalink("tree", goal.code))
        for goal in library.goals.values()
    )


def _of_goal(library: Library, goal: Goal) -> GoalTreeView:
    name = number_of(goal)
    before, after = neighbours(goal, tuple(library.goals.values()), partial(_link, library))
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
    return GoalTreeView(frame, record_link(library, goal), goal_outline(library, goal))


def _link(library: Library, goal: Goal) -> RecordLink:
    link = record_link(library, goal)
    return replace(link, label=f"درختوارهٔ {link.label}", path=permalink("tree", goal.code))
