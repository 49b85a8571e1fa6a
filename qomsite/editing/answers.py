"""What may be answered where a field is asked for, and an answer as it is written in the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qomsite.errors import WrongAnswer
from qomsite.loader.yaml_text import Tree
from qomsite.model import kinds
from qomsite.model.codes import as_code
from qomsite.model.collections import BY_NAME, Collection
from qomsite.model.content import Content
from qomsite.model.fields import Row, rows, validate
from qomsite.model.kinds import Value, listed_codes, parse_provenance
from qomsite.model.records import Entry
from qomsite.text.characters import quoted, trimmed
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion, was_meant

_SHOWN = 8
"""As many of the records that an answer may mean are named."""


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


def read(content: Content, model: type[Value], row: Row, texts: Sequence[str]) -> Tree:
    """``texts`` (one, or for a list several) as the value of a field.

    Records, units and statuses may be named by code or by a part of their title. Raises
    ``WrongAnswer``.
    """
    options = choices(content, row.names)
    if row.several:
        texts = [part for text in texts for part in _parts(row, options, text)] or texts
    values = [_named(row, options, text) if options else trimmed(text) for text in texts]
    tree: Tree = list(values) if row.several else values[0]
    faults = validate(model, {row.name: tree})
    for fault in () if isinstance(faults, Value) else faults:
        if fault.location[0] == row.name:
            raise WrongAnswer(fault.message)
    if row.kind == "provenance":
        return parse_provenance(values[0])
    return tree


def explained(row: Row) -> str:
    """What a field takes, with an example where its help has none."""
    shown = row.example.strip("[]") if row.several else row.example
    return row.help if "مانند" in row.help else f"{row.help}؛ مانند {shown}"


def missing(collection: Collection, given: dict[str, Tree]) -> tuple[Row, ...]:
    """The fields without which a record is none, and that were not given."""
    fields = rows(collection.model)
    needed = [row for row in fields if row.required and row.name not in given]
    pairs = [row for row in fields if row.either and not {row.name, row.either} & given.keys()]
    needed += pairs[:1]
    if given.get("provenance") in ("official", "reported") and "source" not in given:
        needed += [row for row in fields if row.name == "source"]
    return tuple(needed)


def _parts(row: Row, options: Sequence[Choice], text: str) -> list[str]:
    """Values in one answer: parted by commas, and codes also otherwise where all are numbers.

    The title of a choice stays whole: a department may have a comma in its name.
    """
    if any(fold(one.title) == fold(text) for one in options):
        return [text]
    parts = [part for part in map(trimmed, re.split("[,،؛]", text.strip("[] "))) if part]
    numbers = listed_codes(text.strip("[] ")) if row.kind == "code" else []
    return numbers if numbers and all(map(str.isdecimal, numbers)) else parts


def _named(row: Row, options: Sequence[Choice], text: str) -> str:
    matches = _found(options, text)
    if len(matches) == 1:
        return matches[0].value
    if matches:
        shown = "، ".join(map(_shown, matches[:_SHOWN]))
        more = " و …" if len(matches) > _SHOWN else ""
        raise WrongAnswer(
            f"{quoted(text)} در {persian_digits(str(len(matches)))} عنوان هست: {shown}{more}؛"
            " شماره یا عنوان کامل را بنویسید"
        )
    hint = _numbered(row, options, text)
    hint = hint or suggestion(text, [name for one in options for name in (one.title, one.value)])
    if not hint and len(options) <= _SHOWN * 2:
        hint = f"؛ یکی از این‌ها: {'، '.join(map(_shown, options))}"
    raise WrongAnswer(f"{row.title}: {quoted(text)} یافت نشد{hint}")


def _numbered(row: Row, options: Sequence[Choice], text: str) -> str:
    """The end of a message on numbers with what they are numbers of: «منطقهٔ ۱ و ۸»."""
    found = re.fullmatch(r"(\D+?)\s*(\d.*)", ascii_digits(trimmed(text)))
    collection = BY_NAME.get(row.names)
    names = (*collection.singular.split()[:1], collection.singular) if collection else ()
    if not found or fold(found[1]) not in map(fold, (row.title, "کد", "شماره", *names)):
        return ""
    numbers = [_named(row, options, one) for one in listed_codes(found[2])]
    return was_meant(persian_digits("، ".join(numbers)))


def _found(options: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """The choices that a text means: the one that is named so, else all whose title has it."""
    wanted, code = fold(text), as_code(text)
    exact = [one for one in options if code in (one.value, *one.also) or wanted == fold(one.title)]
    if exact or not wanted:
        return tuple(exact[:1])
    return tuple(one for one in options if wanted in fold(one.title))


def _shown(choice: Choice) -> str:
    if choice.value == choice.title:
        return choice.title
    return f"{persian_digits(choice.value)} ({choice.title})"
