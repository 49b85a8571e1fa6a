"""The comparison key under which two spellings of one word are equal."""

import unicodedata
from functools import cache

from qomsite.text.characters import KASHIDA

LETTERS = {
    "ی": "يىےېۍێ",
    "ک": "كڪ",
    "ه": "ةۃەہھ",
    "ا": "آأإٱٲٳ",
    # The hamza and its high form, the kashida, the blanks that count as letters or symbols.
    "": f"ء\u0674{KASHIDA}\u115f\u1160\u2800",
}
"""Each Persian letter, and the letters that are read as it; those of the last row are dropped."""

_LETTERS = str.maketrans({char: to for to, chars in LETTERS.items() for char in chars})
# Marks, spaces and line ends, controls and all invisible characters, punctuation, spacing accents.
_DROPPED_GROUPS = frozenset("MZCP")


def fold(text: str) -> str:
    """Return the key for look-up, collisions, nearest match and search; never shown to a reader.

    Compatibility forms are taken apart (UAX #15, NFKD), case is folded, marks and hamza, spaces,
    ZWNJ, kashida, invisible characters and punctuation are dropped, Arabic letters and all decimal
    digits become Persian letters and ASCII digits. Idempotent. Symbols such as + stay.
    """
    return "".join(map(_folded, text))


@cache
def _folded(char: str) -> str:
    """One character at a time is enough: only marks depend on their neighbours, and marks go."""
    decomposed = unicodedata.normalize("NFKD", char)
    bare = "".join(part for part in decomposed if not unicodedata.category(part).startswith("M"))
    cased = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(map(_kept, cased.translate(_LETTERS)))


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return "" if category[0] in _DROPPED_GROUPS or category == "Sk" else char
