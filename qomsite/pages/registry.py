"""The page types. To add one: a module with a view and ``pages()``, a template, a row here.

And which pages have their data beside them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, cast

from qomsite.library.library import Library
from qomsite.model.records import Entry
from qomsite.pages import (
    ask,
    authored,
    bands,
    changes,
    editions,
    group,
    home,
    indicators,
    listing,
    open_data,
    projects,
    reckoning,
    reckoning_lists,
    records,
    redirect,
    report,
    search,
    tables,
    trace,
    tree,
)
from qomsite.pages.changes import followed
from qomsite.pages.correction_note import notes_of_pages
from qomsite.pages.editions import history_of_pages
from qomsite.pages.frame import History, Page, RecordLink
from qomsite.pages.permalink import feed_path, permalink

Composer = Callable[[Library], Iterator[Page]]
"""What composes pages of the plan."""

_REGISTERED: tuple[tuple[Composer, dict[str, type]], ...] = (
    (home.pages, {"home": home.HomeView}),
    (listing.pages, {"list": listing.ListView}),
    (projects.pages, {"projects": projects.ProjectsView}),
    (records.pages, records.VIEWS),
    (group.pages, {"group": group.GroupView, "group_list": group.GroupListView}),
    (bands.pages, {}),
    (tree.pages, {"tree": tree.TreeView, "goal_tree": tree.GoalTreeView}),
    (trace.pages, {}),
    (tables.pages, {"tables": tables.TablesView}),
    (reckoning.pages, {"reckoning": reckoning.ReckoningView}),
    (reckoning_lists.pages, {}),
    (report.pages, {"report": report.ReportView}),
    (indicators.pages, {"indicators": indicators.IndicatorsView}),
    (
        authored.pages,
        {
            "news": authored.NewsView,
            "article": authored.ArticleView,
            "page": authored.AuthoredView,
        },
    ),
    (changes.pages, {"changes": changes.ChangesView, "year_changes": changes.YearChangesView}),
    (
        authored.correction_pages,
        {"corrections": authored.CorrectionsView, "correction": authored.CorrectionView},
    ),
    (editions.pages, {"editions": editions.EditionsView, "comparison": editions.ComparisonView}),
    (ask.pages, {"ask": ask.AskView, "answer": ask.AnswerView}),
    (open_data.pages, {"open_data": open_data.OpenDataView, "dataset": open_data.DatasetView}),
    (
        search.pages,
        {"sitemap": search.SitemapView, "search": search.SearchView, "letter": search.LetterView},
    ),
    (redirect.pages, {"not_found": redirect.NotFoundView, "redirect": redirect.RedirectView}),
)
"""What composes pages of which types, each type with its view."""

PAGE_TYPES = {name: view for _, views in _REGISTERED for name, view in views.items()}
"""Every page type with its view; its template is ``pages/<type>.html``."""


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


def compose(
    library: Library, data: Callable[[], open_data.OpenData] | None = None
) -> tuple[Page, ...]:
    """Every page of the site, each with what it shows, its feed, its data, corrections and history.

    ``data`` gives what the pages of open data are about, which come late. Where none are made, as
    for a preview, whose reader waits for each save, no page leads to any.
    """
    of_data: dict[Composer, Composer] = {
        open_data.pages: lambda of: open_data.pages(of, data() if data else None),
        ask.pages: partial(ask.pages, has_data=data is not None),
    }
    every = tuple(page for pages, _ in _REGISTERED for page in of_data.get(pages, pages)(library))
    return tuple(
        _framed(library, every, history_of_pages(library), data_paths(every) if data else {})
    )


def compose_first(
    library: Library, files: Collection[str], types: Mapping[str, str]
) -> Iterator[Page]:
    """Some pages as :func:`compose` makes them without data, long before all would be made.

    Those of the records that some content files hold, and those with some paths, each of which
    had this type when all were made.
    """
    every: list[Page] = []
    chosen: list[Entry] = []
    rest = {*types}
    for kind, of_record in records.OF_RECORD.items():
        for record in library.by_kind[kind].values():
            path = permalink(kind, record.code)
            further = f"{path.removesuffix('.html')}/"
            own = {other for other in types if other == path or other.startswith(further)}
            if own or record.path in files:
                chosen.append(record)
                every += of_record(library, record)
                rest -= own
    others = {types[path] for path in rest} - records.OF_RECORD.keys()
    for pages, views in _REGISTERED:
        if others & views.keys():
            every += (page for page in pages(library) if page.path in rest)
    yield from _framed(library, every, history_of_pages(library, chosen), {})


def _framed(
    library: Library,
    every: Iterable[Page],
    history: Mapping[str, History],
    paths: Mapping[str, str],
) -> Iterator[Page]:
    """The pages with what is said beside any page; ``paths``: those of their data, by theirs."""
    notes = notes_of_pages(library)
    feeds = {link.path for link, _ in followed(library)}
    for page in every:
        path, frame, view = page.path, page.view.frame, cast("Any", page.view)
        said, steps = notes.get(path, ()), history.get(path, ())
        if said or steps or path in feeds or path in paths:
            frame = replace(
                frame,
                corrections=said,
                history=steps,
                samples=frame.samples or any(note.sample for note in said),
                feed=feed_path(path) if path in feeds else "",
                data=paths.get(path, ""),
            )
            page = Page(page.type, replace(view, frame=frame))
        yield page
