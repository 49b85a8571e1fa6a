"""What many projects come to, and what happened when, as datasets that pages show parts of."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from qomsite.library.editions import Change
from qomsite.library.library import Library
from qomsite.library.measurability import lacking, openness
from qomsite.library.reckoning import Verdict, reckon
from qomsite.library.rollup import by_funding, roll_up
from qomsite.memo import made_once
from qomsite.model.collections import BY_NAME, PLAN_COLLECTIONS
from qomsite.model.fields import Column
from qomsite.model.kinds import PROVENANCES
from qomsite.model.records import Project
from qomsite.outputs.columns import Cell, flat, spread
from qomsite.outputs.datasets import ADDRESS, CODE, KIND, SAMPLE, Dataset
from qomsite.pages.bands import bands
from qomsite.pages.changes import latest_changes
from qomsite.pages.editions import Span, field_title, in_words
from qomsite.pages.frame import Page, is_sample, kind_of
from qomsite.pages.group import vocabularies
from qomsite.pages.permalink import permalink
from qomsite.pages.questions import Question
from qomsite.pages.report import terms_of
from qomsite.pages.tables import provenances
from qomsite.pages.trace import VIEW as TRACE
from qomsite.pages.trace import traced

Group = tuple[str, str, str, Sequence[Project]]
"""A kind, a code, a title, and the projects that it is said of."""

_COUNTS = (
    *(("projects", "همهٔ طرح‌ها"), ("counted", "طرح شمرده‌شده"), ("due", "سررسیدشده")),
    *((verdict.name.lower(), verdict.value) for verdict in Verdict),
    *(("reported", "طرح با وضعیت"), ("finished", "پایان‌یافته"), ("postponed", "عقب‌رفته")),
    ("postponed_days", "روزهای عقب‌رفتن"),
    *(("budget_base", "طرح با اعتبار"), ("physical_base", "طرح با پیشرفت فیزیکی")),
    *(("measurable", "سنجش‌پذیر"), ("published", "مشخصهٔ منتشرشده"), ("expected", "همهٔ مشخصه‌ها")),
)
_COLUMNS = (
    KIND,
    Column("code", "کد", "کلید گروه", "code", example="works"),
    Column("title", "عنوان", "نام گروه", example="همهٔ برنامه"),
    *(Column(name, title, f"شمار: {title}", "integer", example="12") for name, title in _COUNTS),
    *spread(Column("budget", "اعتبار", "", "money", "ریال", example="۵۵ میلیارد تومان")),
    Column(
        "physical_progress",
        "میانگین پیشرفت فیزیکی",
        "میانگین سادهٔ طرح‌هایی که پیشرفت دارند، تا دو رقم",
        "share",
        "درصد",
        example="47.25",
    ),
    SAMPLE,
)


def figures(library: Library, page: Page) -> Dataset:
    """The figures that a page shows, a row for each group of projects."""
    lines = tuple(_line(library, *group) for group in _groups(library, page.path))
    title = page.view.frame.title
    return Dataset("figures", title, page.path, ("kind", "code"), _COLUMNS, lines)


def _groups(library: Library, path: str) -> Iterator[Group]:
    for vocabulary in (*vocabularies(library), *bands(library)):
        if path == permalink("view", vocabulary.name):
            yield from ((vocabulary.kind, t.key, t.title, t.projects) for t in vocabulary.terms)
            return
    every = tuple(library.projects.values())
    yield "plan", "plan", library.plan.name, every
    for goal in library.goals.values():
        yield "goal", goal.code, goal.title, library.projects_of_goal[goal.code]
    if path == permalink("view", "budgets"):
        yield from _payers(library, every)
    elif path == permalink("view", "reckoning"):
        for kind in ("owner", "year", "district"):
            named = "due" if kind == "year" else kind
            yield from ((named, s.code, s.name, s.projects) for s in terms_of(library, kind))


def _payers(library: Library, projects: Iterable[Project]) -> Iterator[Group]:
    yield from (("owner", one.code, one.name, one.projects) for one in terms_of(library, "owner"))
    for source, paid in sorted(by_funding(projects).items()):
        yield "funding", source, source, paid


def _line(
    library: Library, kind: str, code: str, title: str, projects: Sequence[Project]
) -> tuple[Cell, ...]:
    whole, rolled = reckon(library, projects), roll_up(library, projects)
    known, mean = _facts(library), rolled.physical
    facts = [known[project.code] for project in projects if project.code in known]
    return (
        *(kind, code, title, whole.total, whole.counted, whole.due),
        *(count for _, count in whole.counts),
        *(rolled.reported, rolled.finished, len(whole.postponements), whole.postponed_days),
        *(rolled.budget_base, rolled.physical_base),
        *map(sum, zip((0, 0, 0), *facts, strict=True)),
        *flat("money", rolled.budget),
        None if mean is None else mean.quantize(Decimal("0.01")).normalize(),
        whole.sampled,
    )


@made_once
def _facts(library: Library) -> dict[str, tuple[int, int, int]]:
    """Whether each counted project can be measured, its published and its expected facts."""
    return {
        project.code: (int(not lacking(project)), one.published, one.expected)
        for project in library.projects.values()
        if library.is_counted(project)
        for one in [openness([project])]
    }


@made_once
def changes(library: Library, base_url: str) -> Dataset:
    """Every change of the plan that has a day, the newest first."""
    made = (
        *spread(Column("date", "روز", "روز تغییر", "day", example="1404-11-30")),
        Column("event", "رویداد", "update، status، end یا correction", "code", example="status"),
        Column("event_title", "رویداد (نام)", "نام نوع رویداد", example="وضعیت"),
        Column("about", "دربارهٔ", "شماره و عنوان آنچه تغییر کرد", example="طرح ۱۲۵: نوسازی"),
        Column("text", "شرح", "شرح تغییر", example="در دست اجرا"),
        Column("note", "دلیل", "دلیل تغییر", example="تملک زمین طول کشید."),
        ADDRESS,
        SAMPLE,
    )
    lines = tuple(
        (
            *flat("day", one.date),
            *(one.key, one.kind, one.of, one.text, one.note or None),
            *(f"{base_url}{one.path}", one.sample),
        )
        for one in latest_changes(library)
    )
    return Dataset("changes", "تغییرات برنامه", permalink("view", "changes"), (), made, lines)


def comparison(library: Library, base_url: str, span: Span) -> Dataset:
    """Every field that is not as it was, as the editions have it; one row of a whole record."""
    made = (
        KIND,
        CODE,
        Column("title", "عنوان", "عنوان رکورد", example="نوسازی ایستگاه‌ها"),
        Column("change", "تغییر", "کلید تغییر، مانند reworded", "code", example="dated"),
        Column("change_title", "تغییر (نام)", "نام تغییر", example=Change.DATED.value),
        Column("field", "مشخصه", "نام مشخصه", "code", example="end"),
        Column("field_title", "مشخصه (نام)", "عنوان مشخصه", example="پایان"),
        Column("before", "پیش از آن", "مقدار در نسخهٔ پیش", example="1403-06-31"),
        Column("after", "پس از آن", "مقدار در نسخهٔ پس از آن", example="1404-06-31"),
        ADDRESS,
        SAMPLE,
    )
    lines: list[tuple[Cell, ...]] = []
    for one in span.changes:
        kind = BY_NAME[one.collection].kind
        there = library.find(kind, one.code)
        marks = (f"{base_url}{permalink(kind, one.code)}" if there else None, one.sample)
        who = (kind, one.code, one.title)
        if one.change:
            lines.append((*who, one.change.key, one.change.value, *(None,) * 4, *marks))
        for field in one.fields:
            said = (field.change.key, field.change.value, field.name, field_title(field))
            sides = (in_words(None, value) or None for value in (field.before, field.after))
            lines.append((*who, *said, *sides, *marks))
    title = f"برنامه {span.link.title}"
    return Dataset(f"edition-{span.code}", title, span.link.path, (), made, tuple(lines))


def traces(library: Library, base_url: str) -> Dataset:
    """What each goal, policy, axis and measure leads to, by its codes."""
    said = (("axes", "محورها"), ("policies", "سیاست‌ها"), ("projects", "طرح‌ها"))
    levels = [
        Column(name, title, f"کد {title}، نام‌برده یا زیر آن", "code", names=name, several=True)
        for name, title in said
    ]
    title = Column("title", "عنوان", "عنوان رکورد")
    lines: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(kind_of(one.record), one.record.code, one.record.title),
            *(tuple(getattr(one, level.name)) or None for level in levels),
            *(f"{base_url}{permalink(kind_of(one.record), one.record.code)}",),
            is_sample(one.record),
        )
        for one in traced(library)
    )
    made = (KIND, CODE, title, *levels, ADDRESS, SAMPLE)
    return Dataset(TRACE, "ردیابی برنامه", permalink("view", TRACE), ("kind", "code"), made, lines)


def origins(library: Library) -> Dataset:
    """How many records of each collection are of which provenance."""
    made = (
        Column("collection", "مجموعه", "نام مجموعه", "code", example="projects"),
        Column("title", "عنوان", "نام مجموعه", example="طرح‌ها"),
        *(Column(key, title, f"شمار: {title}", "integer") for key, title in PROVENANCES.items()),
    )
    lines: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.plural, *provenances(library, one).values()) for one in PLAN_COLLECTIONS
    )
    path = permalink("view", "sources")
    return Dataset("sources", "منشأ داده‌ها", path, ("collection",), made, lines)


def answer(library: Library, base_url: str, question: Question) -> Dataset:
    """The answer to a question, as its SQL gives it."""
    title = Column("title", "عنوان", "عنوان رکورد یا نام واحد")
    lines = tuple(
        (
            *(one.code, one.title),
            *(
                cell
                for c, v in zip(question.columns, one.cells, strict=True)
                for cell in flat(c.type, v)
            ),
            *(f"{base_url}{one.path}" if one.path else None, one.sample),
        )
        for one in question.answer(library)
    )
    made = (
        CODE,
        title,
        *(part for one in question.columns for part in spread(one)),
        ADDRESS,
        SAMPLE,
    )
    return Dataset(question.slug, question.title, permalink("ask", question.slug), (), made, lines)
