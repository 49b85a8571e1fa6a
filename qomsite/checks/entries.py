"""The entries of the content and their Markdown texts, as rules ask for them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from qomsite import messages
from qomsite.errors import BODY, Keys, Place, Problem
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.kinds import Value
from qomsite.model.records import Entry, Record
from qomsite.text.collation import collation_key
from qomsite.text.digits import between, persian_digits

_LISTED = 8
_LISTED_WORDS = 20
"""As many codes are named one by one in a message; of more, only the first and the last."""


def all_entries(content: Content) -> Iterator[Entry]:
    """Every entry of every collection."""
    for collection in COLLECTIONS:
        yield from content.of(collection, Entry)


def all_records(content: Content) -> Iterator[Record]:
    """Every record of the plan."""
    return (entry for entry in all_entries(content) if isinstance(entry, Record))


def codes(content: Content, collection: Collection) -> frozenset[str]:
    """Every code of a collection that has a file, read or not."""
    return content.codes.get(collection.name, frozenset())


def drafts(content: Content, collection: Collection) -> frozenset[str]:
    """The codes of a collection that are not published."""
    return frozenset(entry.code for entry in content.of(collection, Entry) if entry.draft)


def is_written(content: Content, path: str, key: str) -> bool:
    """Whether a file has a key, even one whose value could not be read (it was reported)."""
    places = content.places.get(path)
    return places is not None and places.has(key)


def folder(content: Content, name: str) -> str:
    """A folder of the content as one would type it."""
    root = content.site_path.rpartition("/")[0]
    return f"{root}/{name}" if root else name


def shown_code(code: str) -> str:
    """A code inside a Persian sentence: a number in Persian digits, a word as it is."""
    return persian_digits(code) if code.isdecimal() else code


def existing(options: Iterable[str]) -> str:
    """Which codes there are: all of a few, or the first and the last."""
    ordered = [shown_code(code) for code in sorted(options, key=collation_key)]
    if not ordered:
        return "هنوز هیچ کدی نیست"
    if len(ordered) <= (_LISTED if ordered[0].isdecimal() else _LISTED_WORDS):
        return f"کدهای موجود: {'، '.join(ordered)}"
    return f"کدهای موجود {between(ordered[0], ordered[-1])}"


P = TypeVar("P", bound=Value)


def parts(content: Content, name: str, model: type[P]) -> Iterator[tuple[Record, Keys, P]]:  # noqa: ARG001
    """What records have several of under a key: the record, the keys that lead there, each one."""
    for record in all_records(content):
        found: tuple[P, ...] = vars(record).get(name, ())
        for at, part in enumerate(found):
            yield record, (name, at), part


class Body(NamedTuple):
    """A Markdown text and where it starts."""

    path: str
    line: int
    text: str
    is_draft: bool


def bodies(content: Content) -> Iterator[Body]:
    """Every text: of the entries, of the list pages, and of what could not be read otherwise."""
    for entry in all_entries(content):
        yield Body(entry.path, entry.body_line, entry.body, entry.draft)
    for listing in content.listings.values():
        yield Body(listing.path, listing.body_line, listing.body, is_draft=False)
    for path, (line, text) in content.unread.items():
        # It may be a draft, which may lead to others.
        yield Body(path, line, text, is_draft=True)


def place_finder(body: Body) -> Callable[[int], Place]:
    """What tells the place of an offset in a text; it reads the text once, when first asked."""
    breaks: list[int] = []

    def place(offset: int) -> Place:
        if not breaks:
            breaks.extend((-1, *(at for at, char in enumerate(body.text) if char == "\n")))
        line = bisect_left(breaks, offset) - 1
        return Place(body.path, body.line + line, offset - breaks[line])

    return place


def problem(content: Content, path: str, keys: Keys, key: str, /, **values: object) -> Problem:
    """The problem of, or the advice on, a value of a file, with the message of ``key``."""
    place = content.place(path, *keys)
    return replace(messages.problem(place, key, **values), keys=keys)


def problem_at(place: Place, key: str, /, **values: object) -> Problem:
    """The problem of, or the advice on, a Markdown text at a place, with the message of ``key``."""
    return replace(messages.problem(place, key, **values), keys=BODY)
