"""The reckoning of one goal or unit: a report for a session of the council."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
from qomsite.library.reckoning import in_period
from qomsite.memo import made_once
from qomsite.model.records import Project
from qomsite.pages.classes import ClassRow, class_groups, class_rows, class_ways
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    any_sample,
    goal_place,
    home_link,
    number_of,
    record_link,
    view_link,
)
from qomsite.pages.group import further_pages, term_groups, vocabularies
from qomsite.pages.paging import ListGroup, few, group, list_pages
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.pages.schedule import Timeline, timeline
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


@dataclass(frozen=True)
class Subject:
    """Whose projects are reckoned: a goal, or a term of a vocabulary.

    ``name`` is what its report is called after, ``title`` what else it is; ``groups`` are its lists
    on the pages at the address of ``kind`` and ``code``; ``goal``: the point of the star of a goal.
    """

    kind: str
    code: str
    name: str
    title: str
    projects: Sequence[Project]
    groups: tuple[ListGroup, ...]
    goal: int = 0

    @property
    def report(self) -> str:
        """Where its report is; its own page where it has none."""
        kind = f"{self.kind}-report" if self.kind in ("goal", "owner") else self.kind
        return permalink(kind, self.code)

    @property
    def full(self) -> str:
        """The name with the title."""
        return f"{self.name}: {self.title}" if self.title else self.name

    @property
    def ways(self) -> dict[str, str]:
        """The way to each of its lists, by the anchor."""
        return class_ways(self.kind, self.code, self.groups)


@dataclass(frozen=True)
class ReportView:
    """The state of a goal's or a unit's projects and what became of them; of a goal also each
    project in time.
    """

    frame: Frame
    own: Link
    progress: Progress | None
    classes: tuple[ClassRow, ...]
    period: Period | None
    timeline: Timeline | None


@made_once
def goals_of(library: Library) -> tuple[Subject, ...]:
    """The goals that have projects."""
    return tuple(
        Subject(
            *("goal", goal.code, number_of(goal), goal.title, own),
            tuple(class_groups(library, own)),
            goal_place(library, goal),
        )
        for goal in library.goals.values()
        if (own := library.projects_of_goal[goal.code])
    )


@made_once
def terms_of(library: Library, kind: str) -> tuple[Subject, ...]:
    """The terms of a vocabulary with projects; of a year those that were to end in it."""
    vocabulary = next(one for one in vocabularies(library) if one.kind == kind)
    return tuple(
        Subject(kind, term.key, term.title, "", own, term_groups(library, vocabulary, term))
        for term in vocabulary.terms
        if (own := term.dated if kind == "year" else term.projects)
    )


def groupings(library: Library) -> Iterator[tuple[str, str, tuple[Subject, ...]]]:
    """What the plan is reckoned by: in words, for programs, and whose projects are in each."""
    yield "هدف", "goals", tuple(few(goals_of(library)))
    yield "واحد متولی", "owners", terms_of(library, "owner")
    yield "سال سررسید", "years", terms_of(library, "year")
    yield "منطقه", "districts", terms_of(library, "district")


def pages(library: Library) -> Iterator[Page]:
    """A report for each goal and each unit that has projects; its lists may need more pages."""
    for subjects in (goals_of(library), terms_of(library, "owner")):
        links = (None, *map(_link, subjects), None)
        for place, subject in enumerate(subjects):
            goal = library.goals[subject.code] if subject.kind == "goal" else None
            frame = Frame(
                path=subject.report,
                title=f"کارنامهٔ {subject.name}",
                description=f"آنچه {subject.name} باید به پایان می‌رساند و آنچه شد: {subject.title}",
                origin=goal.path if goal else library.plan_path,
                breadcrumb=(home_link(), view_link("reckoning"), Link(subject.name, "")),
                section="reckoning",
                lead=subject.title,
                kicker=subject.name if goal else "",
                goal=subject.goal,
                samples=any_sample((goal,) if goal else (), subject.projects),
                previous=links[place],
                next=links[place + 2],
            )
            found = period(library, subject.projects)
            first, *further = list_pages(
                frame, f"{subject.kind}-report", subject.code, found.groups if found else ()
            )
            view = ReportView(
                frame=first.frame,
                own=Link(subject.name, permalink(subject.kind, subject.code)),
                progress=progress(library, subject.projects),
                classes=class_rows(library, subject.projects, subject.ways),
                period=found and replace(found, groups=first.groups),
                timeline=timeline(library, subject.projects) if goal else None,
            )
            yield Page("report", view)
            yield from further_pages(further)


def _link(subject: Subject) -> RecordLink:
    label = f"کارنامهٔ {subject.name}" if subject.title else "کارنامهٔ"
    title = subject.title or subject.name
    return RecordLink(subject.kind, label, "", title, "", subject.report, sample=False)
