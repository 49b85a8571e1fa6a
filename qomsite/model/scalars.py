"""A scalar of content as text: the one rule that each goes through, on whatever way it came in.

In this order: which characters, whether anything is there, how many lines, how long. What a kind
asks besides, its own reader in :mod:`qomsite.model.kinds` does, which sees no other text.
"""

import unicodedata
from dataclasses import dataclass

from qomsite.text.characters import quoted, refused, trimmed
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold


@dataclass(frozen=True)
class Kind:
    """A kind of value, for whoever shows a field to people: a form, a sheet, a schema.

    ``longest``: as many characters as a value may have. ``has_lines``: it may have several lines.
    ``may_be_signs``: punctuation alone is a value, such as «٪» for a unit.
    """

    name: str
    longest: int = 100
    has_lines: bool = False
    may_be_signs: bool = False


TEXT = Kind("text", 300)
SIGN = Kind("text", 50, may_be_signs=True)
PROSE = Kind("prose", 5_000, has_lines=True)
WORD = Kind("word", 300)
ADDRESS = Kind("address", 2_000)
EVIDENCE = Kind("evidence", 2_000)


@dataclass(frozen=True)
class Refusal:
    """Why a text is no value: the heading of the staff guide, and a Persian sentence."""

    slug: str
    message: str


def refusal(text: str, kind: Kind) -> Refusal | None:
    """What keeps a text from being a value of a kind, before the kind's own reader is asked."""
    if found := refused(text):
        offset, name = found
        before = trimmed(text[:offset])[-20:]
        where = f"پس از {quoted(before)}" if before else "در آغاز مقدار"
        return Refusal("hidden-character", f"{where} {name} آمده است؛ آن را پاک کنید")
    if _is_empty(text, kind):
        message = "مقدار خالی است؛ آن را پر کنید یا کلید را بردارید"
        return Refusal("empty-value", message)
    value = trimmed(text)
    if "\n" in value and not kind.has_lines:
        first = quoted(value.partition("\n")[0])
        message = f"مقدار چند سطر است و باید یک سطر باشد؛ پس از {first} به سطر تازه نروید"
        return Refusal("line-break", message)
    if len(value) > kind.longest:
        length, most = (persian_digits(str(number)) for number in (len(value), kind.longest))
        message = f"مقدار {length} نویسه دارد و بیش از {most} نویسه پذیرفته نیست؛ آن را کوتاه کنید"
        return Refusal("too-long", message)
    return None


def _is_empty(text: str, kind: Kind) -> bool:
    """Whether nothing is left for a look-up or a search to go by."""
    if kind.may_be_signs and any(unicodedata.category(sign).startswith("P") for sign in text):
        return False
    # Letter by letter: the first that stays is enough.
    return not any(map(fold, text))
