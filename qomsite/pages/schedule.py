"""The projects' announced times against the plan's period, and how much of it has passed.

A project counts for a schedule if it is in count and its start and an end are announced; how many
are not is said, never guessed. A date that is a year or a month alone counts with all its days.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Project
from qomsite.pages.frame import RecordLink, record_link
from qomsite.text.digits import between, number, percent, persian_digits
from qomsite.text.jalali import JalaliDate, PartialDate, last_day_of_year


@dataclass(frozen=True)
class Axis:
    """The years that a time chart shows, the last day of the plan's period, and the as-of date."""

    first: int
    last: int
    period_end: JalaliDate
    as_of: JalaliDate
    elapsed: str


@dataclass(frozen=True)
class HalfYear:
    """How many projects run in half a year by their first times, and how many more by revised."""

    title: str
    planned: int
    added: int
    total: int


@dataclass(frozen=True)
class Running:
    """How many projects run in each half-year, from the first to the last that has any."""

    meaning: str
    base: str
    axis: Axis
    halves: tuple[HalfYear, ...]
    sampled: bool


@dataclass(frozen=True)
class ProjectTime:
    """A project from start to end, with the revised end where it comes later, as days and words."""

    record: RecordLink
    start: JalaliDate
    end: JalaliDate
    revised: JalaliDate | None
    words: str
    revised_words: str


@dataclass(frozen=True)
class Timeline:
    """The projects of a goal one by one, those whose times are announced."""

    meaning: str
    base: str
    axis: Axis
    projects: tuple[ProjectTime, ...]
    sampled: bool


def running(library: Library, projects: Sequence[Project]) -> Running | None:
    """The number of ``projects`` in each half-year; ``None`` where no times are announced."""
    counted, known = _known(library, projects)
    if not known:
        return None
    axis = _axis(library, known)
    halves = tuple(
        _half(known, year, half)
        for year in range(axis.first, axis.last + 1)
        for half in (_FIRST, _SECOND)
    )
    busiest = max(halves, key=lambda half: half.total)
    return Running(
        meaning=f"بیشترین طرح هم‌زمان، {number(busiest.total)} طرح، در {busiest.title} است؛"
        f" {_beyond(axis, known)}",
        base=_base(projects, counted, known),
        axis=axis,
        halves=halves,
        sampled=any(project.provenance == "sample" for project in known),
    )


def timeline(library: Library, projects: Sequence[Project]) -> Timeline | None:
    """The times of ``projects``, on the axis of the whole plan; ``None`` without projects."""
    counted, known = _known(library, projects)
    if not counted:
        return None
    axis = library.memo.once(_whole_axis, library)
    return Timeline(
        meaning=f"از {number(len(known))} طرح با زمان اعلام‌شده، {_beyond(axis, known)}"
        if known
        else "زمان هیچ طرحی اعلام نشده است.",
        base=_base(projects, counted, known),
        axis=axis,
        projects=tuple(_time(library, project) for project in known),
        sampled=any(project.provenance == "sample" for project in counted),
    )


def times_in_words(library: Library, projects: Sequence[Project]) -> str:
    """What a schedule of ``projects`` would tell, in two sentences; empty without any times."""
    found = timeline(library, projects)
    return f"{found.meaning} {found.axis.elapsed}" if found and found.projects else ""


_FIRST, _SECOND = ("نیمهٔ نخست", 1, 6), ("نیمهٔ دوم", 7, 12)


def _known(library: Library, projects: Sequence[Project]) -> tuple[list[Project], list[Project]]:
    """The projects in count, and those of them whose start and end are announced."""
    counted = list(filter(library.is_counted, projects))
    return counted, [p for p in counted if p.start and p.promised_ends]


def _times(project: Project) -> tuple[JalaliDate, JalaliDate, JalaliDate]:
    """Start, announced end and the end that holds now: the first, the last and the last day that
    they may mean.
    """
    ends = project.promised_ends
    if project.start is None or not ends:
        raise ValueError(f"the times of {project.path} are not announced")
    return project.start.first, ends[0].last, ends[-1].last


def _whole_axis(library: Library) -> Axis:
    return _axis(library, _known(library, tuple(library.projects.values()))[1])


def _axis(library: Library, known: Sequence[Project]) -> Axis:
    period, as_of = library.plan.period, library.site.as_of
    times = [_times(project) for project in known]
    period_end = last_day_of_year(period.last_year)
    return Axis(
        first=min([period.first_year, *(start.year for start, _, _ in times)]),
        last=max([period.last_year, *(max(end, now).year for _, end, now in times)]),
        period_end=period_end,
        as_of=as_of,
        elapsed=_elapsed(JalaliDate(period.first_year, 1, 1), period_end, as_of),
    )


def _elapsed(begin: JalaliDate, end: JalaliDate, as_of: JalaliDate) -> str:
    until = f"تا {as_of.words}"
    if as_of >= end:
        return f"{until} همهٔ دورهٔ برنامه گذشته است."
    if as_of < begin:
        return f"{until} دورهٔ برنامه آغاز نشده است."
    passed, days = as_of.ordinal - begin.ordinal + 1, end.ordinal - begin.ordinal + 1
    return f"{until} {percent(passed, days)} دورهٔ برنامه گذشته است."


def _half(known: Sequence[Project], year: int, half: tuple[str, int, int]) -> HalfYear:
    title, month, last_month = half
    begin = JalaliDate(year, month, 1)
    end = JalaliDate(year, 6, 31) if last_month == 6 else last_day_of_year(year)
    times = [_times(project) for project in known]
    planned = sum(start <= end and announced >= begin for start, announced, _ in times)
    total = sum(start <= end and max(announced, now) >= begin for start, announced, now in times)
    return HalfYear(f"{title} {persian_digits(str(year))}", planned, total - planned, total)


def _beyond(axis: Axis, known: Sequence[Project]) -> str:
    late = sum(max(_times(p)[1:]) > axis.period_end for p in known)
    year = persian_digits(str(axis.period_end.year))
    if not late:
        return f"پایان هیچ طرحی پس از {year} نیست."
    return f"پایان {number(late)} طرح به پس از {year} می‌رسد."


def _base(projects: Sequence[Project], counted: Sequence[Project], known: Sequence[Project]) -> str:
    text = f"بر پایهٔ زمان اعلام‌شدهٔ {number(len(known))} طرح از {number(len(counted))} طرح شمرده‌شده."
    unknown = len(counted) - len(known)
    if unknown:
        text += f" شروع یا پایان {number(unknown)} طرح اعلام نشده است."
    dates = [date for p in known for date in (p.start, *p.promised_ends)]
    if any(isinstance(date, PartialDate) for date in dates):
        text += " سال یا ماهی که روزش اعلام نشده با همهٔ روزهایش آمده است."
    excluded = len(projects) - len(counted)
    if excluded:
        text += f" {number(excluded)} طرح لغو یا ادغام‌شده نیامده است."
    return text


def _time(library: Library, project: Project) -> ProjectTime:
    start, end, now = _times(project)
    first, ends = project.start, project.promised_ends
    return ProjectTime(
        record_link(library, project),
        start,
        end,
        now if now > end else None,
        between(first.month_words, ends[0].month_words) if first else "",
        ends[-1].month_words if now > end else "",
    )
