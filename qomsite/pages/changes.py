"""What changed in the plan, day by day: a page for each year, and the last of a group of records.

Only what has a day is here: updates, statuses, decisions on a later end, corrections.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qomsite.library.library import Library
from qomsite.memo import made_once
from qomsite.model.records import Entry, Goal, Project
from qomsite.model.targets import parse_target
from qomsite.pages.correction_note import correction_note
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    home_link,
    kind_of,
    number_of,
    record_link,
    view_frame,
    view_link,
)
from qomsite.pages.paging import ListGroup, group, list_pages, starts
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number, persian_digits
from qomsite.text.jalali import JalaliDate, when

LAST = 10
"""How many changes a group's page shows."""
IN_FEED = 100
"""How many a feed has."""
_KINDS = {"update": "رویداد", "status": "وضعیت", "end": "پایان تازه", "correction": "تصحیح"}


@dataclass(frozen=True)
class Change:
    """What happened on a day: of which kind, to what, where more is said.

    ``key`` names the kind for programs; ``note`` says why; ``number`` is the short name of what it
    happened to.
    """

    date: JalaliDate
    key: str
    text: str
    note: str
    number: str
    of: str
    path: str
    sample: bool

    @property
    def kind(self) -> str:
        """The kind in words."""
        return _KINDS[self.key]


@dataclass(frozen=True)
class ChangesOfYear:
    """A year in the index: its page, how many changes it has, the way to each month."""

    title: str
    path: str
    total: str
    months: tuple[Link, ...]


@dataclass(frozen=True)
class ChangesView:
    """The last changes and every year; ``undated`` says what is not among them, ``editions`` leads
    to what changed in the text."""

    frame: Frame
    last: tuple[Change, ...]
    years: tuple[ChangesOfYear, ...]
    undated: str
    editions: Link


@dataclass(frozen=True)
class YearChangesView:
    """The changes of a year by month, the newest first."""

    frame: Frame
    groups: tuple[ListGroup, ...]


def pages(library: Library) -> Iterator[Page]:
    """The index and the pages of each year."""
    every = latest_changes(library)
    says = "رویدادها، وضعیت‌ها، پایان‌های تازه و تصحیح‌هایی که روز آن‌ها اعلام شده است"
    index = view_link("changes")
    years = []
    for year, of_year in groupby(every, lambda change: change.date.year):
        groups = _months(of_year)
        years.append(_in_index(year, groups))
        title = f"تغییرات سال {persian_digits(str(year))}"
        frame = Frame(
            path=permalink("changes", str(year)),
            title=title,
            description=f"{title}: {says}",
            origin=library.plan_path,
            breadcrumb=(home_link(), index, Link(persian_digits(str(year)), "")),
            section="changes",
            samples=any(change.sample for each in groups for change in each.items),
        )
        for page in list_pages(frame, "changes", str(year), groups):
            yield Page("year_changes", YearChangesView(page.frame, page.groups))
    frame = view_frame(library, index, says, "changes")
    yield Page(
        "changes",
        ChangesView(frame, every[:LAST], tuple(years), _undated(library), view_link("editions")),
    )


def last_changes(
    library: Library, records: Iterable[Entry], most: int = LAST
) -> tuple[Change, ...]:
    """The last changes of some records."""
    found = _by_record(library)
    keys = {(kind_of(record), record.code) for record in records}
    return _newest(change for key in keys for change in found.get(key, ()))[:most]


def records_of_goal(library: Library, goal: Goal) -> tuple[Entry, ...]:
    """A goal and all that is under it, whose changes are its own."""
    under = (library.strategies_of_goal, library.policies_of_goal, library.projects_of_goal)
    return (goal, *(record for index in under for record in index[goal.code]))


def change_feeds(library: Library) -> Iterator[tuple[Link, tuple[Change, ...]]]:
    """What there is a feed of: its title, the page that it stands beside, the last changes."""
    for link, records in followed(library):
        last = last_changes(library, records, IN_FEED) if records else latest_changes(library)
        yield link, last[:IN_FEED]


def followed(library: Library) -> Iterator[tuple[Link, Sequence[Entry]]]:
    """What there is a feed of, and the records it tells of; none where it is the whole plan."""
    yield Link("تغییرات", view_link("changes").path), ()
    for goal in library.goals.values():
        title = f"تغییرات {number_of(goal)}، {goal.title}"
        yield Link(title, permalink("goal", goal.code)), records_of_goal(library, goal)
    for unit in library.departments:
        if projects := library.projects_of_owner[unit.key]:
            yield Link(f"تغییرات {unit.title}", permalink("owner", unit.key)), projects


def latest_changes(library: Library, most: int | None = None) -> tuple[Change, ...]:
    """The last changes of the whole plan, all where no number is given."""
    return library.memo.once(_every, library)[:most]


def _every(library: Library) -> tuple[Change, ...]:
    return _newest(one for changes in _by_record(library).values() for one in changes)


def _newest(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda one: (-one.date.ordinal, one.path, one.kind)))


@made_once
def _by_record(library: Library) -> dict[tuple[str, str], tuple[Change, ...]]:
    """The changes by the kind and code of what changed."""
    found: dict[tuple[str, str], tuple[Change, ...]] = {
        ("project", project.code): tuple(_of_project(library, project))
        for project in library.projects.values()
    }
    for one in library.corrections:
        note, target = correction_note(library, one), parse_target(one.about)
        number = note.of.partition(":")[0]
        key = (target.kind, target.code) if target else ("", "")
        change = Change(
            one.date, "correction", one.title, "", number, note.of, note.path, one.sample
        )
        found[key] = (*found.get(key, ()), change)
    return found


def _of_project(library: Library, project: Project) -> Iterator[Change]:
    def change(date: JalaliDate, key: str, text: str, note: str | None = None) -> Change:
        of = f"{number_of(project)}: {project.title}"
        return Change(date, key, text, note or "", number_of(project), of, link.path, link.sample)

    link = record_link(library, project)
    for update in project.updates:
        yield change(update.date, "update", update.text)
    if project.status_date and link.status:
        yield change(project.status_date, "status", link.status.title, project.status_reason)
    for revised in project.revised_ends:
        if revised.decided:
            yield change(revised.decided, "end", when(revised.end), revised.reason)


def _months(changes: Iterable[Change]) -> tuple[ListGroup, ...]:
    by_month = groupby(changes, lambda change: (change.date.month, change.date.month_words))
    return tuple(group(words, f"month-{at}", tuple(some)) for (at, words), some in by_month)


def _in_index(year: int, groups: tuple[ListGroup, ...]) -> ChangesOfYear:
    begins = starts("changes", str(year), [len(each.items) for each in groups])
    return ChangesOfYear(
        title=f"سال {persian_digits(str(year))}",
        path=permalink("changes", str(year)),
        total=number(sum(len(each.items) for each in groups)),
        months=tuple(
            Link(f"{each.title.split()[0]} ({each.total})", f"{path}#{each.anchor}")
            for each, path in zip(groups, begins, strict=True)
        ),
    )


def _undated(library: Library) -> str:
    projects = library.projects.values()
    ends = sum(not revised.decided for project in projects for revised in project.revised_ends)
    statuses = sum(bool(project.status) and not project.status_date for project in projects)
    counts = ((statuses, "وضعیت"), (ends, "پایان بازنگری‌شده"))
    parts = " و ".join(f"{number(many)} {name}" for many, name in counts if many)
    return f"روز {parts} اعلام نشده و در این فهرست نیامده است." if parts else ""
