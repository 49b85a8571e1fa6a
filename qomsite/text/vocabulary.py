"""The plan's own compound words, known again when their half-spaces were lost."""

import re
from dataclasses import dataclass
from functools import cached_property

from qomsite.text.characters import KASHIDA, LETTER, MARK, NON_JOINING, ZWNJ

WORD = re.compile(f"[{LETTER}]+(?:{ZWNJ}[{LETTER}]+)+")
_DROPPED = re.compile(f"[{MARK}{KASHIDA}{ZWNJ}]")
_UNIFIED = str.maketrans("يىكہھە", "ییکههه")

PLURALS = ("هایمان", "هایتان", "هایشان", "هایی", "هایم", "هایت", "هایش", "های", "ها")
_APART = (*PLURALS, "ترین", "تر", "ای")
"""Endings that a half-space parts from a word whose last letter joins."""
_AND = "و"
_ATTACHED = ("انی", "ان", "ی")


def bare(word: str) -> str:
    """A word as its letters: Persian ي and ك, no marks, kashida or half-space."""
    return _DROPPED.sub("", word).translate(_UNIFIED)


@dataclass(frozen=True)
class Vocabulary:
    """Words in their right spelling, each with a half-space or more."""

    words: tuple[str, ...] = ()

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
            letters: breaks | {at + 1 for at in breaks if letters[at] == _AND}
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
