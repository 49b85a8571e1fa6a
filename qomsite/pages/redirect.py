"""Redirects from the old codes of records, news and pages to where they are now."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.records import Entry
from qomsite.pages.frame import Frame, Page, RecordLink, is_sample, kind_of, record_link
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class RedirectView:
    """Where an old code leads."""

    frame: Frame
    target: RecordLink


def pages(library: Library) -> Iterator[Page]:
    """A page for each alias."""
    for entry in library.entries():
        for alias in entry.aliases:
            yield _page(library, entry, alias)


def _page(library: Library, entry: Entry, alias: str) -> Page:
    frame = Frame(
        path=permalink(kind_of(entry), alias.casefold()),
        title=f"کد {alias} جابه‌جا شده است",
        description=entry.title,
        origin=entry.path,
        samples=is_sample(entry),
    )
    return Page("redirect", RedirectView(frame, record_link(library, entry)))
