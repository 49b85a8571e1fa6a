"""The sheets of a workbook as tables; a file from anywhere, so nothing in it is trusted."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qomsite.errors import Place, Problem
from qomsite.sheets.cells import KEEP
from qomsite.sheets.table import Table
from qomsite.text.digits import persian_digits

MOST_BYTES = 60_000_000
"""Unpacked size of a workbook; that of the whole plan is a twentieth of it."""
MOST_ROWS, MOST_COLUMNS = 20_000, 200

_OLD = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "آن را در اکسل یا لیبره‌آفیس باز کنید و با قالب xlsx ذخیره کنید"


class _Refused(Exception):
    """The file is no workbook that is read; the text says why."""


def workbook_tables(data: bytes, shown: str, problems: list[Problem]) -> tuple[Table, ...]:
    """The tables of all sheets; none once it is reported why the file cannot be read."""
    try:
        book = _opened(data)
        pages = [page for page in book.worksheets if isinstance(page, Worksheet)]
        has_formulas = any(
            cell.data_type == "f" for page in pages for row in _rows(page) for cell in row
        )
        # The results of formulas are read by a second look, the formulas by the first.
        results = _opened(data, results=True) if has_formulas else book
        return tuple(_table(page, results[page.title], shown) for page in pages)
    except _Refused as refused:
        problems.append(Problem(Place(shown), "unreadable-sheet", str(refused)))
        return ()


def _opened(data: bytes, *, results: bool = False) -> Workbook:
    if data.startswith(_OLD):
        raise _Refused(f"این پرونده به قالب قدیمی xls است یا رمز دارد؛ {_SAVE_AS}، بی رمز")
    try:
        with ZipFile(BytesIO(data)) as parts:
            names = {info.filename: info.file_size for info in parts.infolist()}
    except (BadZipFile, ValueError, NotImplementedError):
        raise _Refused(f"این پرونده صفحه‌گسترده (xlsx) نیست یا آسیب دیده است؛ {_SAVE_AS}") from None
    if "[Content_Types].xml" not in names:
        raise _Refused(f"این پرونده صفحه‌گستردهٔ xlsx نیست؛ {_SAVE_AS}")
    if sum(names.values()) > MOST_BYTES:
        limit = persian_digits(str(MOST_BYTES // 1_000_000))
        raise _Refused(f"این پرونده باز که شود از {limit} مگابایت بزرگ‌تر است و خوانده نمی‌شود")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: styles, extensions
            return load_workbook(BytesIO(data), data_only=results, keep_links=False)
    except Exception as error:
        # Whatever stands in a file of strangers; openpyxl has no error of its own for most of it.
        kind = type(error.__cause__ or error).__name__
        raise _Refused(f"این صفحه‌گسترده خوانده نشد ({kind})؛ {_SAVE_AS}") from error


def _rows(page: Worksheet) -> Iterator[tuple[Cell | MergedCell, ...]]:
    """The cells row by row; a sheet that goes on for too long is refused."""
    if page.max_row > MOST_ROWS or page.max_column > MOST_COLUMNS:
        most_rows, most_columns = persian_digits(str(MOST_ROWS)), persian_digits(str(MOST_COLUMNS))
        raise _Refused(
            f"برگهٔ «{page.title}» بیش از {most_rows} سطر یا {most_columns} ستون دارد؛"
            " سطرها و ستون‌های خالی پایان آن را پاک کنید (Delete) و دوباره ذخیره کنید"
        )
    yield from page.iter_rows()


def _table(page: Worksheet, results: Worksheet, shown: str) -> Table:
    faults: dict[tuple[int, int], str] = {}
    rows: list[tuple[str, ...]] = []
    for number, (row, found) in enumerate(zip(_rows(page), _rows(results), strict=True), 1):
        texts: list[str] = []
        for cell, result in zip(row, found, strict=True):
            text, fault = _read(cell, result)
            texts.append(text)
            if fault:
                faults[number, len(texts)] = fault
        rows.append(tuple(texts))
    return Table(page.title, tuple(rows), f"{shown}[{page.title}]", faults | _merged(page))


def _merged(page: Worksheet) -> dict[tuple[int, int], str]:
    return {
        (area.min_row, area.min_col): (
            f"چند خانه ({area.coord}) در هم ادغام شده است؛ ادغام را بردارید و هر خانه را پر کنید"
        )
        for area in page.merged_cells.ranges
    }


def _read(cell: Cell | MergedCell, result: Cell | MergedCell) -> tuple[str, str]:
    """The text of a cell, and why it has none that can be used."""
    value = result.value
    if cell.data_type == "f" and value is None:
        return KEEP, "این خانه فرمولی دارد که نتیجه‌اش ذخیره نشده است؛ مقدار را بنویسید"
    if value is None:
        return "", ""
    if result.data_type == "e":
        return str(value), ""
    if isinstance(value, bool):
        return ("بله" if value else "خیر"), ""
    if isinstance(value, int | float):
        return _number(value, str(result.number_format)), ""
    if isinstance(value, date | time | timedelta):
        return KEEP, (
            f"صفحه‌گسترده این خانه را تاریخ یا ساعت میلادی کرده است ({value})؛ قالب خانه را"
            " «متن» کنید و تاریخ خورشیدی را بنویسید، مانند 1404-02-31"
        )
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), str(value))
    return re.sub(r"\r\n?", "\n", text), ""


def _number(value: int | float, number_format: str) -> str:
    exact = Decimal(str(value))
    if not exact.is_finite():
        return str(value)
    if "%" in number_format:
        exact *= 100
    plain = f"{exact:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
