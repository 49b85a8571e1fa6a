"""Workbooks as people leave them: exported, changed in some cells, saved again."""

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from qomsite.editing.journal import Journal
from qomsite.errors import Problem, SheetsRefused
from qomsite.sheets.exchange import asked, export
from qomsite.sheets.importing import Import


class Book:
    """A workbook of a content folder; cells are named by sheet, code and heading."""

    def __init__(self, content: Path, *, shown: str = "plan.xlsx") -> None:
        self.content = content
        self.path = content.parent / shown
        made = content.parent / "exported.xlsx"
        made.unlink(missing_ok=True)
        export(content, made)
        self.book: Workbook = load_workbook(made)

    def page(self, sheet: str) -> Any:
        return self.book[sheet]

    def cell(self, sheet: str, code: object, heading: str) -> Any:
        """The cell in the row of a code, which is added where there is none."""
        page = self.page(sheet)
        heads = {cell.value: cell.column for cell in page[1]}
        column = heads.get("کد", 1)
        for row in range(2, page.max_row + 1):
            if str(page.cell(row, column).value) == str(code):
                return page.cell(row, heads[heading])
        page.cell(page.max_row + 1, column, code)
        return self.cell(sheet, code, heading)

    def put(self, sheet: str, code: object, values: dict[str, object]) -> None:
        """Writes cells of one row."""
        for heading, value in values.items():
            self.cell(sheet, code, heading).value = value

    def drop(self, sheet: str, code: object) -> None:
        """Takes a row out."""
        self.page(sheet).delete_rows(self.cell(sheet, code, "کد").row)

    def part(self, sheet: str, values: dict[str, object]) -> None:
        """Writes cells of the first row that belongs to project 1."""
        page = self.page(sheet)
        heads = {cell.value: cell.column for cell in page[1]}
        for heading, value in values.items():
            page.cell(self._part(page), heads[heading]).value = value

    def drop_part(self, sheet: str) -> None:
        """Takes the first row out that belongs to project 1."""
        page = self.page(sheet)
        page.delete_rows(self._part(page))

    @staticmethod
    def _part(page: Any) -> int:
        rows = page.iter_rows(min_row=2, max_col=2, values_only=True)
        return next(at for at, ties in enumerate(rows, 2) if ties == ("طرح", "1"))

    def read(self, *, remove: bool = False) -> Import:
        """What the workbook, saved, asks for."""
        self.book.save(self.path)
        return asked(self.content, self.path, remove=remove)

    def problems(self, *, remove: bool = False) -> tuple[Problem, ...]:
        """What is wrong with the workbook."""
        try:
            self.read(remove=remove)
        except SheetsRefused as refused:
            return refused.problems
        return ()

    def write(self, *, remove: bool = False) -> Import:
        """Brings the content to what the workbook says."""
        found = self.read(remove=remove)
        Journal(self.content).apply(found.changes)
        return found


def saved(rows: list[list[object]], title: str = "طرح‌ها") -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    page: Any = book.active
    page.title = title
    for row in rows:
        page.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()
