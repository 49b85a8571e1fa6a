"""All that was read, before it is checked and linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from qomsite.errors import Place
from qomsite.memo import Memo
from qomsite.model.collections import Collection, Listing
from qomsite.model.records import Entry
from qomsite.model.settings import Plan, Site
from qomsite.text.vocabulary import Vocabulary

E = TypeVar("E", bound=Entry)
PlaceOf = Callable[..., Place]


@dataclass(frozen=True)
class Content:
    """The content folder as values.

    ``site`` and ``plan`` are ``None`` when their file could not be read. ``records`` holds the
    entries by collection name, in the order of their codes. ``codes`` has every code that has a
    file, read or not, so that one bad file does not make every reference to it look wrong.
    ``places`` answers where a field of a file stands. ``media`` maps the names of the files under
    ``media/`` to their bytes; ``site_path`` and ``plan_path`` name the two settings files.
    ``words`` are those of ``words.txt``; ``texts`` has the text of each file whose YAML was read,
    by its shown path, with ``\\n`` line ends. ``memo`` keeps what is found out about them.
    """

    site: Site | None
    plan: Plan | None
    records: Mapping[str, tuple[Entry, ...]]
    listings: Mapping[str, Listing]
    codes: Mapping[str, frozenset[str]]
    places: Mapping[str, PlaceOf]
    media: Mapping[str, bytes] = field(default_factory=dict)
    site_path: str = ""
    plan_path: str = ""
    words: Vocabulary = field(default_factory=Vocabulary)
    texts: Mapping[str, str] = field(default_factory=dict)
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)

    def of(self, collection: Collection, model: type[E]) -> tuple[E, ...]:
        """The entries of a collection, typed."""
        entries = self.records.get(collection.name, ())
        return tuple(entry for entry in entries if isinstance(entry, model))

    def place(self, path: str, *location: str | int, key: bool = False) -> Place:
        """Where a field of a file stands; the top of the file where that is not known."""
        find = self.places.get(path)
        return find(location, key=key) if find else Place(path)
