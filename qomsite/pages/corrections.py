"""The register of corrections, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import CORRECTIONS
from qomsite.pages.body import NO_BODY, Body, body_of, listing_body
from qomsite.pages.correction_note import CorrectionNote, correction_note
from qomsite.pages.frame import Frame, Link, Page, home_link, list_link, neighbours
from qomsite.pages.listing import list_frame
from qomsite.pages.paging import ListGroup, group, list_pages


@dataclass(frozen=True)
class CorrectionsView:
    """All corrections, the newest first."""

    frame: Frame
    body: Body
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True)
class CorrectionView:
    """One correction, and the way to what it is about."""

    frame: Frame
    note: CorrectionNote
    body: Body


_SAYS = "آنچه این سایت نادرست گفته بود، آنچه درست است و روزی که درست شد"


def pages(library: Library) -> Iterator[Page]:
    """The register, in as many pages as it needs, and each correction."""
    notes = tuple(correction_note(library, one) for one in library.corrections)
    parent = list_link(library, "corrections")
    frame = list_frame(library, CORRECTIONS, library.corrections, _SAYS)
    body = listing_body(library, library.listings.get("corrections"))
    groups = (group("", "", notes),)
    for page in list_pages(frame, "view", "corrections", groups):
        yield Page(
            "corrections",
            CorrectionsView(page.frame, NO_BODY if page.frame.is_further else body, page.groups),
        )
    for one, note in zip(library.corrections, notes, strict=True):
        newer, older = neighbours(library, one)
        own = Frame(
            path=note.path,
            title=one.title,
            description=one.summary or one.right,
            origin=one.path,
            breadcrumb=(home_link(), parent, Link(one.title, "")),
            section="corrections",
            kicker=CORRECTIONS.singular,
            lead=one.summary or "",
            sample=one.sample,
            samples=one.sample,
            previous=newer,
            next=older,
        )
        yield Page("correction", CorrectionView(own, note, body_of(library, one)))
