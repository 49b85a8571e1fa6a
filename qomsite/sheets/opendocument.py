"""The tables of an OpenDocument spreadsheet, as LibreOffice saves it."""

from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from qomsite.sheets.table import KEEP, Table, UnreadableSheet, exact, foreign_date, too_large

_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def document_tables(part: IO[bytes], shown: str) -> Iterator[Table]:
    """The tables of ``content.xml``; raises ``UnreadableSheet`` for one that goes on too long."""
    title = ""
    rows: list[tuple[str, ...]] = []
    faults: dict[tuple[int, int], str] = {}
    blank = 0
    table: Element | None = None
    for event, element in iterparse(part, events=("start", "end")):
        if element.tag == f"{_TABLE}table":
            if event == "end":
                width = max(map(len, rows), default=0)
                even = tuple((*row, *[""] * (width - len(row))) for row in rows)
                yield Table(title, even, f"{shown}[{title}]", faults)
            table, title = element, element.get(f"{_TABLE}name", "")
            rows, faults, blank = [], {}, 0
        elif event == "end" and element.tag == f"{_TABLE}table-row" and table is not None:
            times = _times(element, "rows")
            # A sheet ends with a row that stands for all that are left to it.
            cells, wrong = _row(element, title)
            if not cells and not wrong:
                blank += times
            else:
                _expect_small(len(rows) + blank + times, len(cells), title)
                rows += [()] * blank
                blank = 0
                for _ in range(times):
                    rows.append(cells)
                    faults |= {(len(rows), at): fault for at, fault in wrong.items()}
            table.clear()


def _row(row: Element, title: str) -> tuple[tuple[str, ...], dict[int, str]]:
    """The texts of a row up to its last, and what is wrong with cells, counted from 1."""
    texts: list[str] = []
    faults: dict[int, str] = {}
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "columns")
        text, fault = _read(cell)
        if not text and not fault:
            blank += times
            continue
        _expect_small(1, len(texts) + blank + times, title)
        texts += [""] * blank
        blank = 0
        for _ in range(times):
            texts.append(text)
            if fault:
                faults[len(texts)] = fault
    return tuple(texts), faults


def _expect_small(rows: int, columns: int, title: str) -> None:
    if message := too_large(rows, columns, f"برگهٔ «{title}»"):
        raise UnreadableSheet(message)


def _times(element: Element, what: str) -> int:
    """How many rows or columns an element stands for, each alike."""
    told = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(told)) if told.isdecimal() and len(told) < 10 else 10**9


def _read(cell: Element) -> tuple[str, str]:
    """The text of a cell, and why it has none that can be used."""
    spans = [cell.get(f"{_TABLE}number-{what}-spanned", "1") for what in ("columns", "rows")]
    if spans != ["1", "1"]:
        return KEEP, "چند خانه در هم ادغام شده است؛ ادغام را بردارید و هر خانه را پر کنید"
    kind, value = cell.get(f"{_OFFICE}value-type", ""), cell.get(f"{_OFFICE}value", "")
    if kind in ("float", "percentage", "currency"):
        return exact(str(float(value)), is_share=kind == "percentage"), ""
    if kind in ("date", "time"):
        return KEEP, foreign_date(cell.get(f"{_OFFICE}{kind}-value", ""))
    if kind == "boolean":
        return ("بله" if cell.get(f"{_OFFICE}boolean-value") == "true" else "خیر"), ""
    text = "\n".join("".join(_texts(part)) for part in cell if part.tag == f"{_TEXT}p")
    if not kind and not text and cell.get(f"{_TABLE}formula"):
        return KEEP, "این خانه فرمولی دارد که نتیجه‌اش ذخیره نشده است؛ مقدار را بنویسید"
    return text, ""


def _texts(part: Element) -> Iterator[str]:
    """What can be read in a paragraph, its remarks left out."""
    yield part.text or ""
    for inner in part:
        if inner.tag in _SIGNS:
            yield _SIGNS[inner.tag] * min(int(inner.get(f"{_TEXT}c", "1") or 1), 100)
        elif not inner.tag.startswith(_OFFICE):
            yield from _texts(inner)
        yield inner.tail or ""
