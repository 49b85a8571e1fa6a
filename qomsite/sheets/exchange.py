"""The files that spreadsheets open, CSV or workbook: made from the content, read back into it."""

import csv
import errno
import io
import os
import re
from pathlib import Path

from qomsite.errors import Place, Problem, SheetsRefused, UnreadableSheet, reason_of
from qomsite.loader.files import Found, read_bytes
from qomsite.locks import lock_is_ours
from qomsite.outputs.formats import csv_line
from qomsite.render.raw_text import from_csv_cell
from qomsite.sheets.importing import Import, read_import
from qomsite.sheets.layout import SHEET_OF, SHEETS, Sheet, read_files, table_of, tables_of
from qomsite.sheets.reading import workbook_tables
from qomsite.sheets.table import Table, expect_small
from qomsite.sheets.workbook import GUIDE, exported
from qomsite.text.characters import BOM, plain_lines
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import nearest, was_meant

MOST_BYTES = 20_000_000
"""Size of a file that is read; that of the whole plan is a fortieth of it."""

_BOOKS, _TEXTS = {".xlsx", ".xlsm", ".ods"}, {".csv", ".tsv", ".txt"}


def export(content: Path, target: Path) -> int:
    """Writes the content to ``target``; returns the number of its rows.

    A workbook holds all sheets, a CSV file the one that it is named after. Raises
    ``SheetsRefused`` for another name, for a file that is there already, and where the content
    cannot be read.
    """
    problems: list[Problem] = []
    files = read_files(content, problems)
    if problems:
        raise SheetsRefused(problems)
    if target.suffix.casefold() == ".csv":
        tables: tuple[Table, ...] = (table_of(_sheet(target), files),)
        data = csv_bytes(tables[0])
    elif target.suffix.casefold() == ".xlsx":
        tables = tables_of(files)
        data = exported(tables)
    else:
        message = "نام پرونده باید به ‎.xlsx یا ‎.csv پایان یابد، مانند plan.xlsx"
        raise _refused(target, "sheet-not-written", message)
    try:
        _write_new(target, data)
    except FileExistsError:
        message = "این پرونده از پیش هست و رویش نوشته نمی‌شود؛ نام دیگری بدهید یا آن را بردارید"
        raise _refused(target, "sheet-not-written", message) from None
    except OSError as error:
        raise _refused(target, "sheet-not-written", f"نوشته نشد: {reason_of(error)}") from None
    return sum(len(table.rows) - 1 for table in tables)


def _write_new(target: Path, data: bytes) -> None:
    """Writes a file that is not there: whole or not at all, whatever ends the process.

    It is written under a hidden name beside, which only one process has at a time and the next
    takes over. Raises ``FileExistsError`` where ``target`` is there.
    """
    part = target.with_name(f".{target.stem}.part{target.suffix}")
    flags = ("O_RDWR", "O_CREAT", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
    if os.path.lexists(target):
        raise FileExistsError
    descriptor = os.open(part, sum(getattr(os, flag, 0) for flag in flags), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        if not lock_is_ours(descriptor, inherited=False):
            raise BlockingIOError(errno.EBUSY, "another process writes it", str(part))
        # Who held the lock before may have given this very file its name by now.
        if not os.path.samestat(os.fstat(descriptor), part.stat()):
            raise FileExistsError
        try:
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        except BaseException:
            part.unlink()
            raise
    part.rename(target)


def asked(content: Path, source: Path, *, remove: bool) -> Import:
    """What a file asks to change; raises ``SheetsRefused`` with all that is wrong with it."""
    try:
        tables = _tables(source)
    except UnreadableSheet as error:
        raise _refused(source, "unreadable-sheet", str(error), error.line) from error
    return read_import(content, tables, GUIDE, remove=remove)


def _tables(source: Path) -> tuple[Table, ...]:
    suffix = source.suffix.casefold()
    if suffix not in _BOOKS | _TEXTS:
        message = "این پرونده خوانده نمی‌شود؛ آن را با قالب xlsx، ods یا «CSV UTF-8» ذخیره کنید"
        raise UnreadableSheet(message)
    remedy = "برگه‌های دیگر و تصویرها را از آن بردارید"
    problems: list[Problem] = []
    data = read_bytes(Found(str(source), source.name), MOST_BYTES, remedy, problems)
    if data is None:
        raise SheetsRefused(problems)
    if suffix not in _BOOKS:
        return (csv_table(data, _sheet(source).title, source.name),)
    if tables := workbook_tables(data, source.name):
        return tables
    raise UnreadableSheet("این پرونده خالی است")


def _sheet(path: Path) -> Sheet:
    """The sheet that a text file is named after."""
    names = {fold(name): one for one in SHEETS for name in (one.name, one.title)}
    if sheet := names.get(fold(path.stem)):
        return sheet
    near = nearest(path.stem, names)
    hint = was_meant(near and f"{names[near].name}.csv")
    message = f"نام پروندهٔ CSV نام برگهٔ آن است، یکی از این‌ها: {'، '.join(SHEET_OF)}{hint}"
    raise _refused(path, "unknown-sheet", message)


def _refused(path: Path, slug: str, message: str, line: int = 0) -> SheetsRefused:
    return SheetsRefused([Problem(Place(path.name, line), slug, message)])


_SEPARATORS = (",", ";", "\t", "؛", "،")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAVE_AS = "در اکسل آن را با قالب «CSV UTF-8» ذخیره کنید"


def csv_bytes(table: Table) -> bytes:
    """The table with a byte-order mark, by which Excel knows Persian, and commas."""
    return "".join((BOM, *map(csv_line, table.rows))).encode()


def csv_table(data: bytes, title: str, shown: str) -> Table:
    """The table of a file. Raises ``UnreadableSheet``."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableSheet(f"کدگذاری این پرونده UTF-8 نیست؛ {_SAVE_AS}") from None
    if not text.strip():
        raise UnreadableSheet("این پرونده خالی است")
    if "\x00" in text:
        raise UnreadableSheet(f"این پرونده متن ساده نیست؛ {_SAVE_AS}")
    text = re.sub(r"\Asep=(.)\r?\n", "", text)
    # The sign that parts the headings most often.
    separator = max(_SEPARATORS, key=text.lstrip("\r\n").partition("\n")[0].count)
    rows: list[list[tuple[str, str]]] = []
    # Not strict, a cell that does not end would take all rows below it for its text.
    source = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in source:
            rows.append([(from_csv_cell(plain_lines(cell)), "") for cell in row])
            expect_small("این پرونده", len(rows), len(row))
    except csv.Error:
        number = len(rows) + 1
        message = (
            f'جدول این پرونده از سطر {persian_digits(str(number))} خوانده نشد: گیومهٔ انگلیسی (") در'
            f" خانه‌ای باز شده و درست بسته نشده، یا خانه‌ای بیش از اندازه بلند است؛ {_SAVE_AS}"
        )
        raise UnreadableSheet(message, number) from None
    return Table.of(title, rows, shown)
