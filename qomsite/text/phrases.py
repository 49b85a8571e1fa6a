"""Finds given words and phrases in a text, whatever their spelling."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

from qomsite.text.characters import KASHIDA, MARK, ZWNJ
from qomsite.text.folding import fold
from qomsite.text.patterns import regex

T = TypeVar("T")

# Letters, digits and the marks above them; the half-space is within a word.
_WORD = regex(rf"[\w{ZWNJ}{KASHIDA}{MARK}]+")


class Phrases(Generic[T]):
    """A set of phrases, each with a value."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """``phrases``: the words and the value; the first of equal phrases counts."""
        self._values: dict[tuple[str, ...], T] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in phrases:
            key = tuple(word for _, _, word in _words(phrase))
            if key:
                self._values.setdefault(key, value)
                lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Where the phrases stand, from the start: first offset, end, value.

        Whole words only, with nothing but space between them; of two phrases that begin at one
        place the longer counts, and no word belongs to two.
        """
        words = _words(text) if self._values else []
        at = 0
        while at < len(words):
            size = self._size(text, words, at)
            if size:
                key = tuple(word for _, _, word in words[at : at + size])
                yield words[at][0], words[at + size - 1][1], self._values[key]
            at += size or 1

    def _size(self, text: str, words: list[tuple[int, int, str]], at: int) -> int:
        """How many words the longest phrase at a place has; 0 if there is none."""
        for size in self._lengths.get(words[at][2], ()):
            found = words[at : at + size]
            if (
                len(found) == size
                and tuple(word for _, _, word in found) in self._values
                and all(text[before[1] : after[0]].isspace() for before, after in pairwise(found))
            ):
                return size
        return 0


def is_phrase(text: str) -> bool:
    """Whether a text is words and spaces, with nothing else between or around them."""
    return bool(_WORD.search(text)) and not _WORD.sub("", text).strip()


def _words(text: str) -> list[tuple[int, int, str]]:
    """The words with their places; what is left of nothing by folding is no word."""
    found = ((match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text))
    return [word for word in found if word[2]]
