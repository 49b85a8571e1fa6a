"""All that was read, before it is checked and linked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeVar, cast

from qomsite.errors import Keys, Place, Problem
from qomsite.memo import Memo
from qomsite.model.collections import Collection, Listing
from qomsite.model.editions import Edition
from qomsite.model.records import Entry
from qomsite.model.settings import Plan, Site
from qomsite.text.vocabulary import Vocabulary

E = TypeVar("E", bound=Entry)


class Places(Protocol):
    """What tells where the values of a file stand, and which value stands somewhere."""

    def place(self, path: str, location: Keys, *, key: bool = False) -> Place: ...

    def text(self, location: Keys) -> str: ...

    def has(self, key: str) -> bool: ...

    def problem(self, path: str, keys: Keys, slug: str, message: str) -> Problem: ...

    def keys_at(self, line: int, column: int) -> Keys: ...


class Size(NamedTuple):
    """Of a picture, in pixels."""

    width: int
    height: int


@dataclass(frozen=True)
class Content:
    """The content folder as values.

    ``site`` and ``plan`` are ``None`` when their file could not be read. ``records`` holds the
    entries by collection name, in the order of their codes. ``codes`` has every code that has a
    file, read or not, so that one bad file does not make every reference to it look wrong.
    ``places`` answers by path where the fields of a file stand. ``media`` maps the names of the
    files under ``media/`` to their bytes, nothing for a file that cannot be used,
    ``refused`` has the names there that cannot be published, and
    ``image_sizes`` those of pictures to their size, once they are decoded; ``site_path`` and
    ``plan_path`` name the two settings files. ``words`` are those of ``words.txt``, ``synonyms``
    the groups of ``synonyms.txt``; ``texts`` has the text of each file whose YAML was read, by its
    shown path, with ``\\n`` line ends. ``editions``: the oldest first.
    ``unread``: by path the body of each file whose front matter cannot be read, and its first line.
    """

    site: Site | None
    plan: Plan | None
    records: Mapping[str, tuple[Entry, ...]]
    listings: Mapping[str, Listing]
    codes: Mapping[str, frozenset[str]]
    places: Mapping[str, Places]
    media: Mapping[str, bytes] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    image_sizes: Mapping[str, Size] = field(default_factory=dict)
    site_path: str = ""
    plan_path: str = ""
    words: Vocabulary = field(default_factory=Vocabulary)
    synonyms: tuple[tuple[str, ...], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    unread: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)

    @property
    def size(self) -> int:
        """How many entries were read."""
        return sum(map(len, self.records.values()))

    def of(self, collection: Collection, model: type[E]) -> tuple[E, ...]:
        """The entries of a collection, typed."""
        assert issubclass(collection.model, model)
        return cast("tuple[E, ...]", self.records.get(collection.name, ()))

    def place(self, path: str, *location: str | int, key: bool = False) -> Place:
        """Where a field of a file stands; the top of the file where that is not known."""
        places = self.places.get(path)
        return places.place(path, location, key=key) if places else Place(path)

    def problem(self, path: str, keys: Keys, slug: str, message: str) -> Problem:
        """The problem of a field of a file, at its place."""
        places = self.places.get(path)
        if places is None:
            return Problem(Place(path), slug, message, keys=keys)
        return places.problem(path, keys, slug, message)

    def keys_at(self, place: Place) -> Keys:
        """Which field of a file, or whether its text, a place is a part of."""
        places = self.places.get(place.path)
        return places.keys_at(place.line, place.column) if places else ()
