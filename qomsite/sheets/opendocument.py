"""The tables of an OpenDocument spreadsheet, as LibreOffice saves it."""

from collections.abc import Iterable, Iterator
from typing import IO, TypeVar
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from qomsite.sheets.table import (
    EVENTS,
    KEEP,
    LEAST_CELLS,
    NO_RESULT,
    Table,
    exact,
    expect_few,
    expect_small,
    foreign_date,
)

_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
T = TypeVar("T", bound=Iterable[object])
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def document_tables(part: IO[bytes], shown: str) -> Iterator[Table]:
    """The tables of ``content.xml``; raises ``UnreadableSheet`` where they go on too long."""
    title = ""
    count = letters = 0
    rows: list[tuple[int, list[tuple[str, str]]]] = []
    for seen, (event, element) in enumerate(iterparse(part, events=("start", "end"))):
        expect_few(max(count, seen // EVENTS), letters)
        if element.tag == f"{_TABLE}table":
            if event == "end":
                spread = _spread(rows, [], "rows", title)
                count += max(LEAST_CELLS, len(spread) * max(map(len, spread), default=0))
                expect_few(count)
                yield Table.of(title, spread, f"{shown}[{title}]")
            title, rows = element.get(f"{_TABLE}name", ""), []
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            cells = [(_times(one, "columns"), _read(one)) for one in element if one.tag in _CELLS]
            times, row = _times(element, "rows"), _spread(cells, ("", ""), "columns", title)
            rows.append((times, row))
            # Here too: the rows of a table are held until it ends.
            count += len(row)
            letters += times * sum(len(text) for text, _ in row)
            element.clear()


def _spread(runs: Iterable[tuple[int, T]], blank: T, what: str, title: str) -> list[T]:
    """Each value as often as it stands there, up to the last that is not blank.

    A sheet ends with a row that stands for all that are left to it, a row with such a cell.
    """
    found: list[T] = []
    skipped = 0
    for times, value in runs:
        if not any(value):
            skipped += times
            continue
        expect_small(f"برگهٔ «{title}»", **{what: len(found) + skipped + times})
        found += [*[blank] * skipped, *[value] * times]
        skipped = 0
    return found


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
        return KEEP, NO_RESULT
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
