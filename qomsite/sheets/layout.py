"""Which sheets there are and what stands in their columns; the content, read and as such tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qomsite.editing.records import Opened
from qomsite.errors import Problem
from qomsite.loader.document import record_document, settings_document
from qomsite.loader.files import MAX_BYTES, entries, read_bytes, read_text
from qomsite.loader.load import LISTING_FILE, PLAN_FILE
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.model.codes import as_code
from qomsite.model.collections import BY_NAME, COLLECTIONS, Collection
from qomsite.model.fields import Row, row, rows, single_values
from qomsite.model.kinds import Value
from qomsite.model.records import Entry
from qomsite.model.settings import Plan
from qomsite.sheets.table import Table, cell_of, dig, parts_of
from qomsite.text.collation import collation_key
from qomsite.text.folding import fold

_MOST_TITLES = 10
"""Rows above the headings, such as a title of the table, among which they are looked for."""


@dataclass(frozen=True)
class Column:
    """A column: ``location`` is where its value stands in the front matter of a record.

    ``row`` is its row in the table of fields; ``None`` for what front matter does not hold.
    """

    location: tuple[str, ...]
    title: str
    help: str
    row: Row | None = None

    @property
    def key(self) -> str:
        """The Latin heading, which is understood as the Persian one is."""
        return ".".join(self.location)


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook; ``name`` is its Latin name, which a CSV file has.

    ``model`` is that of a row. ``kind``: ``records`` has the records of a collection, a row each;
    ``parts`` what a field of records holds several of, a row each, and ``location`` is that field;
    ``words`` the words of a list of ``plan.yaml``.
    """

    name: str
    title: str
    model: type[Value]
    columns: tuple[Column, ...]
    kind: Literal["records", "parts", "words"]
    location: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns whose values stand in front matter."""
        return tuple(column for column in self.columns if column.row)

    def column(self, text: str) -> Column | None:
        """The column that a heading names, in Persian or Latin, however spelt."""
        folded = fold(text)
        return next(
            (one for one in self.columns if folded and folded in (fold(one.title), fold(one.key))),
            None,
        )

    def heads(self, table: Table) -> list[int]:
        """How many of the headings stand in each row of a table that may have them."""
        return [sum(map(bool, map(self.column, row))) for row in table.rows[:_MOST_TITLES]]


CODE, TITLE, BODY = (
    Column((name,), row(Entry, name).title, row(Entry, name).help)
    for name in ("code", "title", "body")
)
COLLECTION = Column(("collection",), "مجموعه", "نوع رکورد، مانند طرح یا هدف")
ORDER = Column(("order",), "ردیف", "شمارهٔ ردیف در این رکورد، از ۱")


def _fields(model: type[Value]) -> Iterator[Column]:
    for location, _, one in single_values(model):
        outer = f"{row(model, location[0]).title}: " if len(location) > 1 else ""
        yield Column(location, outer + one.title, one.help, one)


def _parts(row: Row, outer: Sheet | None) -> Iterator[Sheet]:
    """The sheet of a field that holds several, and those of the fields within."""
    assert row.nested is not None
    ties = [COLLECTION, CODE]
    if outer:
        title = f"{ORDER.title} در {outer.title}"
        help = f"شمارهٔ ستون «{ORDER.title}» در برگهٔ «{outer.title}»"
        ties.append(Column(("outer",), title, help))
    columns = (*ties, ORDER, *_fields(row.nested))
    location = (*(outer.location if outer else ()), row.name)
    sheet = Sheet(row.name, row.title, row.nested, columns, "parts", location)
    yield sheet
    for inner in rows(row.nested):
        if inner.nested and inner.several:
            yield from _parts(inner, sheet)


def _several(model: type[Value]) -> Iterator[Row]:
    return (row for row in rows(model) if row.nested and row.several)


def _sheets() -> Iterator[Sheet]:
    for one in COLLECTIONS:
        yield Sheet(one.name, one.plural, one.model, (CODE, *_fields(one.model), BODY), "records")
    held = {row.name: row for one in COLLECTIONS for row in _several(one.model)}
    for several in held.values():
        yield from _parts(several, None)
    named = {row.names for one in COLLECTIONS for row in rows(one.model)} - {""}
    for several in _several(Plan):
        if several.name in named and several.nested:
            columns = tuple(_fields(several.nested))
            yield Sheet(several.name, several.title, several.nested, columns, "words")


SHEETS = tuple(_sheets())
SHEET_OF = {sheet.name: sheet for sheet in SHEETS}


def named(title: str) -> Sheet | None:
    """The sheet that goes by a name, in Persian or Latin, however spelt."""
    folded = fold(title)
    return next((sheet for sheet in SHEETS if folded in map(fold, _names(sheet))), None)


def _names(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title, sheet.name)
    if sheet.kind == "records":
        collection = BY_NAME[sheet.name]
        yield from (collection.singular, collection.kind)


def holders(sheet: Sheet) -> tuple[Collection, ...]:
    """The collections whose records have the parts of a sheet."""
    return tuple(one for one in COLLECTIONS if sheet.location[0] in one.model.model_fields)


@dataclass(frozen=True)
class Files:
    """The content folder as far as sheets show it: records by collection and code, the plan."""

    records: dict[tuple[str, str], Opened]
    plan: Opened


def read_files(content: Path, problems: list[Problem]) -> Files:
    """Reads the folder; what stops a file from being read at all goes to ``problems``."""
    records: dict[tuple[str, str], Opened] = {}
    for collection in COLLECTIONS:
        folder = content / collection.name
        shown = f"{content.name}/{collection.name}"
        found: dict[str, Opened] = {}
        for file in entries(folder, shown, problems) if folder.is_dir() else ():
            is_record = file.name.endswith(".md") and file.name != LISTING_FILE
            if not is_record or read_text(file, problems) is None:
                continue
            data = read_bytes(file, MAX_BYTES, "", problems) or b""
            document = record_document(data.decode(), file.shown, problems)
            result = read_yaml(document.front, file.shown, 2, problems) if document else None
            if document and result:
                path = f"{collection.name}/{file.name}"
                code = as_code(file.name.removesuffix(".md"))
                found[code] = Opened(path, data, document, result[0])
        in_order = sorted(found, key=collation_key)
        records |= {(collection.name, code): found[code] for code in in_order}
    plan = (content / PLAN_FILE).read_bytes() if (content / PLAN_FILE).is_file() else b""
    document = settings_document(plan.decode("utf-8", "replace"))
    result = read_yaml(document.front, f"{content.name}/{PLAN_FILE}", 1, problems)
    return Files(records, Opened(PLAN_FILE, plan, document, result[0] if result else {}))


def tables_of(files: Files) -> tuple[Table, ...]:
    """All sheets, the headings in the first row of each."""
    return tuple(table_of(sheet, files) for sheet in SHEETS)


def table_of(sheet: Sheet, files: Files) -> Table:
    """One sheet."""
    headings = tuple(column.title for column in sheet.columns)
    return Table(sheet.title, (headings, *_rows(sheet, files)))


def body_cell(stored: Opened) -> str:
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
        held = {one.name: one.singular for one in holders(sheet)}
        for (name, code), stored in files.records.items():
            for orders, part in _held(stored.tree, sheet.location) if name in held else ():
                yield held[name], code, *map(str, orders), *_cells(sheet, part)


def _cells(sheet: Sheet, tree: Mapping[str, Tree]) -> Iterator[str]:
    return (cell_of(dig(tree, column.location)) for column in sheet.fields)


def _held(
    tree: Mapping[str, Tree], location: tuple[str, ...]
) -> Iterator[tuple[tuple[int, ...], dict[str, Tree]]]:
    """What stands at a location, each with its numbers from 1 in the lists on the way."""
    name, *rest = location
    for at, part in enumerate(parts_of(tree.get(name)) or (), 1):
        if not rest:
            yield (at,), part
        for orders, inner in _held(part, tuple(rest)) if rest else ():
            yield (at, *orders), inner
