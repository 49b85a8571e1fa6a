"""The page of a project."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.parts import Document, Update
from qomsite.model.records import Project
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.facts import Fact, missing_labels, project_facts
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    record_frame,
    record_link,
    record_links,
)
from qomsite.pages.indicators import IndicatorView, indicator_views
from qomsite.pages.permalink import permalink
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.text.digits import percent
from qomsite.text.jalali import JalaliDate


@dataclass(frozen=True)
class Pace:
    """Time passed of the project's own span against physical progress, both in per cent.

    Made only if start, end and physical progress are all known. The bars grow from the right, so
    each says where it starts.
    """

    time: int
    time_start: int
    time_text: str
    work: int
    work_start: int
    work_text: str


@dataclass(frozen=True)
class ProjectView:
    """A project: the plain sentence, the status, the facts, and where it belongs."""

    frame: Frame
    body: Body
    approved_text: str
    status: StatusMark
    status_date: JalaliDate | None
    status_reason: str
    facts: tuple[Fact, ...]
    pace: Pace | None
    goal: RecordLink
    strategy: RecordLink | None
    policy: RecordLink
    also_serves: tuple[RecordLink, ...]
    axes: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    indicators: tuple[IndicatorView, ...]
    updates: tuple[Update, ...]
    documents: tuple[Link, ...]
    news: tuple[RecordLink, ...]
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each project."""
    for project in library.projects.values():
        policy = library.policies[project.policy]
        goal = library.goal_of(policy)
        strategy = library.strategy_of(policy)
        siblings = library.projects_of_policy[policy.code]
        also_serves = [library.policies[code] for code in project.also_serves]
        axes = library.axes_of(project)
        view = ProjectView(
            frame=record_frame(library, project, "projects", siblings, also_serves, axes),
            body=body_of(library, project),
            approved_text=project.approved_text or "",
            status=status_mark(library, library.status_of(project)),
            status_date=project.status_date,
            status_reason=project.status_reason or "",
            facts=project_facts(library, project),
            pace=_pace(project, library.site.as_of),
            goal=record_link(library, goal),
            strategy=record_link(library, strategy) if strategy else None,
            policy=record_link(library, policy),
            also_serves=record_links(library, also_serves),
            axes=record_links(library, axes),
            siblings=record_links(library, (p for p in siblings if p.code != project.code)),
            indicators=indicator_views(library, project.indicators),
            updates=tuple(sorted(project.updates, key=lambda update: update.date)),
            documents=tuple(_document(document) for document in project.documents),
            news=news_links(library, project),
            missing=missing_labels(project),
        )
        yield Page("project", view)


def _pace(project: Project, as_of: JalaliDate) -> Pace | None:
    end = project.current_end
    if project.start is None or end is None or project.physical_progress is None:
        return None
    span = end.last.ordinal - project.start.first.ordinal
    passed = min(max(as_of.ordinal - project.start.first.ordinal, 0), span)
    passed, span = (passed, span) if span else (1, 1)
    time = round(100 * passed / span)
    work = round(project.physical_progress)
    is_exact = passed in (0, span) or (project.start.iso and end.iso)
    return Pace(
        time,
        100 - time,
        f"{'' if is_exact else 'حدود '}{percent(passed, span)}",
        work,
        100 - work,
        percent(project.physical_progress),
    )


def _document(document: Document) -> Link:
    path = permalink("media", document.file.removeprefix("media/")) if document.file else ""
    return Link(document.title, path or document.address or "")
