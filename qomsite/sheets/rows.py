"""The rows of matched sheets by the record that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qomsite.errors import Problem
from qomsite.model.codes import read_code
from qomsite.model.collections import BY_NAME, Collection
from qomsite.sheets.layout import CODE, COLLECTION, ORDER, Column, Sheet, holders
from qomsite.sheets.matching import Line, Matched
from qomsite.sheets.table import Cell
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion
from qomsite.text.quoting import quoted

Owner = tuple[str, str]
"""A collection's name and a code in it."""


@dataclass(frozen=True)
class Part:
    """A row of parts: its numbers in the lists on the way, its own last; then the row."""

    orders: tuple[int, ...]
    line: Line


def record_lines(found: Matched, problems: list[Problem]) -> dict[Owner, Line]:
    """The rows of a sheet of records by code; a row without one, or with another's, is reported."""
    lines: dict[Owner, Line] = {}
    for line in found.lines:
        code = _code(line, problems)
        if code is None:
            continue
        first = lines.setdefault((found.sheet.name, code), line)
        if first is not line:
            problems.append(repeated(line.at(CODE), f"کد {quoted(code)}", first))
    return lines


def repeated(cell: Cell, what: str, first: Line) -> Problem:
    """The problem of a row with what must be different in each, and stands in ``first`` too."""
    row = persian_digits(str(first.first.row))
    message = f"{what} تکراری است؛ بار نخست در سطر {row} آمده، یکی را عوض کنید"
    return cell.problem("bad-row", message)


def part_lines(
    found: Matched, known: Sequence[Owner], problems: list[Problem]
) -> dict[Owner, list[Part]]:
    """The rows of a sheet of parts by the record they belong to, which must be a known one.

    A row without a number comes after the one before it.
    """
    parts: dict[Owner, list[Part]] = {}
    collections = holders(found.sheet)
    for line in found.lines:
        collection = _collection(line, collections, problems)
        code = _code(line, problems)
        if collection is None or code is None:
            continue
        owner = collection.name, code
        if owner not in known:
            codes = [code for name, code in known if name == collection.name]
            message = f"{collection.singular} {quoted(code)} وجود ندارد{suggestion(code, codes)}"
            problems.append(line.at(CODE).problem("bad-row", message))
            continue
        outer = _outer(line, found.sheet, problems)
        if outer is None:
            continue
        mine = parts.setdefault(owner, [])
        last = max((part.orders[-1] for part in mine if part.orders[:-1] == outer), default=0)
        order = last + 1 if not line.text(ORDER) else _number(line, ORDER, problems)
        if order is None:
            continue
        if (*outer, order) in [part.orders for part in mine]:
            message = f"ردیف {quoted(line.text(ORDER))} برای همین رکورد پیش‌تر آمده است"
            problems.append(line.at(ORDER).problem("bad-row", message))
            continue
        mine.append(Part((*outer, order), line))
    return {owner: sorted(mine, key=lambda part: part.orders) for owner, mine in parts.items()}


def _code(line: Line, problems: list[Problem]) -> str | None:
    cell, text = line.at(CODE), line.text(CODE)
    message = "این سطر کد ندارد؛ کد رکورد (نام پروندهٔ آن) را بنویسید یا سطر را پاک کنید"
    if text and not cell.fault:
        try:
            return read_code(text)
        except ValueError as error:
            message = str(error)
    if not cell.fault:
        problems.append(cell.problem("bad-row", message))
    return None


def _collection(
    line: Line, collections: Sequence[Collection], problems: list[Problem]
) -> Collection | None:
    text = line.text(COLLECTION)
    for one in collections:
        if fold(text) in map(fold, (one.singular, one.plural, one.kind, one.name)):
            return BY_NAME[one.name]
    titles = [one.singular for one in collections]
    message = f"مجموعهٔ {quoted(text)} شناخته نیست؛ یکی از این‌ها: {'، '.join(titles)}"
    problems.append(line.at(COLLECTION).problem("bad-row", message + suggestion(text, titles)))
    return None


def _outer(line: Line, sheet: Sheet, problems: list[Problem]) -> tuple[int, ...] | None:
    """The numbers of the parts that a row is within: none in a sheet of the first level."""
    columns = [column for column in sheet.columns if column.location == ("outer",)]
    numbers = [_number(line, column, problems) for column in columns]
    known = tuple(number for number in numbers if number is not None)
    return known if len(known) == len(numbers) else None


def _number(line: Line, column: Column, problems: list[Problem]) -> int | None:
    text = ascii_digits(line.text(column))
    if text.isascii() and text.isdecimal() and 1 <= len(text) <= 4 and int(text):
        return int(text)
    message = f"{quoted(line.text(column))} شمارهٔ ردیف نیست؛ عددی از ۱ بنویسید"
    problems.append(line.at(column).problem("bad-row", message))
    return None
