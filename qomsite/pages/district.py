"""A district as its neighbours ask for it: what runs here, what is late, what ended, what is next.

A project of several districts is in each of them, so what is only here is told from what is shared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import ENDED, LATE, Verdict, next_ends, reckoned
from qomsite.model.records import Project
from qomsite.pages.classes import class_groups, class_ways
from qomsite.pages.frame import RecordLink, record_link
from qomsite.pages.paging import ListGroup
from qomsite.pages.permalink import permalink
from qomsite.pages.tables import GroupRow, figure_row
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number

DISTRICT = "district"
MONTHS = 12
"""The next ends are those within so many months of the as-of date."""
_NEXT = 5
"""The most of them that are named."""

_RUNNING = (Verdict.NOT_DUE, Verdict.NO_END)
_ORDER = (
    *(*LATE, *_RUNNING, Verdict.STOPPED),
    *(*ENDED, Verdict.DROPPED, Verdict.MERGED),
)
"""The classes as a neighbour asks for them."""


@dataclass(frozen=True)
class Neighbourhood:
    """What stands above the list of a district. ``upcoming`` also says that nothing is known.

    ``parts``: the way to each part of the list, how many of its projects are only here, and not.
    """

    says: tuple[str, ...]
    parts: tuple[GroupRow, ...]
    upcoming: str
    next_ends: tuple[RecordLink, ...]


def district_groups(
    library: Library, code: str, projects: Sequence[Project]
) -> Iterator[ListGroup]:
    """The projects of a district by class, those that are only here first."""
    ordered = sorted(projects, key=lambda one: not _is_alone(one))
    yield from class_groups(library, ordered, _ORDER, lambda some: _rows(library, code, some))


def neighbourhood(
    library: Library, code: str, projects: Sequence[Project], groups: Sequence[ListGroup]
) -> Neighbourhood:
    """What is said of the district with ``code``, whose ``projects`` are listed in ``groups``."""
    ways = class_ways(DISTRICT, code, groups)
    alone = {permalink("project", project.code) for project in projects if _is_alone(project)}
    parts = []
    for each in groups:
        if each.anchor in ways:
            paths = [item.path for item in each.items if isinstance(item, RecordLink)]
            here = sum(path in alone for path in paths)
            parts.append(figure_row(each.title, ways[each.anchor], here, len(paths) - here))
    coming = next_ends(library, projects, MONTHS)
    nearest = tuple(
        replace(record_link(library, one.project), reason=f"پایان: {one.last.words}")
        for one in coming[:_NEXT]
        if one.last
    )
    within = f"تا {number(MONTHS)} ماه پس از {library.site.as_of.words}"
    said = _projects(len(coming))
    upcoming = f"{within} پایان {said} اعلام {'شده' if coming else 'نشده'} است."
    return Neighbourhood(tuple(_says(library, projects)), tuple(parts), upcoming, nearest)


def _is_alone(project: Project) -> bool:
    return len(project.districts) == 1


def _says(library: Library, projects: Sequence[Project]) -> Iterator[str]:
    """How much runs, is late, ended or is stopped, and how much is only here; in clauses."""
    # Of a project without a status nobody said that it runs.
    every = [reckoned(library, project) for project in projects]
    counts = Counter((one.verdict, bool(one.project.status)) for one in every)
    late, stopped = counts[Verdict.OPEN_LATE, True], counts[Verdict.STOPPED, True]
    running = late + sum(counts[kind, True] for kind in _RUNNING)
    ended = sum(counts[kind, True] for kind in ENDED)
    runs = f"{_projects(running)} باز {'است' if running else 'نیست'}"
    whose = f"{_projects(late)} از آن‌ها" if late < running else "آن" if late == 1 else "همهٔ آن‌ها"
    past_due = [one for one in every if one.verdict is Verdict.OPEN_LATE]
    moved = all(one.late_first for one in past_due) and not all(one.late_last for one in past_due)
    what = "نخستین موعد" if moved else "موعد"
    past = f" و {what} {whose} گذشته است" if late else " و موعد هیچ‌یک نگذشته است"
    yield f"{runs}{past if running else ''}؛"
    if unknown := sum(not project.status for project in projects):
        yield f"وضعیت {_projects(unknown)} گزارش نشده است؛"
    over = f"{_projects(ended)} پایان {'یافته' if ended else 'نیافته'}"
    yield f"{over} و {_projects(stopped)} متوقف {'است' if stopped else 'نیست'}."
    alone = sum(map(_is_alone, projects))
    only = f"{number(alone)} طرح" if alone else "هیچ‌یک"
    yield f"از {_projects(len(projects))}، {only} تنها در این منطقه {'است' if alone else 'نیست'}."


def _projects(count: int) -> str:
    return f"{number(count)} طرح" if count else "هیچ طرحی"


def _rows(library: Library, code: str, projects: Sequence[Project]) -> tuple[RecordLink, ...]:
    """The projects as rows that say at which places and in which other districts they are."""
    every, rows = tuple(library.districts), []
    for project, link in zip(projects, project_links(library, projects), strict=True):
        others = [one.title for one in every if one.code in project.districts and one.code != code]
        shared = (
            "در همهٔ منطقه‌ها" if len(others) + 1 == len(every) else f"مشترک با {_joined(others)}"
        )
        where = (_joined(project.places), shared if others else "تنها اینجا")
        rows.append(replace(link, where="؛ ".join(filter(None, where))))
    return tuple(rows)


def _joined(names: Sequence[str]) -> str:
    *first, last = names or ("",)
    return f"{'، '.join(first)} و {last}" if first else last
