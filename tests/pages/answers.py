"""What a project's record says of it, in the values of the questions that filter the list.

Worked out from the record alone, and not by what makes the site.
"""

from qomsite.library.library import Library
from qomsite.library.reckoning import reckoned
from qomsite.model.records import Project
from qomsite.text.jalali import months_later

_UNKNOWN = ["unannounced"]
_MILLIARD_TOMAN = 10**10


def answers(library: Library, project: Project) -> dict[str, list[str]]:
    """The values that hold for a project, by question."""
    policy = library.policies[project.policy]
    goal = policy.goal or library.strategies[policy.strategy or ""].goal
    ends = [*([project.end] if project.end else []), *(one.end for one in project.revised_ends)]
    years = sorted(day.year for day in (project.start, *ends[-1:]) if day)
    return {
        "goal": [goal],
        "policy": [project.policy],
        "axis": list(project.axes) or _UNKNOWN,
        "owner": [library.departments.key(project.owner)] if project.owner else _UNKNOWN,
        "district": list(project.districts) or _UNKNOWN,
        "status": [library.statuses.key(project.status) if project.status else "unreported"],
        "verdict": [reckoned(library, project).verdict.key],
        "year": [str(y) for y in range(years[0], years[-1] + 1)] if years else _UNKNOWN,
        "due": [str(ends[0].year)] if ends else _UNKNOWN,
        "end": [*_next(library, project), str(ends[-1].year)] if ends else _UNKNOWN,
        "report": [_report(library, project)],
        "budget": [_budget(project)],
        "provenance": [project.provenance],
    }


def _next(library: Library, project: Project) -> list[str]:
    """The numbers of months within which the whole of the announced end lies, of work not over."""
    status, as_of = library.status_of(project), library.site.as_of
    last = project.current_end.last if project.current_end else None
    if not last or last < as_of or (status and status.outcome != "open"):
        return []
    return [f"next-{months}" for months in (3, 6, 12) if last <= months_later(as_of, months)]


def _report(library: Library, project: Project) -> str:
    days = [project.status_date, *(one.date for one in project.updates)]
    days += [value.date for one in project.indicators for value in one.actuals]
    dated = [day.ordinal for day in days if day]
    if not dated:
        return "unannounced"
    age = library.site.as_of.ordinal - max(dated)
    old = library.site.old_after
    if age <= old:
        return "recent"
    return "old" if age <= 2 * old else "older" if age <= 4 * old else "oldest"


def _budget(project: Project) -> str:
    if project.budget is None:
        return "unannounced"
    milliards = project.budget.rials / _MILLIARD_TOMAN
    return f"from-{max(limit for limit in (0, 5, 20, 50, 100, 500) if limit <= milliards)}"
