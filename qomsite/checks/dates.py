"""Dates that contradict each other or the as-of date of the site."""

from collections.abc import Iterator

from qomsite.checks.entries import all_entries, problem
from qomsite.errors import Keys, Problem
from qomsite.model.collections import PROJECTS
from qomsite.model.content import Content
from qomsite.model.parts import Indicator
from qomsite.model.records import Article, Correction, Entry, Project
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
                days = {"start": start, "end": end}
                yield problem(content, project.path, keys, "end-before-start", **days)


def revised_ends(content: Content) -> Iterator[Problem]:
    """Each revised end differs from the one before, and was decided no earlier than that."""
    for project in content.of(PROJECTS, Project):
        before, decided = project.end, None
        for at, revised in enumerate(project.revised_ends):
            if revised.end == before:
                keys = "revised_ends", at, "end"
                yield problem(content, project.path, keys, "revised-ends", end=revised.end)
            if decided and revised.decided and revised.decided < decided:
                keys, said = ("revised_ends", at, "decided"), {"revised": revised, "last": decided}
                yield problem(content, project.path, keys, "revised-ends.order", **said)
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
                said = {"date": date, "as_of": as_of, "file": path}
                yield problem(content, entry.path, keys, "date-in-future", **said)


def bad_period(content: Content) -> Iterator[Problem]:
    """The plan's last year is not before its first."""
    if content.plan and content.plan.period.first_year > content.plan.period.last_year:
        keys, period = ("period", "last_year"), content.plan.period
        yield problem(content, content.plan_path, keys, "bad-period", period=period)


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
        keys = ("report", "from")
        yield problem(content, content.site_path, keys, "report-period", begin=begin, end=end)
    if end > site.as_of:
        keys = ("report", "to")
        yield problem(content, content.site_path, keys, "report-period.late", end=end, site=site)
