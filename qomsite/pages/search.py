"""The ways to every page: the search, all titles from آ to ی, a page a letter, and the site map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

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
    is_sample,
    list_link,
    number_of,
    record_links,
    view_frame,
    view_link,
)
from qomsite.pages.group import vocabularies
from qomsite.pages.paging import ListPage, few, group, group_anchor, list_pages, starts
from qomsite.pages.permalink import SEARCH_INDEX, permalink
from qomsite.pages.questions import QUESTIONS
from qomsite.pages.report import goals_of, terms_of
from qomsite.pages.tree import tree_links
from qomsite.text.characters import ZWNJ
from qomsite.text.collation import collation_key
from qomsite.text.digits import number


@dataclass(frozen=True)
class SearchView:
    """The field, and the way to the titles; ``index``: the first file of the search index."""

    frame: Frame
    index: str
    sitemap_path: str
    letters: tuple[Link, ...]


@dataclass(frozen=True)
class LetterView:
    """The titles that begin with a letter, in Persian order, and the way to the other letters."""

    frame: Frame
    letters: tuple[Link, ...]
    records: tuple[RecordLink, ...]


def pages(library: Library) -> Iterator[Page]:
    """The site map, the search page, and a page for each letter that a title begins with."""
    says, origin = "همهٔ صفحه‌های این سایت، دسته به دسته", library.site_path
    link = view_link("sitemap")
    frame = view_frame(library, link, says, "sitemap", origin=origin)
    yield Page("sitemap", SitemapView(frame, tuple(_sections(library))))
    once = library.memo.once
    titled = sorted(library.entries(), key=lambda one: (once(collation_key, one.title), one.path))
    groups = {letter: tuple(some) for letter, some in groupby(titled, _first_letter)}
    letters = tuple(Link(letter, _path(letter)) for letter in groups)
    says = "جست‌وجو در همهٔ رکوردها، خبرها و صفحه‌ها، و فهرست الفبایی عنوان‌ها"
    found = view_link("search")
    frame = view_frame(library, found, says, "search", origin=origin)
    yield Page("search", SearchView(frame, SEARCH_INDEX, link.path, letters))
    for letter, records in groups.items():
        for page in _letter(library, letter, records):
            rows = (row for part in page.groups for row in part.items)
            shown = tuple(row for row in rows if isinstance(row, RecordLink))
            yield Page("letter", LetterView(page.frame, letters, shown))


def _letter(library: Library, letter: str, records: tuple[Entry, ...]) -> tuple[ListPage, ...]:
    title = f"عنوان‌ها با حرف «{letter}»"
    frame = Frame(
        path=_path(letter),
        title=title,
        description=f"{title}، از همهٔ رکوردها، خبرها و صفحه‌ها",
        origin=library.site_path,
        breadcrumb=(home_link(), view_link("search"), Link(f"حرف «{letter}»", "")),
        section="search",
        samples=any(map(is_sample, records)),
    )
    return list_pages(
        frame, "letter", _code(letter), [group("", "", record_links(library, records))]
    )


def _path(letter: str) -> str:
    return permalink("letter", _code(letter))


def _code(letter: str) -> str:
    """A letter by its code point, since addresses are ASCII."""
    return f"{ord(letter):04x}"


def _first_letter(record: Entry) -> str:
    letter = record.title.lstrip(f"«({ZWNJ} ")[:1]
    return {"ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا"}.get(letter, letter)


@dataclass(frozen=True)
class Section:
    """A heading of the site map with the pages under it."""

    title: Link
    links: tuple[Link, ...]
    records: tuple[RecordLink, ...]


@dataclass(frozen=True)
class SitemapView:
    """Every page of the site, in sections."""

    frame: Frame
    sections: tuple[Section, ...]


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
        yield Section(vocabulary.link, terms, ())


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
