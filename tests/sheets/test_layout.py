"""The sheets have all of the table of fields, each heading of its own."""

import re
from decimal import Decimal

import pytest

from qomsite.model.collections import COLLECTIONS
from qomsite.model.fields import rows
from qomsite.sheets.layout import SHEET_OF, SHEETS, Sheet, holders
from qomsite.sheets.table import exact
from qomsite.text.digits import parse_number
from qomsite.text.folding import fold
from tests.sheets.test_faults import ACTUALS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_heading_is_taken_for_another(sheet: Sheet) -> None:
    names = [fold(name) for one in sheet.columns for name in {one.title, one.key}]
    assert len(names) == len(set(names))
    assert all(column.title and column.help for column in sheet.columns)


def test_no_sheet_is_taken_for_another_and_excel_takes_their_titles() -> None:
    assert len({fold(sheet.title) for sheet in SHEETS}) == len(SHEETS) == len(SHEET_OF)
    for sheet in SHEETS:
        assert len(sheet.title) <= 31
        assert not re.search(r"[\[\]:*?/\\']", sheet.title)


def test_every_field_of_every_collection_has_its_place() -> None:
    parts = {(one.name, sheet.name) for sheet in SHEETS if sheet.location for one in holders(sheet)}
    for collection in COLLECTIONS:
        columns = {column.location[0] for column in SHEET_OF[collection.name].fields}
        for row in rows(collection.model):
            assert (row.name in columns) != ((collection.name, row.name) in parts), row


def test_parts_within_parts_name_the_part_they_are_in() -> None:
    actuals = SHEET_OF["actuals"]
    assert actuals.location == ("indicators", "actuals")
    assert [column.title for column in actuals.columns] == ACTUALS


def test_a_number_of_a_spreadsheet_has_one_meaning() -> None:
    assert parse_number(exact("12.345", is_share=False)) == Decimal("12.345")
    assert [exact(text, is_share=False) for text in ("12.5", "1403.0")] == ["12.5", "1403"]
