"""Tables of groups of projects: a row of figures for each goal, owner or other group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Project
from qomsite.pages.frame import Frame, Link, number_of
from qomsite.pages.paging import few
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number

Groups = Iterable[tuple[str, str, Sequence[Project]]]
"""The title of each group, its page or nothing, and its projects."""


@dataclass(frozen=True)
class GroupRow:
    """A group, the way to its page, and its figures in words, each with the way to its list.

    ``goal``: the point of the star, where the group is a goal's.
    """

    title: str
    path: str
    cells: tuple[Link, ...]
    goal: int = 0

    @property
    def name(self) -> str:
        """What it is called for short: «هدف ۱»."""
        return self.title.partition(": ")[0]

    @property
    def rest(self) -> str:
        """What its title says beyond that, for which a phone has no room; often nothing."""
        return self.title.removeprefix(self.name)


@dataclass(frozen=True)
class GroupTable:
    """Rows under their heads; ``note`` says where a project stands in several of them."""

    title: str
    anchor: str
    heads: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    note: str = ""


@dataclass(frozen=True)
class TablesView:
    """Tables of the whole plan under a sentence and what it is said of."""

    frame: Frame
    says: str
    base: str
    tables: tuple[GroupTable, ...]
    sampled: bool


def figure_row(title: str, path: str, *figures: int | str) -> GroupRow:
    """A row of figures, and of what is already in words, that lead to no list."""
    cells = (one if isinstance(one, str) else number(one) for one in figures)
    return GroupRow(title, path, tuple(Link(cell, "") for cell in cells))


def of_goals(library: Library) -> Groups:
    """The projects of each goal, where the goals are few."""
    return (
        (
            f"{number_of(goal)}: {goal.title}",
            permalink("goal", goal.code),
            library.projects_of_goal[goal.code],
        )
        for goal in few(library.goals.values())
    )


def of_owners(library: Library) -> Groups:
    """The projects of each unit."""
    return (
        (unit.title, permalink("owner", unit.key), library.projects_of_owner[unit.key])
        for unit in library.departments
    )
