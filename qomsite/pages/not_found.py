"""The page for addresses that do not exist."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Frame, Page
from qomsite.pages.permalink import NOT_FOUND


@dataclass(frozen=True)
class NotFoundView:
    """What to do now. Its links are site-absolute, since a host shows it at any address."""

    frame: Frame


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
    yield Page("not_found", NotFoundView(frame))
