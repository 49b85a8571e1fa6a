"""What may stand in a field that names something: records and words of ``plan.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qomsite.model.collections import BY_NAME
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.digits import ascii_digits
from qomsite.text.folding import fold


@dataclass(frozen=True)
class Choice:
    """One of the values of a field: what is written in the file, and how a person calls it.

    ``key`` is a shorter word that means the same, empty where there is none.
    """

    value: str
    title: str
    key: str = ""


def choices(content: Content, names: str) -> tuple[Choice, ...]:
    """All values of the fields that name ``names`` (:attr:`Row.names`), in their order."""
    return tuple(_choices(content, names))


def _choices(content: Content, names: str) -> Iterator[Choice]:
    if names in BY_NAME:
        for entry in content.of(BY_NAME[names], Entry):
            yield Choice(entry.code, entry.title)
    elif content.plan is None:
        return
    elif names == "districts":
        for district in content.plan.districts:
            yield Choice(district.code, district.title)
    elif names in ("departments", "statuses"):
        for word in getattr(content.plan, names):
            yield Choice(word.title, word.title, word.key)


def found(options: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """The choices that a text means: the one that is named so, else all whose title has it."""
    wanted, code = fold(text), ascii_digits(text.strip()).casefold()
    exact = [one for one in options if code in (one.value, one.key) or wanted == fold(one.title)]
    if exact or not wanted:
        return tuple(exact[:1])
    return tuple(one for one in options if wanted in fold(one.title))
