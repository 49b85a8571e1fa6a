"""``plan.xlsx`` holds what the datasets hold, and nothing that a spreadsheet would run."""

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

from qomsite.library.library import Library
from qomsite.outputs.columns import Cell
from qomsite.outputs.datasets import Dataset, datasets
from qomsite.outputs.figures import changes
from qomsite.outputs.formats import head_of
from qomsite.outputs.workbook import plan_workbook
from qomsite.text.characters import LONGEST_CELL
from tests.library.plans import library_of, project
from tests.outputs.built import SUB, Built

PATH = "open/plan.xlsx"
NUMBERS = "physical_progress: 33.3", "budget: 123456789012345678901 ریال"
HOSTILE = (
    '=HYPERLINK("https://evil.example";"x")',
    *("+1+1", "-2+3|cmd", "@SUM(A1)", "=1", "#REF!", "1404-01-01", "007", "1e5", "TRUE", "'=1"),
    *("_x0041_ _x000D_", "<f>1</f>&amp;", "𝄞 é", "الف؛ ب; پ"),
)


def every(library: Library) -> list[Dataset]:
    return [one for one in (*datasets(library, SUB), changes(library, SUB)) if one.rows]


def read(made: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet, as a spreadsheet shows them."""
    book = load_workbook(io.BytesIO(made), read_only=True)
    return {
        page.title: [tuple(map(unescaped, row)) for row in page.iter_rows(values_only=True)]
        for page in book.worksheets
    }


def unescaped(cell: object) -> object:
    """Text in which a character may be written by its code (ISO/IEC 29500-1, 22.9.2.19)."""
    if not isinstance(cell, str):
        return cell
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), cell)


def expected(cell: Cell) -> object:
    """What a spreadsheet has of a cell."""
    if isinstance(cell, tuple):
        return "; ".join(f"{one:f}" if isinstance(one, Decimal) else str(one) for one in cell)
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        return f"{cell[: LONGEST_CELL - 1]}…"
    return float(cell) if isinstance(cell, Decimal) else cell


def agree(sheets: Mapping[str, list[tuple[object, ...]]], known: list[Dataset]) -> None:
    assert [*sheets][:2] == ["درباره", "ستون‌ها"]
    assert len(sheets) == len(known) + 2
    assert [str(row[0]).partition(":")[0] for row in sheets["درباره"][:3]] == [
        *("ناشر", "برنامه", "نشانی سایت")
    ]
    for dataset in known:
        heads, *rows = sheets[dataset.title]
        assert heads == tuple(column.title for column in dataset.columns)
        found = [(*row, *[None] * (len(heads) - len(row))) for row in rows]
        assert found == [tuple(map(expected, row)) for row in dataset.rows]
    columns = [(one.title, c.name, c.title, c.help or None) for one in known for c in one.columns]
    assert [row[:4] for row in sheets["ستون‌ها"][1:]] == columns


def test_the_workbook_holds_every_dataset(built: Built) -> None:
    agree(read(built.files[PATH]), every(built.library))


def test_hostile_texts_are_texts(tmp_path: Path) -> None:
    files = {}
    for number, text in enumerate(HOSTILE, 70):
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        front = project(f'title: "{quoted}"', *NUMBERS).replace("title: طرح\n", "")
        files[f"projects/{number}.md"] = front
    files["projects/99.md"] = project() + "دراز " * (LONGEST_CELL // 5 + 1) + "\n"
    library = library_of(tmp_path, files)
    known = every(library)
    made = plan_workbook(known, head_of(library, SUB))
    agree(read(made), known)
    with ZipFile(io.BytesIO(made)) as packed:
        for name in packed.namelist():
            assert packed.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)
            tree = etree.fromstring(packed.read(name))
            assert not tree.xpath("//*[local-name()='f' or local-name()='oleObject']")
            values = re.findall("<v>(.*?)</v>", packed.read(name).decode())
            assert not [one for one in values if not re.fullmatch(r"\d+|\d+\.\d*[1-9]", one)]
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                assert tree.xpath("//*[local-name()='sheetView']/@rightToLeft") == ["1"]
        assert not [
            name for name in packed.namelist() if re.search("vba|external|link", name, re.I)
        ]
        styles = etree.fromstring(packed.read("xl/styles.xml"))
        assert styles.xpath("//*[local-name()='xf']/@quotePrefix") != []
    book = load_workbook(io.BytesIO(made))
    page = book[known[[one.name for one in known].index("projects")].title]
    marked = {unescaped(cell.value): cell.quotePrefix for cell in page["B"][1:]}
    assert {text: text[0] in "=+-@" for text in HOSTILE}.items() <= marked.items()
    assert {cell.data_type for cell in page["B"]} == {"s"}


def test_the_same_data_give_the_same_bytes(built: Built) -> None:
    assert plan_workbook(every(built.library), head_of(built.library, SUB)) == built.files[PATH]
    with ZipFile(io.BytesIO(built.files[PATH])) as packed:
        assert not [name for name in packed.namelist() if name.startswith("docProps")]
