"""A table as text with separators (CSV), and back."""

from __future__ import annotations

import csv
import io
import re

from qomsite.errors import Place, Problem
from qomsite.sheets.table import Table
from qomsite.text.digits import persian_digits

_SEPARATORS = (",", ";", "\t", "؛", "،")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Spreadsheets calculate what starts with these; an apostrophe before it tells them not to.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SAVE_AS = "در اکسل آن را با قالب «CSV UTF-8» ذخیره کنید"


def csv_bytes(table: Table) -> bytes:
    """The table with a byte-order mark, by which Excel knows Persian, and commas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in table.rows:
        writer.writerow([f"'{text}" if _FORMULA.match(text) else text for text in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def csv_table(data: bytes, title: str, shown: str, problems: list[Problem]) -> Table | None:
    """The table of a file; ``None`` once it is reported why it cannot be read."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        problems.append(_unreadable(shown, f"کدبندی این پرونده UTF-8 نیست؛ {_SAVE_AS}"))
        return None
    if not text.strip():
        problems.append(_unreadable(shown, "این پرونده خالی است"))
        return None
    if "\x00" in text:
        problems.append(_unreadable(shown, f"این پرونده متن ساده نیست؛ {_SAVE_AS}"))
        return None
    text = re.sub(r"\Asep=(.)\r?\n", "", text)
    rows: list[list[str]] = []
    # Not strict, a cell that does not end would take all rows below it for its text.
    source = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        rows.extend(source)
    except csv.Error:
        number = len(rows) + 1
        message = (
            f'جدول این پرونده از سطر {persian_digits(str(number))} خوانده نشد: نشانهٔ نقل (") در'
            f" خانه‌ای باز شده و درست بسته نشده، یا خانه‌ای بیش از اندازه بلند است؛ {_SAVE_AS}"
        )
        problems.append(Problem(Place(shown, number), "unreadable-sheet", message))
        return None
    width = max(map(len, rows), default=0)
    cells = ((*map(_plain, row), *[""] * (width - len(row))) for row in rows)
    return Table(title, tuple(cells), shown)


def _plain(text: str) -> str:
    text = re.sub(r"\r\n?", "\n", text)
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _separator(text: str) -> str:
    """The sign that parts the headings most often."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _unreadable(shown: str, message: str) -> Problem:
    return Problem(Place(shown), "unreadable-sheet", message)
