"""What people ask of the plan, each with its answer; ``questions.sql`` asks ``plan.sqlite`` it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qomsite.library.library import Library
from qomsite.library.reckoning import (
    ENDED,
    LATE,
    Date,
    Reckoned,
    Verdict,
    last_report,
    reckoned,
    report_age,
)
from qomsite.library.rollup import roll_up
from qomsite.model.fields import Column
from qomsite.model.records import Policy, Project
from qomsite.model.settings import Department
from qomsite.pages.frame import record_link
from qomsite.pages.permalink import permalink
from qomsite.text.amounts import Amount
from qomsite.text.digits import number

Value = str | int | Date | Amount | None
"""What a cell says; ``None`` where nobody has told."""
Unit = tuple[Department | None, bool]
"""A unit, ``None`` where it is not announced, and whether what is said of it rests on samples."""
About = Reckoned | Policy | Unit
"""What a row is about."""
Rows = Iterable[tuple[About, tuple[Value, ...]]]
"""Rows with the first cells of each; those of a project go on with :data:`_CELLS`."""


@dataclass(frozen=True)
class Answer:
    """A row of an answer: what it is about, the way to it, and the cells after code and title."""

    code: str | None
    title: str | None
    number: str
    path: str
    sample: bool
    cells: tuple[Value, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What it is about, then its cells, in words."""
        title = f"{self.number}. {self.title}" if self.number else _words(self.title)
        return (title, *map(_words, self.cells))


@dataclass(frozen=True)
class Question:
    """A question: ``rule`` says what is in its answer, ``columns`` come after code and title."""

    slug: str
    title: str
    rule: str
    sql: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Library], Rows]

    @property
    def view(self) -> str:
        """The view of ``plan.sqlite`` that has the same answer."""
        return f"ask_{self.slug.replace('-', '_')}"

    def answer(self, library: Library) -> Iterator[Answer]:
        """The rows with all their cells."""
        for about, given in self.rows(library):
            if isinstance(about, tuple):
                unit, sample = about
                code, title = (unit.key, unit.title) if unit else (None, None)
                path = permalink("owner", code) if code else ""
                yield Answer(code, title, "", path, sample, given)
                continue
            cells = given
            if isinstance(about, Reckoned):
                names = (one.name for one in self.columns[len(given) :])
                cells = (*given, *(_CELLS[name](library, about) for name in names))
            link = record_link(library, about.project if isinstance(about, Reckoned) else about)
            code = link.path.rpartition("/")[2].removesuffix(".html")
            yield Answer(code, link.title, link.number, link.path, link.sample, cells)


def _words(value: Value) -> str:
    if value is None:
        return "اعلام نشده"
    if isinstance(value, Amount):
        return value.milliards
    if isinstance(value, int):
        return number(value)
    return value if isinstance(value, str) else value.words


def _unit(library: Library, project: Project) -> str | None:
    return library.departments.find(project.owner).title if project.owner else None


def _status(library: Library, project: Project) -> str | None:
    status = library.status_of(project)
    return status.title if status else None


_CELLS: dict[str, Callable[[Library, Reckoned], Value]] = {
    "owner_title": lambda library, one: _unit(library, one.project),
    "status_title": lambda library, one: _status(library, one.project),
    "status_date": lambda _, one: one.project.status_date,
    "status_reason": lambda _, one: one.project.status_reason,
    "verdict_title": lambda _, one: one.verdict.value,
    "first_promise": lambda _, one: one.first,
    "last_promise": lambda _, one: one.last,
    "late_first": lambda _, one: one.late_first,
    "days": lambda _, one: _day(one.last) - _day(one.first),
    "revisions": lambda _, one: len(one.project.revised_ends),
    "last_report": lambda _, one: last_report(one.project),
    "report_age": lambda library, one: report_age(one.project, library.site.as_of),
    "completed_on": lambda _, one: one.project.completed_on,
}
_TYPES = {
    **dict.fromkeys(("first_promise", "last_promise", "completed_on"), "date"),
    **dict.fromkeys(("status_date", "last_report"), "day"),
    **dict.fromkeys(("late_first", "days", "revisions", "report_age"), "integer"),
    **dict.fromkeys(("known", "unknown", "helping"), "integer"),
    "budget": "money",
}
"""The types of columns that are not texts."""


def _day(date: Date | None) -> int:
    return date.last.ordinal if date else 0


def _every(library: Library, *classes: Verdict) -> list[Reckoned]:
    """The projects of some classes, as they stand."""
    every = (reckoned(library, project) for project in library.projects.values())
    return [one for one in every if one.verdict in classes]


def _latest(library: Library, date: str, *classes: Verdict) -> Rows:
    """The projects of some classes, that with the latest of a kind of date first."""
    found = _every(library, *classes)
    return ((one, ()) for one in sorted(found, key=lambda one: -_day(getattr(one.project, date))))


def _next(library: Library) -> Rows:
    found = _every(library, Verdict.NOT_DUE, *LATE)
    coming = [one for one in found if _day(one.last) >= library.site.as_of.ordinal]
    return ((one, ()) for one in sorted(coming, key=lambda one: _day(one.last)))


def _each(
    library: Library, projects: Iterable[Project], *given: Value
) -> Iterable[tuple[Reckoned, tuple[Value, ...]]]:
    return ((reckoned(library, project), given) for project in projects)


def _late(library: Library) -> Rows:
    places = [(one.title, library.projects_of_district[one.code]) for one in library.districts]
    unplaced = tuple(one for one in library.projects.values() if not one.districts)
    for title, projects in (*places, (None, unplaced)):
        rows = [row for row in _each(library, projects, title) if row[0].verdict in LATE]
        yield from sorted(rows, key=lambda row: -row[0].late_first)


def _of_units(library: Library) -> Iterable[tuple[Department | None, tuple[Project, ...]]]:
    """The projects of each unit, at last those whose unit is not announced."""
    yield from ((one, library.projects_of_owner[one.key]) for one in library.departments)
    yield None, tuple(one for one in library.projects.values() if not one.owner)


def _budgets(library: Library) -> Rows:
    for unit, projects in _of_units(library):
        sums = roll_up(library, tuple(filter(library.is_counted, projects)))
        if sums.counted:
            unknown = sums.counted - sums.budget_base
            yield (unit, sums.sampled), (sums.budget_base, sums.budget, unknown)


def _owners(library: Library) -> Rows:
    for unit, projects in _of_units(library):
        yield from _each(library, projects, unit.title if unit else None)


def _postponed(library: Library) -> Rows:
    found = _every(library, *(one for one in Verdict if one.is_counted))
    moved = [(_day(one.last) - _day(one.first), one) for one in found if one.first]
    return ((one, ()) for days, one in sorted(moved, key=lambda row: -row[0]) if days > 0)


def _silent(library: Library) -> Rows:
    found = []
    for one in library.projects.values():
        status, age = library.status_of(one), report_age(one, library.site.as_of)
        if status is None or status.outcome in ("open", "stopped"):
            found.append((age is not None, -(age or 0), one))
    return _each(library, (one for *_, one in sorted(found, key=lambda row: row[:2])))


def _without_projects(library: Library) -> Rows:
    for one in library.policies.values():
        if not library.projects_of_policy[one.code]:
            unit = library.departments.find(one.owner).title if one.owner else None
            helping = len(library.projects_also_serving[one.code])
            yield one, (library.goal_of(one).title, unit, helping)


def _axes(library: Library) -> Rows:
    for axis in library.axes.values():
        yield from _each(library, library.projects_of_axis[axis.code], axis.title)


def _unbudgeted(library: Library) -> Rows:
    counted = filter(library.is_counted, library.projects.values())
    return _each(library, (one for one in counted if one.budget is None))


_ROWS: dict[str, Callable[[Library], Rows]] = {
    "late": _late,
    "stopped": lambda library: _latest(library, "status_date", Verdict.STOPPED),
    "budgets": _budgets,
    "next": _next,
    "owners": _owners,
    "postponed": _postponed,
    "silent": _silent,
    "without-projects": _without_projects,
    "axes": _axes,
    "unbudgeted": _unbudgeted,
    "ended": lambda library: _latest(library, "completed_on", *ENDED),
}


def _questions(text: str) -> Iterator[Question]:
    """The questions of a text, parted by blank lines: name, question, rule, heads, then the query.

    The first head is that of code and title, each other one stands behind its column's name.
    """
    for block in text.strip().split("\n\n"):
        *said, sql = block.split("\n", 4)
        slug, title, rule, heads = (line.removeprefix("-- ") for line in said)
        about, *others = heads.split("؛ ")
        columns = tuple(
            Column(name, head, rule, _TYPES.get(name, "text"))
            for name, _, head in (other.partition(" ") for other in others)
        )
        yield Question(slug, title, rule, sql.removesuffix(";"), about, columns, _ROWS[slug])


QUESTIONS = tuple(_questions(Path(__file__).with_suffix(".sql").read_text("utf-8")))
"""The questions, in the order of their list."""
