"""The tables of any workbook: a file from anywhere, so nothing in it is trusted."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from qomsite.errors import UnreadableSheet
from qomsite.sheets.opendocument import document_tables
from qomsite.sheets.table import KEEP, NO_RESULT, Table, exact, expect_small, foreign_date
from qomsite.text.characters import plain_lines
from qomsite.text.digits import number

MOST_BYTES = 60_000_000
"""Unpacked size of a workbook; that of the whole plan is a twentieth of it."""
MOST_CELLS = 500_000
"""Cells of a workbook, with all that merged areas and links reach over: the library makes each."""

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
        has_formulas = any(
            cell.data_type == "f" for page in pages for row in _rows(page) for cell in row
        )
        # The results of formulas are read by a second look, the formulas by the first.
        results = _opened(data, parts, results=True) if has_formulas else book
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
    if sum(info.file_size for info in parts.infolist()) > MOST_BYTES:
        limit = number(MOST_BYTES // 1_000_000)
        message = f"این پرونده باز که شود از {limit} مگابایت بزرگ‌تر است و خوانده نمی‌شود"
        raise UnreadableSheet(message)
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
    if sum(_cells(parts, name) for name in parts.namelist()) > MOST_CELLS:
        raise UnreadableSheet(
            f"این پرونده با خانه‌های ادغام‌شده و پیونددارش بیش از {number(MOST_CELLS)} خانه"
            " دارد؛ ادغام‌های بزرگ و سطرها و ستون‌های خالی را پاک کنید و دوباره ذخیره کنید"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: styles, extensions
        return load_workbook(BytesIO(data), data_only=results, keep_links=False)


def _cells(parts: ZipFile, name: str) -> int:
    """How many cells a part of the file has or says it has, none if it is no sheet."""
    cells = 0
    try:
        with parts.open(name) as part:
            for event, element in iterparse(part, events=("start", "end")):
                kind = element.tag.rpartition("}")[2]
                if event == "end":
                    element.clear()
                elif kind == "c":
                    cells += 1
                elif kind in ("mergeCell", "hyperlink"):
                    left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                    cells += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
                if cells > MOST_CELLS:
                    break
    except ParseError:
        # A picture, or what the library will stumble over as well.
        pass
    return cells


def _rows(page: Worksheet) -> Iterator[tuple[Cell | MergedCell, ...]]:
    """The cells row by row; a sheet that goes on for too long is refused."""
    expect_small(f"برگهٔ «{page.title}»", page.max_row, page.max_column)
    yield from page.iter_rows()


def _table(page: Worksheet, results: Worksheet, shown: str) -> Table:
    merged = {
        at: f"چند خانه ({area.coord}) در هم ادغام شده است؛ ادغام را بردارید و هر خانه را پر کنید"
        for area in page.merged_cells.ranges
        for at in area.cells
    }
    rows = [
        list(map(_read, row, found)) for row, found in zip(_rows(page), _rows(results), strict=True)
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
