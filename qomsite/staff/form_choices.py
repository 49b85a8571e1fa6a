"""What can be chosen in a field that names something: records, departments, statuses, districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.collation import collation_key
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold


@dataclass(frozen=True)
class Choice:
    """A value as it is written in a file, and how it is shown; ``also`` are other spellings."""

    value: str
    label: str
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What a typed word is looked for in."""
        return " ".join(fold(text) for text in (self.label, self.value, *self.also))

    def is_meant_by(self, text: str) -> bool:
        """Whether a text of a file stands for this choice."""
        return fold(text) in {fold(spelling) for spelling in (self.value, *self.also)}


Choices = Mapping[str, tuple[Choice, ...]]
"""By what a row of the table of fields says it names."""

FLAGS = (
    Choice("بله", "بله", ("true", "yes", "آری", "1")),
    Choice("خیر", "خیر", ("no", "false", "نه", "0")),
)
PROVENANCES = (
    Choice("official", "مصوب: از سند مصوب", ("مصوب",)),
    Choice("reported", "گزارش‌شده: از گزارشی منتشرشده", ("گزارش‌شده",)),
    Choice("sample", "نمونه", ("نمونه",)),
)


def choices_of(content: Content) -> Choices:
    """Everything that a field can name, from the content as it was read."""
    found = {
        collection.name: tuple(
            _record(collection, entry) for entry in content.of(collection, Entry)
        )
        for collection in COLLECTIONS
    }
    if content.plan:
        units, statuses = content.plan.departments, content.plan.statuses
        found["departments"] = tuple(Choice(unit.title, unit.title, (unit.key,)) for unit in units)
        found["statuses"] = tuple(Choice(one.title, one.title, (one.key,)) for one in statuses)
        found["districts"] = tuple(Choice(one.code, one.title) for one in content.plan.districts)
    return found


def files_of(content: Content) -> tuple[str, ...]:
    """The names of the files in the media folder."""
    return tuple(sorted(content.media, key=collation_key))


def _record(collection: Collection, entry: Entry) -> Choice:
    if not collection.number:
        return Choice(entry.code, entry.title)
    return Choice(entry.code, f"{persian_digits(entry.code)}. {entry.title}")
