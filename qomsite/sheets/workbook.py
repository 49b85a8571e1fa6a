"""Tables as a workbook, right to left and nothing but text."""

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from qomsite.model.kinds import FIXED_WORDS
from qomsite.sheets.layout import CODE, COLLECTION, SHEET_OF, SHEETS, Column, Sheet, holders
from qomsite.sheets.table import Table, letters

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
    "شاخص‌ها، مقدارهای واقعی، رویدادها، پایان‌های بازنگری‌شده و سندها برگهٔ خود را دارند: مجموعه و کد"
    " رکورد، سپس ردیف.",
    "واحد، منطقه یا وضعیت تازه را نخست در برگهٔ آن (در پایان کتاب) بیفزایید.",
)

_TEXT = "@"
_LAST_ROW = 5000
_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a ZIP file can tell; the same bytes are to come out at any time."""
_HEAD = PatternFill("solid", start_color="FFE3F0EF")
_WIDTHS = {
    "prose": 48,
    "text": 26,
    "word": 26,
    "day": 13,
    "date": 13,
    "money": 24,
    "address": 34,
    "evidence": 34,
    "code": 12,
}
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
    if row.kind in FIXED_WORDS:
        return _inline(list(FIXED_WORDS[row.kind]))
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
