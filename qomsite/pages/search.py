"""The search page: a field that a script answers; and all titles from آ to ی, a page a letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from qomsite.library.library import Library
from qomsite.model.records import Entry
from qomsite.pages.frame import (
    Frame,
    Link,
    Page,
    RecordLink,
    home_link,
    is_sample,
    record_links,
    view_frame,
    view_link,
)
from qomsite.pages.paging import ListPage, group, list_pages
from qomsite.pages.permalink import SEARCH_INDEX, permalink
from qomsite.text.characters import ZWNJ
from qomsite.text.collation import collation_key


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
    """The search page, and a page for each letter that a title begins with."""
    once = library.memo.once
    titled = sorted(library.entries(), key=lambda one: (once(collation_key, one.title), one.path))
    groups = {letter: tuple(some) for letter, some in groupby(titled, _first_letter)}
    letters = tuple(Link(letter, _path(letter)) for letter in groups)
    says = "جست‌وجو در همهٔ رکوردها، خبرها و صفحه‌ها، و فهرست الفبایی عنوان‌ها"
    link, origin = view_link("search"), library.site_path
    frame = view_frame(library, link, says, "search", lead=f"{says}.", origin=origin)
    sitemap_path = permalink("view", "sitemap")
    yield Page("search", SearchView(frame, SEARCH_INDEX, sitemap_path, letters))
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
