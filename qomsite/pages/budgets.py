"""The budgets of the plan, in one unit: by goal and owner, by funding, and the largest projects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.rollup import roll_up
from qomsite.model.records import Project
from qomsite.pages.frame import (
    Frame,
    Page,
    RecordLink,
    number_of,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.text.collation import collation_key
from qomsite.text.digits import number

VIEW = "budgets"
LARGEST = 20
"""How many of the largest budgets are named one by one."""


@dataclass(frozen=True)
class BudgetRow:
    """A group: the sum of the budgets that are reported, and how many projects report none."""

    title: str
    path: str
    budget: str
    known: str
    unknown: str


@dataclass(frozen=True)
class BudgetTable:
    """Groups that share no project, so that their sums may be added; ``note`` says so if not."""

    title: str
    head: str
    anchor: str
    rows: tuple[BudgetRow, ...]
    note: str = ""


@dataclass(frozen=True)
class LargeBudget:
    """One of the largest budgets."""

    record: RecordLink
    budget: str


@dataclass(frozen=True)
class BudgetsView:
    """All money of the plan, in milliard toman."""

    frame: Frame
    progress: Progress | None
    says: str
    tables: tuple[BudgetTable, ...]
    largest: tuple[LargeBudget, ...]


def pages(library: Library) -> Iterator[Page]:
    """The page of budgets."""
    projects = tuple(library.projects.values())
    described = "اعتبارهای اعلام‌شدهٔ طرح‌ها به میلیارد تومان، به تفکیک هدف، واحد متولی و محل تأمین"
    view = BudgetsView(
        frame=view_frame(library, view_link(VIEW), described, VIEW, lead=f"{described}."),
        progress=progress(library, projects),
        says=_says(library, projects),
        tables=tuple(_tables(library, projects)),
        largest=tuple(_largest(library, projects)),
    )
    yield Page("budgets", view)


def _says(library: Library, projects: Sequence[Project]) -> str:
    figures = roll_up(library, projects)
    if figures.budget is None:
        return "اعتبار هیچ طرحی اعلام نشده است."
    unknown = figures.counted - figures.budget_base
    known, total = number(figures.budget_base), figures.budget.milliards
    end = f" و اعتبار {number(unknown)} طرح اعلام نشده است." if unknown else "."
    return f"جمع اعتبار {known} طرح {total} میلیارد تومان است{end}"


def _tables(library: Library, projects: Sequence[Project]) -> Iterator[BudgetTable]:
    goals = (
        (
            f"{number_of(goal)}: {goal.title}",
            permalink("goal", goal.code),
            library.projects_of_goal[goal.code],
        )
        for goal in library.goals.values()
    )
    yield BudgetTable("به تفکیک هدف", "هدف", "goals", _rows(library, goals))
    owners: list[tuple[str, str, Sequence[Project]]] = [
        (unit.title, permalink("owner", unit.key), library.projects_of_owner[unit.key])
        for unit in library.departments
    ]
    unowned = [project for project in projects if not project.owner]
    owners.append(("واحد متولی اعلام نشده", "", unowned))
    yield BudgetTable("به تفکیک واحد متولی", "واحد متولی", "owners", _rows(library, owners))
    sources = sorted(
        {source for project in projects for source in project.funding}, key=collation_key
    )
    funded = ((source, "", [p for p in projects if source in p.funding]) for source in sources)
    note = "طرحی که چند محل تأمین دارد در هر یک با همهٔ اعتبارش آمده است؛ این ستون جمع‌پذیر نیست."
    yield BudgetTable(
        "به تفکیک محل تأمین اعتبار", "محل تأمین", "funding", _rows(library, funded), note
    )


def _rows(
    library: Library, groups: Iterable[tuple[str, str, Sequence[Project]]]
) -> tuple[BudgetRow, ...]:
    rows = []
    for title, path, projects in groups:
        figures = roll_up(library, projects)
        if figures.counted:
            budget = figures.budget.milliards if figures.budget else "اعلام نشده"
            unknown = figures.counted - figures.budget_base
            rows.append(
                BudgetRow(title, path, budget, number(figures.budget_base), number(unknown))
            )
    return tuple(rows)


def _largest(library: Library, projects: Sequence[Project]) -> Iterator[LargeBudget]:
    known = [(p.budget, p) for p in projects if p.budget and library.is_counted(p)]
    for budget, project in sorted(known, key=lambda pair: pair[0], reverse=True)[:LARGEST]:
        yield LargeBudget(record_link(library, project), budget.milliards)
