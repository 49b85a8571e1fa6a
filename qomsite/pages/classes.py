"""The classes of the reckoning as lists: of the whole plan, and on the page of a group."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qomsite.library.library import Library
from qomsite.library.reckoning import Verdict, due, reckoned
from qomsite.model.records import Project
from qomsite.pages.frame import RecordLink
from qomsite.pages.paging import ListGroup, group, starts
from qomsite.pages.verdict import project_links
from qomsite.text.digits import percent

RULES = {
    Verdict.IN_TIME: "کار تا نخستین پایان اعلام‌شده به پایان رسیده است.",
    Verdict.ENDED_LATE: "کار پس از نخستین پایان اعلام‌شده به پایان رسیده است.",
    Verdict.ENDED: "کار به پایان رسیده، ولی معلوم نیست پیش از پایان اعلام‌شده یا پس از آن.",
    Verdict.OPEN_LATE: "پایان اعلام‌شده گذشته و کار هنوز باز است.",
    Verdict.UNREPORTED_LATE: "پایان اعلام‌شده گذشته و وضعیت طرح گزارش نشده است.",
    Verdict.NOT_DUE: "پایان اعلام‌شده هنوز نرسیده است.",
    Verdict.NO_END: "پایانی برای طرح اعلام نشده است.",
    Verdict.STOPPED: "توقف کار گزارش شده است.",
    Verdict.DROPPED: "طرح کنار گذاشته شده است و در جمع‌ها نمی‌آید.",
    Verdict.MERGED: "طرح در طرح دیگری ادغام شده است و در جمع‌ها نمی‌آید.",
}

PARTS = {
    Verdict.IN_TIME: "به‌موقع",
    Verdict.ENDED_LATE: "دیرتر",
    Verdict.ENDED: "زمان نامعلوم",
    Verdict.OPEN_LATE: "باز",
    Verdict.UNREPORTED_LATE: "بدون گزارش",
    Verdict.STOPPED: "متوقف",
}
"""What a project may be that is due, as the head of a column."""

_EARLY = "-early"


@dataclass(frozen=True)
class ClassRow:
    """A class: how many projects are in it, of how many, and where they are listed."""

    title: str
    rule: str
    path: str
    count: int
    share: str


def of_classes(library: Library, projects: Iterable[Project]) -> dict[Verdict, list[Project]]:
    """The projects of each class that has any, in the order of the classes."""
    found: dict[Verdict, list[Project]] = {kind: [] for kind in Verdict}
    for project in projects:
        found[reckoned(library, project).verdict].append(project)
    return {kind: members for kind, members in found.items() if members}


def class_rows(
    library: Library, projects: Sequence[Project], ways: Mapping[str, str]
) -> tuple[ClassRow, ...]:
    """The classes that have projects, each with its share of the counted; ``ways`` to the lists."""
    found = of_classes(library, projects)
    counted = sum(len(members) for kind, members in found.items() if kind.is_counted)
    return tuple(
        ClassRow(
            kind.value,
            RULES[kind],
            ways.get(kind.key) or ways[f"{kind.key}{_EARLY}"],
            len(members),
            percent(len(members), counted) if kind.is_counted else "",
        )
        for kind, members in found.items()
    )


def class_groups(
    library: Library,
    projects: Sequence[Project],
    kinds: Iterable[Verdict] = Verdict,
    rows: Callable[[Sequence[Project]], Sequence[RecordLink]] | None = None,
) -> Iterator[ListGroup]:
    """``projects`` under their classes, in the order of ``kinds``, the anchor of each its key.

    Those of a class that were not due stand apart from those that were, so that the number of the
    due leads to just those. ``rows``: how the projects are shown, if not as in every list.
    """
    shown = rows or partial(project_links, library)
    found = of_classes(library, projects)
    were_due = {one.project.code for one in due(library, projects)}
    for kind in filter(found.__contains__, kinds):
        members = found[kind]
        whole = [one for one in members if kind not in PARTS or one.code in were_due]
        early = [one for one in members if kind in PARTS and one.code not in were_due]
        yield group(kind.value, kind.key, shown(whole))
        yield group(f"{kind.value}، سررسید نشده", f"{kind.key}{_EARLY}", shown(early))


def year_groups(
    library: Library, year: str, dated: Sequence[Project], projects: Sequence[Project]
) -> Iterator[ListGroup]:
    """The projects of a year: those that were due in it by class, of ``dated``, then the others."""
    for kind, members in of_classes(library, (one.project for one in due(library, dated))).items():
        yield group(f"سررسید {year}: {kind.value}", kind.key, project_links(library, members))
    were_due = {one.project.code for one in due(library, dated)}
    rest = [project for project in projects if project.code not in were_due]
    title = f"طرح‌های دیگر {year}" if were_due else "طرح‌ها"
    yield group(title, "projects", project_links(library, rest))


def class_ways(kind: str, code: str, groups: Sequence[ListGroup]) -> dict[str, str]:
    """The way to each of ``groups`` on the pages of the list that they are, by its anchor."""
    shown = [each for each in groups if each.items]
    begins = starts(kind, code, [len(each.items) for each in shown])
    pairs = zip(begins, shown, strict=True)
    return {each.anchor: f"{path}#{each.anchor}" for path, each in pairs}
