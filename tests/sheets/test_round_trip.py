"""What goes out comes back as it was, and as text only."""

import csv
import io
import signal
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from qomsite.errors import SheetsRefused
from qomsite.sheets.exchange import asked, csv_bytes, csv_table, export
from qomsite.sheets.importing import Import, read_import
from qomsite.sheets.layout import SHEETS, read_files, tables_of
from qomsite.sheets.table import KEEP
from qomsite.text.characters import LONGEST_CELL
from tests.children import MANY, in_child, meets, without_room
from tests.library.plans import project, tiny_with
from tests.sheets.books import Book

SHIPPED = Path(__file__).resolve().parents[2] / "content"
ODD = ["=1+1", "+98", "-5", "@SUM(A1)", "'=1", "''-x", "#REF", "1e5", "007", "TRUE", "۱٬۰۰۰"]


def test_the_shipped_content_comes_back_as_it_was(tmp_path: Path) -> None:
    export(SHIPPED, tmp_path / "plan.xlsx")
    assert asked(SHIPPED, tmp_path / "plan.xlsx", remove=True) == Import()


def test_and_so_it_does_as_text_with_commas() -> None:
    tables = []
    for table in tables_of(read_files(SHIPPED, [])):
        again = csv_table(csv_bytes(table), table.title, "x.csv")
        assert again.rows == table.rows
        tables.append(again)
    assert read_import(SHIPPED, tables, "", remove=True) == Import()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, content: Path) -> None:
    export(content, tmp_path / "a.xlsx")
    export(content, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with ZipFile(tmp_path / "a.xlsx") as packed:
        assert {part.date_time[0] for part in packed.infolist()} == {1980}
        assert b"dcterms" not in b"".join(map(packed.read, packed.namelist()))


def test_every_sheet_reads_from_the_right_and_explains_itself(
    tmp_path: Path, content: Path
) -> None:
    export(content, tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == ["راهنما", *(sheet.title for sheet in SHEETS)]
    for each in book.worksheets:
        assert each.sheet_view.rightToLeft
    for sheet in SHEETS:
        page: Any = book[sheet.title]
        assert page.freeze_panes == "B2"
        for column, cell in zip(sheet.columns, page[1], strict=True):
            assert column.help in cell.comment.text
            assert column.key in cell.comment.text
        for row in page.iter_rows(min_row=1):
            assert {cell.number_format for cell in row} == {"@"}
            assert all(cell.value is None or cell.data_type == "s" for cell in row)
    projects: Any = book["طرح‌ها"]
    choices = {
        str(one.sqref).partition("2:")[0]: one.formula1
        for one in projects.data_validations.dataValidation
    }
    heads = {cell.value: cell.column_letter for cell in projects[1]}
    assert choices[heads["وضعیت"]] == "'وضعیت‌ها'!$B$2:$B$5000"
    assert choices[heads["واحد متولی"]] == "'واحدها'!$B$2:$B$5000"
    assert choices[heads["منطقه"]] == "'منطقه‌ها'!$A$2:$A$5000"
    assert choices[heads["سیاست اجرایی"]] == "'سیاست‌های اجرایی'!$A$2:$A$5000"
    assert choices[heads["منشأ"]] == '"official,reported,sample"'
    assert choices[heads["پیش‌نویس"]] == '"بله,خیر"'


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    files = {
        f"projects/{at}.md": project(f'summary: "{text}"').replace("طرح", f"طرح {at}", 1)
        for at, text in enumerate(ODD, 10)
    }
    content = tiny_with(tmp_path, files)
    book = Book(content)
    for at, text in enumerate(ODD, 10):
        cell = book.cell("طرح‌ها", at, "خلاصه")
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert asked(content, tmp_path / "exported.xlsx", remove=True) == Import()
    export(content, tmp_path / "projects.csv")
    text = (tmp_path / "projects.csv").read_bytes().decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert asked(content, tmp_path / "projects.csv", remove=True) == Import()


def test_what_no_cell_can_hold_stays_in_its_file(tmp_path: Path) -> None:
    long = "دراز " * (LONGEST_CELL // 5 + 1)
    files = {
        "projects/1.md": project().replace("متن طرح.", long),
        "projects/2.md": project('summary: "\\x01 _x0041_"', "source: نام سند", "axes: [[1]]"),
        "projects/3.md": project('funding: [الف, "ب\\nپ"]', "nonsense: {a: b}"),
    }
    files = {name: text.replace("title: طرح", f"title: {name}") for name, text in files.items()}
    content = tiny_with(tmp_path, files)
    book = Book(content)
    assert book.cell("طرح‌ها", 1, "متن").value == KEEP
    for heading in ("خلاصه", "سند منبع: سند", "محورهای موضوعی"):
        assert book.cell("طرح‌ها", 2, heading).value == KEEP
    assert book.cell("طرح‌ها", 3, "محل تأمین اعتبار").value == KEEP
    assert asked(content, tmp_path / "exported.xlsx", remove=True) == Import()
    book.put("طرح‌ها", 1, {"عنوان": "نام تازه"})
    changed = book.write().changes[0].after or b""
    assert changed == files["projects/1.md"].replace("projects/1.md", "نام تازه", 1).encode()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("plan.ods", "sheet-not-written"),
        ("plan", "sheet-not-written"),
        ("project.csv", "unknown-sheet"),
        ("there.xlsx", "sheet-not-written"),
        ("missing/plan.xlsx", "sheet-not-written"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused(
    tmp_path: Path, content: Path, name: str, slug: str
) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    with pytest.raises(SheetsRefused) as refused:
        export(content, tmp_path / name)
    assert [problem.slug for problem in refused.value.problems] == [slug]
    assert (tmp_path / "there.xlsx").read_bytes() == b"mine"


def test_content_that_cannot_be_read_is_not_exported(tmp_path: Path) -> None:
    content = tiny_with(
        tmp_path, {"projects/1.md": "بی مشخصات\n", "projects/2.md": "---\na: [\n---\n"}
    )
    with pytest.raises(SheetsRefused) as refused:
        export(content, tmp_path / "plan.xlsx")
    assert {problem.slug for problem in refused.value.problems} == {
        "missing-front-matter",
        "bad-yaml",
    }
    assert not (tmp_path / "plan.xlsx").exists()


class TestAllOrNothing:
    """A workbook is there whole, or it is not there."""

    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
    @pytest.mark.parametrize("name", ["plan.xlsx", "projects.csv"])
    def test_a_signal_leaves_no_half_of_one(
        self, name: str, number: int, content: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / name
        export(content, target)
        whole = target.read_bytes()
        for step in range(1, MANY):
            target.unlink(missing_ok=True)
            was_met = meets(number, step, tmp_path, lambda: export(content, target))
            if not was_met:
                break
            assert not target.exists()
            export(content, target)
            assert target.read_bytes() == whole
        assert 1 < step < MANY
        assert {path.name for path in tmp_path.iterdir()} == {"content", name}

    def test_a_full_disk_leaves_nothing(self, content: Path, tmp_path: Path) -> None:
        def work() -> int:
            without_room(500)
            with pytest.raises(SheetsRefused) as refused:
                export(content, tmp_path / "projects.csv")
            return "نوشته نشد: پرونده از اندازهٔ مجاز" in str(refused.value)

        assert in_child(work) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["content"]

    def test_the_folder_of_the_system_is_not_needed(
        self, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
        assert export(content, tmp_path / "plan.xlsx") > 0
