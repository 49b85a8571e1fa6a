"""The search page: an index of all titles from آ to ی, which a script narrows while one types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qomsite.library.library import Library
from qomsite.model.records import Entry
from qomsite.pages.frame import Frame, Link, RecordLink, home_link, number_of, record_link
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink
from qomsite.text.collation import collation_key
from qomsite.text.folding import fold


@dataclass(frozen=True)
class SearchEntry:
    """A title in the index; ``key`` is its number and title, folded as queries are."""

    record: RecordLink
    key: str


@dataclass(frozen=True)
class Letter:
    """The titles that begin with a letter; ``anchor`` is its ASCII id."""

    letter: str
    anchor: str
    entries: tuple[SearchEntry, ...]


@dataclass(frozen=True)
class SearchView:
    """All titles in Persian order."""

    frame: Frame
    letters: tuple[Letter, ...]


def pages(library: Library) -> Iterator[Page]:
    """The search page."""
    frame = Frame(
        path=permalink("view", "search"),
        title="جست‌وجو",
        description="جست‌وجو در عنوان همهٔ رکوردها و صفحه‌ها، و نمایهٔ الفبایی آن‌ها",
        lead="جست‌وجو در عنوان همهٔ رکوردها و صفحه‌ها، و نمایهٔ الفبایی آن‌ها.",
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
        Letter(letter, f"letter-{place}", tuple(_entry(library, record) for record in group))
        for place, (letter, group) in enumerate(groupby(records, key=_first_letter), start=1)
    )
    yield Page("search", SearchView(frame, letters))


def _entry(library: Library, record: Entry) -> SearchEntry:
    return SearchEntry(record_link(library, record), fold(f"{number_of(record)} {record.title}"))


def _first_letter(record: Entry) -> str:
    letter = record.title.lstrip("«(\u200c ")[:1]
    return {"ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا"}.get(letter, letter)
