"""What was promised for when, and what became of it: each project, and many of them together.

A year or a month alone counts with all its days: a promise is past only once the last of them is,
and work that ended within them ended in time. What nobody reported is a class of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from qomsite.library.library import Library
from qomsite.model.records import Project
from qomsite.text.jalali import JalaliDate, PartialDate, months_later

Date = JalaliDate | PartialDate


class Verdict(Enum):
    """Where a project stands; each is in one of these, the value is its Persian label."""

    IN_TIME = "به‌موقع پایان یافته"
    ENDED_LATE = "دیرتر پایان یافته"
    ENDED = "پایان یافته، زمانش گزارش نشده"
    OPEN_LATE = "باز و گذشته از موعد"
    UNREPORTED_LATE = "گذشته از موعد، بدون گزارش"
    NOT_DUE = "هنوز سررسید نشده"
    NO_END = "پایان اعلام نشده"
    STOPPED = "متوقف"
    DROPPED = "کنارگذاشته"
    MERGED = "ادغام‌شده"

    @property
    def key(self) -> str:
        """As an address or an anchor has it: ``in-time``."""
        return self.name.lower().replace("_", "-")

    @property
    def is_counted(self) -> bool:
        """Whether projects of this class are in count."""
        return self not in (Verdict.DROPPED, Verdict.MERGED)


LATE = (Verdict.OPEN_LATE, Verdict.UNREPORTED_LATE)
"""The classes of projects whose end is past and whose work is not known to have ended."""
ENDED = (Verdict.IN_TIME, Verdict.ENDED_LATE, Verdict.ENDED)
"""Those of projects whose work has ended."""


@dataclass(frozen=True)
class Reckoned:
    """A project as it stands at the as-of date.

    ``first`` and ``last`` are the first promise and the one that holds now, ``late_first`` and
    ``late_last`` the days beyond them, 0 where there are none: until the work ended, or until the
    as-of date while it has not. Of what is known by the month or the year they are the days at
    least. They are 0 too where that cannot be said, as of work that ended nobody knows when.
    ``into``: the project that a merged one is now part of.
    """

    project: Project
    verdict: Verdict
    first: Date | None
    last: Date | None
    late_first: int = 0
    late_last: int = 0
    into: Project | None = None


@dataclass(frozen=True)
class Postponement:
    """By how many days, how often and why the promise that holds now is later than the first."""

    project: Project
    days: int
    times: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reckoning:
    """Figures of a set of projects.

    ``counts`` has each class, in the order of the enumeration, those of nobody too; the classes
    that are counted add up to ``counted``. ``due`` are the counted projects whose first promise is
    past, whatever became of them. ``postponements``: the longest first; of projects whose promise
    came earlier there is none.
    """

    total: int
    counted: int
    counts: tuple[tuple[Verdict, int], ...]
    due: int
    postponements: tuple[Postponement, ...]
    sampled: bool

    @property
    def postponed_days(self) -> int:
        """The days of all postponements."""
        return sum(one.days for one in self.postponements)


def reckoned(library: Library, project: Project) -> Reckoned:
    """How a project stands at the as-of date of the site."""
    # Some hundred lists and sums ask, nearly always of the plan's own projects.
    known = library.memo.once(_table, library).get(project.code)
    return known if known and known.project is project else _reckoned(library, project)


def _table(library: Library) -> dict[str, Reckoned]:
    return {code: _reckoned(library, project) for code, project in library.projects.items()}


def _reckoned(library: Library, project: Project) -> Reckoned:
    status, as_of = library.status_of(project), library.site.as_of
    outcome = status.outcome if status else "unreported"
    first, last = (next(iter(project.promised_ends), None), project.current_end)
    verdict, until = Verdict.NO_END, as_of.ordinal
    if outcome == "dropped":
        return Reckoned(project, Verdict.DROPPED, first, last)
    if outcome == "merged":
        into = merged_into(library, project)
        return Reckoned(project, Verdict.MERGED, first, last, into=into)
    if outcome == "finished":
        verdict, until = _ended(project, first)
    elif outcome == "stopped":
        verdict = Verdict.STOPPED
    elif first and last:
        late = Verdict.OPEN_LATE if status else Verdict.UNREPORTED_LATE
        verdict = late if is_past(first, as_of) or is_past(last, as_of) else Verdict.NOT_DUE
    late_first, late_last = (
        max(until - end.last.ordinal, 0) if end else 0 for end in (first, last)
    )
    return Reckoned(project, verdict, first, last, late_first, late_last)


def _ended(project: Project, promise: Date | None) -> tuple[Verdict, int]:
    """The class of finished work, and the first day on which it may have ended; without it, the day
    of its status says that it ended by then.
    """
    ended, by = project.completed_on, project.completed_on or project.status_date
    until = ended.first.ordinal if ended else 0
    if promise and by and by.last <= promise.last:
        return Verdict.IN_TIME, until
    if promise and ended and ended.first > promise.last:
        return Verdict.ENDED_LATE, until
    return Verdict.ENDED, until


def is_past(date: Date, as_of: JalaliDate) -> bool:
    """Whether all days that a date may mean lie before the as-of date."""
    return date.last < as_of


def merged_into(library: Library, project: Project) -> Project | None:
    """The project that a merged one is part of in the end; ``None`` where that is not said."""
    way = [project]
    while (into := library.projects.get(way[-1].merged_into or "")) and into not in way:
        way.append(into)
    return way[-1] if len(way) > 1 else None


def last_report(project: Project) -> JalaliDate | None:
    """The last day of which anything is said: a status, an update or a measured value."""
    said = [one.date for one in project.updates]
    said += [actual.date for one in project.indicators for actual in one.actuals]
    return max([*said, *([project.status_date] if project.status_date else [])], default=None)


def report_age(project: Project, as_of: JalaliDate) -> int | None:
    """The days since the last report of a project, ``None`` where no report has a date."""
    said = last_report(project)
    return max(as_of.ordinal - said.ordinal, 0) if said else None


def is_old(library: Library, project: Project) -> bool:
    """Whether the last report is older than the site says that one may be; of work that has ended,
    or is no longer part of the plan, no further one is awaited.
    """
    status, age = library.status_of(project), report_age(project, library.site.as_of)
    awaited = status is None or status.outcome in ("open", "stopped")
    return awaited and age is not None and age > library.site.old_after


def reckon(library: Library, projects: Sequence[Project]) -> Reckoning:
    """The figures of ``projects``."""
    every = [reckoned(library, project) for project in projects]
    counted = [one for one in every if one.verdict.is_counted]
    as_of = library.site.as_of
    postponed = filter(None, (_postponement(one) for one in counted))
    return Reckoning(
        total=len(every),
        counted=len(counted),
        counts=tuple((kind, sum(one.verdict is kind for one in every)) for kind in Verdict),
        due=sum(_is_due(one, as_of) for one in counted),
        postponements=tuple(sorted(postponed, key=lambda one: -one.days)),
        sampled=any(project.provenance == "sample" for project in projects),
    )


def due(library: Library, projects: Iterable[Project]) -> tuple[Reckoned, ...]:
    """The counted projects whose first promise is past."""
    as_of = library.site.as_of
    every = (reckoned(library, project) for project in projects)
    return tuple(one for one in every if one.verdict.is_counted and _is_due(one, as_of))


def by_due_year(projects: Iterable[Project]) -> dict[int, list[Project]]:
    """The projects by the year of their first promise, in the order of the years."""
    found: dict[int, list[Project]] = {}
    for project in projects:
        for promise in project.promised_ends[:1]:
            found.setdefault(promise.last.year, []).append(project)
    return dict(sorted(found.items()))


def _is_due(one: Reckoned, as_of: JalaliDate) -> bool:
    return one.first is not None and is_past(one.first, as_of)


def _postponement(one: Reckoned) -> Postponement | None:
    if one.first is None or one.last is None or one.last.last <= one.first.last:
        return None
    revised = one.project.revised_ends
    return Postponement(
        project=one.project,
        days=one.last.last.ordinal - one.first.last.ordinal,
        times=len(one.project.promised_ends) - 1,
        reasons=tuple(one.reason for one in revised if one.reason),
    )


def next_ends(library: Library, projects: Sequence[Project], months: int) -> tuple[Reckoned, ...]:
    """The projects under way, or without a report, that are to end within ``months``, in order."""
    as_of = library.site.as_of
    limit = months_later(as_of, months)
    waiting = (Verdict.NOT_DUE, *LATE)
    found = [
        (one.last.last, one)
        for one in (reckoned(library, project) for project in projects)
        if one.verdict in waiting and one.last and as_of <= one.last.last <= limit
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class InPeriod:
    """What came of counted projects from one day to another, both included.

    ``due``: their first promise fell in it; ``due_again``: the later one that holds now did;
    ``ended``: their work ended in it, or was reported as ended where the day is unknown;
    ``postponed``: a new end was decided in it. A date counts if all days that it may mean do.
    ``undated``: how many new ends nobody knows the day of.
    """

    due: tuple[Project, ...]
    due_again: tuple[Project, ...]
    ended: tuple[Project, ...]
    postponed: tuple[Project, ...]
    undated: int


def in_period(
    library: Library, projects: Iterable[Project], begin: JalaliDate, end: JalaliDate
) -> InPeriod:
    """What came of ``projects`` in a period."""
    counted = tuple(filter(library.is_counted, projects))

    def within(date: Date | None) -> bool:
        return date is not None and begin <= date.first and date.last <= end

    def has_ended(project: Project) -> bool:
        status = library.status_of(project)
        is_over = status is not None and status.outcome == "finished"
        return is_over and within(project.completed_on or project.status_date)

    revised = [one for project in counted for one in project.revised_ends]
    return InPeriod(
        due=tuple(p for p in counted if any(map(within, p.promised_ends[:1]))),
        due_again=tuple(p for p in counted if any(map(within, p.promised_ends[1:][-1:]))),
        ended=tuple(filter(has_ended, counted)),
        postponed=tuple(p for p in counted if any(within(one.decided) for one in p.revised_ends)),
        undated=sum(one.decided is None for one in revised),
    )
