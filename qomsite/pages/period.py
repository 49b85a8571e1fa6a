"""What came of projects in the period of the report to the council."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import in_period
from qomsite.model.records import Project
from qomsite.pages.frame import RecordLink, record_link
from qomsite.pages.paging import ListGroup, group
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number

HEADS = ("باید پایان می‌یافت", "پایان تازه‌اش بود", "پایان یافت", "پایانش تغییر کرد")


@dataclass(frozen=True)
class Period:
    """The period in a sentence, and the projects that something came of in it, by what."""

    says: str
    groups: tuple[ListGroup, ...]


def period(library: Library, projects: Sequence[Project]) -> Period | None:
    """What came of ``projects`` in the period; ``None`` where the site declares none."""
    days = library.site.report_days
    if days is None:
        return None
    begin, end = days
    found = in_period(library, projects, begin, end)
    days_unknown = (
        f" روز تصمیم {number(found.undated)} پایان تازه اعلام نشده است." if found.undated else ""
    )
    return Period(
        f"از {begin.words} تا {end.words}، {number(len(found.due))} طرح باید پایان می‌یافت،"
        f" {number(len(found.ended))} طرح پایان یافت و پایان {number(len(found.postponed))} طرح"
        f" تغییر کرد.{days_unknown}",
        (
            group("در این دوره باید پایان می‌یافت", "period-due", project_links(library, found.due)),
            group(
                "پایان تازه‌اش در این دوره بود",
                "period-due-again",
                project_links(library, found.due_again),
            ),
            group("در این دوره پایان یافت", "period-ended", project_links(library, found.ended)),
            group(
                "در این دوره پایانش تغییر کرد", "period-postponed", _moved(library, found.postponed)
            ),
        ),
    )


def _moved(library: Library, projects: Iterable[Project]) -> tuple[RecordLink, ...]:
    """Projects, each with its last new end, and why."""
    links = []
    for project in projects:
        *_, before, now = (None, *project.promised_ends)
        last = project.revised_ends[-1]
        begin = f"از {before.words} " if before else ""
        why = f"دلیل: {last.reason}" if last.reason else "دلیل آن اعلام نشده است."
        reason = f"{begin}به {now.words if now else ''}. {why}"
        links.append(replace(record_link(library, project), reason=reason))
    return tuple(links)
