"""What may stand in a field that names something: records and words of ``plan.yaml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qomsite.model import kinds
from qomsite.model.codes import as_code
from qomsite.model.collections import BY_NAME
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold


@dataclass(frozen=True)
class Choice:
    """One of the values of a field: what is written in the file, and how a person calls it.

    ``also`` are other words that mean the same; ``is_numbered`` where the value is a number that
    people know the thing by.
    """

    value: str
    title: str
    also: tuple[str, ...] = ()
    is_numbered: bool = False

    @property
    def label(self) -> str:
        """The title, behind the number where there is one."""
        return f"{persian_digits(self.value)}. {self.title}" if self.is_numbered else self.title

    @property
    def key(self) -> str:
        """What a typed word is looked for in."""
        return " ".join(fold(text) for text in (self.label, self.value, *self.also))

    def is_meant_by(self, text: str) -> bool:
        """Whether a text of a file stands for this choice."""
        return fold(text) in {fold(spelling) for spelling in (self.value, *self.also)}


Choices = Mapping[str, tuple[Choice, ...]]
"""By what a row of the table of fields says it names."""

VOCABULARIES = ("departments", "statuses", "districts")

FIXED = {
    kind: tuple(Choice(key, label, (label,)) for key, label in words.items())
    for kind, words in kinds.FIXED_WORDS.items()
} | {
    "flag": (
        Choice("بله", "بله", ("true", "yes", "آری", "1")),
        Choice("خیر", "خیر", ("no", "false", "نه", "0")),
    ),
    "provenance": (
        Choice("official", "مصوب: از سند مصوب", ("مصوب",)),
        Choice("reported", "گزارش‌شده: از گزارشی منتشرشده", ("گزارش‌شده",)),
        Choice("sample", "نمونه", ("نمونه",)),
    ),
}
"""What may be chosen in a field of each kind that has words of its own."""


def choices(content: Content, names: str) -> tuple[Choice, ...]:
    """All values of the fields that name ``names`` (:attr:`Row.names`), in their order."""
    if collection := BY_NAME.get(names):
        entries = content.of(collection, Entry)
        return tuple(Choice(one.code, one.title, (), collection.number) for one in entries)
    if content.plan is None or names not in VOCABULARIES:
        return ()
    if names == "districts":
        return tuple(Choice(one.code, one.title) for one in content.plan.districts)
    return tuple(Choice(one.title, one.title, (one.key,)) for one in getattr(content.plan, names))


def choices_of(content: Content) -> Choices:
    """Everything that a field can name, from the content as it was read."""
    return {names: choices(content, names) for names in (*BY_NAME, *VOCABULARIES)}


def found(options: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """The choices that a text means: the one that is named so, else all whose title has it."""
    wanted, code = fold(text), as_code(text)
    exact = [one for one in options if code in (one.value, *one.also) or wanted == fold(one.title)]
    if exact or not wanted:
        return tuple(exact[:1])
    return tuple(one for one in options if wanted in fold(one.title))
