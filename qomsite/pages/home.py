"""The home page."""

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.authored import NewsItem, news_items
from qomsite.pages.changes import Change, latest_changes
from qomsite.pages.frame import Frame, Link, Page, RecordLink, record_link
from qomsite.pages.paging import few
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress

LATEST_CHANGES = 5
LATEST_NEWS = 4


@dataclass(frozen=True)
class HomeView:
    """What the plan is, its goals where they are few, its state, its news.

    Each goal has the numbers of its policies and projects, each level that of its records.
    """

    frame: Frame
    goals: tuple[tuple[RecordLink, int, int], ...]
    levels: tuple[tuple[Link, int], ...]
    progress: Progress | None
    reckoning: str
    changes: tuple[Change, ...]
    news: tuple[NewsItem, ...]


def pages(library: Library) -> Iterator[Page]:
    """The first page."""
    site = library.site
    frame = Frame(
        path=permalink("view", "home"),
        title=site.title,
        description=site.description,
        origin=library.site_path,
        section="home",
        lead=site.description,
        samples=bool(library.samples()),
    )
    cards = tuple(
        (
            record_link(library, goal),
            len(library.policies_of_goal[goal.code]),
            len(library.projects_of_goal[goal.code]),
        )
        for goal in few(library.goals.values())
    )
    levels = (
        ("goals", "هدف", library.goals),
        ("strategies", "راهبرد", library.strategies),
        ("policies", "سیاست اجرایی", library.policies),
        ("projects", "طرح", library.projects),
    )
    view = HomeView(
        frame=frame,
        goals=cards,
        levels=tuple(
            (Link(title, permalink("view", name)), len(records)) for name, title, records in levels
        ),
        progress=progress(library, tuple(library.projects.values())),
        reckoning=permalink("view", "reckoning"),
        changes=latest_changes(library, LATEST_CHANGES),
        news=news_items(library)[:LATEST_NEWS],
    )
    yield Page("home", view)
