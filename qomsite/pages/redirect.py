"""What stands at an address that has no page of its own: redirects from old codes, the 404 page."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import (
    Frame,
    Page,
    RecordLink,
    is_sample,
    kind_of,
    record_link,
    record_links,
)
from qomsite.pages.paging import few
from qomsite.pages.permalink import NOT_FOUND, permalink


@dataclass(frozen=True)
class RedirectView:
    """A page at a former address, and the record that it leads to."""

    frame: Frame
    target: RecordLink


@dataclass(frozen=True)
class NotFoundView:
    """What to do now. Its links are site-absolute, since a host shows it at any address.

    ``goals``: those to go on from, where they are few.
    """

    frame: Frame
    goals: tuple[RecordLink, ...]


def pages(library: Library) -> Iterator[Page]:
    """The 404 page, then a page for each alias of a record, a news item or a page."""
    frame = Frame(
        path=NOT_FOUND,
        title="این صفحه پیدا نشد",
        description="نشانی درست نیست یا صفحه جابه‌جا شده است",
        lead="نشانی درست نیست یا صفحه جابه‌جا شده است. از یکی از این راه‌ها پیش بروید.",
        origin=library.site_path,
        samples=True,
    )
    yield Page("not_found", NotFoundView(frame, record_links(library, few(library.goals.values()))))
    for entry in library.entries():
        for alias in entry.aliases:
            frame = Frame(
                path=permalink(kind_of(entry), alias.casefold()),
                title=f"کد {alias} جابه‌جا شده است",
                description=entry.title,
                origin=entry.path,
                samples=is_sample(entry),
            )
            yield Page("redirect", RedirectView(frame, record_link(library, entry)))
