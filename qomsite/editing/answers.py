"""What a person says of a field, as it is written in the file, or why it cannot be."""

import re
from collections.abc import Sequence

from qomsite.editing.choices import Choice, choices, found
from qomsite.errors import WrongAnswer
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.fields import Row, rows, validate
from qomsite.model.kinds import Value, parse_provenance
from qomsite.text.characters import quoted, trimmed
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

_SHOWN = 8
"""As many of the records that an answer may mean are named."""


def read(
    content: Content, collection: Collection, model: type[Value], row: Row, texts: Sequence[str]
) -> Tree:
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
    is_title = row.name == "title" and model is collection.model
    for choice in choices(content, collection.name) if is_title else ():
        if fold(choice.title) == fold(values[0]):
            raise WrongAnswer(
                f"{collection.singular} {persian_digits(choice.value)} همین عنوان را دارد؛"
                " عنوان هر یک باید یگانه باشد"
            )
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
    """Values in one answer: parted by commas, and codes by spaces where all are numbers.

    The title of a choice stays whole: a department may have a comma in its name.
    """
    if any(fold(one.title) == fold(text) for one in options):
        return [text]
    parts = [part for part in map(trimmed, re.split("[,،؛]", text.strip("[] "))) if part]
    numbers = parts[0].split() if len(parts) == 1 and row.kind == "code" else []
    return numbers if numbers and all(map(str.isdecimal, numbers)) else parts


def _named(row: Row, options: Sequence[Choice], text: str) -> str:
    matches = found(options, text)
    if len(matches) == 1:
        return matches[0].value
    if matches:
        shown = "، ".join(map(_shown, matches[:_SHOWN]))
        more = " و …" if len(matches) > _SHOWN else ""
        raise WrongAnswer(
            f"{quoted(text)} در {persian_digits(str(len(matches)))} عنوان هست: {shown}{more}؛"
            " شماره یا عنوان کامل را بنویسید"
        )
    hint = suggestion(text, [name for one in options for name in (one.title, one.value)])
    if not hint and len(options) <= _SHOWN * 2:
        hint = f"؛ یکی از این‌ها: {'، '.join(map(_shown, options))}"
    raise WrongAnswer(f"{row.title}: {quoted(text)} یافت نشد{hint}")


def _shown(choice: Choice) -> str:
    if choice.value == choice.title:
        return choice.title
    return f"{persian_digits(choice.value)} ({choice.title})"
