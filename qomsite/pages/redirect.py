"""Redirects from the old codes of records to their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Record
from qomsite.pages.frame import Frame, RecordLink, is_sample, kind_of, record_link
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class RedirectView:
    """Where an old code leads."""

    frame: Frame
    target: RecordLink


def pages(library: Library) -> Iterator[Page]:
    """A page for each alias."""
    groups: tuple[tuple[Record, ...], ...] = (
        tuple(library.goals.values()),
        tuple(library.strategies.values()),
        tuple(library.policies.values()),
        tuple(library.projects.values()),
        tuple(library.axes.values()),
        tuple(library.measures.values()),
    )
    for records in groups:
        for record in records:
            for alias in record.aliases:
                yield _page(library, record, alias)


def _page(library: Library, record: Record, alias: str) -> Page:
    frame = Frame(
        path=permalink(kind_of(record), alias.casefold()),
        title=f"کد {alias} جابه‌جا شده است",
        description=record.title,
        origin=record.path,
        samples=is_sample(record),
    )
    return Page("redirect", RedirectView(frame, record_link(library, record)))
