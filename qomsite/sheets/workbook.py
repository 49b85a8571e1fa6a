"""Tables as a workbook, right to left and nothing but text, and the tables of any workbook."""

import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from qomsite.errors import Place, Problem
from qomsite.model.kinds import PROVENANCES
from qomsite.sheets.layout import CODE, COLLECTION, SHEET_OF, SHEETS, Column, Sheet, holders
from qomsite.sheets.table import KEEP, Table, letters
from qomsite.text.digits import persian_digits

GUIDE = "راهنما"
"""The title of the first sheet, which is for people and is not read back."""
_GUIDE_LINES = (
    "هر برگه یک مجموعه از محتوای سایت است و هر سطر یک رکورد. ستون «کد» نام پروندهٔ رکورد است.",
    "خانه‌ها را عوض کنید، سطر بیفزایید، ذخیره کنید و سپس این فرمان را بزنید:",
    "python3 build.py import plan.xlsx",
    "پیش از نوشتن، همهٔ تغییرها نشان داده و از شما پرسیده می‌شود. اگر خانه‌ای نادرست باشد، نام برگه،"
    " سطر و ستون آن گفته می‌شود و هیچ چیز نوشته نمی‌شود.",
    "عنوان ستون‌ها را عوض نکنید. یادداشت هر عنوان می‌گوید در آن ستون چه بنویسید.",
    "خانهٔ خالی یعنی «نمی‌دانیم»: آن مشخصه از رکورد برداشته می‌شود. ستونی که نباشد دست نمی‌خورد.",
    "چند مقدار را در یک خانه زیر هم بنویسید (Alt+Enter).",
    "تاریخ خورشیدی است و متن می‌ماند، مانند 1404-02-31. مبلغ واحد دارد، مانند ۵۵٫۳ میلیارد تومان.",
    "سطری که پاک شود رکوردش برداشته نمی‌شود، مگر با ‎--remove در همان فرمان.",
    "شاخص‌ها، مقدارهای واقعی، رویدادها و سندها برگهٔ خود را دارند: مجموعه و کد رکورد، سپس ردیف.",
    "واحد، منطقه یا وضعیت تازه را نخست در برگهٔ آن (در پایان کتاب) بیفزایید.",
)

_TEXT = "@"
_LAST_ROW = 5000
_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP file can tell; the same bytes are to come out at any time."""
_HEAD = PatternFill("solid", start_color="FFE3F0EF")
_WIDTHS = {"prose": 48, "text": 26, "word": 26, "day": 13, "money": 24, "address": 34, "code": 12}
_LONG = 60
_PLAIN = Alignment(wrap_text=True, vertical="top")
_PERSIAN = Alignment(wrap_text=True, vertical="top", readingOrder=2)
"""A text that starts with a number or a Latin word is to be read from the right all the same."""


def workbook(tables: Sequence[Table]) -> bytes:
    """The file: a guide for people, then a sheet for each table of :data:`SHEETS`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet())
    for sheet, table in zip(SHEETS, tables, strict=True):
        _sheet(book.create_sheet(), sheet, table)
    made = BytesIO()
    book.save(made)
    return _timeless(made)


def _guide(page: Worksheet) -> None:
    page.title = GUIDE
    page.sheet_view.rightToLeft = True
    page.column_dimensions["A"].width = 110
    for at, line in enumerate(_GUIDE_LINES, 1):
        page.cell(at, 1, line).alignment = _PERSIAN


def _sheet(page: Worksheet, sheet: Sheet, table: Table) -> None:
    page.title = table.title
    page.sheet_view.rightToLeft = True
    page.freeze_panes = "B2"
    for at, column in enumerate(sheet.columns, 1):
        name = letters(at)
        head = page.cell(1, at, column.title)
        head.font, head.fill, head.number_format = Font(bold=True), _HEAD, _TEXT
        head.alignment = _PERSIAN
        note = f"{column.help}\n\n{column.key}"
        head.comment = Comment(note, "qomsite", height=110, width=260)
        dimension = page.column_dimensions[name]
        dimension.width = _width(column)
        # For rows that are added: what is typed in them stays as it is typed, too.
        dimension.number_format = _TEXT
        if choices := _choices(sheet, column):
            choices.add(f"{name}2:{name}{_LAST_ROW}")
            page.add_data_validation(choices)
    for number, row in enumerate(table.rows[1:], 2):
        page.row_dimensions[number].height = 45
        for at, text in enumerate(row, 1):
            _cell(page, number, at, text, sheet.columns[at - 1])
    page.auto_filter.ref = f"A1:{letters(len(sheet.columns))}{max(len(table.rows), 2)}"


def _cell(page: Worksheet, row: int, at: int, text: str, column: Column) -> None:
    cell = page.cell(row, at)
    cell.number_format = _TEXT
    is_persian = column.row is None or column.row.kind in ("text", "prose", "money")
    cell.alignment = _PERSIAN if is_persian and column != CODE else _PLAIN
    if text:
        cell.value = text
        # What looks like a formula or an error is text as well, and Excel shall not read it anew.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))


def _width(column: Column) -> int:
    if column.row is None:
        return _LONG if column.location == ("body",) else 12
    return _WIDTHS.get(column.row.kind, 14)


def _choices(sheet: Sheet, column: Column) -> DataValidation | None:
    """What may be chosen from in the cells of a column; never more than a help."""
    formula = _formula(sheet, column)
    if not formula:
        return None
    return DataValidation(
        type="list",
        formula1=formula,
        allow_blank=True,
        # A list cannot be left for several values, nor for other spellings that are read as well.
        showErrorMessage=column.row is not None and not column.row.several,
        errorStyle="warning",
        errorTitle="مقدار ناشناخته",
        error="این مقدار در فهرست نیست.",
    )


def _formula(sheet: Sheet, column: Column) -> str:
    row = column.row
    if column == COLLECTION:
        return _inline([one.singular for one in holders(sheet)])
    if row is None:
        return ""
    if row.kind == "flag":
        return _inline(["بله", "خیر"])
    if row.kind == "provenance":
        return _inline(list(PROVENANCES))
    if row.names not in SHEET_OF:
        return ""
    named = SHEET_OF[row.names]
    titles = [at for at, one in enumerate(named.columns, 1) if one.location == ("title",)]
    where = letters(1 if row.kind == "code" else titles[0])
    return f"'{named.title}'!${where}$2:${where}${_LAST_ROW}"


def _inline(words: list[str]) -> str:
    return f'"{",".join(words)}"'


def _timeless(made: BytesIO) -> bytes:
    """The same workbook without the time at which it was saved."""
    result = BytesIO()
    with ZipFile(made) as old, ZipFile(result, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"1980-01-01T00:00:00Z", data)
            info = ZipInfo(name, _DAY)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            new.writestr(info, data)
    return result.getvalue()


MOST_BYTES = 60_000_000
"""Unpacked size of a workbook; that of the whole plan is a twentieth of it."""
MOST_ROWS, MOST_COLUMNS = 20_000, 200

_OLD = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "آن را در اکسل یا لیبره‌آفیس باز کنید و با قالب xlsx ذخیره کنید"


class _Refused(Exception):
    """The file is no workbook that is read; the text says why."""


def workbook_tables(data: bytes, shown: str, problems: list[Problem]) -> tuple[Table, ...]:
    """The tables of all sheets; none once it is reported why the file cannot be read.

    It is a file from anywhere, so nothing in it is trusted.
    """
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
    faults = {
        (area.min_row, area.min_col): (
            f"چند خانه ({area.coord}) در هم ادغام شده است؛ ادغام را بردارید و هر خانه را پر کنید"
        )
        for area in page.merged_cells.ranges
    }
    rows: list[tuple[str, ...]] = []
    for number, (row, found) in enumerate(zip(_rows(page), _rows(results), strict=True), 1):
        texts: list[str] = []
        for cell, result in zip(row, found, strict=True):
            text, fault = _read(cell, result)
            texts.append(text)
            if fault:
                faults.setdefault((number, len(texts)), fault)
        rows.append(tuple(texts))
    return Table(page.title, tuple(rows), f"{shown}[{page.title}]", faults)


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
