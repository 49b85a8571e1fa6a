"""The Markdown texts of the content, and places within them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from qomsite.checks.entries import all_entries
from qomsite.errors import Place
from qomsite.model.content import Content


class Body(NamedTuple):
    """A Markdown text and where it starts."""

    path: str
    line: int
    text: str
    is_draft: bool


def bodies(content: Content) -> Iterator[Body]:
    """Every text: those of the entries, then those of the list pages."""
    for entry in all_entries(content):
        yield Body(entry.path, entry.body_line, entry.body, entry.draft)
    for listing in content.listings.values():
        yield Body(listing.path, listing.body_line, listing.body, is_draft=False)


def place_finder(body: Body) -> Callable[[int], Place]:
    """What tells the place of an offset in a text; it reads the text once, when first asked."""
    breaks: list[int] = []

    def place(offset: int) -> Place:
        if not breaks:
            breaks.extend((-1, *(at for at, char in enumerate(body.text) if char == "\n")))
        line = bisect_left(breaks, offset) - 1
        return Place(body.path, body.line + line, offset - breaks[line])

    return place
