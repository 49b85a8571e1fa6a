"""Where in a content file stands what a built page was found to lack."""

import re
from collections.abc import Iterator

from qomsite.errors import Place
from qomsite.library.library import Library
from qomsite.model.collections import Listing
from qomsite.model.records import Entry
from qomsite.pipeline.links import PlaceOf


def place_finder(library: Library) -> PlaceOf:
    """Finds anchors in the texts of ``library``; the top of a file whose text has no such anchor.

    The last place, since of two that give one id the second is the one too many.
    """
    texts = {text.path: text for text in _texts(library)}

    def place(path: str, anchor: str) -> Place:
        text = texts.get(path)
        named = re.compile(rf"#{re.escape(anchor)}(?![\w-])")
        found = list(named.finditer(text.body)) if text else []
        if text is None or not found:
            return Place(path)
        at = found[-1].start()
        line = text.body.count("\n", 0, at)
        return Place(path, text.body_line + line, at - text.body.rfind("\n", 0, at))

    return place


def _texts(library: Library) -> Iterator[Entry | Listing]:
    for records in (
        *(library.goals, library.strategies, library.policies, library.projects),
        *(library.axes, library.measures, library.pages),
    ):
        yield from records.values()
    yield from library.news
    yield from library.listings.values()
