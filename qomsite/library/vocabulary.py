"""A closed list of terms that staff may write by key or by title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from qomsite.text.folding import fold

T = TypeVar("T")


class Vocabulary(Generic[T]):
    """Finds a term by any of its names, whatever the letters' variants; iterates as declared."""

    def __init__(self, terms: Iterable[tuple[T, str, tuple[str, ...]]]) -> None:
        """``terms``: the term, its key, and all names that it goes by."""
        self._terms: dict[str, T] = {}
        self._keys: dict[str, str] = {}
        for term, key, names in terms:
            self._terms[key] = term
            self._keys.update({fold(name): key for name in names})
            self._keys.update(dict.fromkeys(names, key))

    def __iter__(self) -> Iterator[T]:
        return iter(self._terms.values())

    def key(self, name: str) -> str:
        """The key of the term that goes by ``name``; ``KeyError`` if there is none."""
        return self._keys[name if name in self._keys else fold(name)]

    def find(self, name: str) -> T:
        """The term that goes by ``name``; ``KeyError`` if there is none."""
        return self._terms[self.key(name)]
