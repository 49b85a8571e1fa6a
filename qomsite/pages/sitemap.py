"""The site map: every section of the site, and the way to every page.

The long collections are named with their count and the way to each goal's part of their list, so
that the page stays light on a slow network; their titles stand in the lists and in the tree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.model.collections import BY_NAME, MEASURES
from qomsite.model.records import Entry
from qomsite.model.targets import ROOT_VIEWS
from qomsite.pages.ask import ask_link, question_link
from qomsite.pages.bands import bands
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    home_link,
    list_link,
    number_of,
    record_links,
    view_frame,
    view_link,
)
from qomsite.pages.group import vocabularies
from qomsite.pages.paging import few, group_anchor, starts
from qomsite.pages.permalink import permalink
from qomsite.pages.questions import QUESTIONS
from qomsite.pages.report import goals_of, terms_of
from qomsite.pages.tree import tree_links
from qomsite.text.digits import number


@dataclass(frozen=True)
class Section:
    """A heading of the site map with the pages under it."""

    title: Link
    links: tuple[Link, ...]
    records: tuple[RecordLink, ...]


@dataclass(frozen=True)
class SitemapView:
    """All pages by section."""

    frame: Frame
    sections: tuple[Section, ...]


def pages(library: Library) -> Iterator[Page]:
    """The site map."""
    says = "همهٔ صفحه‌های این سایت، دسته به دسته"
    link, origin = view_link("sitemap"), library.site_path
    frame = view_frame(library, link, says, "sitemap", lead=f"{says}.", origin=origin)
    yield Page("sitemap", SitemapView(frame, tuple(_sections(library))))


def _sections(library: Library) -> Iterator[Section]:
    authored = tuple(
        Link(page.title, permalink("page", page.code)) for page in library.pages.values()
    )
    whole = (
        view_link(name)
        for name in ROOT_VIEWS
        if name not in ("home", "tree", "reckoning", "sitemap")
    )
    yield Section(home_link(), (*whole, *authored), ())
    yield Section(view_link("tree"), tree_links(library), ())
    for name, records in (("goals", few(library.goals.values())), ("axes", library.axes.values())):
        yield Section(list_link(library, name), (), record_links(library, records))
    for name, of_goal in (
        ("strategies", library.strategies_of_goal),
        ("policies", library.policies_of_goal),
        ("projects", library.projects_of_goal),
    ):
        yield Section(list_link(library, name), _by_goal(library, name, of_goal), ())
    measures = f"{number(len(library.measures))} {MEASURES.singular}"
    yield Section(
        list_link(library, "measures"), (Link(measures, permalink("view", "measures")),), ()
    )
    yield Section(list_link(library, "news"), (), record_links(library, library.news))
    subjects = (*few(goals_of(library)), *terms_of(library, "owner"))
    reports = tuple(Link(f"کارنامهٔ {one.name}", one.report) for one in subjects)
    yield Section(view_link("reckoning"), reports, ())
    yield Section(ask_link(), tuple(map(question_link, QUESTIONS)), ())
    for vocabulary in (*vocabularies(library), *bands(library)):
        terms = tuple(
            Link(term.title, permalink(vocabulary.kind, term.key)) for term in vocabulary.terms
        )
        yield Section(Link(vocabulary.title, permalink("view", vocabulary.name)), terms, ())


def _by_goal(
    library: Library, name: str, of_goal: Mapping[str, Sequence[Entry]]
) -> tuple[Link, ...]:
    """The way to each goal's part of a list, with the number of records there."""
    goals = few(library.goals.values())
    served = [(place, goal) for place, goal in enumerate(goals, 1) if goal.code in of_goal]
    begins = starts("view", name, [len(of_goal[goal.code]) for _, goal in served])
    return tuple(
        Link(
            f"{number_of(goal)}: {number(len(of_goal[goal.code]))} {BY_NAME[name].singular}",
            f"{path}#{group_anchor(place)}",
        )
        for (place, goal), path in zip(served, begins, strict=True)
    )
