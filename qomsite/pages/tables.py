"""Tables of figures, and the pages that are nothing else: budgets, provenance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.rollup import by_funding, roll_up
from qomsite.model.collections import PLAN_COLLECTIONS, Collection
from qomsite.model.kinds import PROVENANCES
from qomsite.model.records import Project, Record
from qomsite.model.settings import DeclaredCount
from qomsite.pages.frame import Frame, Link, Page, number_of, record_link, view_frame, view_link
from qomsite.pages.paging import few
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import progress
from qomsite.text.collation import collation_key
from qomsite.text.digits import between, number, persian_digits

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
    """Rows under their heads; ``note`` says where a project stands in several of them.

    ``prose``: how many of the last columns hold words and no figures.
    """

    title: str
    anchor: str
    heads: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    note: str = ""
    prose: int = 0

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Of each column but the first, whether it holds figures."""
        columns = len(self.heads) - 1
        return tuple(at < columns - self.prose for at in range(columns))


@dataclass(frozen=True)
class TablesView:
    """Tables of the whole plan under a sentence and what it is said of."""

    frame: Frame
    says: str
    base: str
    tables: tuple[GroupTable, ...]
    sampled: bool


def figure_row(title: str, path: str, *figures: int | str | Link, goal: int = 0) -> GroupRow:
    """A row of figures, of what is already in words, and of ways to what stands behind a figure."""
    cells = (
        one if isinstance(one, Link) else Link(one if isinstance(one, str) else number(one), "")
        for one in figures
    )
    return GroupRow(title, path, tuple(cells), goal)


def tables_page(
    frame: Frame, says: str, base: str, tables: Iterable[GroupTable], *, sampled: bool
) -> Page:
    """A page of tables; ``says`` in a sentence what they show, ``base`` of what they count."""
    return Page("tables", TablesView(frame, says, base, tuple(tables), sampled))


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
    """The projects of each owner."""
    return (
        (unit.title, permalink("owner", unit.key), library.projects_of_owner[unit.key])
        for unit in library.departments
    )


LARGEST = 20
"""How many of the largest budgets are named one by one."""
_UNIT = "میلیارد تومان"


def _budgets(library: Library, projects: Sequence[Project]) -> str:
    figures = roll_up(library, projects)
    if figures.budget is None:
        return "اعتبار هیچ طرحی اعلام نشده است."
    unknown = figures.counted - figures.budget_base
    known, total = number(figures.budget_base), figures.budget.milliards
    end = f" و اعتبار {number(unknown)} طرح اعلام نشده است." if unknown else "."
    return f"جمع اعتبار {known} طرح {total} میلیارد تومان است{end}"


def _of_budgets(library: Library, projects: Sequence[Project]) -> Iterator[GroupTable]:
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
        rows = tuple(filter(None, (_money_of(library, *group) for group in groups)))
        yield GroupTable(f"به تفکیک {by}", anchor, heads, rows, note)
    known = [(p.budget, p) for p in projects if p.budget and library.is_counted(p)]
    known.sort(key=lambda pair: pair[0], reverse=True)
    rows = tuple(
        figure_row(f"{link.number}. {link.title}", link.path, budget.milliards)
        for budget, link in ((budget, record_link(library, p)) for budget, p in known[:LARGEST])
    )
    yield GroupTable("بزرگ‌ترین اعتبارها", "largest", ("طرح", _UNIT), rows)


def _money_of(library: Library, title: str, path: str, own: Sequence[Project]) -> GroupRow | None:
    """The budgets of a group; ``None`` where no project of it counts."""
    figures = roll_up(library, own)
    if not figures.counted:
        return None
    budget = figures.budget.milliards if figures.budget else "اعلام نشده"
    known, unknown = figures.budget_base, figures.counted - figures.budget_base
    return figure_row(title, path, budget, known, unknown)


_FORMULAS = (
    ("میانگین پیشرفت", "میانگین سادهٔ درصدها، بی‌وزن", "طرح‌های شمرده‌شده‌ای که درصدشان گزارش شده است"),
    ("جمع اعتبار", "جمع مبلغ‌ها به ریال", "طرح‌های شمرده‌شده‌ای که مبلغشان اعلام شده است"),
    ("دیرکرد", "روزهای پس از نخستین پایان", "تا پایان کار، یا تا تاریخ داده‌ها اگر کار باز است"),
    ("عقب‌رفتن", "روزهای میان نخستین و آخرین پایان", "طرح‌های شمرده‌شده با پایان دیرتر"),
    ("سهم هر رده", "تعداد رده بخش بر طرح‌های شمرده‌شده", "بی‌طرح‌های کنارگذاشته و ادغام‌شده"),
    ("پیشرفت شاخص", "راه رفته از مقدار پایه تا هدف", "شاخصی که پایه، هدف و مقدار تاریخ‌دار دارد"),
    ("سهم منتشرشده", "مشخصه‌های پر بخش بر همهٔ مشخصه‌ها", "طرح‌های شمرده‌شده"),
)
"""Each roll-up: its name, its formula, and what it is said of."""


def pages(library: Library) -> Iterator[Page]:
    """The sources of all figures, and the tables of budgets."""
    about = "هر رقمی که نمونه نیست با منبعش، تعداد نمونه‌ها، و روش هر جمع و میانگین"
    frame = view_frame(library, view_link("sources"), about, "reckoning")
    records = number(sum(len(library.by_kind[one.kind]) for one in PLAN_COLLECTIONS))
    says = f"از {records} رکورد برنامه، {number(len(library.samples()))} رکورد نمونه است."
    base = "هر رکورد یک بار شمرده می‌شود."
    yield tables_page(frame, says, base, _of_sources(library), sampled=False)
    about = "اعتبارهای اعلام‌شدهٔ طرح‌ها به میلیارد تومان، به تفکیک هدف، واحد متولی و محل تأمین"
    frame = view_frame(library, view_link("budgets"), about, "budgets")
    projects = tuple(library.projects.values())
    state = progress(library, projects)
    base, sampled = (state.excluded, state.sampled) if state else ("", False)
    tables = _of_budgets(library, projects)
    yield tables_page(frame, _budgets(library, projects), base, tables, sampled=sampled)


def provenances(library: Library, collection: Collection) -> dict[str, int]:
    """How many records of a collection are official, reported and samples."""
    records = library.by_kind[collection.kind].values()
    said: list[str] = [one.provenance for one in records if isinstance(one, Record)]
    return {name: said.count(name) for name in PROVENANCES}


def declared_counts(library: Library) -> GroupTable:
    """The declared counts against the records, each with its source."""
    rows = []
    for collection in PLAN_COLLECTIONS:
        declared: DeclaredCount = getattr(library.plan.counts, collection.name)
        there, where = len(library.by_kind[collection.kind]), source_link(library, declared.source)
        way = permalink("view", collection.name)
        rows.append(figure_row(collection.plural, way, declared.count, there, where))
    heads = ("مجموعه", "اعلام‌شده", "در این سایت", "منبع عدد اعلام‌شده")
    note = "هر رکورد یک بار شمرده می‌شود."
    return GroupTable("شمارش برنامه", "records", heads, tuple(rows), note, prose=1)


def source_link(library: Library, key: str) -> Link:
    """A source of the plan, by its key."""
    source = library.plan.sources[key]
    return Link(source.title, source.address or "")


def _of_sources(library: Library) -> Iterator[GroupTable]:
    yield declared_counts(library)
    plan = library.plan
    years = between(str(plan.period.first_year), str(plan.period.last_year))
    said = [("دورهٔ برنامه", years, plan.period.source)]
    horizon = persian_digits(str(plan.vision.horizon))
    said.append((plan.vision.title, f"افق {horizon}", plan.vision.source))
    for step in plan.milestones:
        when = step.date.words if step.date else step.date_words or "اعلام نشده"
        said.append((step.title, when, step.source))
    rows = [figure_row(title, "", value, source_link(library, key)) for title, value, key in said]
    heads: tuple[str, ...] = ("موضوع", "مقدار", "منبع")
    yield GroupTable("دوره، چشم‌انداز و گام‌ها", "facts", heads, tuple(rows), prose=2)
    rows = [
        figure_row(one.plural, permalink("view", one.name), *provenances(library, one).values())
        for one in PLAN_COLLECTIONS
    ]
    heads = ("مجموعه", *PROVENANCES.values())
    note = "منشأ هر رکورد با سند و شمارهٔ صفحه در پای آن آمده است."
    yield GroupTable("منشأ رکوردها", "provenance", heads, tuple(rows), note)
    rows = [figure_row(name, "", formula, base) for name, formula, base in _FORMULAS]
    yield GroupTable("روش محاسبه", "formulas", ("رقم", "روش", "بر پایهٔ"), tuple(rows), prose=2)
