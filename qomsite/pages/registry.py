"""The page types. To add one: a module with a view and ``pages()``, a template, a row here."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, cast

from qomsite.library.library import Library
from qomsite.pages import (
    article,
    ask,
    authored,
    axis,
    bands,
    budgets,
    changes,
    corrections,
    editions,
    goal,
    group,
    group_table,
    home,
    indicator_list,
    listing,
    not_found,
    open_data,
    policy,
    project,
    projects,
    reckoning,
    reckoning_lists,
    redirect,
    report,
    search,
    sitemap,
    sources,
    strategy,
    trace,
    tree,
)
from qomsite.pages.changes import change_feeds
from qomsite.pages.correction_note import notes_of_pages
from qomsite.pages.editions import history_of_pages
from qomsite.pages.frame import Page
from qomsite.pages.page_data import data_paths
from qomsite.pages.permalink import feed_path

Composer = Callable[[Library], Iterator[Page]]
"""What composes pages of the plan."""

_REGISTERED: tuple[tuple[Composer, dict[str, type]], ...] = (
    (home.pages, {"home": home.HomeView}),
    (listing.pages, {"list": listing.ListView}),
    (projects.pages, {"projects": projects.ProjectsView}),
    (goal.pages, {"goal": goal.GoalView}),
    (strategy.pages, {"strategy": strategy.StrategyView}),
    (policy.pages, {"policy": policy.PolicyView}),
    (project.pages, {"project": project.ProjectView}),
    (axis.pages, {"axis": axis.AxisView, "measure": axis.MeasureView}),
    (group.pages, {"group": group.GroupView, "group_list": group.GroupListView}),
    (bands.pages, {}),
    (tree.pages, {"tree": tree.TreeView, "goal_tree": tree.GoalTreeView}),
    (trace.pages, {}),
    (sources.pages, {}),
    (budgets.pages, {"tables": group_table.TablesView}),
    (reckoning.pages, {"reckoning": reckoning.ReckoningView}),
    (reckoning_lists.pages, {}),
    (report.pages, {"report": report.ReportView}),
    (indicator_list.pages, {"indicators": indicator_list.IndicatorsView}),
    (article.pages, {"news": article.NewsView, "article": article.ArticleView}),
    (authored.pages, {"page": authored.AuthoredView}),
    (
        changes.pages,
        {"changes": changes.ChangesView, "year_changes": changes.YearChangesView},
    ),
    (
        corrections.pages,
        {"corrections": corrections.CorrectionsView, "correction": corrections.CorrectionView},
    ),
    (
        editions.pages,
        {"editions": editions.EditionsView, "comparison": editions.ComparisonView},
    ),
    (ask.pages, {"ask": ask.AskView, "answer": ask.AnswerView}),
    (open_data.pages, {"open_data": open_data.OpenDataView, "dataset": open_data.DatasetView}),
    (sitemap.pages, {"sitemap": sitemap.SitemapView}),
    (search.pages, {"search": search.SearchView, "letter": search.LetterView}),
    (not_found.pages, {"not_found": not_found.NotFoundView}),
    (redirect.pages, {"redirect": redirect.RedirectView}),
)
"""What composes pages of which types, each type with its view."""

PAGE_TYPES = {name: view for _, views in _REGISTERED for name, view in views.items()}
"""Every page type with its view; its template is ``pages/<type>.html``."""


def compose(library: Library, data: open_data.OpenData | None = None) -> tuple[Page, ...]:
    """Every page of the site, each with what it shows, its feed, its data, corrections and history.

    ``data`` is what the pages of open data are about. Where none are made, as for a preview, whose
    reader waits for each save, no page leads to any.
    """
    notes, history = notes_of_pages(library), history_of_pages(library)
    followed = {link.path for link, _ in change_feeds(library)}
    of_data: dict[Composer, Composer] = {
        open_data.pages: partial(open_data.pages, data=data),
        ask.pages: partial(ask.pages, has_data=data is not None),
    }
    every = tuple(page for pages, _ in _REGISTERED for page in of_data.get(pages, pages)(library))
    paths = data_paths(every) if data else {}

    def framed(page: Page) -> Page:
        path, frame, view = page.path, page.view.frame, cast("Any", page.view)
        said, steps = notes.get(path, ()), history.get(path, ())
        if not (said or steps or path in followed or path in paths):
            return page
        frame = replace(
            frame,
            corrections=said,
            history=steps,
            samples=frame.samples or any(note.sample for note in said),
            feed=feed_path(path) if path in followed else "",
            data=paths.get(path, ""),
        )
        return Page(page.type, replace(view, frame=frame))

    return tuple(map(framed, every))
