"""The order of the Persian alphabet, for every sorted list of the site."""

import re
import unicodedata
from functools import cache

from qomsite.text.folding import fold
from qomsite.text.patterns import regex

# As in CLDR for fa, آ is a letter of its own before ا. A hamza goes with the letter that bears it.
_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}
_UNIFIED = str.maketrans("يىك", "ییک")
_GAP, _DIGITS, _PERSIAN, _OTHER = range(4)
_RUN = regex(" +|[0-9]+|.", re.DOTALL)

Weight = tuple[int, int, str]
CollationKey = tuple[tuple[Weight, ...], str, str]


def collation_key(text: str) -> CollationKey:
    """Return a key that sorts `text` among others; equal only for equal texts.

    First the words, where a gap (spaces and punctuation alike) comes before a number, a number by
    its value before Persian letters, and those before all others; ZWNJ, marks, kashida and the
    shapes of ی and ک count only between texts equal so far; the text as written decides last.
    """
    written = unicodedata.normalize("NFKC", text)
    letters = "".join(map(_letters, written)).strip(" ")
    return tuple(map(_weight, _RUN.findall(letters))), written.translate(_UNIFIED), text


@cache
def _letters(char: str) -> str:
    """The letters that stand for `char` in the first comparison: none, some, or a gap."""
    if char == _ALPHABET[0]:
        return char
    if char.isspace() or unicodedata.category(char)[0] in "PS":
        return " "
    return fold(char)


def _weight(run: str) -> Weight:
    if run[0] == " ":
        return _GAP, 0, ""
    if run[0] in "0123456789":
        # Length and digits compare as the value does, and no run is too long to convert.
        value = run.lstrip("0")
        return _DIGITS, len(value), value
    place = _PLACES.get(run)
    return (_OTHER, ord(run), "") if place is None else (_PERSIAN, place, "")
