"""The words of a text as search compares them: folded, compounds whole and in parts, and stemmed.

The tables are data: the search index carries them, and the script of the search page reads them,
so that the same words come out of both. The stemmer is a light one. It joins the forms of one
word, and where it could join two words it rather leaves them apart.
"""

import unicodedata
from typing import NamedTuple

from qomsite.text.characters import ZWNJ
from qomsite.text.folding import fold


def _folded(listed: str) -> tuple[str, ...]:
    return tuple(map(fold, listed.split()))


APART = _folded("ها های هایی هایم هایت هایش هایمان هایتان هایشان ترین")
"""Endings that belong to the word before them even where a space stands between."""

ENDINGS = (*APART, *_folded("تر ی ای ام ات اش ایم اید اند مان تان شان ان"))
"""What follows a ZWNJ and is no word."""

BEGINNINGS = ("می", "نمی")
"""What stands before a ZWNJ and is no word."""

SUFFIXES = (
    *((ending, "", 3) for ending in sorted(APART, key=lambda ending: (-len(ending), ending))),
    ("تر", "", 3),
    # نمایندگان، دانشجویان، آشنایان; then شهروندان, but not سازمان beside ساز.
    ("گان", "ه", 4),
    ("ویان", "و", 4),
    ("ایان", "ا", 4),
    ("شان", "", 4),
    ("ان", "", 4),
    # اطلاعات, but not خدمات or مالیات.
    ("یات", "یات", 1),
    ("ات", "", 4),
    # فضای سبز، شورای شهر.
    ("ای", "ا", 3),
)
"""An ending, what stands for it in the stem, and the fewest letters of a stem."""

STOPS = frozenset(
    _folded(
        "و در به از که این آن را با است برای تا هر یا بر هم نیز اما اگر شد شده شود می‌شود "
        "بود باشد خود دیگر یک او ما آن‌ها همه چه نه بی"
    )
)
"""Words that stand nearly everywhere: a query that holds others does without them."""


class Word(NamedTuple):
    """A word: all of it in one, the parts that are words themselves (none but in a compound), and
    the stem. Two words are one when their wholes are equal."""

    whole: str
    parts: tuple[str, ...]
    stem: str


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    return list(map(word, tokens(text)))


def tokens(text: str) -> list[str]:
    """The words of a text, folded; ZWNJ stays where it stands between two parts."""
    found: list[str] = []
    for token in text.translate(_SIGNS).split(" "):
        if ZWNJ in token:
            token = ZWNJ.join(part for part in token.split(ZWNJ) if part)
        if not token:
            continue
        if token in APART and found:
            found[-1] += ZWNJ + token
        else:
            found.append(token)
    return found


def word(token: str) -> Word:
    """A token with its parts and its stem."""
    pieces = token.split(ZWNJ)
    parts = tuple(p for p in pieces if p not in _NO_WORDS) if len(pieces) > 1 else ()
    while len(pieces) > 1 and pieces[-1] in ENDINGS:
        pieces.pop()
    return Word(token.replace(ZWNJ, ""), parts, stem("".join(pieces)))


def stem(whole: str) -> str:
    """The stem of a word that is written in one."""
    while True:
        shorter = _shortened(whole)
        if shorter == whole:
            return whole
        whole = shorter


def _shortened(whole: str) -> str:
    for ending, instead, fewest in SUFFIXES:
        if whole.endswith(ending):
            left = whole[: len(whole) - len(ending)] + instead
            if len(left) >= fewest:
                return left
    return whole


_NO_WORDS = frozenset((*ENDINGS, *BEGINNINGS, *STOPS))


class _Signs(dict[int, str]):
    """What each character is in a word: its folded letters, nothing, ZWNJ, or a gap."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char == ZWNJ:
            sign = ZWNJ
        elif category[0] in "LN":
            sign = fold(char)
        else:
            sign = "" if category[0] == "M" or category == "Cf" else " "
        self[code] = sign
        return sign


_SIGNS = _Signs()
