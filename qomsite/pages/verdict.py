"""Where a project stands at the as-of date: in a sentence, as marks of a row, and drawn in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import (
    ENDED,
    LATE,
    Date,
    Reckoned,
    Verdict,
    is_old,
    last_report,
    reckoned,
    report_age,
)
from qomsite.model.fields import row
from qomsite.model.parts import Document, Update
from qomsite.model.records import Project
from qomsite.pages.facts import FactValue, evidence_link
from qomsite.pages.frame import Link, RecordLink, number_of, record_link
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number
from qomsite.text.jalali import JalaliDate, months_later, when


def verdict_sentence(library: Library, project: Project) -> tuple[FactValue, ...]:
    """What became of a project's promise; of a merged one, with the way to where it went."""
    one, as_of = reckoned(library, project), library.site.as_of
    if one.verdict is Verdict.MERGED:
        if not one.into:
            return (FactValue("این طرح در طرح دیگری ادغام شده است؛ کدام طرح، اعلام نشده است."),)
        into = f"{number_of(one.into)}: {one.into.title}"
        path = permalink("project", one.into.code)
        return FactValue("این طرح در "), FactValue(into, path), FactValue(" ادغام شده است.")
    if one.verdict is Verdict.DROPPED:
        reported = _reported(project, "کنار گذاشتن طرح", "طرح کنار گذاشته شده")
        text = f"{reported} {_why(project)}"
    elif one.verdict is Verdict.STOPPED:
        late = _past(one)
        text = f"{_reported(project, 'توقف کار', 'کار متوقف')} {_why(project)}"
        text += f" تا {as_of.words}، {late}." if late else ""
    elif one.verdict in ENDED:
        text = f"{_ended(one)}."
    else:
        text = f"{_open(one, as_of)}؛ {_report(library, one)}."
    return (FactValue(text),)


def project_links(library: Library, projects: Iterable[Project]) -> tuple[RecordLink, ...]:
    """Projects as entries of a list: by how much each is late, since when and why it stopped."""
    # As links do, these stand in many lists.
    return tuple(library.memo.once(_marked, library, project.code) for project in projects)


def lateness(one: Reckoned, *, most: bool = False) -> str:
    """How late a project is against the promise that holds, or against the first that does not.

    With ``most`` it is against the one of the two that makes more.
    """
    on = one.project.completed_on
    if not one.late_last or (most and one.late_first > one.late_last):
        return f"{_days(one.late_first, one.first, on or one.first)} پس از نخستین پایان"
    return f"{_days(one.late_last, one.last, on or one.last)} دیرکرد"


def _marked(library: Library, code: str) -> RecordLink:
    project = library.projects[code]
    one, link = reckoned(library, project), record_link(library, project)
    late = reason = ""
    if one.verdict in (*LATE, Verdict.ENDED_LATE, Verdict.STOPPED):
        late = lateness(one) if one.late_first or one.late_last else ""
    if one.verdict in (Verdict.STOPPED, Verdict.DROPPED, Verdict.MERGED):
        date = f"{project.status_date.words}: " if project.status_date else ""
        into = f"در {number_of(one.into)} ادغام شد. " if one.into else ""
        why = project.status_reason or ("" if into else "دلیل اعلام نشده است.")
        reason = f"{date}{into}{why}".strip()
    return replace(link, late=late, reason=reason) if late or reason else link


def _reported(project: Project, act: str, state: str) -> str:
    if project.status_date:
        return f"{act} در {project.status_date.words} گزارش شده است."
    return f"{state} است و تاریخ آن اعلام نشده است."


def _why(project: Project) -> str:
    reason = (project.status_reason or "").rstrip(".")
    return f"دلیل: {reason}." if reason else "دلیل آن اعلام نشده است."


def _ended(one: Reckoned) -> str:
    project, first, on = one.project, one.first, one.project.completed_on
    if not on:
        reported = project.status_date
        text = f"پایان کار در {reported.words} گزارش شده" if reported else "کار پایان یافته"
        if one.verdict is Verdict.IN_TIME:
            return f"{text} و به‌موقع بوده است؛ {_name(one)} {when(first)} بود"
        text += " است؛ روز دقیق پایان اعلام نشده است"
        return f"{text} و نمی‌توان گفت به‌موقع بوده است یا نه" if first else text
    text = f"کار در {when(on)} پایان یافته است"
    if one.verdict is Verdict.ENDED:
        if not first:
            return f"{text}؛ پایانی برای آن اعلام نشده بود"
        return f"{text}؛ {_name(one)} {when(first)} بود و نمی‌توان گفت کار به‌موقع بوده است یا نه"
    after = f"{_days(one.late_last, on, one.last)} پس از پایان بازنگری‌شده"
    if one.verdict is Verdict.IN_TIME:
        text += f"، به‌موقع: {_name(one)} {when(first)} بود"
        return f"{text}، هرچند {after}" if one.late_last else text
    text += f"، {_days(one.late_first, on, first)} پس از {_name(one)} ({when(first)})"
    if not project.revised_ends or one.last == first:
        return text
    if one.last and on.last <= one.last.last:
        return f"{text} و در مهلت بازنگری‌شده ({when(one.last)})"
    return f"{text} و {after}" if one.late_last else text


def _open(one: Reckoned, as_of: JalaliDate) -> str:
    if not one.last:
        return "پایانی برای این طرح اعلام نشده است"
    if one.verdict in LATE:
        return f"تا {as_of.words}، {_past(one)}"
    left = one.last.last.ordinal - as_of.ordinal
    most = "" if one.last.iso else "حداکثر "
    end = f"{_name(one, holds=True)}، {when(one.last)}،"
    if not left:
        return f"{end} در {as_of.words} به سر می‌رسد"
    return f"از {as_of.words} تا {end} {most}{number(left)} روز مانده است"


def _past(one: Reckoned) -> str:
    """How long the promises have been past; empty where none is."""
    last = f"{_days(one.late_last, one.last)} از {_name(one, holds=True)}"
    first = f"{_days(one.late_first, one.first)} از {_name(one)}"
    if not one.late_first and not one.late_last:
        return ""
    if _name(one) == _name(one, holds=True):
        return f"{last} گذشته است"
    if not one.late_last:
        return f"{first} گذشته است و {_name(one, holds=True)}، {when(one.last)}، هنوز نگذشته است"
    if not one.late_first:
        return f"{last} گذشته است و {_name(one)}، {when(one.first)}، هنوز نگذشته است"
    return f"{last} و {first} گذشته است"


def _report(library: Library, one: Reckoned) -> str:
    """How far the work has come, and how old the last report is."""
    project, as_of = one.project, library.site.as_of
    done, said, days = (project.physical_progress, last_report(project), report_age(project, as_of))
    work = "پیشرفت کار اعلام نشده" if done is None else f"{number(done)} درصد کار انجام شده"
    if not project.status:
        work = "وضعیت آن گزارش نشده" + (f"، {work}" if done is not None else "")
    if not said or days is None:
        return f"{work} و گزارش تاریخ‌داری از آن نیست"
    if not days:
        return f"{work} و آخرین گزارش از همان روز است"
    months = (as_of.year - said.year) * 12 + as_of.month - said.month
    months -= months_later(said, months) > as_of
    age = f"{number(months)} ماه" if months > 1 else f"{number(days)} روز"
    old = f"؛ گزارش قدیمی است (بیش از {number(library.site.old_after)} روز)"
    text = f"{work} و از آخرین گزارش ({said.words}) {age} گذشته است"
    return text + old * is_old(library, project)


def _name(one: Reckoned, *, holds: bool = False) -> str:
    """What the first promise, or the one that holds, is called; they differ after a revision."""
    if len(one.project.promised_ends) < 2:
        return "پایان اعلام‌شده"
    return "پایان بازنگری‌شده" if holds else "نخستین پایان اعلام‌شده"


def _days(days: int, *dates: Date | None) -> str:
    """A number of days; at least as many where a day is not known."""
    known = all(date and date.iso for date in dates)
    return f"{number(days)} روز" if known else f"دست‌کم {number(days)} روز"


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
