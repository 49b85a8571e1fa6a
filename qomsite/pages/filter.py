"""The filter of the list of projects: the questions, every row with its answers, what sorts them.

A script shows all of it on the list's pages, which themselves hold none of it: it comes when a
reader asks for it (see :mod:`qomsite.outputs.filter_data`).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qomsite.library.library import UNANNOUNCED, Index, Library
from qomsite.library.reckoning import Verdict, last_report, reckoned
from qomsite.model.collections import AXES, GOALS
from qomsite.model.fields import row
from qomsite.model.kinds import PROVENANCES
from qomsite.model.records import Goal, Policy, Project
from qomsite.pages.bands import PREFIXES, bands
from qomsite.pages.classes import of_classes
from qomsite.pages.frame import RecordLink, record_links
from qomsite.pages.group import Term, unannounced, vocabularies
from qomsite.pages.permalink import filter_path
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.pages.verdict import lateness, project_links
from qomsite.text.digits import persian_digits
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
    """How a list of these projects can be sorted, each figure with its rank and words by row."""
    made = []
    for figure, unknown, name, title, reversed_title in _ORDERS:
        found = [figure(library, project) for project in rows]
        known = sorted({one for one in found if one})
        ranks = {one: rank for rank, one in enumerate(known, start=1)}
        choices = ((name, title), (f"{name}-reversed", reversed_title))
        words = (unknown, *(words for _, words in known))
        made.append(Order(choices, words, tuple(ranks[one] if one else 0 for one in found)))
    return tuple(made)


_LATENESS_UNKNOWN = (Verdict.ENDED, Verdict.NO_END, Verdict.DROPPED, Verdict.MERGED)


def _late(library: Library, project: Project) -> Figure:
    """By how much a project is later than any end that was announced for it."""
    one = reckoned(library, project)
    if one.verdict in _LATENESS_UNKNOWN or not one.first:
        return None
    if one.verdict is Verdict.IN_TIME or not (one.late_first or one.late_last):
        return 0, "دیر نشده"
    return -max(one.late_first, one.late_last), lateness(one, most=True)


def _end(_: Library, project: Project) -> Figure:
    end = project.current_end
    return (end.last.ordinal, f"پایان: {when(end)}") if end else None


def _budget(_: Library, project: Project) -> Figure:
    budget = project.budget
    return (-budget.rials, f"{budget.milliards} میلیارد تومان") if budget else None


def _report(_: Library, project: Project) -> Figure:
    day = last_report(project)
    return (day.ordinal, f"آخرین گزارش: {day.words}") if day else None


_ORDERS = (
    (_late, "دیرکرد نامعلوم", "late", "بیشترین دیرکرد", "کمترین دیرکرد"),
    (_end, "پایان اعلام نشده", "end", "زودترین پایان", "دیرترین پایان"),
    (_budget, "اعتبار اعلام نشده", "budget", "بیشترین اعتبار", "کمترین اعتبار"),
    (_report, "بدون گزارش تاریخ‌دار", "report", "قدیمی‌ترین گزارش", "تازه‌ترین گزارش"),
)
"""What sorts the list: its figure, what is said of the unknown, its name, both directions."""


@dataclass(frozen=True)
class Choice:
    """What may be chosen of a facet; ``phrase`` replaces the facet's own in the sentence."""

    value: str
    title: str
    phrase: str = ""


@dataclass(frozen=True)
class Facet:
    """A question that filters the list.

    ``phrase`` is its part of the sentence about what is shown: ``*`` stands for the choice's title
    and ``#`` for its value in Persian digits. ``rows`` says which choices hold for each row of the
    list, in its order: their places, from 1, parted by spaces, and the rows by commas.
    ``unchosen`` says what holds while nothing is chosen.
    """

    name: str
    title: str
    phrase: str
    choices: tuple[Choice, ...]
    rows: str
    unchosen: str = "همه"


@dataclass(frozen=True)
class FilterData:
    """The whole list of projects, goal by goal, and the facets that filter it.

    The last facet does not: it sorts the list, by ``orders``, the choices being theirs in turn.
    """

    facets: tuple[Facet, ...]
    orders: tuple[Order, ...]
    goals: tuple[RecordLink, ...]
    rows: tuple[RecordLink, ...]

    @property
    def path(self) -> str:
        """Where the script with all of this is published."""
        return filter_path(hashlib.sha256(repr(self).encode()).hexdigest()[:10])


def filter_data(library: Library) -> FilterData:
    """All that choosing and sorting among the projects needs."""
    rows = _rows(library)
    sorting = orders(library, rows)
    asked = facets(library)
    return FilterData(
        facets=(*asked, _sort(sorting, rows)) if asked else (),
        orders=sorting,
        goals=record_links(library, library.goals.values()),
        rows=project_links(library, rows),
    )


def marks(library: Library) -> tuple[StatusMark, ...]:
    """Every status that a row may have."""
    return tuple(status_mark(library, status) for status in (*library.statuses, None))


def facets(library: Library) -> tuple[Facet, ...]:
    """Every facet whose choices can part the projects; the choices of each hold for all of them."""
    rows = _rows(library)
    known = (*vocabularies(library), *bands(library))
    terms: dict[str, Sequence[Term]] = {one.kind: one.terms for one in known}
    goals = _numbered(library.goals, library.projects_of_goal)
    policies = _numbered(library.policies, library.projects_of_policy)
    made = (
        _facet("goal", GOALS.singular, "برای هدف #", goals, rows),
        _facet("policy", row(Project, "policy").title, "از سیاست #", policies, rows),
        _facet("axis", AXES.singular, "در محور «*»", _axes(library, rows), rows),
        _facet("owner", row(Project, "owner").title, "بر عهدهٔ «*»", terms["owner"], rows),
        _facet("district", row(Project, "districts").title, "در *", terms["district"], rows),
        _facet("status", row(Project, "status").title, "*", terms["status"], rows),
        _facet("verdict", "کارنامه", "*", _classes(library, rows), rows),
        _facet("year", "سال اجرا", "در *", terms["year"], rows),
        *(
            _facet(kind, begin, f"{begin} *", terms.get(kind, ()), rows)
            for kind, begin in PREFIXES.items()
        ),
        _facet("provenance", row(Project, "provenance").title, "با منشأ «*»", _origins(rows), rows),
    )
    return tuple(facet for facet in made if rows and len(facet.choices) > 1)


def _sort(sorting: Sequence[Order], rows: Sequence[Project]) -> Facet:
    choices = [Choice(key, title) for order in sorting for key, title in order.choices]
    every = " ".join(str(place) for place, _ in enumerate(choices, start=1))
    held = ",".join(every for _ in rows)
    return Facet("sort", "ترتیب", "نخست *", tuple(choices), held, "هدف و شماره")


def _rows(library: Library) -> tuple[Project, ...]:
    return tuple(p for goal in library.goals for p in library.projects_of_goal[goal])


def _facet(
    name: str, title: str, phrase: str, terms: Sequence[Term], rows: Sequence[Project]
) -> Facet:
    held: dict[str, list[str]] = {project.code: [] for project in rows}
    for place, term in enumerate(terms, start=1):
        for project in term.projects:
            held[project.code].append(str(place))
    return Facet(
        name=name,
        title=title,
        phrase=phrase,
        choices=tuple(
            Choice(term.key, term.title, "*" if term.key == UNANNOUNCED else "") for term in terms
        ),
        rows=",".join(" ".join(held[project.code]) for project in rows),
    )


def _numbered(
    records: Mapping[str, Goal | Policy], projects: Index[str, Project]
) -> tuple[Term, ...]:
    return tuple(
        Term(code, f"{persian_digits(code)}: {record.title}", "", projects[code])
        for code, record in records.items()
    )


def _axes(library: Library, rows: Sequence[Project]) -> tuple[Term, ...]:
    index = library.projects_of_axis
    known = (Term(a.code, a.title, "", index[a.code]) for a in library.axes.values())
    return (*known, *unannounced("محور اعلام نشده", "", [p for p in rows if not p.axes]))


def _classes(library: Library, rows: Sequence[Project]) -> tuple[Term, ...]:
    found = of_classes(library, rows).items()
    return tuple(Term(kind.key, kind.value, "", members) for kind, members in found)


def _origins(rows: Sequence[Project]) -> tuple[Term, ...]:
    terms = (
        Term(key, title, "", [p for p in rows if p.provenance == key])
        for key, title in PROVENANCES.items()
    )
    return tuple(term for term in terms if term.projects)
