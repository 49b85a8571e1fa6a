"""Anchors of headings and terms, readable in Persian, and file names in Latin letters."""

import re
import unicodedata
from collections.abc import Collection

from qomsite.text.characters import KASHIDA, ZWNJ
from qomsite.text.digits import ascii_digits
from qomsite.text.patterns import regex

_UNIFIED = str.maketrans("يىك", "ییک", KASHIDA)
_EMPTY = "بخش"
_BREAK = regex(f"[{ZWNJ}-]*-[{ZWNJ}-]*")
_REPEATED = regex(f"{ZWNJ}+")


def heading_slug(text: str, taken: Collection[str] = ()) -> str:
    """Return the anchor of a heading, unlike any in `taken`: «برنامه‌ریزی شهری» → `برنامه‌ریزی-شهری`.

    Letters and digits stay (ي and ك as ی and ک, Latin ones small), a ZWNJ stays where it joins,
    spaces and dashes become one `-`, all else goes. Never empty; a taken anchor gets `-2`, `-3`.
    """
    written = unicodedata.normalize("NFC", text).translate(_UNIFIED).lower()
    joined = _BREAK.sub("-", "".join(map(_kept, written)))
    slug = _REPEATED.sub(ZWNJ, joined).strip("-" + ZWNJ) or _EMPTY
    return slug if slug not in taken else f"{slug}-{_free(slug, taken)}"


def term_anchor(term: str, taken: Collection[str] = ()) -> str:
    """Return the anchor of a term in a definition list: «طرح» → `واژه-طرح`, unlike any in `taken`,
    of a heading or of the page.
    """
    return heading_slug(f"واژه {term}", taken)


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace() or category == "Pd":
        return "-"
    return char if char == ZWNJ or category[0] in "LN" else ""


def _free(slug: str, taken: Collection[str]) -> int:
    """The first free number; found by halving, since a page may repeat a heading 20,000 times."""
    low, high = 1, 2
    while f"{slug}-{high}" in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{slug}-{middle}" in taken else (low, middle)
    return high


_LETTERS = {
    **dict.fromkeys("اآأ", "a"),
    **dict.fromkeys("إئ", "e"),
    **dict.fromkeys("تط", "t"),
    **dict.fromkeys("سصث", "s"),
    **dict.fromkeys("زذضظ", "z"),
    **dict.fromkeys("هحة", "h"),
    **dict.fromkeys("کك", "k"),
    **dict.fromkeys("یيى", "i"),
    **dict.fromkeys("وؤ", "o"),
    **dict(zip("بپجدرفقگلمن", "bpjdrfqglmn", strict=True)),
    **{"چ": "ch", "خ": "kh", "ژ": "zh", "ش": "sh", "غ": "gh"},
}
_FIRST = {"و": "v", "ی": "y", "ي": "y"}
"""Letters that are consonants at the start of a word and mostly vowels within it."""


_LONGEST = 40


def latin_slug(text: str) -> str:
    """«گزارش نخست ۱۴۰۴» as `gzarsh-nkhst-1404`: whole words, at most 40 signs; a proposal,
    as short vowels are not written. Empty where the text has nothing that can be written.
    """
    words = re.findall(r"[^\W_]+", ascii_digits(text))
    parts = filter(None, map(_word, words))
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug


def _word(word: str) -> str:
    first = _FIRST.get(word[0], word[0])
    letters = (_LETTERS.get(letter, letter) for letter in first + word[1:])
    return re.sub(r"[^a-z0-9]", "", "".join(letters).lower())
