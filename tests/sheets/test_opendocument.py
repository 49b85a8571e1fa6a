"""Spreadsheets of LibreOffice in its own format, read as those of Excel are."""

from collections.abc import Iterable
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from qomsite.errors import UnreadableSheet
from qomsite.sheets import table as sheet_table
from qomsite.sheets.exchange import asked
from qomsite.sheets.layout import read_files, tables_of
from qomsite.sheets.reading import workbook_tables
from qomsite.sheets.table import Table

OPEN = "urn:oasis:names:tc:opendocument:xmlns"
HEAD = (
    f'<office:document-content xmlns:office="{OPEN}:office:1.0" xmlns:table="{OPEN}:table:1.0"'
    f' xmlns:text="{OPEN}:text:1.0"><office:body><office:spreadsheet>'
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"
REST = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def packed(content: str) -> bytes:
    """A file with this text as its content."""
    made = BytesIO()
    with ZipFile(made, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    return made.getvalue()


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def text(value: str) -> str:
    """A cell with a text, a paragraph for each line."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return (
        f'<table:table-cell office:value-type="string">{lines if value else ""}</table:table-cell>'
    )


def value(kind: str, written: str, name: str = "value") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{written}"/>'


def sheet(title: str, rows: Iterable[str]) -> str:
    return f'<table:table table:name="{title}">{"".join(rows)}{REST}</table:table>'


def document(*sheets: str) -> bytes:
    return packed(HEAD + "".join(sheets) + FOOT)


def read(*rows: str) -> Table:
    """The table of a file with one sheet."""
    (table,) = workbook_tables(document(sheet("طرح‌ها", rows)), "plan.ods")
    return table


def test_the_whole_plan_is_read_back_unchanged(content: Path) -> None:
    tables = tables_of(read_files(content, []))
    path = content.parent / "plan.ods"
    path.write_bytes(
        document(
            *(sheet(one.title, (row(*map(text, line)) for line in one.rows)) for one in tables)
        )
    )
    assert asked(content, path, remove=False).changes == ()


def test_values_of_each_kind(content: Path) -> None:
    table = read(
        row(
            value("float", "12"),
            value("float", "0.1"),
            value("percentage", "0.625"),
            value("currency", "1.5E+3"),
            value("float", "1E+999999999"),
            value("boolean", "true", "boolean-value"),
            text("یک\nدو & سه"),
            "<table:table-cell><text:p>الف<text:s text:c='2'/>ب<text:span>پ</text:span><text:tab/>"
            "</text:p><office:annotation><text:p>یادداشت</text:p></office:annotation>"
            "</table:table-cell>",
        ),
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
        row(
            '<table:table-cell table:number-columns-repeated="2"/>',
            '<table:table-cell table:number-columns-repeated="2" office:value-type="float"'
            ' office:value="7"/>',
        ),
    )
    cells = ("12", "0.1", "62.5", "1500", "inf", "بله", "یک\nدو & سه", "الف  بپ\t")
    none = ("",) * len(cells)
    assert table.rows == (cells, none, none, ("", "", "7", "7", "", "", "", ""))
    assert table.faults == {}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (value("date", "2025-05-21", "date-value"), "تاریخ یا ساعت میلادی کرده است (2025-05-21)"),
        (value("time", "PT12H", "time-value"), "تاریخ یا ساعت میلادی"),
        ('<table:table-cell table:number-columns-spanned="16384"/>', "ادغام شده"),
        ('<table:table-cell table:formula="of:=1+1"/>', "نتیجه‌اش ذخیره نشده است"),
    ],
)
def test_a_cell_without_a_value_is_named(cell: str, said: str) -> None:
    table = read(row(text("کد")), row(text(""), cell))
    assert said in table.faults[2, 2]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            '<table:table-row table:number-rows-repeated="1048576">'
            + text("x")
            + "</table:table-row>",
            "سطر",
        ),
        (REST + row(text("x")), "سطر"),
        (row('<table:table-cell table:number-columns-repeated="16383"/>', text("x")), "ستون"),
        (row(text("x").replace(" ", ' table:number-columns-repeated="9e9" ', 1)), "ستون"),
        (
            '<table:table-row table:number-rows-repeated="15000">'
            + text("x").replace(" ", ' table:number-columns-repeated="40" ', 1)
            + "</table:table-row>",
            "۲۵۰٬۰۰۰ خانه",
        ),
        (
            '<table:table-row table:number-rows-repeated="3000">'
            + text("x" * 30_000)
            + "</table:table-row>",
            "مگابایت",
        ),
        (row(value("float", "")), "خوانده نشد"),
        ("<table:table-row>", "ParseError"),
    ],
)
def test_what_goes_on_too_long_is_refused(rows: str, said: str) -> None:
    with pytest.raises(UnreadableSheet, match=said):
        read(rows)


def test_the_cells_of_all_tables_are_counted_together() -> None:
    cell = text("x").replace(" ", ' table:number-columns-repeated="199" ', 1)
    rows = f'<table:table-row table:number-rows-repeated="300">{cell}</table:table-row>'
    assert len(workbook_tables(document(*[sheet("الف", [rows])] * 4), "plan.ods")) == 4
    with pytest.raises(UnreadableSheet, match="۲۵۰٬۰۰۰ خانه"):
        workbook_tables(document(*[sheet("الف", [rows])] * 5), "plan.ods")


def test_elements_of_any_kind_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_table, "MOST_CELLS", 1_000)
    with pytest.raises(UnreadableSheet, match="۱۰۰۰ خانه"):
        read("<x/>" * 3_000)


def test_entities_are_refused() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{HEAD}{FOOT}'
    with pytest.raises(UnreadableSheet, match="EntitiesForbidden"):
        workbook_tables(packed(bomb), "plan.ods")
