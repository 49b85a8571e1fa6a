"""Finds which sheet a table is, which column a heading names and which record a row belongs to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from qomsite.editing.creation import number_after
from qomsite.errors import Place, Problem
from qomsite.loader.yaml_text import Tree
from qomsite.model.codes import as_code, read_code
from qomsite.model.collections import BY_NAME, Collection
from qomsite.model.former_keys import FormerKey, FormerKeys, former_key
from qomsite.sheets.layout import CODE, COLLECTION, ORDER, SHEETS, Column, Sheet, holders, named
from qomsite.sheets.table import Cell, Table
from qomsite.text.characters import quoted
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import nearest, suggestion, was_meant

_FEWEST_HEADINGS = 2
"""As many headings of one sheet make a table that sheet by another name, not a calculation."""
_REMARKS = frozenset(map(fold, ("ملاحظات", "توضیحات", "توضیح", "یادداشت", "remarks", "notes")))
"""Headings, or their first words, of columns for those who work on the table."""


@dataclass(frozen=True)
class Line:
    """A row that is not blank: its cells by the key of their column.

    ``former``: by their new key, the cells below headings of before whose values are now written
    in another way, and these values; a blank cell could not say what stands there now.
    """

    cells: Mapping[str, Cell]
    first: Cell
    former: Mapping[str, tuple[Cell, Tree]]

    def text(self, column: Column) -> str:
        """What stands in a column, without blanks at the margins; empty where it is absent."""
        cell = self.cells.get(column.key)
        return cell.text.strip() if cell else ""

    def at(self, column: Column) -> Cell:
        """The cell of a column, or the first of the row where the table has no such column."""
        return self.cells.get(column.key, self.first)


@dataclass(frozen=True)
class Matched:
    """A table that is one of the sheets, and its rows."""

    sheet: Sheet
    lines: tuple[Line, ...]


def matched(
    tables: Sequence[Table],
    ignored: str,
    problems: list[Problem],
    notes: list[str],
    former: FormerKeys,
) -> tuple[Matched, ...]:
    """The tables that are sheets; the one titled ``ignored`` and blank ones are passed over.

    Reported are a title that is nearly that of a sheet, a sheet that comes twice, a heading that
    names no column, one that comes twice, and cells that hold what cannot be read. A heading of
    before is understood, or passed over where there is no such column any more, as are remarks and
    tables of something else; ``notes`` says so.
    """
    found: dict[str, Matched] = {}
    others: list[Problem] = []
    for table in tables:
        if fold(table.title) == fold(ignored) or not any(map(any, table.rows)):
            continue
        sheet = named(table.title)
        if sheet is None:
            titles = [sheet.title for sheet in SHEETS]
            hint = suggestion(table.title, titles)
            known = hint or f"؛ نام‌های شناخته: {'، '.join(titles)}"
            message = f"برگهٔ {quoted(table.title)} شناخته نیست؛ نامش را درست کنید یا بردارید{known}"
            fault = Problem(Place(table.shown), "unknown-sheet", message)
            is_one = any(max(sheet.heads(table)) >= _FEWEST_HEADINGS for sheet in SHEETS)
            (problems if hint or is_one else others).append(fault)
        elif sheet.name in found:
            message = f"برگهٔ {quoted(sheet.title)} دو بار آمده است؛ یکی را بردارید"
            problems.append(Problem(Place(table.shown), "unknown-sheet", message))
        else:
            found[sheet.name] = Matched(sheet, tuple(_lines(table, sheet, problems, notes, former)))
    if not found:
        problems.extend(others)
    notes.extend(
        f"{one.place.path}: این برگه خوانده نمی‌شود، زیرا نامش شناخته نیست." for one in others
    )
    return tuple(found.values())


def _lines(
    table: Table, sheet: Sheet, problems: list[Problem], notes: list[str], former: FormerKeys
) -> Iterator[Line]:
    # The headings are that row, among the first, which has most of them.
    found = sheet.heads(table)
    head = found.index(max(found))
    # Where codes stand, a column of numbers beside them counts the rows of the table.
    passed = _REMARKS
    if sheet.kind == "records" and CODE in map(sheet.column, table.rows[head]):
        passed = _REMARKS | {fold(ORDER.title)}
    before = len(problems)
    columns: dict[int, Column] = {}
    rewritten: dict[int, FormerKey] = {}
    for at, text in enumerate(table.rows[head]):
        cell = Cell(text, text, table, head + 1, at + 1)
        column = sheet.column(text)
        known = None if column else _former(sheet, text, former)
        if known and known.new and known.rewrite:
            rewritten[at] = known
            became = f"اکنون {quoted(known.new)} است"
        elif known:
            column = sheet.column(known.new or "")
            became = f"همان {quoted(column.title)} است" if column else "دیگر نیست و خوانده نمی‌شود"
        if known:
            notes.append(f"{cell.name}: ستون {quoted(text)} {became} ({known.how}).")
        if column and column not in columns.values():
            columns[at] = column
        elif column:
            problems.append(cell.problem("unknown-column", "این عنوان دو بار آمده است؛ یکی بماند"))
        elif not known and any(row[at].strip() for row in table.rows[head:]):
            if passed & {*map(fold, (text, *text.split(maxsplit=1)[:1]))}:
                notes.append(f"{cell.name}: ستون {quoted(text)} خوانده نمی‌شود.")
            else:
                problems.append(_unknown(sheet, cell))
    if columns and CODE in sheet.columns and CODE not in columns.values():
        if len(problems) == before:
            at = min(columns)
            cell = Cell("", table.rows[head][at], table, head + 1, at + 1)
            message = "این برگه ستون «کد» ندارد؛ آن را بیفزایید: کد رکورد، که نام پروندهٔ آن است"
            problems.append(cell.problem("unknown-column", message))
        return
    told: set[str] = set()
    for number, row in enumerate(table.rows[head + 1 :], head + 2):
        cells = {
            column.key: Cell(row[at], column.title, table, number, at + 1)
            for at, column in columns.items()
        }
        old: dict[str, tuple[Cell, Tree]] = {}
        for at, known in rewritten.items():
            cell = Cell(row[at], known.title, table, number, at + 1)
            if known.new and known.rewrite and cell.text.strip():
                old[known.new] = cell, known.rewrite(cell.text.strip())
        for cell in (*cells.values(), *(cell for cell, _ in old.values())):
            is_again = cell.fault in told and (number, cell.column) in table.merged
            if cell.fault and not is_again:
                problems.append(cell.problem("bad-cell", cell.fault))
            told.add(cell.fault)
        if any(text.strip() for text in row) and cells:
            yield Line(cells, next(iter(cells.values())), old)


def _former(sheet: Sheet, text: str, former: FormerKeys) -> FormerKey | None:
    known = {fold(name): name for one in former for name in (one.old, one.title)}
    return former_key(sheet.model, known.get(fold(text), ""), former)


def _unknown(sheet: Sheet, cell: Cell) -> Problem:
    if not cell.text.strip():
        return cell.problem("unknown-column", "این ستون عنوان ندارد؛ عنوان بدهید یا آن را بردارید")
    if sheet.kind == "records" and fold(cell.text) == fold(ORDER.title):
        message = f"این عنوان شناخته نیست؛ اگر شماره‌های آن کد رکوردها است، «{CODE.title}» بنویسید"
        return cell.problem("unknown-column", message)
    titles = {column.title: column.title for column in sheet.columns}
    known = titles | {column.key: column.title for column in sheet.columns}
    meant = nearest(cell.text, known)
    hint = was_meant(meant and known[meant]) or f"؛ عنوان‌های شناخته: {'، '.join(titles)}"
    message = f"این عنوان در برگهٔ {quoted(sheet.title)} شناخته نیست{hint}"
    return cell.problem("unknown-column", message)


Owner = tuple[str, str]
"""A collection's name and a code in it."""


@dataclass(frozen=True)
class Part:
    """A row of parts: its numbers in the lists on the way, its own last; then the row."""

    orders: tuple[int, ...]
    line: Line


def record_lines(
    found: Matched, known: Iterable[Owner], problems: list[Problem]
) -> dict[Owner, Line]:
    """The rows of a sheet of records by code; a row without one, or with another's, is reported.

    ``known``: the records that are there, after whose numbers the free ones come.
    """
    name, lines = found.sheet.name, dict[Owner, Line]()
    codes = [as_code(line.text(CODE)) for line in found.lines]
    codes += [code for collection, code in known if collection == name]
    free = count(number_after(codes))
    for line in found.lines:
        if code := _code(line, problems, free if BY_NAME[name].number else None):
            first = lines.setdefault((name, code), line)
            if first is not line:
                problems.append(repeated(line.at(CODE), f"کد {quoted(code)}", first))
    return lines


def repeated(cell: Cell, what: str, first: Line) -> Problem:
    """The problem of a row with what must be different in each, and stands in ``first`` too."""
    row = persian_digits(str(first.first.row))
    message = f"{what} تکراری است؛ بار نخست در سطر {row} آمده، یکی را عوض کنید"
    return cell.problem("bad-row", message)


def part_lines(
    found: Matched, known: Sequence[Owner], problems: list[Problem]
) -> dict[Owner, list[Part]]:
    """The rows of a sheet of parts by the record they belong to, which must be a known one.

    A row without a number comes after the one before it.
    """
    parts: dict[Owner, list[Part]] = {}
    collections = holders(found.sheet)
    for line in found.lines:
        collection = _collection(line, collections, problems)
        code = _code(line, problems)
        if collection is None or code is None:
            continue
        owner = collection.name, code
        if owner not in known:
            codes = [code for name, code in known if name == collection.name]
            message = f"{collection.singular} {quoted(code)} وجود ندارد{suggestion(code, codes)}"
            problems.append(line.at(CODE).problem("bad-row", message))
            continue
        outer = _outer(line, found.sheet, problems)
        if outer is None:
            continue
        mine = parts.setdefault(owner, [])
        last = max((part.orders[-1] for part in mine if part.orders[:-1] == outer), default=0)
        order = last + 1 if not line.text(ORDER) else _number(line, ORDER, problems)
        if order is None:
            continue
        if (*outer, order) in [part.orders for part in mine]:
            message = f"ردیف {quoted(line.text(ORDER))} برای همین رکورد پیش‌تر آمده است"
            problems.append(line.at(ORDER).problem("bad-row", message))
            continue
        mine.append(Part((*outer, order), line))
    return {owner: sorted(mine, key=lambda part: part.orders) for owner, mine in parts.items()}


def _code(line: Line, problems: list[Problem], free: Iterator[int] | None = None) -> str | None:
    cell, text = line.at(CODE), line.text(CODE)
    if cell.fault:
        return None
    hint = f" (شمارهٔ آزاد: {persian_digits(str(next(free)))})" if free and not text else ""
    message = f"این سطر کد ندارد؛ کد رکورد (نام پروندهٔ آن) را بنویسید{hint} یا سطر را پاک کنید"
    try:
        if text:
            return read_code(text)
    except ValueError as error:
        message = str(error)
    problems.append(cell.problem("bad-row", message))
    return None


def _collection(
    line: Line, collections: Sequence[Collection], problems: list[Problem]
) -> Collection | None:
    text = line.text(COLLECTION)
    if line.at(COLLECTION).fault:
        return None
    for one in collections:
        if fold(text) in map(fold, (one.singular, one.plural, one.kind, one.name)):
            return one
    titles = [one.singular for one in collections]
    message = f"مجموعهٔ {quoted(text)} شناخته نیست؛ یکی از این‌ها: {'، '.join(titles)}"
    problems.append(line.at(COLLECTION).problem("bad-row", message + suggestion(text, titles)))
    return None


def _outer(line: Line, sheet: Sheet, problems: list[Problem]) -> tuple[int, ...] | None:
    """The numbers of the parts that a row is within: none in a sheet of the first level."""
    column = next((one for one in sheet.columns if one.location == ("outer",)), None)
    if column is None:
        return ()
    number = _number(line, column, problems)
    return None if number is None else (number,)


def _number(line: Line, column: Column, problems: list[Problem]) -> int | None:
    text = ascii_digits(line.text(column))
    if text.isascii() and text.isdecimal() and 1 <= len(text) <= 4 and int(text):
        return int(text)
    message = f"{quoted(line.text(column))} شمارهٔ ردیف نیست؛ عددی از ۱ بنویسید"
    problems.append(line.at(column).problem("bad-row", message))
    return None
