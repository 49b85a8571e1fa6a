"""Dates that contradict each other or the as-of date of the site."""

from collections.abc import Iterator

from qomsite.checks.entries import all_entries
from qomsite.errors import Keys, Problem
from qomsite.model.collections import PROJECTS
from qomsite.model.content import Content
from qomsite.model.parts import Indicator
from qomsite.model.records import Article, Correction, Entry, Project
from qomsite.text.digits import persian_digits
from qomsite.text.jalali import JalaliDate, PartialDate

Date = JalaliDate | PartialDate
Dated = tuple[Keys, Date | None]


def end_before_start(content: Content) -> Iterator[Problem]:
    """A project ends on or after the day it starts, on any of the days that its dates may mean."""
    for project in content.of(PROJECTS, Project):
        start = project.start
        ends: list[tuple[Keys, Date | None]] = [(("end",), project.end)]
        ends += (
            (("revised_ends", at, "end"), revised.end)
            for at, revised in enumerate(project.revised_ends)
        )
        for keys, end in (*ends, (("completed_on",), project.completed_on)):
            if start and end and end.last < start.first:
                message = (
                    f"پایان {end.typed} پیش از شروع {start.typed} است؛ یکی از دو تاریخ را درست کنید"
                )
                yield content.problem(project.path, keys, "end-before-start", message)


def revised_ends(content: Content) -> Iterator[Problem]:
    """Each revised end differs from the one before, and was decided no earlier than that."""
    for project in content.of(PROJECTS, Project):
        before, decided = project.end, None
        for at, revised in enumerate(project.revised_ends):
            if revised.end == before:
                message = (
                    f"پایان تازهٔ {revised.end.typed} همان پایان پیشین است؛ تاریخ را درست کنید یا"
                    " این مورد را بردارید"
                )
                keys = "revised_ends", at, "end"
                yield content.problem(project.path, keys, "revised-ends", message)
            if decided and revised.decided and revised.decided < decided:
                message = (
                    f"روز تصمیم {revised.decided.typed} پیش از روز تصمیم مورد پیشین،"
                    f" {decided.typed}، است؛ پایان‌های تازه را از کهن‌ترین تصمیم بچینید"
                )
                keys = "revised_ends", at, "decided"
                yield content.problem(project.path, keys, "revised-ends", message)
            before, decided = revised.end, revised.decided or decided


def date_in_future(content: Content) -> Iterator[Problem]:
    """What has happened did not happen after the as-of date of the site."""
    if content.site is None:
        return
    as_of = content.site.as_of
    path = content.site_path
    for entry in all_entries(content):
        for keys, date in _past(entry):
            if date and date.first > as_of:
                message = (
                    f"تاریخ {date.typed} پس از تاریخ به‌روزرسانی داده‌ها، {as_of.typed}، است؛ آن را"
                    f" درست کنید یا as_of را در {path} جلو ببرید"
                )
                yield content.problem(entry.path, keys, "date-in-future", message)


def bad_period(content: Content) -> Iterator[Problem]:
    """The plan's last year is not before its first."""
    if content.plan and content.plan.period.first_year > content.plan.period.last_year:
        period = content.plan.period
        first, last = (persian_digits(str(year)) for year in (period.first_year, period.last_year))
        message = (
            f"سال پایانی {last} پیش از سال نخست {first} است؛ شاید جای دو سال عوض شده:"
            f" first_year: {last} و last_year: {first}"
        )
        path = content.plan_path
        yield content.problem(path, ("period", "last_year"), "bad-period", message)


def _past(entry: Entry) -> Iterator[Dated]:
    """The dates of an entry that say when something happened, with their keys."""
    if isinstance(entry, Article):
        yield ("date",), entry.date
    if isinstance(entry, Correction):
        yield from ((("date",), entry.date), (("since",), entry.since))
    if isinstance(entry, Project):
        yield ("status_date",), entry.status_date
        yield ("completed_on",), entry.completed_on
        for at, revised in enumerate(entry.revised_ends):
            yield ("revised_ends", at, "decided"), revised.decided
        for at, update in enumerate(entry.updates):
            yield ("updates", at, "date"), update.date
    indicators: tuple[Indicator, ...] = vars(entry).get("indicators", ())
    for at, indicator in enumerate(indicators):
        for number, actual in enumerate(indicator.actuals):
            yield ("indicators", at, "actuals", number, "date"), actual.date


def report_period(content: Content) -> Iterator[Problem]:
    """The period of the report ends no earlier than it begins, and not after the as-of date."""
    site = content.site
    if site is None or site.report_days is None:
        return
    begin, end = site.report_days
    if begin > end:
        message = (
            f"آغاز دوره، {begin.typed}، پس از پایان آن، {end.typed}، است؛ جای دو روز را عوض کنید"
        )
        yield content.problem(content.site_path, ("report", "from"), "report-period", message)
    if end > site.as_of:
        message = (
            f"پایان دوره، {end.typed}، پس از as_of، {site.as_of.typed}، است و از آن روزها داده‌ای"
            " نیست؛ پایان دوره را پیش‌تر بیاورید یا as_of را به‌روز کنید"
        )
        yield content.problem(content.site_path, ("report", "to"), "report-period", message)
