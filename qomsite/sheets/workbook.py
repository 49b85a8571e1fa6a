"""Tables as a workbook of nothing but text, with a guide for people."""

from collections.abc import Sequence

from qomsite.model.kinds import FIXED_WORDS
from qomsite.outputs.workbook import LAST_ROW, BookSheet, Heading, letters, workbook
from qomsite.sheets.layout import CODE, COLLECTION, SHEET_OF, SHEETS, Column, Sheet, holders
from qomsite.sheets.table import Table

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


def exported(tables: Sequence[Table]) -> bytes:
    """The file: a guide for people, then a sheet for each table of :data:`SHEETS`."""
    return workbook(GUIDE, _GUIDE_LINES, map(_sheet, SHEETS, tables))


def _sheet(sheet: Sheet, table: Table) -> BookSheet:
    headings = tuple(_heading(sheet, column) for column in sheet.columns)
    return BookSheet(table.title, headings, table.rows[1:], grows=True)


def _heading(sheet: Sheet, column: Column) -> Heading:
    row = column.row
    is_persian = row is None or row.is_prose or row.kind == "money"
    return Heading(
        title=column.title,
        width=_WIDTHS.get(row.kind, 14) if row else _LONG if column.key == "body" else 12,
        note=f"{column.help}\n\n{column.key}",
        mixed=is_persian and column != CODE,
        choices=_formula(sheet, column),
        # A list cannot be left for several values, nor for other spellings that are read as well.
        warned=row is not None and not row.several,
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
    return f"'{named.title}'!${where}$2:${where}${LAST_ROW}"


def _inline(words: list[str]) -> str:
    return f'"{",".join(words)}"'
