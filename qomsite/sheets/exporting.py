"""The content as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import BY_NAME
from qomsite.sheets.cells import cell_of, dig, parts_of
from qomsite.sheets.files import Files, Stored
from qomsite.sheets.layout import SHEETS, Sheet, holders
from qomsite.sheets.table import Table


def tables_of(files: Files) -> tuple[Table, ...]:
    """All sheets, the headings in the first row of each."""
    return tuple(table_of(sheet, files) for sheet in SHEETS)


def table_of(sheet: Sheet, files: Files) -> Table:
    """One sheet."""
    headings = tuple(column.title for column in sheet.columns)
    return Table(sheet.title, (headings, *_rows(sheet, files)))


def body_cell(stored: Stored) -> str:
    """The cell of a record's text."""
    return cell_of(stored.document.body.rstrip("\n"))


def _rows(sheet: Sheet, files: Files) -> Iterator[tuple[str, ...]]:
    if sheet.kind == "words":
        for word in parts_of(files.plan.tree.get(sheet.name)) or ():
            yield tuple(_cells(sheet, word))
    elif sheet.kind == "records":
        for (name, code), stored in files.records.items():
            if name == sheet.name:
                yield code, *_cells(sheet, stored.tree), body_cell(stored)
    else:
        for collection in holders(sheet):
            for (name, code), stored in files.records.items():
                if name == collection.name:
                    for orders, part in _parts(stored.tree, sheet.location):
                        ties = (BY_NAME[name].singular, code, *map(str, orders))
                        yield *ties, *_cells(sheet, part)


def _cells(sheet: Sheet, tree: Mapping[str, Tree]) -> Iterator[str]:
    return (cell_of(dig(tree, column.location)) for column in sheet.fields)


def _parts(
    tree: Mapping[str, Tree], location: tuple[str, ...]
) -> Iterator[tuple[tuple[int, ...], dict[str, Tree]]]:
    """What stands at a location, each with its numbers from 1 in the lists on the way."""
    name, *rest = location
    for at, part in enumerate(parts_of(tree.get(name)) or (), 1):
        if not rest:
            yield (at,), part
        for orders, inner in _parts(part, tuple(rest)) if rest else ():
            yield (at, *orders), inner
