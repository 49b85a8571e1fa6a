"""A district as its neighbours ask for it: what runs here, what is late, what ended, what is next.

A project of several districts is in each of them, so what is only here is told from what is shared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import Verdict, next_ends, reckoned
from qomsite.model.records import Project
from qomsite.pages.frame import RecordLink, record_link
from qomsite.pages.paging import ListGroup, group, starts
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number

DISTRICT = "district"
MONTHS = 12
"""The next ends are those within so many months of the as-of date."""
_NEXT = 5
"""The most of them that are named."""

_UNREPORTED = "unreported"
_PARTS = {
    "late": "گذشته از موعد",
    "running": "در موعد یا بی‌موعد",
    _UNREPORTED: "بدون گزارش وضعیت",
    "stopped": "متوقف",
    "ended": "پایان‌یافته",
    "left": "کنارگذاشته یا ادغام‌شده",
}
"""The parts of the list, by their anchors."""
_PART_OF = {
    Verdict.OPEN_LATE: "late",
    Verdict.UNREPORTED_LATE: _UNREPORTED,
    Verdict.NOT_DUE: "running",
    Verdict.NO_END: "running",
    Verdict.STOPPED: "stopped",
    Verdict.IN_TIME: "ended",
    Verdict.ENDED_LATE: "ended",
    Verdict.ENDED: "ended",
    Verdict.DROPPED: "left",
    Verdict.MERGED: "left",
}


@dataclass(frozen=True)
class Part:
    """A part of the list: the way to it, and how many of its projects are only here."""

    title: str
    path: str
    alone: str
    shared: str


@dataclass(frozen=True)
class Neighbourhood:
    """What stands above the list of a district. ``upcoming`` also says that nothing is known."""

    says: tuple[str, ...]
    parts: tuple[Part, ...]
    upcoming: str
    next_ends: tuple[RecordLink, ...]


def neighbourhood(
    library: Library, code: str, projects: Sequence[Project]
) -> tuple[Neighbourhood, tuple[ListGroup, ...]]:
    """What is said of the district with ``code``, and its ``projects`` part by part."""
    found: dict[str, list[Project]] = {anchor: [] for anchor in _PARTS}
    for project in sorted(projects, key=lambda one: not _is_alone(one)):
        found[_part_of(library, project)].append(project)
    groups = tuple(
        group(_PARTS[anchor], anchor, tuple(_rows(library, code, members)))
        for anchor, members in found.items()
        if members
    )
    begins = starts(DISTRICT, code, [len(each.items) for each in groups])
    parts = tuple(
        Part(
            each.title,
            f"{path}#{each.anchor}",
            number(sum(map(_is_alone, found[each.anchor]))),
            number(sum(not _is_alone(project) for project in found[each.anchor])),
        )
        for each, path in zip(groups, begins, strict=True)
    )
    coming = next_ends(library, projects, MONTHS)
    nearest = tuple(
        replace(record_link(library, one.project), reason=f"پایان: {one.last.words}")
        for one in coming[:_NEXT]
        if one.last
    )
    within = f"تا {number(MONTHS)} ماه پس از {library.site.as_of.words}"
    said = _projects(len(coming))
    upcoming = f"{within} پایان {said} اعلام {'شده' if coming else 'نشده'} است."
    return Neighbourhood(tuple(_says(found)), parts, upcoming, nearest), groups


def _part_of(library: Library, project: Project) -> str:
    one = reckoned(library, project)
    part = _PART_OF[one.verdict]
    # Nobody said that it runs.
    return _UNREPORTED if part == "running" and not project.status else part


def _is_alone(project: Project) -> bool:
    return len(project.districts) == 1


def _says(found: Mapping[str, Sequence[Project]]) -> Iterator[str]:
    """How much runs, is late, ended or is stopped, and how much is only here; in clauses."""
    late, running, stopped, ended = (
        len(found[key]) for key in ("late", "running", "stopped", "ended")
    )
    runs = f"{_projects(late + running)} باز {'است' if late + running else 'نیست'}"
    past = f" و موعد {_projects(late)} {'گذشته است' if late else 'نگذشته است'}"
    yield f"{runs}{past if late + running else ''}؛"
    if unknown := len(found[_UNREPORTED]):
        yield f"وضعیت {_projects(unknown)} گزارش نشده است؛"
    over = f"{_projects(ended)} پایان {'یافته' if ended else 'نیافته'}"
    yield f"{over} و {_projects(stopped)} متوقف {'است' if stopped else 'نیست'}."
    whole = [project for members in found.values() for project in members]
    alone = sum(map(_is_alone, whole))
    only = f"{number(alone)} طرح" if alone else "هیچ‌یک"
    yield f"از {_projects(len(whole))}، {only} تنها در این منطقه {'است' if alone else 'نیست'}."


def _projects(count: int) -> str:
    return f"{number(count)} طرح" if count else "هیچ طرحی"


def _rows(library: Library, code: str, projects: Sequence[Project]) -> Iterator[RecordLink]:
    """The projects as rows that say at which places and in which other districts they are."""
    every = tuple(library.districts)
    for project, link in zip(projects, project_links(library, projects), strict=True):
        others = [one.title for one in every if one.code in project.districts and one.code != code]
        shared = (
            "در همهٔ منطقه‌ها" if len(others) + 1 == len(every) else f"مشترک با {_joined(others)}"
        )
        where = (_joined(project.places), shared if others else "تنها اینجا")
        yield replace(link, where="؛ ".join(filter(None, where)))


def _joined(names: Sequence[str]) -> str:
    *first, last = names or ("",)
    return f"{'، '.join(first)} و {last}" if first else last
