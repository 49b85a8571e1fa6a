"""The whole plan as an SQLite file, for whoever asks with SQL.

A table for each dataset, in the site's order by ``rowid``; a table ``<dataset>_<column>`` for each
column whose cells hold several values; the views ``ask_…`` that give the answers of the pages of
questions; ``dictionary``, what each column is in Persian; ``about``, whose data these are.

Days are ISO 8601 texts, flags 0 or 1, whole numbers INTEGER. A number with a fraction is REAL, the
nearest double: of up to 15 digits it comes back as it was written; CSV and JSON have all digits.

Same data, same bytes: the settings of a file are given, its pages are written anew in the order of
their keys, what they leave unused is zeroed, and so are the header's counters and the version of
SQLite that wrote it. How full a page gets is up to SQLite: held by the versions that were tried
(3.40 and 3.46, under Python 3.11 to 3.13), not promised for all.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from qomsite.model.fields import Column
from qomsite.outputs.columns import Cell
from qomsite.outputs.datasets import Dataset
from qomsite.outputs.formats import Head

SQLITE = "application/vnd.sqlite3"
ABOUT, DICTIONARY = "about", "dictionary"
_TYPES = {
    **dict.fromkeys(("integer", "money", "flag"), "INTEGER"),
    **dict.fromkeys(("number", "share"), "REAL"),
}
_PAGE = 4096
_SETTINGS = (
    *(f"page_size = {_PAGE}", "encoding = 'UTF-8'", "auto_vacuum = NONE", "journal_mode = OFF"),
    *("secure_delete = ON", "foreign_keys = OFF", "legacy_file_format = OFF"),
)
_HEADER = {24: 1, 40: 1, 92: 1, 96: 3_037_000}
"""The places of the header that tell of how often the file was changed and by which version."""
_TREES = {2: 12, 5: 12, 10: 8, 13: 8}
"""The first byte of each kind of page of a table or an index, and how long its own header is."""
_LARGEST = 2**63 - 1

Views = Sequence[tuple[str, str]]
"""The name of each view and its query."""


def database(datasets: Sequence[Dataset], head: Head, views: Views) -> bytes:
    """The file, made in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        keys = {dataset.name: dataset.key[0] for dataset in datasets if dataset.key}
        described = [line for dataset in datasets for line in _described(dataset)]
        _fill(connection, ABOUT, ("name TEXT", "value TEXT", "PRIMARY KEY (name)"), head.items())
        said = ("title", "help", "type", "unit", "term", "example")
        named = ("dataset TEXT", '"column" TEXT', *(f"{name} TEXT" for name in said))
        _fill(connection, DICTIONARY, (*named, 'PRIMARY KEY (dataset, "column")'), described)
        for dataset in datasets:
            _tables(connection, dataset, keys)
        for name, query in views:
            connection.execute(f"CREATE VIEW {_quoted(name)} AS\n{query}")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        made = bytearray(connection.serialize())
    finally:
        connection.close()
    _settle(made)
    return bytes(made)


def _settle(made: bytearray) -> None:
    """Overwrites what depends on how the file came about; see SQLite's description of its format.

    Between the list of a page's cells and the first cell lies what was there before.
    """
    for start in range(0, len(made), _PAGE):
        head = start or 100
        if made[head] in _TREES:
            cells, first = (int.from_bytes(made[head + at : head + at + 2], "big") for at in (3, 5))
            end = head + _TREES[made[head]] + 2 * cells
            made[end : start + first] = bytes(start + first - end)
    for at, value in _HEADER.items():
        made[at : at + 4] = value.to_bytes(4, "big")


def table_of(dataset: Dataset, column: Column) -> str:
    """The table that a column stands in: that of its dataset, or one of its own."""
    return f"{dataset.name}_{column.name}" if column.several else dataset.name


def _tables(connection: sqlite3.Connection, dataset: Dataset, keys: dict[str, str]) -> None:
    single = [at for at, column in enumerate(dataset.columns) if not column.several]
    of = ", ".join(map(_quoted, dataset.key))
    ends = [f"PRIMARY KEY ({of})"] if of else []
    ends += filter(None, (_foreign(dataset.columns[at], keys) for at in single))
    lines = (*(_declared(dataset.columns[at]) for at in single), *ends)
    rows = ([row[at] for at in single] for row in dataset.rows)
    _fill(connection, dataset.name, lines, rows)
    own = [column for column in dataset.columns if column.name in dataset.key]
    for at, column in enumerate(dataset.columns):
        if column.several:
            place = "position"
            ends = [f"PRIMARY KEY ({of}, {place})"]
            ends += [f"FOREIGN KEY ({of}) REFERENCES {_quoted(dataset.name)} ({of})"]
            ends += filter(None, [_foreign(column, keys)])
            lines = (*map(_declared, own), f"{place} INTEGER", _declared(column), *ends)
            _fill(connection, table_of(dataset, column), lines, _several(dataset, at))


def _several(dataset: Dataset, at: int) -> Iterator[tuple[Cell, ...]]:
    """The values of a column with several: the key of the row, its place from 1, the value."""
    key = [dataset.names.index(name) for name in dataset.key]
    for row in dataset.rows:
        values = row[at]
        for place, value in enumerate(values if isinstance(values, tuple) else (), 1):
            yield (*(row[each] for each in key), place, value)


def _described(dataset: Dataset) -> Iterator[tuple[Cell, ...]]:
    yield (dataset.name, "", dataset.title, *[None] * 5)
    for one in dataset.columns:
        said = (one.title, one.help, one.type, one.unit, one.term, one.example)
        yield (table_of(dataset, one), one.name, *(text or None for text in said))


def _fill(
    connection: sqlite3.Connection, name: str, lines: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    body = ",\n  ".join(lines)
    connection.execute(f"CREATE TABLE {_quoted(name)} (\n  {body}\n)")
    width = sum(not line.startswith(("PRIMARY ", "FOREIGN ")) for line in lines)
    marks = ", ".join("?" * width)
    stored = (tuple(map(_stored, row)) for row in rows)
    connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", stored)


def _declared(column: Column) -> str:
    return f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}"


def _foreign(column: Column, keys: dict[str, str]) -> str:
    if column.names not in keys:
        return ""
    key = _quoted(keys[column.names])
    return f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(column.names)} ({key})"


def _stored(value: Cell) -> object:
    if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) > _LARGEST):
        return float(value)
    return value


def _quoted(name: str) -> str:
    return f'"{name}"'
