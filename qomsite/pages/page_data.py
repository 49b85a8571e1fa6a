"""Which pages have their data beside them, and at which address."""

from collections.abc import Iterable
from itertools import chain

from qomsite.pages.article import NewsView
from qomsite.pages.ask import AnswerView
from qomsite.pages.changes import ChangesView, YearChangesView
from qomsite.pages.corrections import CorrectionsView
from qomsite.pages.editions import ComparisonView
from qomsite.pages.frame import Page, RecordLink
from qomsite.pages.group import GroupView
from qomsite.pages.indicator_list import IndicatorsView
from qomsite.pages.listing import ListView
from qomsite.pages.projects import ProjectsView

RECORDS = (
    *("goal", "strategy", "policy", "project", "axis", "measure"),
    *("article", "correction"),
)
"""The types of pages that show one record, whose data are JSON."""
FIGURES = ("group_list", "reckoning", "report", "tables", "tree")
"""The types of pages that show what many projects come to."""

_LISTS = (
    *(AnswerView, ComparisonView, CorrectionsView, GroupView, IndicatorsView, ListView),
    YearChangesView,
)


def listed(page: Page) -> tuple[object, ...]:
    """What a page of a list lists: of a group of projects these alone."""
    view = page.view.shown if isinstance(page.view, ProjectsView) else page.view
    if isinstance(view, NewsView):
        return view.items
    if isinstance(view, ChangesView):
        return view.last
    if not isinstance(view, _LISTS):
        return ()
    items: Iterable[object] = chain.from_iterable(each.items for each in view.groups)
    return tuple(
        one
        for one in items
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
