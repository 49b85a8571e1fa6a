"""The page for addresses that do not exist."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Frame, Page, RecordLink, record_links
from qomsite.pages.paging import few
from qomsite.pages.permalink import NOT_FOUND


@dataclass(frozen=True)
class NotFoundView:
    """What to do now. Its links are site-absolute, since a host shows it at any address.

    ``goals``: those to go on from, where they are few.
    """

    frame: Frame
    goals: tuple[RecordLink, ...]


def pages(library: Library) -> Iterator[Page]:
    """The 404 page."""
    frame = Frame(
        path=NOT_FOUND,
        title="این صفحه پیدا نشد",
        description="نشانی درست نیست یا صفحه جابه‌جا شده است",
        lead="نشانی درست نیست یا صفحه جابه‌جا شده است. از یکی از این راه‌ها پیش بروید.",
        origin=library.site_path,
        samples=True,
    )
    yield Page("not_found", NotFoundView(frame, record_links(library, few(library.goals.values()))))
