"""``calendar.ics``: the plan's dated milestones and the announced ends of projects (RFC 5545).

What is known by the month or the year alone has no day, and so no event.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from qomsite.outputs.site import Site
from qomsite.pages.frame import is_sample, number_of
from qomsite.pages.permalink import CALENDAR, permalink
from qomsite.render.artifact import Artifact
from qomsite.text.direction import isolated
from qomsite.text.jalali import JalaliDate

_LINE = 75
"""The most bytes of a line (RFC 5545, 3.1)."""


def files(site: Site) -> Iterator[Artifact]:
    """The calendar, also where it has no event yet: its address is promised."""
    view = site.view
    name = _text(f"{view.title}: گام‌ها و پایان طرح‌ها")
    head = ("VERSION:2.0", f"PRODID:-//{_text(view.organisation)}//qomsite//FA")
    lines = ["BEGIN:VCALENDAR", *head, "METHOD:PUBLISH", f"NAME:{name}", f"X-WR-CALNAME:{name}"]
    for event in (*_milestones(site), *_ends(site)):
        lines += ["BEGIN:VEVENT", *event, "TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    content = b"".join(_folded(line) for line in lines)
    yield Artifact(CALENDAR, content, site.library.plan_path)


def _milestones(site: Site) -> Iterator[tuple[str, ...]]:
    page = permalink("view", "home")
    for place, one in enumerate(site.library.plan.milestones, 1):
        if isinstance(one.date, JalaliDate):
            said = one.text or ""
            yield _event(site, f"milestone-{place}", one.date, one.title, said, page)


def _ends(site: Site) -> Iterator[tuple[str, ...]]:
    library = site.library
    for project in filter(library.is_counted, library.projects.values()):
        if isinstance(end := project.current_end, JalaliDate):
            mark = " (نمونه)" if is_sample(project) else ""
            title = f"پایان اعلام‌شدهٔ {number_of(project)}: {project.title}{mark}"
            times = len(project.revised_ends)
            status = library.status_of(project)
            said = f"وضعیت: {status.title}" if status else "وضعیت گزارش نشده است."
            page = permalink("project", project.code)
            event = _event(site, f"project-{project.code}-end", end, title, said, page)
            yield (*event, f"SEQUENCE:{times}")


def _event(
    site: Site, name: str, day: JalaliDate, title: str, said: str, page: str
) -> tuple[str, ...]:
    first = date.fromisoformat(day.iso)
    begin, end = (f"{one:%Y%m%d}" for one in (first, first + timedelta(days=1)))
    return (
        f"UID:{name}@{urlsplit(site.view.base_url).hostname}",
        # Noon of the as-of date in Tehran.
        f"DTSTAMP:{site.view.as_of.iso.replace('-', '')}T083000Z",
        f"DTSTART;VALUE=DATE:{begin}",
        f"DTEND;VALUE=DATE:{end}",
        f"SUMMARY:{_text(title)}",
        *((f"DESCRIPTION:{_text(said)}",) if said else ()),
        f"URL:{site.view.base_url}{page}",
    )


def _text(text: str) -> str:
    escaped = isolated(" ".join(text.split())).replace("\\", "\\\\")
    return escaped.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """A line with its end, in pieces that are no longer than allowed and cut no character."""
    pieces, size = [""], 0
    for sign in line:
        size += len(sign.encode())
        if size > _LINE:
            pieces.append(" ")
            size = 1 + len(sign.encode())
        pieces[-1] += sign
    return "".join(f"{piece}\r\n" for piece in pieces).encode()
