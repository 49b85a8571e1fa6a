"""What the list of projects is sorted by: the figure of each project, in words and as its rank."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qomsite.library.library import Library
from qomsite.library.reckoning import Verdict, last_report, reckoned
from qomsite.model.records import Project
from qomsite.pages.verdict import lateness
from qomsite.text.jalali import when

Figure = tuple[int | Decimal, str] | None
"""What a project is sorted by, the least first, and its words; ``None`` where that is unknown."""


@dataclass(frozen=True)
class Order:
    """A figure that sorts the list, in the one direction and in the other.

    ``choices`` are the keys and titles of both. ``words`` are the figures of any project as they
    follow, those of what is unknown before them; ``ranks`` say of each row of the list which of
    them it has, from 0. What is unknown stands last in both directions.
    """

    choices: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    ranks: tuple[int, ...]


def orders(library: Library, rows: Sequence[Project]) -> tuple[Order, ...]:
    """Everything that the list may be sorted by."""

    def late(project: Project) -> Figure:
        return _late(library, project)

    known = (
        (late, "دیرکرد نامعلوم", "late", "بیشترین دیرکرد", "کمترین دیرکرد"),
        (_end, "پایان اعلام نشده", "end", "زودترین پایان", "دیرترین پایان"),
        (_budget, "اعتبار اعلام نشده", "budget", "بیشترین اعتبار", "کمترین اعتبار"),
        (_report, "بدون گزارش تاریخ‌دار", "report", "قدیمی‌ترین گزارش", "تازه‌ترین گزارش"),
    )
    return tuple(_order(rows, *one) for one in known)


def _order(
    rows: Sequence[Project],
    figure: Callable[[Project], Figure],
    unknown: str,
    name: str,
    title: str,
    reversed_title: str,
) -> Order:
    found = [figure(project) for project in rows]
    known = sorted({one for one in found if one})
    ranks = {one: rank for rank, one in enumerate(known, start=1)}
    words = (unknown, *(words for _, words in known))
    choices = ((name, title), (f"{name}-reversed", reversed_title))
    return Order(choices, words, tuple(ranks[one] if one else 0 for one in found))


_LATENESS_UNKNOWN = (Verdict.ENDED, Verdict.NO_END, Verdict.DROPPED, Verdict.MERGED)


def _late(library: Library, project: Project) -> Figure:
    """By how much a project is later than any end that was announced for it."""
    one = reckoned(library, project)
    if one.verdict in _LATENESS_UNKNOWN or not one.first:
        return None
    if one.verdict is Verdict.IN_TIME or not (one.late_first or one.late_last):
        return 0, "دیر نشده"
    return -max(one.late_first, one.late_last), lateness(one, most=True)


def _end(project: Project) -> Figure:
    end = project.current_end
    return (end.last.ordinal, f"پایان: {when(end)}") if end else None


def _budget(project: Project) -> Figure:
    budget = project.budget
    return (-budget.rials, f"{budget.milliards} میلیارد تومان") if budget else None


def _report(project: Project) -> Figure:
    day = last_report(project)
    return (day.ordinal, f"آخرین گزارش: {day.words}") if day else None
