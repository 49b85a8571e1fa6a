"""The columns of open data, from the table of fields, and values as they stand in them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from qomsite.library.library import Library, Vocabulary
from qomsite.model.fields import Column, Row, row, rows
from qomsite.model.kinds import Value
from qomsite.model.settings import Department, Status
from qomsite.text.amounts import Amount, parse_amount
from qomsite.text.digits import ascii_digits
from qomsite.text.jalali import JalaliDate, PartialDate, parse_date, parse_jalali

Scalar = str | int | Decimal
Cell = Scalar | tuple[Scalar, ...] | None
"""A value as it is published: ``None`` for what nobody knows, which is neither 0 nor empty."""


_TYPES = {
    **{kind: kind for kind in ("code", "day", "date", "share", "number", "money", "address")},
    **{"flag": "flag", "year": "integer", "count": "integer", "provenance": "code"},
    **{"outcome": "code", "direction": "code"},
}
"""The type of each kind of field that is not plain text."""
_UNITS = {"money": "ریال", "share": "درصد"}
_READERS = {"day": parse_jalali, "date": parse_date, "money": parse_amount}
_KEYED: dict[str, type[Value]] = {"departments": Department, "statuses": Status}
"""The lists of the plan whose words stand in records by their title; data have their keys."""
_UNPUBLISHED = frozenset({"draft", "provenance", "sample"})
"""What no record that is published differs in, and what each row says in a column of its own."""


def columns(model: type[Value], prefix: str = "", heading: str = "") -> Iterator[Column]:
    """The columns of what a model holds once; what it holds several of has a dataset of its own."""
    for one in rows(model):
        if one.name in _UNPUBLISHED or (one.nested and (one.several or one.by_key)):
            continue
        if one.nested:
            yield from columns(one.nested, f"{prefix}{one.name}_", f"{heading}{one.title}: ")
        else:
            for each in _of_field(one):
                name, title = f"{prefix}{each.name}", f"{heading}{each.title}"
                yield replace(each, name=name, title=title)


def cells(
    library: Library, model: type[Value], value: Value | None, given: Mapping[str, object]
) -> Iterator[Cell]:
    """What stands in those columns; ``given`` has what is known better than the record says."""
    for one in rows(model):
        if one.name in _UNPUBLISHED or (one.nested and (one.several or one.by_key)):
            continue
        said: Any = given[one.name] if one.name in given else getattr(value, one.name, None)
        if one.nested:
            yield from cells(library, one.nested, said, {})
        elif one.names in _KEYED:
            terms: Vocabulary[Department] | Vocabulary[Status] = getattr(library, one.names)
            found = [terms.find(name) for name in (said if one.several else said and (said,)) or ()]
            for texts in ([term.key for term in found], [term.title for term in found]):
                yield (tuple(texts) or None) if one.several else next(iter(texts), None)
        elif one.several:
            yield tuple(said) or None
        else:
            yield from flat(_TYPES.get(one.kind, "text"), said)


_WRITTEN = ("_jalali", " (خورشیدی)", "همان به خورشیدی، تا جایی که اعلام شده است", "text")
_SPREAD = {
    "day": (("", "", "", "day"), _WRITTEN),
    "date": (
        ("_from", "، از", "نخستین روزی که شاید باشد", "day"),
        ("_to", "، تا", "آخرین روزی که شاید باشد", "day"),
        _WRITTEN,
    ),
    "money": (("_rial", " (ریال)", "مبلغ به ریال", "money"),),
}
"""What a column of a type is in files: the end of each name and title, its help, its type."""


def spread(column: Column) -> tuple[Column, ...]:
    """A column as files have it: a day with its Jalali form, a date as its first and last day.

    Its example is as the table of fields has it.
    """
    read = _READERS.get(column.type)
    example = column.example and (read(column.example) if read else column.example)
    cells = flat(column.type, example)
    parts = _SPREAD.get(column.type, (("", "", "", column.type),))
    return tuple(
        replace(
            column,
            name=f"{column.name}{name}",
            title=f"{column.title}{title}",
            help=help or column.help,
            type=type_,
            example="" if cell is None else str(cell),
        )
        for (name, title, help, type_), cell in zip(parts, cells, strict=True)
    )


def flat(type_: str, value: object) -> tuple[Cell, ...]:
    """A value of the model in the columns that :func:`spread` makes of one of its type."""
    if type_ in ("day", "date"):
        if not isinstance(value, JalaliDate | PartialDate):
            return (None,) * (3 if type_ == "date" else 2)
        parts = (value.year, value.month, getattr(value, "day", None))
        written = "-".join(f"{part:02}" for part in parts if part)
        days = (value.first.iso, value.last.iso) if type_ == "date" else (value.iso,)
        return *days, written
    if isinstance(value, Amount):
        value = value.rials
        whole = value == value.to_integral_value()
        return (int(value) if whole else value,)
    if value is None or value == "":
        return (None,)
    assert isinstance(value, str | int | Decimal)
    return (value,)


def _of_field(one: Row) -> Iterator[Column]:
    type_ = "code" if one.names in _KEYED else _TYPES.get(one.kind, "text")
    text = "true" if type_ == "flag" else one.example.strip('[]"')
    if type_ in ("code", "integer", "number", "share"):
        text = ascii_digits(text)
    column = Column(
        name=one.name,
        title=one.title,
        help=one.help,
        type=type_,
        unit=_UNITS.get(type_, ""),
        term=one.term,
        example=text.replace(", ", "; ") if one.several else text,
        names=one.names,
        several=one.several,
    )
    if one.names in _KEYED:
        key = row(_KEYED[one.names], "key")
        yield replace(column, help=f"{key.title} در {one.names}", example=key.example)
        name, title, help = f"{one.name}_title", f"{one.title} (نام)", f"نام در {one.names}"
        column = replace(column, name=name, title=title, help=help, names="", type="text")
    yield from spread(column)
