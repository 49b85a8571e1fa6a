"""Projects by figures: when they are due and end, how old their last report is, their budget.

These values filter the list of projects as the plan's own vocabularies do: there is a page for each
value and a list of each kind, and what is not announced is a value of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from qomsite.library.library import UNANNOUNCED, Library
from qomsite.library.reckoning import by_due_year, next_ends, report_age
from qomsite.memo import made_once
from qomsite.model.records import Project
from qomsite.pages.frame import Page
from qomsite.pages.group import Term, Vocabulary, list_page, term_pages, unannounced
from qomsite.text.amounts import parse_amount
from qomsite.text.digits import number, persian_digits

PREFIXES = {"due": "سررسید", "end": "پایان", "report": "گزارش", "budget": "اعتبار"}
"""What the title of a value goes on from, by the kind of its vocabulary."""

MONTHS = (3, 6, 12)
"""The next ends are told within so many months."""
_MILLIARDS = (0, 5, 20, 50, 100, 500)
"""Where each band of budgets begins, in milliard toman."""
_REPORTS = {"recent": 0, "old": 1, "older": 2, "oldest": 4}
"""The bands of reports, and beyond how many times the age of an old report each begins."""


def pages(library: Library) -> Iterator[Page]:
    """For each figure a page of its bands, and the projects of each band."""
    for vocabulary in bands(library):
        yield list_page(library, vocabulary)
        for term in vocabulary.terms:
            begin = "" if term.key == UNANNOUNCED else f"{PREFIXES[vocabulary.kind]} "
            titled = replace(term, title=f"{begin}{term.title}", note=vocabulary.intro)
            yield from term_pages(library, vocabulary, titled)


@made_once
def bands(library: Library) -> tuple[Vocabulary, ...]:
    """Every kind of figures, where there are projects that have them."""
    projects = tuple(library.projects.values())
    if not projects:
        return ()
    ends, reports = _ends(library, projects), _reports(library, projects)
    return _due(projects), ends, reports, _budgets(projects)


def _due(projects: Sequence[Project]) -> Vocabulary:
    intro = "سررسید هر طرح نخستین پایانی است که برای آن اعلام شده است."
    unknown = [project for project in projects if not project.promised_ends]
    terms = _years(by_due_year(projects), unknown, "سررسید اعلام نشده")
    return Vocabulary("due", "due", intro, terms)


def _ends(library: Library, projects: Sequence[Project]) -> Vocabulary:
    soon = (
        Term(
            f"next-{months}",
            f"تا {number(months)} ماه دیگر",
            "",
            [one.project for one in next_ends(library, projects, months)],
        )
        for months in MONTHS
    )
    by_year: dict[int, list[Project]] = {}
    for project in projects:
        if project.current_end:
            by_year.setdefault(project.current_end.year, []).append(project)
    intro = (
        "هر طرح با آخرین پایانی که برای آن اعلام شده است. ماه‌های پیش رو از"
        f" {library.site.as_of.words} شمرده می‌شود و طرح‌های پایان‌یافته و متوقف در آن‌ها نیست."
    )
    unknown = [project for project in projects if not project.current_end]
    terms = (*soon, *_years(by_year, unknown, "پایان اعلام نشده"))
    return Vocabulary("ends", "end", intro, terms)


def _years(
    by_year: Mapping[int, Sequence[Project]], unknown: Sequence[Project], title: str
) -> tuple[Term, ...]:
    known = (
        Term(str(year), f"در سال {persian_digits(str(year))}", "", by_year[year])
        for year in sorted(by_year)
    )
    return (*known, *unannounced(title, "", unknown))


def _reports(library: Library, projects: Sequence[Project]) -> Vocabulary:
    as_of = library.site.as_of
    ends = [library.site.old_after * times for times in _REPORTS.values()]
    titles = [
        f"تا {number(ends[1])} روز پیش",
        *(f"{number(low + 1)} تا {number(high)} روز پیش" for low, high in pairwise(ends[1:])),
        f"بیش از {number(ends[-1])} روز پیش",
    ]
    intro = (
        "آخرین روزی که از هر طرح وضعیت، رویداد یا مقداری گزارش شده است؛ روزها تا"
        f" {as_of.words} شمرده شده‌اند."
    )
    begins = (end + 1 if end else 0 for end in ends)
    limits = list(zip(_REPORTS, titles, begins, strict=True))
    terms = _bands(projects, lambda p: report_age(p, as_of), limits, "بدون گزارش تاریخ‌دار")
    return Vocabulary("reports", "report", intro, terms)


def _budgets(projects: Sequence[Project]) -> Vocabulary:
    unit, shown = "میلیارد تومان", [number(begin) for begin in _MILLIARDS]
    titles = [
        f"کمتر از {shown[1]} {unit}",
        *(f"{low} تا {high} {unit}" for low, high in pairwise(shown[1:])),
        f"{shown[-1]} {unit} و بیشتر",
    ]
    limits = [
        (f"from-{begin}", title, parse_amount(f"{begin} {unit}"))
        for begin, title in zip(_MILLIARDS, titles, strict=True)
    ]
    intro = "اعتبار اعلام‌شدهٔ هر طرح. اعتباری که بر مرز دو بازه است در بازهٔ بالاتر آمده."
    terms = _bands(projects, lambda p: p.budget, limits, "اعتبار اعلام نشده")
    return Vocabulary("amounts", "budget", intro, terms)


def _bands(
    projects: Sequence[Project],
    figure: Callable[[Project], Any],
    limits: Sequence[tuple[str, str, Any]],
    unknown: str,
) -> tuple[Term, ...]:
    """A term for each band: its key, its title and where it begins; it ends before the next."""
    found: dict[str, list[Project]] = {key: [] for key, _, _ in limits}
    nobody: list[Project] = []
    for project in projects:
        value = figure(project)
        if value is None:
            nobody.append(project)
        else:
            found[[key for key, _, begin in limits if begin <= value][-1]].append(project)
    terms = (Term(key, title, "", found[key]) for key, title, _ in limits)
    return (*terms, *unannounced(unknown, "", nobody))
