"""A sheet as rows of texts, and the values of front matter as the texts of its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from qomsite.errors import Place, Problem, UnreadableSheet
from qomsite.loader.yaml_text import Tree
from qomsite.model.fields import Row
from qomsite.model.kinds import listed_codes
from qomsite.outputs.workbook import letters
from qomsite.text.characters import LONGEST_CELL, hidden_characters, quoted
from qomsite.text.digits import is_ambiguous, number
from qomsite.text.folding import fold

_ERROR_VALUE = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")


@dataclass(frozen=True)
class Table:
    """The rows of a sheet, headings among them, each as long as the others.

    ``shown`` is how messages name the sheet with its file; ``faults`` says of cells that could
    not be read, by row and column from 1, why not; ``merged`` are those that are joined to others.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    shown: str = ""
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(cls, title: str, rows: Sequence[Sequence[tuple[str, str]]], shown: str) -> Table:
        """Of cells, each with its text and its fault; short rows become as long as the others."""
        width = max(map(len, rows), default=0)
        texts = ((*(text for text, _ in row), *[""] * (width - len(row))) for row in rows)
        faults = {
            (number, column): fault
            for number, row in enumerate(rows, 1)
            for column, (_, fault) in enumerate(row, 1)
            if fault
        }
        return cls(title, tuple(texts), shown, faults)


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
        heading = f"، ستون {quoted(self.heading)}" if self.heading.strip() else ""
        said = f"خانهٔ {name}{heading}: {message}"
        return Problem(Place(self.table.shown, self.row, self.column), slug, said)


MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""Of a sheet; the whole plan has a fortieth of the rows and a quarter of the columns."""
MOST_CELLS, MOST_BYTES = 250_000, 40_000_000
"""Of a workbook, with all that it repeats and reaches over; the whole plan has a fifteenth."""
MOST_LETTERS = 131_072
"""Of a cell, four times what Excel takes; CSV has this limit, too."""
LEAST_CELLS = 500
"""As many a sheet counts for, or any other part that is opened, however small it is."""
EVENTS = 5
"""As many beginnings and ends of elements take about the memory of a cell."""


def exact(value: str, *, is_share: bool) -> str:
    """A number as it is written, without an exponent and needless zeros; a share as per cent."""
    number = Decimal(value)
    if not number.is_finite():
        return value
    plain = f"{number * 100 if is_share else number:f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return short.replace(".", "٫") if is_ambiguous(short) else short


def foreign_date(value: object) -> str:
    """What is said of a cell that a spreadsheet has made a date."""
    return (
        f"صفحه‌گسترده این خانه را تاریخ یا ساعت میلادی کرده است ({value})؛ قالب خانه را"
        " «متن» کنید و تاریخ خورشیدی را بنویسید، مانند 1404-02-31"
    )


def expect_small(name: str, rows: int = 0, columns: int = 0) -> None:
    """Raises ``UnreadableSheet`` for one that goes on for too long."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnreadableSheet(
            f"{name} بیش از {number(MOST_ROWS)} سطر یا {number(MOST_COLUMNS)} ستون دارد؛"
            " سطرها و ستون‌های خالی پایان آن را پاک کنید (Delete) و دوباره ذخیره کنید"
        )


def expect_few(cells: int, size: int = 0) -> None:
    """Raises ``UnreadableSheet`` for a workbook of too many cells or bytes in all."""
    if cells > MOST_CELLS:
        raise UnreadableSheet(
            "این پرونده با برگه‌ها و خانه‌های تکراری، ادغام‌شده و پیونددارش بیش از"
            f" {number(MOST_CELLS)} خانه دارد؛ ادغام‌های بزرگ و سطرها و ستون‌های خالی را پاک کنید"
            " و دوباره ذخیره کنید"
        )
    if size > MOST_BYTES:
        limit = number(MOST_BYTES // 1_000_000)
        raise UnreadableSheet(
            f"این پرونده باز که شود از {limit} مگابایت بزرگ‌تر است و خوانده نمی‌شود"
        )


KEEP = "⟪همان که در پرونده است⟫"
"""Stands in a cell for a value that no cell can hold; read back, it leaves the value alone."""
NO_RESULT = "این خانه فرمولی دارد که نتیجه‌اش ذخیره نشده است؛ مقدار را بنویسید"
"""Why a cell has no text: its formula was never reckoned."""

# Control characters have no place in a workbook, and Excel takes _x0041_ for a character.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")


def cell_of(tree: Tree | None) -> str:
    """The text of the cell: several values in a line each; :data:`KEEP` for what has no form."""
    if tree is None:
        return ""
    if isinstance(tree, list):
        if not all(isinstance(part, str) and part.strip() and "\n" not in part for part in tree):
            return KEEP
        return cell_of("\n".join(map(str, tree)))
    if isinstance(tree, dict):
        return KEEP if tree else ""
    return KEEP if len(tree) > LONGEST_CELL or _UNFIT.search(tree) else tree


def is_same(one: str, other: str) -> bool:
    """Whether two cells say the same: line ends and blanks at the margins do not count."""
    return one.strip() == other.strip()


def tree_of(text: str, row: Row, words: Mapping[str, str]) -> Tree:
    """The value that a cell which is not blank stands for.

    ``words``: the words that may stand there as they are spelt, or the codes of titles, by their
    folded form; another spelling of one, such as without its half-space, is read as that word.
    """
    text = text.strip()
    if not row.several:
        return words.get(fold(text), text)
    parts = text.split("\n")
    if row.kind == "code" and words.keys().isdisjoint(map(fold, parts)):
        parts = listed_codes(text)
    return [words.get(fold(part), part) for part in map(str.strip, parts) if part]


def dig(tree: Mapping[str, Tree], location: tuple[str, ...]) -> Tree | None:
    """What stands at a location; an outer value of another shape stands for what it hides."""
    found: Tree | None = dict(tree)
    for name in location:
        if not isinstance(found, dict):
            # A text where keys belong: no column can show it.
            return {"": ""} if found else None
        found = found.get(name)
    return found


def put(tree: dict[str, Tree], location: tuple[str, ...], value: Tree | None) -> dict[str, Tree]:
    """The tree with another value at a location, or with none; keys left empty go too."""
    name, *rest = location
    if rest:
        inner = tree.get(name)
        value = put(dict(inner) if isinstance(inner, dict) else {}, tuple(rest), value) or None
    changed = dict(tree)
    if value is None:
        changed.pop(name, None)
    else:
        changed[name] = value
    return changed


def parts_of(tree: Tree | None) -> list[dict[str, Tree]] | None:
    """A list of keyed values, one alone counted as a list; ``None`` for any other shape."""
    found = [] if tree is None or tree == "" else tree if isinstance(tree, list) else [tree]
    parts = [part for part in found if isinstance(part, dict)]
    return parts if len(parts) == len(found) else None
