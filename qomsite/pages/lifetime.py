"""The dated moments of a project: its start, promises and end, drawn as one bar; its events."""

from collections.abc import Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.reckoning import Date, reckoned
from qomsite.model.fields import row
from qomsite.model.parts import Document, Update
from qomsite.model.records import Project
from qomsite.pages.facts import evidence_link
from qomsite.pages.frame import Link
from qomsite.pages.verdict import lateness
from qomsite.text.jalali import JalaliDate

TIMES = frozenset({"start", "end", "revised_ends", "completed_on"})
"""The facts of a project that its moments tell."""


@dataclass(frozen=True)
class Moment:
    """A date, what it is, what is said of it, and the way to what shows it.

    ``kind`` is how it is drawn, empty where it is not; a ``date`` that is unknown is ``None``.
    """

    title: str
    date: Date | None
    kind: str = ""
    note: str = ""
    evidence: Link | None = None


@dataclass(frozen=True)
class Lifetime:
    """A project's bar over whole years, from ``first`` to ``last``.

    ``start`` is its first day, ``promises`` the last days of the ends that were announced, in that
    order; ``late`` says how long ``until``, the day it ended or the as-of date, is after the
    promise that holds, and is empty where it is not; ``marks`` are the other days on it.
    """

    first: int
    last: int
    start: JalaliDate
    promises: tuple[JalaliDate, ...]
    late: str
    until: JalaliDate
    marks: tuple[tuple[str, JalaliDate], ...]


def moments(library: Library, project: Project) -> tuple[Moment, ...]:
    """The start, every promise and the end of a project as they follow in time; the as-of date
    among them where they are drawn.
    """
    begin = [Moment(row(Project, "start").title, project.start)] if project.start else []
    found = []
    if project.end:
        found.append(Moment("پایان اعلام‌شده", project.end, "planned"))
    for revised in project.revised_ends:
        kind = "added" if project.promised_ends[0] is not revised.end else "planned"
        decided = f"تصمیم {revised.decided.words}. " if revised.decided else ""
        reason = f"دلیل: {revised.reason.rstrip('.')}. " if revised.reason else ""
        proof = evidence_link(project.documents, revised.evidence)
        note = f"{decided}{reason}{'' if proof else _UNPROVED}".strip()
        found.append(Moment("پایان بازنگری‌شده", revised.end, kind, note, proof))
    status = library.status_of(project)
    if status and status.outcome == "finished":
        proof = evidence_link(project.documents, project.completion_evidence)
        note, ended = "" if proof else _UNPROVED, project.completed_on
        title = "پایان کار" if ended else "گزارش پایان کار"
        found.append(
            Moment(title, ended or project.status_date, "ended" * bool(ended), note, proof)
        )
    if lifetime(library, project):
        found.append(Moment("تاریخ به‌روزرسانی داده‌ها", library.site.as_of, "now"))
    known = sorted((one for one in found if one.date), key=_day)
    return (*begin, *known, *(one for one in found if not one.date))


def _day(moment: Moment) -> int:
    return moment.date.last.ordinal if moment.date else 0


_UNPROVED = "مدرکی اعلام نشده است."


def lifetime(library: Library, project: Project) -> Lifetime | None:
    """The bar of a project; ``None`` where its start or every end is unknown."""
    one, as_of = reckoned(library, project), library.site.as_of
    start, ends = project.start, tuple(end.last for end in project.promised_ends)
    if not start or not ends:
        return None
    ended = project.completed_on
    marks = [("now", as_of), *([("ended", ended.last)] if ended else [])]
    days = [start.first, *ends, *(day for _, day in marks)]
    until = ended.first if ended else as_of
    years = [day.year for day in days]
    late = lateness(one) if one.late_last else ""
    return Lifetime(min(years), max(years), start.first, ends, late, until, tuple(marks))


def events(updates: Sequence[Update], documents: Sequence[Document]) -> tuple[Moment, ...]:
    """The events of a project as they follow in time."""
    return tuple(
        Moment(one.text, one.date, evidence=evidence_link(documents, one.evidence))
        for one in sorted(updates, key=lambda one: one.date)
    )
