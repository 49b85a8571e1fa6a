"""The plan's own compound words, known again when their half-spaces were lost; and the words of
Persian at large, from which an ending may be parted.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from qomsite.text.characters import KASHIDA, LETTER, MARK, NBSP, NON_JOINING, ZWNJ
from qomsite.text.folding import fold
from qomsite.text.patterns import regex

_NAMED = regex(r"^\[(.+)\]\n([^\[#]*)", re.MULTILINE)
_TEXT = Path(__file__).with_name("word_lists.txt").read_text("utf-8")
WORD_LISTS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split()) for name, words in _NAMED.findall(_TEXT)
}
"""The lists of ``word_lists.txt``, by their names."""

WORD = regex(f"[{LETTER}]+(?:{ZWNJ}[{LETTER}]+)+")
_DROPPED = regex(f"[{MARK}{KASHIDA}{ZWNJ}]")
_UNIFIED = str.maketrans("يىكہھە", "ییکههه")

PLURALS = ("هایمان", "هایتان", "هایشان", "هایی", "هایم", "هایت", "هایش", "های", "ها")
COMPARED = ("ترین", "تری", "تر")
_APART = (*PLURALS, *COMPARED, "ای")
"""Endings that a half-space parts from a word whose last letter joins."""
_AND = "و"
_ATTACHED = ("انی", "ان", "ی")
_AGENTS = ("ور", "وری")
"""«بهره‌وری» has no «و» of its own."""
_BOUND = frozenset(WORD_LISTS["bound"])

LEXICON_FILE = Path(__file__).with_name("lexicon.txt")
"""One word a line, sorted; made by `tests/tools/cut_words.py`, its licence beside it."""


def read_lexicon() -> frozenset[str]:
    """The words of Persian at large, as letters."""
    return frozenset(LEXICON_FILE.read_text("utf-8").split())


def bare(word: str) -> str:
    """A word as its letters: Persian ي and ك, no marks, kashida or half-space."""
    return _DROPPED.sub("", word).translate(_UNIFIED)


_EZAFE = regex(f"ه[ \t{NBSP}{ZWNJ}]+[یيى](?![{LETTER}{MARK}{ZWNJ}])")
_AFTER_TO = "|".join(WORD_LISTS["after-to"]).translate({ord("ی"): "[یيى]", ord("ک"): "[کك]"})
_WITH_TO = f"(?:{_AFTER_TO})[یيى]?"
JOINED_TO = regex(f"ب(?<![{LETTER}{MARK}{ZWNJ}]ب)(?={_WITH_TO}[{MARK}]*[ \t]+[{LETTER}])")
"""The «ب» of «بطور کلی», where it is «به» and no part of a word."""
_TO = regex(f"به(?={_WITH_TO})")


def without_ezafe(text: str) -> str:
    """``text`` with «خانه ی» as «خانه», which is what ``fold`` makes of «خانهٔ»."""
    return _EZAFE.sub("ه", text)


def kept_letters(text: str) -> str:
    """What no repair changes: the letters, but for those of «خانه ی» and «به‌طور», folded."""
    return _TO.sub("ب", fold(without_ezafe(text)))


@dataclass(frozen=True)
class Vocabulary:
    """Words in their right spelling, each with a half-space or more, and the ``lexicon``: words of
    Persian at large, as letters.
    """

    words: tuple[str, ...] = ()
    lexicon: frozenset[str] = field(default=frozenset(), repr=False)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.words)

    @cached_property
    def _bare_breaks(self) -> dict[str, frozenset[int]]:
        known: dict[str, frozenset[int]] = {}
        for word in self.words:
            parts = [bare(part) for part in word.split(ZWNJ)]
            counts = [len("".join(parts[:at])) for at in range(1, len(parts))]
            known.setdefault("".join(parts), frozenset(counts))
        return known

    @cached_property
    def _bare_gaps(self) -> dict[str, frozenset[int]]:
        """Where a word may stand apart when it was written with spaces: «گفت و گو» too."""
        return {
            letters: breaks
            | {at + 1 for at in breaks if letters[at] == _AND and letters[at:] not in _AGENTS}
            for letters, breaks in self._bare_breaks.items()
        }

    @cached_property
    def _breaks(self) -> dict[str, frozenset[int]]:
        return _with_endings(self._bare_breaks)

    @cached_property
    def _gaps(self) -> dict[str, frozenset[int]]:
        return _with_endings(self._bare_gaps)

    @cached_property
    def _last_parts(self) -> frozenset[str]:
        parts = [letters[max(places) :] for letters, places in self._bare_gaps.items()]
        return frozenset(_with_endings({part: frozenset[int]() for part in parts}))

    def breaks(self, letters: str) -> frozenset[int]:
        """After how many letters a word of the list, with or without an ending, has half-spaces."""
        return self._breaks.get(letters, frozenset())

    def gaps(self, letters: str) -> frozenset[int]:
        """After how many letters such a word may have a space in place of a half-space or none."""
        return self._gaps.get(letters, frozenset())

    def is_word(self, letters: str) -> bool:
        """Whether something is a word in its own right, as it is or with «ی» behind it."""
        return letters in self.lexicon or (
            len(letters) > 3 and letters.endswith("ی") and letters[:-1] in self.lexicon
        )

    def is_bound(self, last: str) -> bool:
        """Whether the last part of a compound makes no sense apart from the part before it."""
        stem = last
        for ending in (*_APART, *_ATTACHED):
            if last.endswith(ending):
                stem = last.removesuffix(ending)
                break
        return last in _BOUND or stem in _BOUND or not (self.is_word(last) or self.is_word(stem))

    def may_end(self, letters: str) -> bool:
        """Whether a word may be the last part of one of the list."""
        return letters in self._last_parts


def _with_endings(known: dict[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    """The words with each ending; what stands in the list itself comes first."""
    more = {
        stem + ending: places
        | ({len(stem)} if ending in _APART and stem[-1] not in NON_JOINING else set())
        for stem, places in known.items()
        for ending in (*_APART, *_ATTACHED)
    }
    return more | known
