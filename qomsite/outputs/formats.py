"""Datasets as files: a function for each format, all from the one description of columns."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from json.encoder import encode_basestring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qomsite.library.library import Library
from qomsite.outputs.columns import Cell, flat
from qomsite.outputs.datasets import Dataset
from qomsite.render.raw_text import csv_cell
from qomsite.text.characters import BOM

Row = tuple[Cell, ...]
Head = Mapping[str, Cell]
"""What every file says of where it comes from, for formats that have room for it."""


@dataclass(frozen=True)
class Format:
    """A format of files that hold one dataset each."""

    ending: str
    media_type: str
    write: Callable[[Dataset, Head], bytes]


def head_of(library: Library, base_url: str) -> Head:
    """Whose data these are, as of when, under which licence: none is named unless declared."""
    site = library.site
    licence = {"licence": site.licence} if site.licence else {}
    as_of, as_of_jalali = flat("day", site.as_of)
    return {
        "publisher": site.organisation,
        "plan": library.plan.name,
        "site": base_url,
        "as_of": as_of,
        "as_of_jalali": as_of_jalali,
        **licence,
    }


HEAD_TITLES = {
    "publisher": "ناشر",
    "plan": "برنامه",
    "site": "نشانی سایت",
    "as_of": "تاریخ داده‌ها (میلادی)",
    "as_of_jalali": "تاریخ داده‌ها",
    "licence": "مجوز",
}
"""What each part of the head is called by readers."""


def csv_file(dataset: Dataset, _: Head, line: Callable[[Row], str] | None = None) -> bytes:
    """RFC 4180 with a byte-order mark; the names of the columns in the first row.

    ``line``: what knows the lines of rows that stand in many files.
    """
    return "".join((BOM, *map(line or csv_line, (dataset.names, *dataset.rows)))).encode()


def csv_line(row: Row) -> str:
    """A row as a line of CSV (RFC 4180), its end among it."""
    cells = map(csv_text, row)
    return f"{','.join(_quotes(cell) if _OUT_OF_CELL(cell) else cell for cell in cells)}\r\n"


_OUT_OF_CELL = re.compile('[",\r\n]').search


def _quotes(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def csv_text(cell: Cell) -> str:
    """A cell; a text that looks like a formula is marked as a text, a number never is."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return csv_cell(cell)
    return csv_cell(plain_text(cell)) if isinstance(cell, tuple) else plain_text(cell)


def plain_text(cell: Cell) -> str:
    """A cell as a text, several values parted by a semicolon."""
    if isinstance(cell, tuple):
        return "; ".join(map(plain_text, cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell)


_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file can tell; the same bytes are to come out at any time."""


def zipped(contents: Iterable[tuple[str, bytes]]) -> bytes:
    """Files as a ZIP archive that tells no time and no system."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in contents:
            info = ZipInfo(name, _EARLIEST)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            archive.writestr(info, content)
    return out.getvalue()


def json_file(dataset: Dataset, head: Head) -> bytes:
    """An object that says what its ``rows`` are; each row is an object on a line of its own."""
    return json_document(dataset, head, {"rows": rows_of(dataset)})


def json_document(dataset: Dataset, head: Head, content: Mapping[str, object]) -> bytes:
    """An object on several lines: what is said of ``dataset``, then ``content``."""
    said = {
        "name": dataset.name,
        "title": dataset.title,
        **head,
        "source": f"{head['site']}{dataset.path}",
        "samples": dataset.samples,
    }
    every = {**said, **content}.items()
    members = ",\n".join(f"{encode_basestring(key)}:{_json(value)}" for key, value in every)
    return f"{{{members}}}\n".encode()


def rows_of(dataset: Dataset) -> list[Mapping[str, Cell]]:
    """The rows as objects, the names of the columns their keys."""
    names = dataset.names
    return [dict(zip(names, row, strict=True)) for row in dataset.rows]


def _json(value: object) -> str:
    """A value as JSON; a decimal keeps all its digits, which no float would."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        members = (f"{encode_basestring(key)}:{_json(each)}" for key, each in value.items())
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        lines = ",\n".join(map(_json, value))
        return f"[\n{lines}\n]" if value else "[]"
    if isinstance(value, tuple):
        return f"[{','.join(map(_json, value))}]"
    return json.dumps(value)


FORMATS = (
    Format("csv", "text/csv; charset=utf-8", csv_file),
    Format("json", "application/json; charset=utf-8", json_file),
)
"""The formats of one dataset. To add one: its function, and a row here."""
