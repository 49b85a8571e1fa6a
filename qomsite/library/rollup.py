"""Roll-ups: what can be said of many projects at once, always with the base it is said of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add

from qomsite.library.library import Library
from qomsite.model.records import Project
from qomsite.model.settings import Status
from qomsite.text.amounts import Amount


@dataclass(frozen=True)
class StatusCount:
    """How many projects have a status; ``status`` is ``None`` for «گزارش‌نشده»."""

    status: Status | None
    count: int


@dataclass(frozen=True)
class RollUp:
    """Figures of a set of projects.

    ``total`` counts all of them; ``excluded`` those cancelled or merged, which no figure below
    includes; ``counted`` the rest; ``reported`` those of the rest with a known status and
    ``finished`` those whose status is an end.
    ``physical`` and ``financial`` are unweighted means in per cent over ``physical_base`` and
    ``financial_base`` projects; ``budget`` is a sum over ``budget_base`` projects. A mean or sum
    over no project is ``None``: unknown is not zero. ``sampled``: a sample is among them.
    """

    total: int
    excluded: int
    counted: int
    reported: int
    finished: int
    statuses: tuple[StatusCount, ...]
    physical: Decimal | None
    physical_base: int
    financial: Decimal | None
    financial_base: int
    budget: Amount | None
    budget_base: int
    sampled: bool


def roll_up(library: Library, projects: Sequence[Project]) -> RollUp:
    """The figures of ``projects``."""
    counts = Counter(map(library.status_of, projects))
    statuses = [StatusCount(s, counts[s]) for s in (*library.statuses, None) if counts[s]]
    counted = list(filter(library.is_counted, projects))
    physical = [p.physical_progress for p in counted if p.physical_progress is not None]
    financial = [p.financial_progress for p in counted if p.financial_progress is not None]
    budgets = [p.budget for p in counted if p.budget is not None]
    return RollUp(
        total=len(projects),
        excluded=len(projects) - len(counted),
        counted=len(counted),
        reported=len(counted) - counts[None],
        finished=sum(c.count for c in statuses if c.status and c.status.outcome == "finished"),
        statuses=tuple(statuses),
        physical=_mean(physical),
        physical_base=len(physical),
        financial=_mean(financial),
        financial_base=len(financial),
        budget=reduce(add, budgets) if budgets else None,
        budget_base=len(budgets),
        sampled=any(p.provenance == "sample" for p in projects),
    )


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None


def by_funding(projects: Iterable[Project]) -> dict[str, list[Project]]:
    """The projects that each source of money pays for."""
    found: dict[str, list[Project]] = {}
    for project in projects:
        for source in dict.fromkeys(project.funding):
            found.setdefault(source, []).append(project)
    return found


def years_of(project: Project) -> range:
    """The years that a project touches, from its start to its current end; where only one of these
    is known, that one.
    """
    last = project.current_end or project.start
    first = project.start or last
    return range(first.year, last.year + 1) if first and last else range(0)


def projects_of_year(library: Library) -> dict[int, tuple[Project, ...]]:
    """The projects of each year of the plan's period and of each other year that one touches."""
    period = library.plan.period
    years = {*range(period.first_year, period.last_year + 1)}
    years.update(*map(years_of, library.projects.values()))
    return {
        year: tuple(p for p in library.projects.values() if year in years_of(p))
        for year in sorted(years)
    }
