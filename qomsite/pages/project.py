"""The page of a project."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Project
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.facts import (
    Fact,
    FactValue,
    document_link,
    judged,
    missing_labels,
    project_facts,
)
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
from qomsite.pages.lifetime import TIMES, Lifetime, Moment, events, lifetime, moments
from qomsite.pages.status_mark import StatusMark, status_mark
from qomsite.pages.verdict import project_links, verdict_sentence
from qomsite.text.jalali import JalaliDate


@dataclass(frozen=True)
class ProjectView:
    """A project: the plain sentence, the status, the facts, and where it belongs."""

    frame: Frame
    body: Body
    approved_text: str
    sentence: tuple[FactValue, ...]
    status: StatusMark
    status_date: JalaliDate | None
    status_reason: str
    facts: tuple[Fact, ...]
    lifetime: Lifetime | None
    moments: tuple[Moment, ...]
    goal: RecordLink
    strategy: RecordLink | None
    policy: RecordLink
    also_serves: tuple[RecordLink, ...]
    axes: tuple[RecordLink, ...]
    siblings: tuple[RecordLink, ...]
    indicators: tuple[IndicatorView, ...]
    events: tuple[Moment, ...]
    documents: tuple[Link, ...]
    news: tuple[RecordLink, ...]
    missing: tuple[str, ...]
    judged: tuple[Link, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each project."""
    for project in library.projects.values():
        yield from pages_of(library, project)


def pages_of(library: Library, project: Project) -> Iterator[Page]:
    """The page of a project."""
    policy = library.policies[project.policy]
    goal = library.goal_of(policy)
    strategy = library.strategy_of(policy)
    siblings = library.projects_of_policy[policy.code]
    also_serves = [library.policies[code] for code in project.also_serves]
    axes = library.axes_of(project)
    status = library.status_of(project)
    told = status is not None and status.outcome in ("stopped", "dropped")
    view = ProjectView(
        frame=record_frame(library, project, "projects", siblings, also_serves, axes),
        body=body_of(library, project),
        approved_text=project.approved_text or "",
        sentence=verdict_sentence(library, project),
        status=status_mark(library, status),
        status_date=None if told else project.status_date,
        status_reason="" if told else project.status_reason or "",
        facts=project_facts(library, project, without=TIMES),
        lifetime=lifetime(library, project),
        moments=moments(library, project),
        goal=record_link(library, goal),
        strategy=record_link(library, strategy) if strategy else None,
        policy=record_link(library, policy),
        also_serves=record_links(library, also_serves),
        axes=record_links(library, axes),
        siblings=project_links(library, (p for p in siblings if p.code != project.code)),
        indicators=indicator_views(library, project),
        events=events(project.updates, project.documents),
        documents=tuple(map(document_link, project.documents)),
        news=news_links(library, project),
        missing=missing_labels(project),
        judged=judged(project),
    )
    yield Page("project", view)
