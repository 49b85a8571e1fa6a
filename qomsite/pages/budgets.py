"""The budgets of the plan, in one unit: by goal and owner, by funding, and the largest projects."""

from collections.abc import Iterator, Sequence

from qomsite.library.library import Library
from qomsite.library.rollup import by_funding, roll_up
from qomsite.model.records import Project
from qomsite.pages.frame import (
    Page,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.group_table import (
    GroupRow,
    GroupTable,
    TablesView,
    figure_row,
    of_goals,
    of_owners,
)
from qomsite.pages.progress import progress
from qomsite.text.collation import collation_key
from qomsite.text.digits import number

VIEW = "budgets"
LARGEST = 20
"""How many of the largest budgets are named one by one."""
_UNIT = "میلیارد تومان"


def pages(library: Library) -> Iterator[Page]:
    """The page of budgets."""
    projects = tuple(library.projects.values())
    described = "اعتبارهای اعلام‌شدهٔ طرح‌ها به میلیارد تومان، به تفکیک هدف، واحد متولی و محل تأمین"
    state = progress(library, projects)
    view = TablesView(
        frame=view_frame(library, view_link(VIEW), described, VIEW, lead=f"{described}."),
        says=_says(library, projects),
        base=state.excluded if state else "",
        tables=(*_tables(library, projects), _largest(library, projects)),
        sampled=bool(state and state.sampled),
    )
    yield Page("tables", view)


def _says(library: Library, projects: Sequence[Project]) -> str:
    figures = roll_up(library, projects)
    if figures.budget is None:
        return "اعتبار هیچ طرحی اعلام نشده است."
    unknown = figures.counted - figures.budget_base
    known, total = number(figures.budget_base), figures.budget.milliards
    end = f" و اعتبار {number(unknown)} طرح اعلام نشده است." if unknown else "."
    return f"جمع اعتبار {known} طرح {total} میلیارد تومان است{end}"


def _tables(library: Library, projects: Sequence[Project]) -> Iterator[GroupTable]:
    unowned = "واحد متولی اعلام نشده", "", [project for project in projects if not project.owner]
    paid = by_funding(projects)
    funded = ((source, "", paid[source]) for source in sorted(paid, key=collation_key))
    shared = "طرحی که چند محل تأمین دارد در هر یک با همهٔ اعتبارش آمده است؛ این ستون جمع‌پذیر نیست."
    for by, head, anchor, groups, note in (
        ("هدف", "هدف", "goals", of_goals(library), ""),
        ("واحد متولی", "واحد متولی", "owners", (*of_owners(library), unowned), ""),
        ("محل تأمین اعتبار", "محل تأمین", "funding", funded, shared),
    ):
        heads = head, _UNIT, "طرح با اعتبار", "طرح بدون اعتبار اعلام‌شده"
        rows = tuple(filter(None, (_row(library, *group) for group in groups)))
        yield GroupTable(f"به تفکیک {by}", anchor, heads, rows, note)


def _row(library: Library, title: str, path: str, projects: Sequence[Project]) -> GroupRow | None:
    """The budgets of a group; ``None`` where no project of it counts."""
    figures = roll_up(library, projects)
    if not figures.counted:
        return None
    budget = figures.budget.milliards if figures.budget else "اعلام نشده"
    known, unknown = figures.budget_base, figures.counted - figures.budget_base
    return figure_row(title, path, budget, known, unknown)


def _largest(library: Library, projects: Sequence[Project]) -> GroupTable:
    known = [(p.budget, p) for p in projects if p.budget and library.is_counted(p)]
    known.sort(key=lambda pair: pair[0], reverse=True)
    rows = tuple(
        figure_row(f"{link.number}. {link.title}", link.path, budget.milliards)
        for budget, link in ((budget, record_link(library, p)) for budget, p in known[:LARGEST])
    )
    return GroupTable("بزرگ‌ترین اعتبارها", "largest", ("طرح", _UNIT), rows)
