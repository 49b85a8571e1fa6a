"""Which parts of a Markdown text are code, so that links are not looked for there."""

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator

from qomsite.markup.lists import ITEM
from qomsite.text.finding import OPAQUE
from qomsite.text.patterns import regex

FILLER = OPAQUE
"""Stands for each character of code: neither a space nor anything that Markdown takes notice of."""

_FENCE = regex(r" {0,3}(`{3,}|~{3,})[^`]*$")
_CLOSING = regex(r" {0,3}(`{3,}|~{3,})[ \t]*$")
# What its following lines are indented under: lists, footnotes, definitions, admonitions.
_MARKER = regex(rf"[ \t]*(?:{ITEM}|(?:\[\^[^\]]+\]:|:|[!?]{{3}})[ \t])")
_PARAGRAPH_END = regex(r"\n[ \t]*\n")
_INDENT = 4


def mask_code(text: str) -> str:
    """``text`` with :data:`FILLER` for each character of code and comments, line ends kept.

    Fenced blocks, indented blocks, code spans and HTML comments; takes linear time on any text.
    """
    lines = text.split("\n")
    is_code = _code_lines(lines)
    blocks = "\n".join(
        FILLER * len(line) if code else line for line, code in zip(lines, is_code, strict=True)
    )
    spans = filled(blocks, _spans(blocks))
    return filled(spans, _comments(spans))


def indented_code(text: str) -> Iterator[tuple[int, int]]:
    """Where the first lines are of blocks that are code by their indentation alone."""
    lines = text.split("\n")
    is_code = _code_lines(lines)
    for start, end in _fences(lines):
        is_code[start:end] = [False] * (end - start)
    at, is_inside = 0, False
    for line, code in zip(lines, is_code, strict=True):
        if code and not is_inside:
            yield at, at + len(line)
        is_inside = code or (is_inside and not line.strip())
        at += len(line) + 1


def filled(text: str, ranges: Iterator[tuple[int, int]]) -> str:
    """``text`` with :data:`FILLER` for each character in the ranges, which follow each other."""
    parts: list[str] = []
    done = 0
    for start, end in ranges:
        parts += (text[done:start], re.sub(r"[^\n]", FILLER, text[start:end]))
        done = end
    return "".join([*parts, text[done:]])


def _code_lines(lines: list[str]) -> list[bool]:
    is_code = [False] * len(lines)
    for start, end in _fences(lines):
        is_code[start:end] = [True] * (end - start)
    markers: list[int] = []  # how far in those stand that a line belongs to
    after_blank, after_code = True, False
    for at, line in enumerate(lines):
        if is_code[at]:
            after_blank = after_code = False
            continue
        if not line.strip():
            after_blank = True
            continue
        expanded = line.expandtabs(_INDENT)
        indent = len(expanded) - len(expanded.lstrip())
        marked = bool(markers or indent < _INDENT) and bool(_MARKER.match(line))
        while (marked or after_blank) and markers and indent < markers[-1] + 2:
            markers.pop()
        if marked:
            markers.append(indent if markers else min(indent, _INDENT - 2))
        needed = _INDENT * (len(markers) + 1)
        is_code[at] = not marked and indent >= needed and (after_blank or after_code)
        after_blank, after_code = False, is_code[at]
    return is_code


def _fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The line ranges of closed fenced blocks; a fence that is never closed fences nothing."""
    closing = {at: match[1] for at, line in enumerate(lines) if (match := _CLOSING.match(line))}
    if not closing:
        return
    # The longest closing fence from each line on: without it, a text of unclosed fences would be
    # read to its end for each of them.
    longest: dict[int, dict[str, int]] = {len(lines): {"`": 0, "~": 0}}
    for at in range(len(lines) - 1, -1, -1):
        longest[at] = longest[at + 1]
        if at in closing:
            mark = closing[at][0]
            longest[at] = longest[at] | {mark: max(longest[at][mark], len(closing[at]))}
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        start, at = at, at + 1
        if fence and longest[at][fence[1][0]] >= len(fence[1]):
            while not closing.get(at, "").startswith(fence[1]):
                at += 1
            at += 1
            yield start, at


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Code spans: from a run of backticks to the next run as long, within a paragraph."""
    runs = [(match.start(), match.end()) for match in re.finditer("`+", text)]
    closers: dict[int, deque[int]] = defaultdict(deque)
    for start, end in runs:
        closers[end - start].append(start)
    paragraphs = [match.start() for match in _PARAGRAPH_END.finditer(text)] if runs else []
    done = 0
    for start, end in runs:
        if start < done:
            continue
        opens = start + _is_escaped(text, start)
        length = end - opens
        while closers[length] and closers[length][0] < end:
            closers[length].popleft()
        if not length or not closers[length]:
            continue
        close = closers[length][0]
        if bisect_left(paragraphs, opens) == bisect_left(paragraphs, close):
            done = close + length
            yield opens, done


def _is_escaped(text: str, at: int) -> bool:
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end + 3)
