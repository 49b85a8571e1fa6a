"""Lists, tables and tasks as people type them, in the one form that Markdown converters read.

What begins an item is said here alone: rendering follows it, and so does what masks a text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qomsite.text.characters import LETTER
from qomsite.text.patterns import regex

_BULLETS = "•●▪◦■□○·‣⁃►➢❖"
ITEM = (
    rf"(?:[-+*–](?=[ \t])|[{_BULLETS}](?=[ \t]*[^\s{_BULLETS}])"
    rf"|\d{{1,4}}(?:[.)](?=[ \t])|[-–](?=[ \t]|[ \t]*[{LETTER}])))"
)
"""What begins an item of a list, without its indentation: «-», «•», «۱.», «۱)», «۱-»."""

TASK = r"\[[ xX]\](?=[ \t])"
NUMBER = regex("\ufdd2([0-9]+)\ufdd3")
"""Stands at the beginning of an item whose number does not follow from the one before."""

SEPARATOR = regex(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")

_ITEM = regex(rf"( *)({ITEM})[ \t]*(?:({TASK})[ \t]+)?(?=\S)")
_BLOCK = regex(r" {0,3}(?:\[\^[^\]\n]+\]:|:[ \t])")
_RULE = regex(r" *([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_LONG_NUMBER = regex(r"( {0,3}(?<!\d)\d{5,}+)\.(?=[ \t])")
_QUOTE = regex(r" {0,3}> ?")
_BLANKS = regex(r"^ {1,3}(?=#{1,6}[ \t])")
_PRE = regex(r"<pre[\s>](?!.*</pre)", re.I)
_PRE_END = regex("</pre", re.I)
_BLANK = regex(r"\A\Z")
_NESTED = 2
"""By how many blanks an item stands further in than the one that it belongs to."""
_INDENT = 4


class _Open(NamedTuple):
    """An item that lines may still belong to; its number is -1 in a list without numbers. ``told``
    is what the converter gives it: «1.» may stand before each.
    """

    indent: int
    number: int
    told: int


_UNDER = _Open(0, -2, -2)
"""Stands for a note or a definition: what stands further in belongs to its text."""


class _Found(NamedTuple):
    """An item, those around it, its line as a converter reads it, and whether it begins a list."""

    around: list[_Open]
    last: _Open
    line: str
    is_parted: bool


def is_table(line: str, below: str) -> bool:
    """Whether a line is the header of a table: columns, and a rule of columns below."""
    return "|" in line and "|" in below and bool(SEPARATOR.match(below))


def begins_item(line: str) -> bool:
    """Whether a line below the rows of a table begins an item."""
    return "|" not in line and bool(_ITEM.match(line))


def canonical(lines: Sequence[str]) -> Iterator[str]:
    """Lines outside fences, without tabs, as a converter takes them for what they are.

    Items have «-» or an ASCII number with a full stop, four blanks for each list around them, and a
    blank line above the first one; so has a table. A heading has no blanks before it. All other
    lines stay as they are.
    """
    around: list[_Open] = []
    quoted: list[str] = []
    above, until, margin = "", None, ""
    # What began behind a blank line would take an item less deep than this for its own text.
    held = 0
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if until is _BLANK and begins_item(line):
            yield ""
            above, until = "", None
        if until is not None:
            line = margin + bare if bare and until is _BLANK else line
            until = None if until.search(bare) else until
        elif not bare:
            held = 0
        elif is_table(line, below):
            until = _BLANK
            if above and not above.startswith("|"):
                yield ""
            around = _around(around, indent)
            margin = " " * _INDENT * len(around)
            line = margin + bare
        elif _PRE.search(line):
            until = _PRE_END
        elif quote := _QUOTE.match(line):
            if not above:
                around = _around(around, indent)
                held = len(around) + 1
            if not quoted:
                margin = "" if above else " " * _INDENT * len(around)
            quoted.append(line[quote.end() :])
            if not _QUOTE.match(below):
                yield from (f"{margin}> {inner}" for inner in canonical(quoted))
                quoted = []
            above = bare
            continue
        elif item := _item(line, above, around, held):
            around = [*item.around, item.last]
            if item.is_parted:
                yield ""
            if item.is_parted or not above:
                held = len(item.around)
            line = item.line
        elif _BLOCK.match(line):
            around = [_UNDER]
        elif not above:
            around = _around(around, indent)
            held = len(around) + 1
            line = " " * max(0, _INDENT * len(around) - indent) + _LONG_NUMBER.sub(r"\1\\.", line)
        if until is None and not around:
            line = _BLANKS.sub("", line)
        yield line
        above = bare


def _around(items: list[_Open], indent: int) -> list[_Open]:
    """The open items that a line of this indentation belongs to."""
    at = len(items)
    while at and indent < items[at - 1].indent + _NESTED:
        at -= 1
    return items[:at]


def _item(line: str, above: str, items: list[_Open], held: int) -> _Found | None:
    """The item that a line begins, if it does: a text that is broken before a year begins none."""
    found = _ITEM.match(line)
    if not found or _RULE.match(line):
        return None
    indent, mark = len(found[1]), found[2]
    if indent >= _INDENT and not items:  # code, or a text going on
        return None
    around = _around(items, indent)
    before = items[len(around)] if len(around) < len(items) else _UNDER
    number = int(mark[:-1]) if mark[0].isdigit() else -1
    is_new = before is _UNDER or (before.number < 0) != (number < 0)
    is_held = bool(above) and len(around) < held
    is_below_text = bool(above) and is_new and (is_held or around in ([], [_UNDER]))
    if is_below_text:
        is_dash = mark in ("-", "–") and re.search(r"\s[-–]\s", line[found.end() :])
        if number > 1 or is_dash:
            return None
    task = {"[ ]": "☐ ", "": ""}.get(found[3] or "", "☑ ")
    given, told = "", number
    if number < 0:
        mark = "-"
    else:
        mark = f"{number}."
        if not is_new and number == before.number:
            told = before.told + 1
        elif not is_new and number != before.told + 1:
            given = f"\ufdd2{number}\ufdd3"
    shown = f"{' ' * _INDENT * len(around)}{mark} {given}{task}{line[found.end() :]}"
    return _Found(around, _Open(indent, number, told), shown, is_below_text or is_held)
