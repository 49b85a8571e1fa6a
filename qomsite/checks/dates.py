"""Dates that contradict each other or the as-of date of the site."""

from collections.abc import Iterator

from qomsite.checks.entries import all_entries
from qomsite.errors import Keys, Problem
from qomsite.model.collections import PROJECTS
from qomsite.model.content import Content
from qomsite.model.parts import Indicator
from qomsite.model.records import Article, Entry, Project
from qomsite.text.digits import persian_digits
from qomsite.text.jalali import JalaliDate

Dated = tuple[Keys, JalaliDate | None]


def end_before_start(content: Content) -> Iterator[Problem]:
    """A project ends on or after the day it starts, on any of the days that its dates may mean."""
    for project in content.of(PROJECTS, Project):
        if project.start and project.end and project.end.last < project.start.first:
            message = (
                f"پایان {project.end.typed} پیش از شروع {project.start.typed} است؛"
                " یکی از دو تاریخ را درست کنید"
            )
            yield content.problem(project.path, ("end",), "end-before-start", message)


def revised_end_early(content: Content) -> Iterator[Problem]:
    """A revised end is later than the end, and not before the start."""
    for project in content.of(PROJECTS, Project):
        revised = project.revised_end
        if revised is None:
            continue
        if project.end and revised.last <= project.end.first:
            against = f"پس از پایان {project.end.typed} نیست"
        elif project.start and revised.last < project.start.first:
            against = f"پیش از شروع {project.start.typed} است"
        else:
            continue
        message = (
            f"پایان بازنگری‌شدهٔ {revised.typed} {against}؛ تاریخ را درست کنید یا"
            " revised_end را بردارید"
        )
        yield content.problem(project.path, ("revised_end",), "revised-end-early", message)


def date_in_future(content: Content) -> Iterator[Problem]:
    """What has happened did not happen after the as-of date of the site."""
    if content.site is None:
        return
    as_of = content.site.as_of
    path = content.site_path
    for entry in all_entries(content):
        for keys, date in _past(entry):
            if date and date > as_of:
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
    if isinstance(entry, Project):
        yield ("status_date",), entry.status_date
        for at, update in enumerate(entry.updates):
            yield ("updates", at, "date"), update.date
    indicators: tuple[Indicator, ...] = getattr(entry, "indicators", ())
    for at, indicator in enumerate(indicators):
        for number, actual in enumerate(indicator.actuals):
            yield ("indicators", at, "actuals", number, "date"), actual.date
