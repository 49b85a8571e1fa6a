"""The reckoning: what was due, what became of it, by goal, owner, year and district."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.reckoning import (
    Postponement,
    Reckoning,
    Verdict,
    by_due_year,
    due,
    next_ends,
    reckon,
    reckoned,
)
from qomsite.model.records import Project
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.group import Term, Vocabulary, term_pages
from qomsite.pages.group_table import GroupRow, GroupTable, of_goals, of_owners
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import due_sentence
from qomsite.text.digits import number, percent, persian_digits

VIEW = "reckoning"
KIND = "verdict"
LONGEST = 10
"""How many postponements, and how many of the next ends, are named one by one."""
MONTHS = (3, 6, 12)
_DAYS_OF_A_MONTH = 30

_RULES = {
    Verdict.IN_TIME: "کار تا نخستین پایان اعلام‌شده به پایان رسیده است.",
    Verdict.ENDED_LATE: "کار پس از نخستین پایان اعلام‌شده به پایان رسیده است.",
    Verdict.ENDED: "کار به پایان رسیده، ولی معلوم نیست پیش از پایان اعلام‌شده یا پس از آن.",
    Verdict.OPEN_LATE: "پایان اعلام‌شده گذشته و کار هنوز باز است.",
    Verdict.UNREPORTED_LATE: "پایان اعلام‌شده گذشته و وضعیت طرح گزارش نشده است.",
    Verdict.NOT_DUE: "پایان اعلام‌شده هنوز نرسیده است.",
    Verdict.NO_END: "پایانی برای طرح اعلام نشده است.",
    Verdict.STOPPED: "توقف کار گزارش شده است.",
    Verdict.DROPPED: "طرح کنار گذاشته شده است و در جمع‌ها نمی‌آید.",
    Verdict.MERGED: "طرح در طرح دیگری ادغام شده است و در جمع‌ها نمی‌آید.",
}

_PARTS = {
    Verdict.IN_TIME: "به‌موقع",
    Verdict.ENDED_LATE: "دیرتر",
    Verdict.ENDED: "زمان نامعلوم",
    Verdict.OPEN_LATE: "باز",
    Verdict.UNREPORTED_LATE: "بدون گزارش",
    Verdict.STOPPED: "متوقف",
}
"""What a project may be that is due, as the head of a column."""


@dataclass(frozen=True)
class ClassRow:
    """A class: how many projects are in it, of how many, and where they are listed."""

    title: str
    rule: str
    path: str
    count: int
    share: str


@dataclass(frozen=True)
class Moved:
    """A postponed project: its first end, the one that holds now, and why."""

    record: RecordLink
    first: str
    last: str
    months: str
    reasons: str


@dataclass(frozen=True)
class NextEnd:
    """A project whose end is near, and the day in words."""

    record: RecordLink
    end: str


@dataclass(frozen=True)
class ReckoningView:
    """The plan as a whole, then its parts. Texts are empty where there is nothing to say."""

    frame: Frame
    due: tuple[str, ...]
    counted: int
    base: str
    classes: tuple[ClassRow, ...]
    tables: tuple[GroupTable, ...]
    postponed: str
    moved: tuple[Moved, ...]
    upcoming: str
    next_ends: tuple[NextEnd, ...]
    more: tuple[Link, ...]
    sampled: bool


def pages(library: Library) -> Iterator[Page]:
    """The reckoning, and the list of each class that has projects."""
    projects = tuple(library.projects.values())
    whole = reckon(library, projects)
    described = "از آنچه باید تا امروز پایان می‌یافت، چه شد: به‌موقع، دیرتر، باز یا بدون گزارش"
    frame = view_frame(library, view_link(VIEW), described, VIEW, lead=f"{described}.")
    moved = tuple(_moved(library, one) for one in whole.postponements[:LONGEST])
    view = ReckoningView(
        frame=frame,
        due=due_sentence(library, projects),
        counted=whole.counted,
        base=_base(whole),
        classes=tuple(_class_rows(whole)),
        tables=tuple(_tables(library, projects)),
        postponed=_postponed(whole),
        moved=moved,
        upcoming=_upcoming(library, projects),
        next_ends=tuple(_next_ends(library, projects)),
        more=tuple(map(view_link, ("indicators", "budgets", "dashboard"))),
        sampled=whole.sampled,
    )
    yield Page("reckoning", view)
    vocabulary = _classes(library, projects)
    for term in vocabulary.terms:
        yield from term_pages(library, vocabulary, term)


def _base(whole: Reckoning) -> str:
    excluded = whole.total - whole.counted
    base = f"همهٔ {number(whole.counted)} طرح شمرده‌شده"
    return (
        f"{base}؛ {number(excluded)} طرح کنارگذاشته یا ادغام‌شده جداست." if excluded else f"{base}."
    )


def _class_rows(whole: Reckoning) -> Iterator[ClassRow]:
    for kind, count in whole.counts:
        if count:
            share = percent(count, whole.counted) if kind.is_counted else ""
            yield ClassRow(kind.value, _RULES[kind], permalink(KIND, kind.key), count, share)


def of_classes(library: Library, projects: Iterable[Project]) -> dict[Verdict, list[Project]]:
    """The projects of each class that has any, in the order of the classes."""
    found: dict[Verdict, list[Project]] = {kind: [] for kind in Verdict}
    for project in projects:
        found[reckoned(library, project).verdict].append(project)
    return {kind: members for kind, members in found.items() if members}


def _classes(library: Library, projects: Sequence[Project]) -> Vocabulary:
    terms = tuple(
        Term(kind.key, f"کارنامه: {kind.value}", _RULES[kind], members)
        for kind, members in of_classes(library, projects).items()
    )
    return Vocabulary(VIEW, KIND, view_link(VIEW).title, "", terms, False)


def _tables(library: Library, projects: Sequence[Project]) -> Iterator[GroupTable]:
    years = ((persian_digits(str(year)), "", part) for year, part in by_due_year(projects).items())
    districts = (
        (one.title, permalink("district", one.code), library.projects_of_district[one.code])
        for one in library.districts
    )
    shared = "طرحی که در چند منطقه است در هر یک شمرده می‌شود؛ این ستون‌ها جمع‌پذیر نیست."
    for by, head, anchor, groups, note in (
        ("هدف", "هدف", "goals", of_goals(library), ""),
        ("واحد متولی", "واحد متولی", "owners", of_owners(library), ""),
        ("سال سررسید", "سال", "years", years, "سال نخستین پایانی که برای طرح اعلام شده است."),
        ("منطقه", "منطقه", "districts", districts, shared),
    ):
        heads = (head, "طرح", "سررسیدشده", *_PARTS.values())
        rows = tuple(_row(library, *group) for group in groups if group[2])
        yield GroupTable(f"به تفکیک {by}", anchor, heads, rows, note)


def _row(library: Library, title: str, path: str, projects: Sequence[Project]) -> GroupRow:
    counts = Counter(one.verdict for one in due(library, projects))
    counted = sum(map(library.is_counted, projects))
    figures = (counted, counts.total(), *(counts[kind] for kind in _PARTS))
    return GroupRow(title, path, tuple(map(number, figures)))


def _postponed(whole: Reckoning) -> str:
    if not whole.postponements:
        return ""
    reasons = sum(bool(one.reasons) for one in whole.postponements)
    told = f"دلیل {number(reasons)} طرح" if reasons else "دلیل هیچ‌یک"
    return (
        f"پایان {number(len(whole.postponements))} طرح به عقب رفته است، روی هم"
        f" {_months(whole.postponed_days)}؛ {told} گزارش {'شده' if reasons else 'نشده'} است."
    )


def _moved(library: Library, one: Postponement) -> Moved:
    first, *_, last = one.project.promised_ends
    return Moved(
        record_link(library, one.project),
        first.words,
        last.words,
        _months(one.days),
        "؛ ".join(reason.rstrip(".") for reason in one.reasons) or "دلیلی گزارش نشده است",
    )


def _months(days: int) -> str:
    return f"حدود {number(max(round(days / _DAYS_OF_A_MONTH), 1))} ماه"


def _upcoming(library: Library, projects: Sequence[Project]) -> str:
    counts = [len(next_ends(library, projects, months)) for months in MONTHS]
    if not counts[-1]:
        return ""
    parts = (
        f"{number(count)} طرح تا {number(months)} ماه دیگر"
        for months, count in zip(MONTHS, counts, strict=True)
    )
    return f"پایانی که اکنون اعلام شده است: {'، '.join(parts)}."


def _next_ends(library: Library, projects: Sequence[Project]) -> Iterator[NextEnd]:
    for one in next_ends(library, projects, MONTHS[-1])[:LONGEST]:
        if one.last:
            yield NextEnd(record_link(library, one.project), one.last.words)
