"""The reckoning of one goal or unit: a report for a session of the council."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.library.library import Library
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
    view_link,
)
from qomsite.pages.group import GroupView, term_groups, vocabularies
from qomsite.pages.paging import ListGroup, few, list_pages
from qomsite.pages.period import Period, period
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.pages.schedule import Timeline, timeline


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


def goals_of(library: Library) -> tuple[Subject, ...]:
    """The goals that have projects."""
    return library.memo.once(_goals, library)


def _goals(library: Library) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            *("goal", goal.code, number_of(goal), goal.title, own),
            tuple(class_groups(library, own)),
            goal_place(library, goal),
        )
        for goal in library.goals.values()
        if (own := library.projects_of_goal[goal.code])
    )


def terms_of(library: Library, kind: str) -> tuple[Subject, ...]:
    """The terms of a vocabulary with projects; of a year those that were to end in it."""
    return library.memo.once(_terms, library, kind)


def _terms(library: Library, kind: str) -> tuple[Subject, ...]:
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
            for page in further:
                yield Page("group", GroupView(page.frame, False, page.groups, None, (), None))


def _link(subject: Subject) -> RecordLink:
    label = f"کارنامهٔ {subject.name}" if subject.title else "کارنامهٔ"
    title = subject.title or subject.name
    return RecordLink(subject.kind, label, "", title, "", subject.report, sample=False)
