"""Sheets as a workbook (ISO/IEC 29500), right to left: texts stay texts, numbers are numbers.

Same sheets, same bytes, under any Python whose zlib compresses alike: it tells neither time nor
program, and needs no other library.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from qomsite.outputs.columns import Cell
from qomsite.outputs.datasets import Dataset
from qomsite.outputs.formats import HEAD_TITLES, Head, plain_text, zipped
from qomsite.render.raw_text import xml_text
from qomsite.text.characters import LONGEST_CELL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_ROW = 5000
"""Up to which row what may be chosen from is offered."""


@dataclass(frozen=True)
class Heading:
    """A column of a sheet. ``note``: what is said of it; ``choices``: the formula of what may be
    chosen from, ``warned`` whether anything else gives a warning; ``mixed``: whether its texts are
    Persian, though they may start with a number or a Latin word.
    """

    title: str
    width: int = 14
    note: str = ""
    mixed: bool = True
    choices: str = ""
    warned: bool = False


@dataclass(frozen=True)
class BookSheet:
    """A sheet: ``None`` leaves a cell out. ``grows``: rows of texts are to be added to it."""

    title: str
    headings: tuple[Heading, ...]
    rows: Iterable[Sequence[Cell]]
    grows: bool = False


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET, _BOOK = "xl/worksheets/sheet{}.xml", "xl/workbook.xml"
_TYPE = XLSX.removesuffix(".sheet")
_PERSIAN = '<alignment vertical="top" wrapText="1" readingOrder="2"/></xf>'
_PLAIN = '<alignment vertical="top" wrapText="1"/></xf>'
_WRITTEN = '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"'
_LINE, _HEAD, _TEXT, _LATIN, _NUMBER = 1, 2, 3, 4, 7
_LIKE_A_FORMULA = 2
"""How far behind the style of a text that of one stands which looks like a formula."""
_STYLES = (
    "<xf/>",
    f'<xf applyAlignment="1">{_PERSIAN}',
    f'{_WRITTEN} fontId="1" fillId="2" applyFont="1" applyFill="1">{_PERSIAN}',
    f"{_WRITTEN}>{_PERSIAN}",
    f"{_WRITTEN}>{_PLAIN}",
    f'{_WRITTEN} quotePrefix="1">{_PERSIAN}',
    f'{_WRITTEN} quotePrefix="1">{_PLAIN}',
    '<xf applyAlignment="1"><alignment vertical="top"/></xf>',
)
_FONT = '<sz val="11"/><name val="Calibri"/>'
_STYLE_SHEET = (
    f"{_XML}<styleSheet {_MAIN}>"
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE3F0EF"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="{len(_STYLES)}">{"".join(_STYLES)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


_HEIGHT = 45
"""Points: three lines of a text, however long it is."""


def workbook(title: str, lines: Sequence[str], sheets: Iterable[BookSheet]) -> bytes:
    """The file: a sheet for people, with its title and lines, then ``sheets``."""
    return zipped((name, text.encode()) for name, text in _parts(title, lines, sheets))


def _parts(
    title: str, lines: Sequence[str], sheets: Iterable[BookSheet]
) -> Iterator[tuple[str, str]]:
    """The files that a workbook is packed of, each with its name."""
    guide = "".join(_row(at, [(line, _LINE)]) for at, line in enumerate(lines, 1))
    made = [(_SHEET.format(1), _page('<col min="1" max="1" width="110"/>', guide))]
    titles = [title]
    for at, sheet in enumerate(sheets, 2):
        titles.append(sheet.title)
        made.append((_SHEET.format(at), _sheet(sheet)))
        if notes := [(n, one.note) for n, one in enumerate(sheet.headings) if one.note]:
            made.extend(_notes(at, notes))
    made.append(("xl/styles.xml", _STYLE_SHEET))
    listed = (
        f'<sheet name="{_xml(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(titles, 1)
    )
    sheets_of = f"<bookViews><workbookView/></bookViews><sheets>{''.join(listed)}</sheets>"
    made.append((_BOOK, f'{_XML}<workbook {_MAIN} xmlns:r="{_OFFICE}">{sheets_of}</workbook>'))
    types = (
        f'<Override PartName="/{name}" ContentType="{_TYPE}.{_kind(name)}+xml"/>'
        for name, _ in made
        if name.endswith(".xml")
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="vml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f"{''.join(types)}</Types>",
    )
    yield "_rels/.rels", _relations([("officeDocument", _BOOK)])
    ways = [("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(titles, 1)]
    yield "xl/_rels/workbook.xml.rels", _relations([*ways, ("styles", "styles.xml")])
    yield from made


def _kind(name: str) -> str:
    """What a part of a workbook is, as its type says it."""
    first = name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    return {"sheet": "worksheet", "workbook": "sheet.main"}.get(first, first)


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    every = (
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(every)}</Relationships>'


def _page(columns: str, rows: str, view: str = "", after: str = "") -> str:
    return (
        f'{_XML}<worksheet {_MAIN} xmlns:r="{_OFFICE}">'
        f'<sheetViews><sheetView rightToLeft="1" workbookViewId="0">{view}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def _sheet(sheet: BookSheet) -> str:
    style = f' style="{_TEXT}"' if sheet.grows else ""
    columns, choices = [], []
    for at, one in enumerate(sheet.headings, 1):
        # For rows that are added: what is typed in them stays as it is typed, too.
        columns.append(f'<col min="{at}" max="{at}" width="{one.width}"{style} customWidth="1"/>')
        if one.choices:
            choices.append(_choices(one, letters(at)))
    styles = [_TEXT if one.mixed else _LATIN for one in sheet.headings]
    lines = [_row(1, [(one.title, _HEAD) for one in sheet.headings])]
    for number, row in enumerate(sheet.rows, 2):
        lines.append(_row(number, zip(row, styles, strict=True), _HEIGHT))
    area = f"A1:{letters(len(styles))}{max(len(lines), 2)}"
    offered = f'<dataValidations count="{len(choices)}">{"".join(choices)}</dataValidations>'
    notes = '<legacyDrawing r:id="rId1"/>' if any(one.note for one in sheet.headings) else ""
    return _page(
        "".join(columns),
        "".join(lines),
        '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>',
        f'<autoFilter ref="{area}"/>{offered if choices else ""}{notes}',
    )


def _row(number: int, cells: Iterable[tuple[Cell, int]], height: int = 0) -> str:
    size = f' ht="{height}" customHeight="1"' if height else ""
    texts = (_cell(f"{letters(at)}{number}", *cell) for at, cell in enumerate(cells, 1))
    return f'<row r="{number}"{size}>{"".join(texts)}</row>'


def _cell(place: str, value: Cell, style: int) -> str:
    """A cell. What looks like a formula or an error is a text too; nobody shall read it anew."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" s="{_NUMBER}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | Decimal):
        return f'<c r="{place}" s="{_NUMBER}"><v>{plain_text(value)}</v></c>'
    text = plain_text(value)
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    style += _LIKE_A_FORMULA if text.startswith(("=", "+", "-", "@", "\t")) else 0
    said = f'<is><t xml:space="preserve">{_xml(text)}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{said}</c>'


def _choices(one: Heading, column: str) -> str:
    """What may be chosen from in the cells of a column; never more than a help."""
    warned = ' showErrorMessage="1"' if one.warned else ""
    return (
        f'<dataValidation type="list" errorStyle="warning" allowBlank="1"{warned}'
        ' errorTitle="مقدار ناشناخته" error="این مقدار در فهرست نیست."'
        f' sqref="{column}2:{column}{LAST_ROW}"><formula1>{_xml(one.choices)}</formula1>'
        "</dataValidation>"
    )


def _notes(sheet: int, notes: Sequence[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """The notes on the cells of the first row, and the boxes that they are shown in."""
    texts = (
        f'<comment ref="{letters(at + 1)}1" authorId="0"><text>'
        f'<t xml:space="preserve">{_xml(note)}</t></text></comment>'
        for at, note in notes
    )
    boxes = (
        f'<v:shape id="_x0000_s{sheet * 1024 + at}" type="#_x0000_t202"'
        ' fillcolor="infoBackground [80]"'
        ' style="position:absolute;width:260px;height:110px;visibility:hidden">'
        '<v:fill color2="infoBackground [80]"/><v:shadow obscured="t"/>'
        '<v:path o:connecttype="none"/>'
        '<v:textbox><div/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        "<x:SizeWithCells/><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>0</x:Row><x:Column>{at}</x:Column></x:ClientData></v:shape>"
        for at, _ in notes
    )
    yield (
        f"xl/comments{sheet}.xml",
        f"{_XML}<comments {_MAIN}><authors><author>qomsite</author></authors>"
        f"<commentList>{''.join(texts)}</commentList></comments>",
    )
    yield (
        f"xl/drawings/notes{sheet}.vml",
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
        'office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"'
        ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke'
        ' joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{''.join(boxes)}</xml>",
    )
    parts = ("vmlDrawing", f"drawings/notes{sheet}.vml"), ("comments", f"comments{sheet}.xml")
    yield (
        f"xl/worksheets/_rels/sheet{sheet}.xml.rels",
        _relations((kind, f"../{target}") for kind, target in parts),
    )


def _xml(text: str) -> str:
    return escape(xml_text(text))


def letters(column: int) -> str:
    """The name that spreadsheets give a column, counted from 1: A, and AA behind Z."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def plan_workbook(datasets: Sequence[Dataset], head: Head) -> bytes:
    """The datasets in a sheet each, behind one that says whose they are and one of all columns."""
    said = [f"{HEAD_TITLES[name]}: {plain_text(value)}" for name, value in head.items()]
    names = ("مجموعه", "ستون", "عنوان", "معنا", "نوع", "یکا", "واژه", "نمونه")
    every = [(one, column) for one in datasets for column in one.columns]
    lines = [
        (one.title, *(c.name, c.title, c.help, c.type, c.unit, c.term, c.example))
        for one, c in every
    ]
    widths = (26, 26, 26, 48, 12, 12, 26, 26)
    dictionary = BookSheet("ستون‌ها", tuple(map(Heading, names, widths)), lines)
    return workbook("درباره", (*said, *_RULES), (dictionary, *map(_of_dataset, datasets)))


_RULES = (
    "خانهٔ خالی یعنی «اعلام نشده»؛ هیچ‌گاه صفر نیست.",
    "چند مقدار یک خانه با «; » جدا شده است. روزها میلادی (ISO 8601) و متن است.",
    "متنی که در خانه‌ای نگنجد با … پایان می‌یابد؛ همهٔ آن در CSV و JSON است.",
)


def _of_dataset(dataset: Dataset) -> BookSheet:
    headings = (Heading(c.title, _WIDTHS.get(c.type, 26)) for c in dataset.columns)
    rows = (tuple(map(_fitting, row)) for row in dataset.rows)
    return BookSheet(_NOT_IN_TITLE.sub(" ", dataset.title)[:31], tuple(headings), rows)


_WIDTHS = {"code": 14, "day": 13, "integer": 12, "number": 12, "share": 12, "money": 20, "flag": 8}
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel takes for the beginning of a character's code."""


def _fitting(cell: Cell) -> Cell:
    """A value as a cell of a workbook can hold it."""
    if cell is None or isinstance(cell, int | Decimal):
        return cell
    text = _ESCAPE.sub("_x005F_", plain_text(cell))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
