"""The reckoning: what was due, what became of it, by goal, owner, year and district."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import (
    Reckoning,
    Verdict,
    due,
    next_ends,
    reckon,
)
from qomsite.model.records import Project
from qomsite.model.targets import LIST_VIEWS
from qomsite.pages.ask import ask_link
from qomsite.pages.bands import MONTHS
from qomsite.pages.classes import PARTS, ClassRow, class_rows, class_ways
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.paging import few
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import due_sentence
from qomsite.pages.reckoning_lists import (
    KIND,
    POSTPONED,
    due_ways,
    further,
    months_in_words,
)
from qomsite.pages.report import HEADS, Subject, goals_of, groupings, period
from qomsite.pages.tables import GroupRow, GroupTable, declared_counts, figure_row
from qomsite.text.digits import number

VIEW = "reckoning"
LONGEST = 10
"""How many postponements are named one by one."""
_MORE = ("indicators", "budgets", "trace", "sources")
_NOTES = {
    "years": "سال نخستین پایانی که برای طرح اعلام شده است.",
    "districts": "طرحی که در چند منطقه است در هر یک شمرده می‌شود؛ این ستون‌ها جمع‌پذیر نیست.",
}
_STATUSES = Link(LIST_VIEWS["statuses"], permalink("view", "statuses"))
_CLASS_LISTS = {kind.key: permalink(KIND, kind.key) for kind in Verdict}


@dataclass(frozen=True)
class ReckoningView:
    """The plan as a whole, then its parts. Texts are empty where there is nothing to say."""

    frame: Frame
    due: tuple[str, ...]
    every_due: str
    counted: int
    base: str
    classes: tuple[ClassRow, ...]
    tables: tuple[GroupTable, ...]
    postponed: str
    moved: tuple[RecordLink, ...]
    every_moved: str
    upcoming: tuple[Link, ...]
    counts: GroupTable
    more: tuple[Link, ...]
    sampled: bool


def pages(library: Library) -> Iterator[Page]:
    """The page of the reckoning of the whole plan."""
    projects = tuple(library.projects.values())
    whole = reckon(library, projects)
    described = "از آنچه باید تا امروز پایان می‌یافت، چه شد: به‌موقع، دیرتر، باز یا بدون گزارش"
    frame = view_frame(library, view_link(VIEW), described, VIEW)
    moved = tuple(
        replace(record_link(library, one.project), reason=months_in_words(one.days))
        for one in whole.postponements[:LONGEST]
    )
    view = ReckoningView(
        frame=frame,
        due=due_sentence(library, projects),
        every_due=permalink(KIND, "due-years"),
        counted=whole.counted,
        base=_base(whole),
        classes=class_rows(library, projects, _CLASS_LISTS),
        tables=(*_tables(library), *_period(library, projects)),
        postponed=_postponed(whole),
        moved=moved,
        every_moved=permalink(KIND, POSTPONED),
        upcoming=_upcoming(library, projects),
        counts=declared_counts(library),
        more=(*further(library, projects), *map(view_link, _MORE), _STATUSES, ask_link()),
        sampled=whole.sampled,
    )
    yield Page("reckoning", view)


def _base(whole: Reckoning) -> str:
    excluded = whole.total - whole.counted
    base = f"همهٔ {number(whole.counted)} طرح شمرده‌شده"
    return (
        f"{base}؛ {number(excluded)} طرح کنارگذاشته یا ادغام‌شده در آن نیست."
        if excluded
        else f"{base}."
    )


def _tables(library: Library) -> Iterator[GroupTable]:
    for by, name, subjects in groupings(library):
        heads = (by, "طرح", "سررسیدشده", *PARTS.values())
        lists = due_ways(library, name, subjects)
        rows = tuple(_row(library, subject, lists.get(subject.code, "")) for subject in subjects)
        yield GroupTable(f"به تفکیک {by}", name, heads, rows, _NOTES.get(name, ""))


def _period(library: Library, projects: Sequence[Project]) -> Iterator[GroupTable]:
    """What came of each goal's projects in the period of the report, where there is one."""
    whole = period(library, projects)
    rows = []
    for subject in few(goals_of(library)) if whole else ():
        found = period(library, subject.projects)
        groups = found.groups if found else ()
        ways = class_ways(f"{subject.kind}-report", subject.code, groups)
        cells = (Link(each.total, ways.get(each.anchor, "")) for each in groups)
        rows.append(figure_row(subject.full, subject.report, *cells, goal=subject.goal))
    if whole:
        yield GroupTable("دورهٔ گزارش", "period", ("هدف", *HEADS), tuple(rows), whole.says)


def _row(library: Library, subject: Subject, of_due: str) -> GroupRow:
    """A group, and how many of its due projects are in which class, with the way to just those."""
    counts = Counter(one.verdict for one in due(library, subject.projects))
    counted, ways = sum(map(library.is_counted, subject.projects)), subject.ways
    parts = (
        Link(number(counts[kind]), ways.get(kind.key, "") if counts[kind] else "") for kind in PARTS
    )
    every = permalink("due" if subject.kind == "year" else subject.kind, subject.code)
    whole = Link(number(counted), every), Link(number(counts.total()), of_due)
    return figure_row(subject.full, subject.report, *whole, *parts, goal=subject.goal)


def _postponed(whole: Reckoning) -> str:
    if not whole.postponements:
        return ""
    reasons = sum(bool(one.reasons) for one in whole.postponements)
    told = f"دلیل {number(reasons)} طرح" if reasons else "دلیل هیچ‌یک"
    months = months_in_words(whole.postponed_days)
    return (
        f"پایان {number(len(whole.postponements))} طرح به عقب رفته است، روی هم {months}؛"
        f" {told} گزارش {'شده' if reasons else 'نشده'} است."
    )


def _upcoming(library: Library, projects: Sequence[Project]) -> tuple[Link, ...]:
    """How many projects are to end within each number of months, with the way to the list."""
    counts = [len(next_ends(library, projects, months)) for months in MONTHS]
    return tuple(
        Link(
            f"{number(count)} طرح تا {number(months)} ماه دیگر",
            permalink("end", f"next-{months}"),
        )
        for months, count in zip(MONTHS, counts if counts[-1] else (), strict=False)
    )
