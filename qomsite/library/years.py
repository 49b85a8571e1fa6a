"""In which Jalali years a project runs."""

from __future__ import annotations

from qomsite.library.library import Library
from qomsite.model.records import Project


def years_of(project: Project) -> range:
    """The years that a project touches, from its start to its end, the revised one if there is one.

    Where only one of the two days is known it touches that year; where neither is, none.
    """
    last = project.revised_end or project.end or project.start
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
