"""The page of a measure of the base document."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.body import Body, body_of
from qomsite.pages.frame import Frame, Page, RecordLink, list_link, record_frame, record_links


@dataclass(frozen=True)
class MeasureView:
    """A measure, the axes drawn from it and the policies that answer to it."""

    frame: Frame
    body: Body
    approved_text: str
    axes: tuple[RecordLink, ...]
    policies: tuple[RecordLink, ...]


def pages(library: Library) -> Iterator[Page]:
    """A page for each measure."""
    for measure in library.measures.values():
        axes = library.axes_of_measure.get(measure.code, ())
        policies = library.policies_of_measure.get(measure.code, ())
        view = MeasureView(
            frame=record_frame(
                library,
                measure,
                tuple(library.measures.values()),
                (list_link(library, "measures"),),
                section="axes",
                samples=any(record.provenance == "sample" for record in (*axes, *policies)),
            ),
            body=body_of(library, measure),
            approved_text=measure.approved_text or "",
            axes=record_links(library, axes),
            policies=record_links(library, policies),
        )
        yield Page("measure", view)
