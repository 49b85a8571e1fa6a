"""What is wrong with a workbook is said of its cell, all at once, and nothing is written."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from unittest.mock import Mock
from zipfile import ZipFile

import pytest

from qomsite.errors import SheetsRefused
from qomsite.model.records import Project
from qomsite.sheets import reading, table
from qomsite.sheets.exchange import asked
from tests.sheets.books import Book, saved

HEADS: list[object] = ["کد", "عنوان", "سیاست اجرایی", "منشأ"]


def said(content: Path, data: bytes, name: str = "plan.xlsx") -> list[str]:
    """The problems of a file, as they are printed."""
    path = content.parent / name
    path.write_bytes(data)
    try:
        asked(content, path, remove=False)
    except SheetsRefused as refused:
        return [str(problem) for problem in refused.problems]
    return []


def test_a_fault_in_each_of_many_columns(content: Path) -> None:
    book = Book(content)
    wanted = {
        "عنوان": "#REF!",
        "سیاست اجرایی": "99",
        "محورهای موضوعی": "1\n77",
        "واحد متولی": "سازمان فضای سبزز",
        "منطقه": "9",
        "وضعیت": "در دست اجراا",
        "شروع": "1401-13-01",
        "اعتبار": "55",
        "پیشرفت فیزیکی": "120",
        "منشأ": "نمونهه",
        "سند منبع: نشانی": "city.example",
        "متن": "پیوند به [طرح](project:99).",
    }
    book.put("طرح‌ها", 1, dict(wanted))
    book.part("شاخص‌ها", {"واحد": None, "مقدار هدف": "ده"})
    book.part("مقدارهای واقعی", {"تاریخ": "1402-12-45"})
    before = {path: path.read_bytes() for path in content.rglob("*.*")}
    problems = book.problems()
    cells = {(problem.place.path, problem.message.split("»")[0]) for problem in problems}
    for heading in wanted:
        cell = book.cell("طرح‌ها", 1, heading)
        start = f"خانهٔ {cell.coordinate}، ستون «{heading}"
        assert ("plan.xlsx[طرح‌ها]", start) in cells, heading
    told = {(path, start.rpartition("ستون «")[2]) for path, start in cells}
    assert told >= {("plan.xlsx[شاخص‌ها]", "واحد"), ("plan.xlsx[شاخص‌ها]", "مقدار هدف")}
    assert ("plan.xlsx[مقدارهای واقعی]", "تاریخ") in told
    assert len(problems) == len(wanted) + 3
    assert not any(f"«{key}»" in one.message for one in problems for key in Project.model_fields)
    said = {problem.slug: problem.message for problem in problems}
    assert "منظور «در دست اجرا» بود؟" in said["unknown-status"]
    assert "اگر تازه است، آن را در برگهٔ «واحدها» بیفزایید" in said["unknown-owner"]
    assert {path: path.read_bytes() for path in content.rglob("*.*")} == before


NINE: list[object] = [9, "نام", 1, "sample"]
UPDATES: list[object] = ["مجموعه", "کد", "ردیف", "تاریخ", "شرح"]
ACTUALS: list[object] = ["مجموعه", "کد", "ردیف در شاخص‌ها", "ردیف", "تاریخ", "مقدار", "سند مقدار"]
TABLES: dict[str, tuple[str, list[list[object]]]] = {
    "این عنوان در برگهٔ «طرح‌ها» شناخته نیست؛ منظور «عنوان» بود؟ [unknown-column]": (
        "طرح‌ها!E1",
        [[*HEADS, "عنوانن"], [*NINE, "x"]],
    ),
    "این ستون عنوان ندارد؛ عنوان بدهید یا آن را بردارید [unknown-column]": (
        "طرح‌ها!E1",
        [[*HEADS, None], [*NINE, "x"]],
    ),
    "این عنوان دو بار آمده است؛ یکی بماند [unknown-column]": (
        "طرح‌ها!E1",
        [[*HEADS, "title"], [*NINE, "x"]],
    ),
    "این سطر کد ندارد؛ کد رکورد (نام پروندهٔ آن) را بنویسید (شمارهٔ آزاد: ۵) یا سطر را پاک"
    " کنید [bad-row]": (
        "طرح‌ها!A2",
        [HEADS, [None, "نام", 1, "sample"]],
    ),
    "کد «طرح ۹» درست نیست؛ کد فقط حرف لاتین کوچک، رقم و خط تیره دارد، مانند 12 یا road-safety؛"
    " منظور «9» بود؟ [bad-row]": (
        "طرح‌ها!A2",
        [HEADS, ["طرح ۹", "نام", 1, "sample"]],
    ),
    "کد «9» تکراری است؛ بار نخست در سطر ۲ آمده، یکی را عوض کنید [bad-row]": (
        "طرح‌ها!A3",
        [HEADS, NINE, ["۰۹", "نام دیگر", 1, "sample"]],
    ),
    "نیامده و لازم است: نام کوتاه و یگانه [missing-field]": (
        "طرح‌ها!B2",
        [HEADS, [9, None, 1, "sample"]],
    ),
    "«سیاست اجرایی»: نیامده و لازم است: کد سیاست اصلی طرح [missing-field]": (
        "طرح‌ها!A2",
        [["کد", "عنوان", "منشأ"], [9, "نام", "sample"]],
    ),
    "اینجا نویسهٔ پنهانی هست (نیمهٔ تنهای یک نویسه U+D800)؛ آن را پاک کنید [bad-cell]": (
        "طرح‌ها!B2",
        [HEADS, [9, "نام _xD800_", 1, "sample"]],
    ),
    "این خانه فرمولی دارد که نتیجه‌اش ذخیره نشده است؛ مقدار را بنویسید [bad-cell]": (
        "طرح‌ها!B2",
        [HEADS, [9, "=1+1", 1, "sample"]],
    ),
    "طرح «99» وجود ندارد [bad-row]": (
        "رویدادها!B2",
        [UPDATES, ["طرح", 99, 1, "1402-01-01", "شرح"]],
    ),
    "مجموعهٔ «طرخ» شناخته نیست؛ یکی از این‌ها: طرح؛ منظور «طرح» بود؟ [bad-row]": (
        "رویدادها!A2",
        [UPDATES, ["طرخ", 1, 1, "1402-01-01", "شرح"]],
    ),
    "«نخست» شمارهٔ ردیف نیست؛ عددی از ۱ بنویسید [bad-row]": (
        "رویدادها!C2",
        [UPDATES, ["طرح", 1, "نخست", "1402-01-01", "شرح"]],
    ),
    "این رکورد ردیفی با شمارهٔ «۷» ندارد؛ شماره را درست کنید یا سطر را بردارید [bad-row]": (
        "مقدارهای واقعی!C2",
        [ACTUALS, ["طرح", 1, 7, 1, "1402-01-01", 5, ""]],
    ),
}


def said_of(content: Path, rows: list[list[object]], title: str) -> list[str]:
    return [one for one in said(content, saved(rows, title)) if "count-mismatch" not in one]


@pytest.mark.parametrize(
    ("told", "cell", "rows"), [(told, *fault) for told, fault in TABLES.items()]
)
def test_each_fault_of_a_table(
    content: Path, told: str, cell: str, rows: list[list[object]]
) -> None:
    title, at = cell.split("!")
    column, line = ord(at[0]) - ord("A"), at[1:]
    heading = f"، ستون «{rows[0][column]}»" if rows[0][column] else ""
    place = f"plan.xlsx[{title}]:{line}:{column + 1}: خانهٔ {at}{heading}"
    assert said_of(content, rows, title) == [f"{place}: {told}"]


def test_a_sheet_of_no_collection_is_told(content: Path) -> None:
    assert said_of(content, [HEADS, NINE], "طرح") == []
    assert "[unknown-sheet]" in said_of(content, [HEADS, NINE], "Sheet1")[0]
    assert "[unknown-sheet]" in said_of(content, [["مبلغ"], ["۵"]], "محاسبات")[0]
    assert said_of(content, [HEADS, NINE], "طرهها") == [
        "plan.xlsx[طرهها]:1:1: برگهٔ «طرهها» شناخته نیست؛ نامش را درست کنید یا بردارید؛ منظور"
        " «طرح‌ها» بود؟ [unknown-sheet]"
    ]


@pytest.mark.parametrize(
    ("sheet", "cells"), [("طرح‌ها", "B2:B3"), ("طرح‌ها", "A2:A4"), ("رویدادها", "A2:B2")]
)
def test_merged_cells_are_named_once(content: Path, sheet: str, cells: str) -> None:
    book = Book(content)
    book.page(sheet).merge_cells(cells)
    (problem,) = (one for one in book.problems() if one.slug != "count-mismatch")
    assert f"({cells})" in problem.message


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (
            "ردیف",
            "ستون «ردیف»: این عنوان شناخته نیست؛ اگر شماره‌های آن کد رکوردها است، «کد» بنویسید",
        ),
        ("کدد", "ستون «کدد»: این عنوان در برگهٔ «طرح‌ها» شناخته نیست؛ منظور «کد» بود؟"),
        (None, "این ستون عنوان ندارد؛ عنوان بدهید یا آن را بردارید"),
    ],
)
def test_a_sheet_without_codes_is_told_once(content: Path, heading: str | None, said: str) -> None:
    (line,) = said_of(content, [[heading, *HEADS[1:]], NINE, [10, *NINE[1:]]], "طرح‌ها")
    assert said in line
    (line,) = said_of(content, [HEADS[1:], NINE[1:], NINE[1:]], "طرح‌ها")
    assert "ستون «عنوان»: این برگه ستون «کد» ندارد؛ آن را بیفزایید" in line


def test_a_latin_heading_is_led_to_the_column(content: Path) -> None:
    (line,) = said_of(content, [["کد", "titel", *HEADS[2:]], NINE], "طرح‌ها")
    assert "؛ منظور «عنوان» بود؟ [unknown-column]" in line


def packed(**parts: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return made.getvalue()


def hostile(data: bytes, part: str, text: str | bytes) -> bytes:
    """A good workbook with one of its parts in another's words, or with one more."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in {*old.namelist(), part}:
            new.writestr(name, text if name == part else old.read(name))
    return made.getvalue()


GOOD = saved([HEADS, NINE])
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in pairwise("abcdefgh"))
    + "]><x>&h;</x>"
)
TEXT = "کد,عنوان,سیاست اجرایی,منشأ\r\n9,نام نهم,1,sample\r\n\r\n1,باغ محله,1,official\r\n"
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("plan.xlsx", b"", "xlsx"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        ("plan.xlsx", b"PK\x03\x04rubbish", "xlsx"),
        ("plan.xlsx", "کد,عنوان\n1,نام\n".encode(), "xlsx"),
        ("plan.xlsx", GOOD[: len(GOOD) // 2], "xlsx"),
        ("plan.xlsx", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "xlsx"),
        ("plan.xlsx", packed(**{"[Content_Types].xml": "<x/>"}), "xlsx"),
        ("plan.xlsx", hostile(GOOD, "xl/workbook.xml", "<nonsense"), "xlsx"),
        ("plan.xlsx", hostile(GOOD, "xl/workbook.xml", BOMB), "EntitiesForbidden"),
        ("plan.xlsx", hostile(GOOD, "xl/workbook.xml", OUTSIDE), "EntitiesForbidden"),
        ("plan.xlsx", hostile(GOOD, "xl/worksheets/sheet1.xml", BOMB), "EntitiesForbidden"),
        ("plan.xlsx", hostile(GOOD, "xl/styles.xml", OUTSIDE), "EntitiesForbidden"),
        *((name, GOOD, "") for name in ("plan.xls", "plan.docx", "plan")),
        ("projects.csv", TEXT.replace("ی", "ي").encode("windows-1256"), ""),
        ("projects.csv", TEXT.encode("utf-16-le"), ""),
        ("projects.csv", b"\x00\x01\x02", ""),
        ("projects.csv", ('کد,عنوان\r\n1,"' + "x" * 200_000 + '"\r\n').encode(), ""),
        ("projects.csv", b"", ""),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    content: Path, name: str, data: bytes, word: str
) -> None:
    problems = said(content, data, name)
    assert len(problems) == 1
    assert problems[0].endswith("[unreadable-sheet]")
    assert word in problems[0]


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_BYTES", 10_000)
    assert "بزرگ‌تر است" in said(content, hostile(GOOD, "xl/styles.xml", " " * 20_000))[0]


def test_a_sheet_that_goes_on_for_ever_is_refused(content: Path) -> None:
    sheet = ZipFile(BytesIO(GOOD)).read("xl/worksheets/sheet1.xml").decode()
    sheet = sheet.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"/></row></sheetData>')
    assert "سطر" in said(content, hostile(GOOD, "xl/worksheets/sheet1.xml", sheet))[0]


EVERYWHERE = "A3:XFD1048576"
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@pytest.mark.parametrize(
    "more",
    [
        f'<mergeCells><mergeCell ref="{EVERYWHERE}"/></mergeCells>',
        '<mergeCells><mergeCell ref="A3:A1048576"/></mergeCells>',
        "<mergeCells>" + '<mergeCell ref="A3:GR200"/>' * 20 + "</mergeCells>",
        f'<hyperlinks {RELATED}><hyperlink ref="{EVERYWHERE}" location="A1"/></hyperlinks>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_size_that_a_sheet_declares_is_looked_at_first(
    content: Path, more: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ExcelReader", Mock(side_effect=AssertionError))
    sheet = ZipFile(BytesIO(GOOD)).read("xl/worksheets/sheet1.xml").decode()
    sheet = sheet.replace("</sheetData>", f"</sheetData>{more}").encode(encoding).decode("latin-1")
    (problem,) = said(content, hostile(GOOD, "xl/worksheets/sheet1.xml", sheet.encode("latin-1")))
    assert "بیش از ۲۵۰٬۰۰۰ خانه دارد" in problem


SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
AGAIN = f'<sheet name="x" sheetId="2" {RELATED} r:id="rId1"/>'
SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
STRINGS = (
    '<Override PartName="/xl/shared.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
SHARED = hostile(
    hostile(GOOD, "xl/shared.xml", f"{SST}<si><t>{'x' * 30_000}</t></si></sst>"),
    TYPES,
    ZipFile(BytesIO(GOOD)).read(TYPES).decode().replace("</Types>", STRINGS),
)
"""A workbook with a long text that any cell can name."""


@pytest.mark.parametrize(
    ("part", "place", "more", "word"),
    [
        (SHEET, "</sheetData>", f"<row>{'<c/>' * 200}</row>" * 201, "خانه"),
        (SHEET, "</sheetData>", '<row r="201"><c r="GR201"/></row>', "خانه"),
        (SHEET, "</sheetData>", "<x/>" * 100_001, "خانه"),
        (SHEET, "</sheetData>", "<brk/>" * 40_001, "خانه"),
        (SHEET, "</sheetData>", f"<row><c><v>{'۱' * 131_073}</v></c></row>", "بلند است"),
        (BOOK, "</sheets>", AGAIN * 80, "خانه"),
        (SHEET, "</sheetData>", '<row><c t="s"><v>0</v></c></row>' * 40, "مگابایت"),
    ],
    ids=["cells", "far corner", "elements", "breaks", "long", "sheets", "text in many cells"],
)
def test_what_a_small_file_grows_to_is_counted(
    content: Path,
    part: str,
    place: str,
    more: str,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table, "MOST_CELLS", 40_000)
    monkeypatch.setattr(table, "MOST_BYTES", 1_000_000)
    text = ZipFile(BytesIO(SHARED)).read(part).decode()
    (problem,) = said(content, hostile(SHARED, part, text.replace(place, f"{more}{place}")))
    assert word in problem
    assert "خوانده نشد" not in problem


@pytest.mark.parametrize("text", ["9,نام\r\n" * 20_001, "," * 201 + "\r\n"])
def test_a_text_has_the_same_limits(content: Path, text: str) -> None:
    (problem,) = said(content, f"کد,عنوان\r\n{text}".encode(), "projects.csv")
    assert "این پرونده بیش از ۲۰٬۰۰۰ سطر یا ۲۰۰ ستون دارد" in problem


def test_a_file_that_is_not_there_is_named(content: Path) -> None:
    with pytest.raises(SheetsRefused) as refused:
        asked(content, content.parent / "missing.xlsx", remove=False)
    assert [problem.slug for problem in refused.value.problems] == ["unreadable-file"]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace(",", ";").encode("utf-8-sig"),
        ("sep=;\r\n" + TEXT.replace(",", ";")).encode("utf-8-sig"),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace(",", "؛").encode(),
        TEXT.replace("نام نهم", '"نام نهم"').encode(),
    ],
)
def test_text_with_separators_of_any_kind_is_read(content: Path, data: bytes) -> None:
    path = content.parent / "projects.csv"
    path.write_bytes(data)
    plan = content / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("{count: ۴,", "{count: ۵,"), "utf-8")
    found = asked(content, path, remove=False)
    assert [(change.path, change.before) for change in found.changes] == [("projects/9.md", None)]
    assert (found.changes[0].after or b"").decode() == (
        "---\ntitle: نام نهم\nprovenance: sample\npolicy: 1\n---\n"
    )


def test_a_cell_that_does_not_end_is_told_and_swallows_no_rows(content: Path) -> None:
    data = 'کد,عنوان\r\n1,"نام\r\n2,دیگر\r\n'.encode()
    assert said(content, data, "projects.csv") == [
        'projects.csv:2:1: جدول این پرونده از سطر ۲ خوانده نشد: گیومهٔ انگلیسی (") در خانه‌ای'
        " باز شده و درست بسته نشده، یا خانه‌ای بیش از اندازه بلند است؛"
        " در اکسل آن را با قالب «CSV UTF-8» ذخیره کنید [unreadable-sheet]"
    ]


def test_a_word_that_comes_twice_takes_the_place_of_none(content: Path) -> None:
    book = Book(content)
    page = book.page("منطقه‌ها")
    page.append([page["A2"].value, "رونوشت"])
    row = page.max_row
    assert [str(problem) for problem in book.problems()] == [
        f"plan.xlsx[منطقه‌ها]:{row}:1: خانهٔ A{row}، ستون «شماره»: «1» تکراری است؛"
        " بار نخست در سطر ۲ آمده، یکی را عوض کنید [bad-row]"
    ]
