"""Tables as a word processor or a spreadsheet pastes them, and the same as Markdown."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from qomsite.markup.code import FILLER, mask_code
from qomsite.text.patterns import regex

_ROW = regex(r"(?![ >|]|#+ |\t*(?:[^\w\s]|o|\(?\w{1,4}[-–.)])[\t ])[^\n]*\t")
"""A line with cells; neither indented, quoted, a heading or of a table, nor an item of a list."""
_FULL = regex(r"[^\t]*\t.*\S")
_BELOW = regex(r"[ \t]*(\n?)(?=[ \t]*\S)")
_WRAPPER = regex(r"<(div|center|section|figure|span|font|p)\b[^<>]*>\s*")
_LINK = regex(r"<a [^<>]*?href=[\"']([^\"'<>\s()]+)[\"'][^<>]*>([^<>]*)</a>")
_BOLD = regex(r"<(?:b|strong)>(\S(?:[^<>]*\S)?)</(?:b|strong)>")
_PIPE = regex(r"(?<!\\)\|")
_FRAME = ("thead", "tbody", "tfoot", "colgroup", "col", "span", "font", "o:p")
_BREAKS = ("br", "p", "div")
_INLINE = (
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "code",
    "em",
    "i",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "u",
)


class Pasted(NamedTuple):
    """A pasted table between two offsets: as Markdown, or what keeps it from being that."""

    start: int
    end: int
    markdown: str
    fault: str


def pasted_tables(text: str) -> tuple[Pasted, ...]:
    """The tables of a Markdown text that are written with tabs or in HTML, in order."""
    if "\t" not in text and "<table" not in text.lower():
        return ()
    masked = mask_code(text)
    return tuple(sorted([*_of_tabs(text, masked), *_of_html(text, masked.lower())]))


def _of_tabs(text: str, masked: str) -> Iterator[Pasted]:
    run: list[tuple[int, str]] = []
    end = pace = 0
    for at, line in [*_rows(text, masked), (len(text), "")]:
        step = 0 if text[end:at].strip() else text.count("\n", end, at)
        if (step, pace, len(run)) == (1, 2, 2):
            run, pace = run[1:], 1
        if run and line and step in ((pace,) if pace else (1, 2)):
            run.append((at, line))
            pace = step
        else:
            # Lines that all begin with a tab are indented; below an empty first cell stand others.
            # Rows with a blank line between each are fewer by chance than those without.
            if 0 < pace < len(run) and any(not row.startswith("\t") for _, row in run):
                rows = [_PIPE.sub(r"\|", row).split("\t") for _, row in run]
                is_open = any(cell.count('"') % 2 for row in rows for cell in row)
                fault = "متن یک خانه چند سطر است" if is_open else ""
                yield _pasted(text, run[0][0], end, rows, fault)
            run, pace = [(at, line)] if _FULL.match(line) else [], 0
        end = at + len(line)


def _rows(text: str, masked: str) -> Iterator[tuple[int, str]]:
    """Where the lines with cells are."""
    at = 0
    for line, other in zip(text.split("\n"), masked.split("\n"), strict=True):
        if _ROW.match(line) and line.strip() and (FILLER not in other or line.startswith("\t")):
            yield at, line
        at += len(line) + 1


def _of_html(text: str, masked: str) -> Iterator[Pasted]:
    end = 0
    while (start := masked.find("<table", end)) >= 0:
        closing = masked.find("</table>", start)
        if closing < 0:
            return
        below, end = end, closing + len("</table>")
        table = _Table()
        table.feed(text[start:end])
        table.close()
        while (at := masked.rfind("<", below, start)) >= below and (
            (opened := _WRAPPER.fullmatch(masked, at, start))
            and (closed := re.compile(rf"\s*</{opened[1]}\s*>").match(masked, end))
        ):
            start, end = at, closed.end()
        above, start = start, max(below, text.rfind("\n", below, start) + 1)
        if text[start:above].strip():
            table.fault = table.fault or "در همان سطر، بیرون از آن، چیز دیگری هست"
        rows = [
            [_BOLD.sub(r"**\1**", _LINK.sub(r"[\2](\1)", cell)) for cell in row]
            for row in table.rows
        ]
        yield _pasted(text, start, end, rows, table.fault)


def _pasted(text: str, start: int, end: int, rows: list[list[str]], fault: str) -> Pasted:
    if fault or not any(rows):
        return Pasted(start, end, "", fault or "سطری ندارد")
    width = max(map(len, rows))
    cells = [
        [*(" ".join(cell.split()) for cell in row), *[""] * (width - len(row))] for row in rows
    ]
    cells.insert(1, ["---"] * width)
    table = "\n".join(f"| {' | '.join(row)} |" for row in cells)
    # A table is a block of its own, between blank lines.
    before = "\n" if text[:start].rstrip(" ")[-2:].strip("\n") else ""
    behind = _BELOW.match(text, end)
    after = "" if behind is None else "\n" if behind[1] else "\n\n"
    return Pasted(start, end, before + table + after, "")


class _Table(HTMLParser):
    """Reads the rows of one table; ``fault``: what Markdown has no way to write."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[str]] = []
        self.fault = ""
        self._is_in_cell = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if any(given.get(name, "1").strip() not in ("", "1") for name in ("colspan", "rowspan")):
            self.fault = self.fault or "خانهٔ ادغام‌شده دارد"
        self._depth += tag == "table"
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._is_in_cell = True
        elif tag in _BREAKS:
            self._add(" ")
        elif tag in _INLINE and self._is_in_cell:
            self._add((self.get_starttag_text() or "").replace("|", "&#124;"))
        elif (tag not in _FRAME and tag != "table") or self._depth > 1:
            self.fault = self.fault or f"در خانه‌هایش <{tag}> دارد"

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            self._add(f"</{tag}>")
        elif tag in ("td", "th"):
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self._add(_PIPE.sub(r"\|", data))
        elif data.strip():
            self.fault = self.fault or "بیرون از خانه‌هایش متن دارد"

    def handle_entityref(self, name: str) -> None:
        self._add(" " if name == "nbsp" else f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def _add(self, words: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += words
