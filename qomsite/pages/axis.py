"""The pages of the thematic axes, and of the measures of the base document that they are from."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Axis
from qomsite.pages.article import news_links
from qomsite.pages.body import Body, body_of
from qomsite.pages.changes import Change, last_changes
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import Frame, Page, RecordLink, record_frame, record_links
from qomsite.pages.group import GroupView
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.pages.progress import OF_AXES, Progress, progress
from qomsite.pages.verdict import project_links


@dataclass(frozen=True)
class AxisView:
    """An axis, the measures it was drawn from, and what names it, by level of the plan."""

    frame: Frame
    body: Body
    approved_text: str
    measures: tuple[RecordLink, ...]
    groups: tuple[ListGroup, ...]
    progress: Progress | None
    changes: tuple[Change, ...]
    news: tuple[RecordLink, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class MeasureView:
    """A measure, the axes drawn from it and the policies that answer to it."""

    frame: Frame
    body: Body
    approved_text: str
    axes: tuple[RecordLink, ...]
    policies: tuple[RecordLink, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each axis, more where too much names it for one; then for each measure."""
    for axis in library.axes.values():
        yield from pages_of(library, axis)
    for measure in library.measures.values():
        axes = library.axes_of_measure[measure.code]
        answering = library.policies_of_measure[measure.code]
        yield Page(
            "measure",
            MeasureView(
                frame=record_frame(library, measure, "axes", axes, answering, listed="measures"),
                body=body_of(library, measure),
                approved_text=measure.approved_text or "",
                axes=record_links(library, axes),
                policies=record_links(library, answering),
            ),
        )


def pages_of(library: Library, axis: Axis) -> Iterator[Page]:
    """The page of an axis; more where too much names it for one."""
    projects = library.projects_of_axis[axis.code]
    policies = library.policies_of_axis[axis.code]
    served = {library.goal_of(p).code for p in policies}
    served |= {library.goal_of(p).code for p in projects}
    goals = [goal for goal in library.goals.values() if goal.code in served]
    measures = [library.measures[code] for code in axis.measures]
    shown = (policies, projects, goals, measures)
    groups = (
        group("هدف‌هایی که به این محور می‌رسند", "goals", record_links(library, goals)),
        group("سیاست‌های این محور", "policies", record_links(library, policies)),
        group("طرح‌های این محور", "projects", project_links(library, projects)),
    )
    frame = record_frame(library, axis, "axes", *shown, listed="axes")
    first, *further = list_pages(frame, "axis", axis.code, groups)
    view = AxisView(
        frame=first.frame,
        body=body_of(library, axis),
        approved_text=axis.approved_text or "",
        measures=record_links(library, measures),
        groups=first.groups,
        progress=progress(library, projects, OF_AXES),
        changes=last_changes(library, (axis, *policies, *projects)),
        news=news_links(library, axis),
        missing=missing_labels(axis),
    )
    yield Page("axis", view)
    for page in further:
        yield Page("group", GroupView(page.frame, False, page.groups, None, (), None))
