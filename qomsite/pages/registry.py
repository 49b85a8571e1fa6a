"""The page types. To add one: a module with a view and ``pages()``, a template, a row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qomsite.library.library import Library
from qomsite.pages import (
    article,
    authored,
    axis,
    dashboard,
    goal,
    goal_progress,
    group,
    home,
    listing,
    measure,
    not_found,
    policy,
    project,
    projects,
    redirect,
    search,
    sitemap,
    strategy,
    tree,
)
from qomsite.pages.frame import Page

PAGE_TYPES: dict[str, type] = {
    "home": home.HomeView,
    "goal": goal.GoalView,
    "goal_progress": goal_progress.GoalProgressView,
    "strategy": strategy.StrategyView,
    "policy": policy.PolicyView,
    "project": project.ProjectView,
    "axis": axis.AxisView,
    "measure": measure.MeasureView,
    "list": listing.ListView,
    "projects": projects.ProjectsView,
    "group": group.GroupView,
    "group_list": group.GroupListView,
    "tree": tree.TreeView,
    "goal_tree": tree.GoalTreeView,
    "dashboard": dashboard.DashboardView,
    "news": article.NewsView,
    "article": article.ArticleView,
    "page": authored.AuthoredView,
    "sitemap": sitemap.SitemapView,
    "search": search.SearchView,
    "letter": search.LetterView,
    "not_found": not_found.NotFoundView,
    "redirect": redirect.RedirectView,
}
"""Every page type with its view; its template is ``pages/<type>.html``."""

_COMPOSERS: tuple[Callable[[Library], Iterator[Page]], ...] = (
    home.pages,
    listing.pages,
    projects.pages,
    goal.pages,
    goal_progress.pages,
    strategy.pages,
    policy.pages,
    project.pages,
    axis.pages,
    measure.pages,
    group.pages,
    tree.pages,
    dashboard.pages,
    article.pages,
    authored.pages,
    sitemap.pages,
    search.pages,
    not_found.pages,
    redirect.pages,
)


def compose(library: Library) -> tuple[Page, ...]:
    """Every page of the site, each with all that it shows."""
    return tuple(page for pages in _COMPOSERS for page in pages(library))
