"""The page of a thematic axis."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.body import Body, body_of
from qomsite.pages.facts import missing_labels
from qomsite.pages.frame import (
    Frame,
    Page,
    RecordLink,
    any_sample,
    list_link,
    record_frame,
    record_links,
)
from qomsite.pages.progress import Progress, progress


@dataclass(frozen=True)
class AxisView:
    """An axis, the measures it was drawn from, and the policies and projects that name it."""

    frame: Frame
    body: Body
    approved_text: str
    measures: tuple[RecordLink, ...]
    goals: tuple[RecordLink, ...]
    policies: tuple[RecordLink, ...]
    projects: tuple[RecordLink, ...]
    progress: Progress | None
    news: tuple[RecordLink, ...]
    missing: tuple[str, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each axis."""
    for axis in library.axes.values():
        projects = library.projects_of_axis.get(axis.code, ())
        policies = library.policies_of_axis.get(axis.code, ())
        served = {library.goal_of(p).code for p in policies} | {
            library.goal_of(p).code for p in projects
        }
        view = AxisView(
            frame=record_frame(
                library,
                axis,
                tuple(library.axes.values()),
                (list_link(library, "axes"),),
                section="axes",
                samples=any_sample(
                    policies,
                    projects,
                    (library.goals[code] for code in served),
                    (library.measures[code] for code in axis.measures),
                ),
            ),
            body=body_of(library, axis),
            approved_text=axis.approved_text or "",
            measures=record_links(library, (library.measures[code] for code in axis.measures)),
            goals=record_links(library, (g for g in library.goals.values() if g.code in served)),
            policies=record_links(library, policies),
            projects=record_links(library, projects),
            progress=progress(library, projects),
            news=record_links(library, library.news_about.get(("axis", axis.code), ())),
            missing=missing_labels(axis),
        )
        yield Page("axis", view)
