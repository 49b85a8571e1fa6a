"""A sheet as rows of texts, whatever file it came from or goes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qomsite.errors import Place, Problem
from qomsite.text.hidden import hidden_characters
from qomsite.text.quoting import quoted

_ERROR_VALUE = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")


@dataclass(frozen=True)
class Table:
    """The rows of a sheet, headings among them, each as long as the others.

    ``shown`` is how messages name the sheet with its file; ``faults`` says of cells that could
    not be read, by row and column from 1, why not.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    shown: str = ""
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A cell that was read: its text, its heading and where it stands, counted from 1."""

    text: str
    heading: str
    table: Table
    row: int
    column: int

    @property
    def fault(self) -> str:
        """Why it could not be read, empty where it could."""
        if found := self.table.faults.get((self.row, self.column)):
            return found
        if _ERROR_VALUE.fullmatch(self.text.strip()):
            return f"مقدار خطای صفحه‌گسترده است ({self.text.strip()})؛ مقدار درست را بنویسید"
        if hidden := hidden_characters(self.text):
            return f"اینجا نویسهٔ پنهانی هست ({hidden[0][1]})؛ آن را پاک کنید"
        return ""

    @property
    def name(self) -> str:
        """What a spreadsheet calls it, with its sheet."""
        return f"{self.table.shown}، خانهٔ {letters(self.column)}{self.row}"

    def problem(self, slug: str, message: str) -> Problem:
        """A problem of this cell."""
        name = f"{letters(self.column)}{self.row}"
        said = f"خانهٔ {name}، ستون {quoted(self.heading)}: {message}"
        return Problem(Place(self.table.shown, self.row, self.column), slug, said)


def letters(column: int) -> str:
    """The name that spreadsheets give a column, counted from 1.

    >>> letters(1), letters(26), letters(27)
    ('A', 'Z', 'AA')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
