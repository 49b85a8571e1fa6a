"""Which pages have their data beside them, and at which address."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, cast

from qomsite.pages.frame import Page, RecordLink

RECORDS = (
    *("goal", "strategy", "policy", "project", "axis", "measure"),
    *("article", "correction"),
)
"""The types of pages that show one record, whose data are JSON."""
FIGURES = ("group_list", "reckoning", "report", "tables", "tree")
"""The types of pages that show what many projects come to."""

_LISTS = (
    *("answer", "comparison", "corrections", "group", "indicators", "list", "projects"),
    "year_changes",
)


def listed(page: Page) -> tuple[object, ...]:
    """What a page of a list lists: of a group of projects these alone."""
    view = cast("Any", page.view)
    if page.type in ("news", "changes"):
        return cast("tuple[object, ...]", view.items if page.type == "news" else view.last)
    groups = (view.shown if page.type == "projects" else view).groups if page.type in _LISTS else ()
    return tuple(
        one
        for one in chain.from_iterable(each.items for each in groups)
        if page.type != "group" or (isinstance(one, RecordLink) and one.kind == "project")
    )


def data_paths(pages: Iterable[Page]) -> dict[str, str]:
    """The path of each page's data, by its own; those of all pages of a list are the same file.

    Where a list has nothing, there is none.
    """
    found: dict[str, str] = {}
    for page in pages:
        paging = page.view.frame.paging
        first = paging.steps[0].path if paging else page.path
        if first in found or page.type in (*RECORDS, *FIGURES) or listed(page):
            ending = "json" if page.type in RECORDS else "csv"
            found[page.path] = f"{first.removesuffix('html')}{ending}"
    return found
