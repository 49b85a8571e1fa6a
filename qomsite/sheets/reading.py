"""The tables of any workbook: a file from anywhere, so nothing in it is trusted."""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO
from itertools import chain
from typing import IO, Literal
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.ElementTree import iterparse
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from qomsite.errors import UnreadableSheet
from qomsite.sheets.opendocument import document_tables
from qomsite.sheets.table import (
    EVENTS,
    KEEP,
    LEAST_CELLS,
    MOST_CELLS,
    MOST_LETTERS,
    NO_RESULT,
    Table,
    exact,
    expect_few,
    expect_small,
    foreign_date,
)
from qomsite.text.characters import plain_lines

_CELLS = ("c", "xf", "brk")
"""Cells, and the elements that take as much memory: formats, and breaks between pages."""
_BOOK, _DOCUMENT = "[Content_Types].xml", "content.xml"
"""The parts by which a workbook of Excel and one of OpenDocument are known."""
_OLD = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "آن را در اکسل یا لیبره‌آفیس باز کنید و با قالب xlsx ذخیره کنید"


def workbook_tables(data: bytes, shown: str) -> tuple[Table, ...]:
    """The tables of all sheets. Raises ``UnreadableSheet``."""
    parts = _parts(data)
    with _explained():
        if _BOOK not in parts.namelist():
            return tuple(document_tables(parts.open(_DOCUMENT), shown))
        book = _opened(data, parts)
        pages = [page for page in book.worksheets if isinstance(page, Worksheet)]
        for page in pages:
            expect_small(f"برگهٔ «{page.title}»", page.max_row, page.max_column)
        # Each is made by who asks for the rows, also where the file has none.
        expect_few(sum(page.max_row * page.max_column for page in pages))
        has_formulas = any(cell.data_type == "f" for page in pages for cell in _all_cells(page))
        # The results of formulas are read by a second look, the formulas by the first.
        results = _opened(data, parts, results=True) if has_formulas else book
        texts = (cell.value for page in pages for cell in _all_cells(results[page.title]))
        expect_few(0, sum(len(text) for text in texts if isinstance(text, str)))
        return tuple(_table(page, results[page.title], shown) for page in pages)


def _parts(data: bytes) -> ZipFile:
    if data.startswith(_OLD):
        raise UnreadableSheet(f"این پرونده به قالب قدیمی xls است یا رمز دارد؛ {_SAVE_AS}، بدون رمز")
    try:
        parts = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError):
        message = f"این پرونده صفحه‌گسترده (xlsx) نیست یا آسیب دیده است؛ {_SAVE_AS}"
        raise UnreadableSheet(message) from None
    if not {_BOOK, _DOCUMENT} & {*parts.namelist()}:
        raise UnreadableSheet(f"این پرونده صفحه‌گستردهٔ xlsx یا ods نیست؛ {_SAVE_AS}")
    # Of an entry no more is unpacked than it says.
    size = sum(info.file_size for info in parts.infolist())
    expect_few(LEAST_CELLS * len(parts.infolist()), size)
    return parts


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever a library stumbles over in a file of strangers, as a sentence."""
    try:
        yield
    except UnreadableSheet:
        raise
    except Exception as error:
        # openpyxl has no error of its own for most of it.
        kind = type(error.__cause__ or error).__name__
        raise UnreadableSheet(f"این صفحه‌گسترده خوانده نشد ({kind})؛ {_SAVE_AS}") from error


def _opened(data: bytes, parts: ZipFile, *, results: bool = False) -> Workbook:
    cells: dict[str, int] = {}
    for name in {*parts.namelist()}:
        cells[name] = max(LEAST_CELLS, _cells(parts, name))
        expect_few(sum(cells.values()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: styles, extensions
        reader = ExcelReader(BytesIO(data), data_only=results, keep_links=False)
        reader.archive = _Counted(data, cells)
        reader.read()
        return reader.wb


class _Counted(ZipFile):
    """A workbook that counts what is read of it: a part is read as often as others name it."""

    def __init__(self, data: bytes, cells: Mapping[str, int]) -> None:
        super().__init__(BytesIO(data))
        self._cells, self._read, self._size = cells, 0, 0

    def open(
        self,
        name: str | ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """Raises ``UnreadableSheet`` when it becomes too much."""
        part = self.getinfo(name) if isinstance(name, str) else name
        self._read += self._cells[part.filename]
        self._size += part.file_size
        expect_few(self._read, self._size)
        return super().open(part, mode, pwd, force_zip64=force_zip64)


def _cells(parts: ZipFile, name: str) -> int:
    """How many cells a part of the file has or says it has, none if it is no sheet."""
    cells = 0
    try:
        with parts.open(name) as part:
            for seen, (event, element) in enumerate(iterparse(part, events=("start", "end"))):
                kind = element.tag.rpartition("}")[2]
                if event == "end":
                    if len(element.text or "") > MOST_LETTERS:
                        raise UnreadableSheet(
                            "متن یک خانه بیش از اندازه بلند است؛ آن را کوتاه کنید"
                        )
                    element.clear()
                elif kind in _CELLS:
                    cells += 1
                elif kind in ("mergeCell", "hyperlink"):
                    left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                    cells += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
                cells = max(cells, seen // EVENTS)
                if cells > MOST_CELLS:
                    break
    except ParseError:
        # A picture, or what the library will stumble over as well.
        pass
    return cells


def _all_cells(page: Worksheet) -> Iterator[Cell | MergedCell]:
    return chain.from_iterable(page.iter_rows())


def _table(page: Worksheet, results: Worksheet, shown: str) -> Table:
    merged = {
        at: f"چند خانه ({area.coord}) در هم ادغام شده است؛ ادغام را بردارید و هر خانه را پر کنید"
        for area in page.merged_cells.ranges
        for at in area.cells
    }
    rows = [
        list(map(_read, row, found))
        for row, found in zip(page.iter_rows(), results.iter_rows(), strict=True)
    ]
    table = Table.of(page.title, rows, f"{shown}[{page.title}]")
    return replace(table, faults={**table.faults, **merged}, merged=frozenset(merged))


def _read(cell: Cell | MergedCell, result: Cell | MergedCell) -> tuple[str, str]:
    """The text of a cell, and why it has none that can be used."""
    value = result.value
    if cell.data_type == "f" and value is None:
        return KEEP, NO_RESULT
    if value is None:
        return "", ""
    if result.data_type == "e":
        return str(value), ""
    if isinstance(value, bool):
        return ("بله" if value else "خیر"), ""
    if isinstance(value, int | float):
        return exact(str(value), is_share="%" in str(result.number_format)), ""
    if isinstance(value, date | time | timedelta):
        return KEEP, foreign_date(value)
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), str(value))
    return plain_lines(text), ""
