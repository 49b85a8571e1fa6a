"""Anchors of headings and terms, readable in Persian."""

import re
import unicodedata
from collections.abc import Collection

_ZWNJ = "\u200c"
_KASHIDA = "\u0640"
_UNIFIED = str.maketrans("يىك", "ییک", _KASHIDA)
_EMPTY = "بخش"
_BREAK = re.compile(f"[{_ZWNJ}-]*-[{_ZWNJ}-]*")
_REPEATED = re.compile(f"{_ZWNJ}+")


def heading_slug(text: str, taken: Collection[str] = ()) -> str:
    """Return the anchor of a heading, unlike any in `taken`: «برنامه‌ریزی شهری» → `برنامه‌ریزی-شهری`.

    Letters and digits stay (ي and ك as ی and ک, Latin ones small), a ZWNJ stays where it joins,
    spaces and dashes become one `-`, all else goes. Never empty; a taken anchor gets `-2`, `-3`.
    """
    written = unicodedata.normalize("NFC", text).translate(_UNIFIED).lower()
    joined = _BREAK.sub("-", "".join(map(_kept, written)))
    slug = _REPEATED.sub(_ZWNJ, joined).strip("-" + _ZWNJ) or _EMPTY
    return slug if slug not in taken else f"{slug}-{_free(slug, taken)}"


def term_anchor(term: str, taken: Collection[str] = ()) -> str:
    """Return the anchor of a term in a definition list: «طرح» → `واژه-طرح`, unlike any in `taken`.

    The first word keeps it apart from the anchors of headings and from the ids of the page.
    """
    return heading_slug(f"واژه {term}", taken)


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace() or category == "Pd":
        return "-"
    return char if char == _ZWNJ or category[0] in "LN" else ""


def _free(slug: str, taken: Collection[str]) -> int:
    """The first free number; found by halving, since a page may repeat a heading 20,000 times."""
    low, high = 1, 2
    while f"{slug}-{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{slug}-{middle}" in taken else (low, middle)
    return high
