"""The search page: a field that a script answers, and without it all titles from آ to ی."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qomsite.library.library import Library
from qomsite.model.records import Entry
from qomsite.pages.frame import Frame, Link, RecordLink, home_link, record_links
from qomsite.pages.page import Page
from qomsite.pages.permalink import SEARCH_INDEX, permalink
from qomsite.text.collation import collation_key


@dataclass(frozen=True)
class Letter:
    """The titles that begin with a letter; ``anchor`` is its ASCII id."""

    letter: str
    anchor: str
    records: tuple[RecordLink, ...]


@dataclass(frozen=True)
class SearchView:
    """All titles in Persian order; ``index``: the first file of the search index."""

    frame: Frame
    index: str
    sitemap_path: str
    letters: tuple[Letter, ...]


def pages(library: Library) -> Iterator[Page]:
    """The search page."""
    frame = Frame(
        path=permalink("view", "search"),
        title="جست‌وجو",
        description="جست‌وجو در همهٔ رکوردها، خبرها و صفحه‌ها، و نمایهٔ الفبایی عنوان‌ها",
        lead="جست‌وجو در همهٔ رکوردها، خبرها و صفحه‌ها، و نمایهٔ الفبایی عنوان‌ها.",
        origin=library.site_path,
        breadcrumb=(home_link(), Link("جست‌وجو", "")),
        section="search",
        samples=bool(library.samples()),
    )
    records: list[Entry] = [
        *library.goals.values(),
        *library.strategies.values(),
        *library.policies.values(),
        *library.projects.values(),
        *library.axes.values(),
        *library.measures.values(),
        *library.news,
        *library.pages.values(),
    ]
    records.sort(key=lambda record: (collation_key(record.title), record.path))
    letters = tuple(
        Letter(letter, f"letter-{place}", record_links(library, group))
        for place, (letter, group) in enumerate(groupby(records, key=_first_letter), start=1)
    )
    yield Page("search", SearchView(frame, SEARCH_INDEX, permalink("view", "sitemap"), letters))


def _first_letter(record: Entry) -> str:
    letter = record.title.lstrip("«(\u200c ")[:1]
    return {"ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا"}.get(letter, letter)
