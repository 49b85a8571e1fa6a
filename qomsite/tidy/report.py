"""What people see of a tidying: each line that changes, and what was left."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import zip_longest
from typing import TextIO

from qomsite.terminal import show_note
from qomsite.text.characters import KASHIDA, LINE_END, NBSP, ZWNJ, hidden_characters
from qomsite.text.digits import number, persian_digits
from qomsite.text.typography import FAMILIES
from qomsite.text.word_differences import Run, Sides, runs
from qomsite.tidy.tidying import Left, Tidied

_SIGNS = {ZWNJ: "¦", NBSP: "⍽", "\t": "→", KASHIDA: "ـ"}
_AROUND = 30
"""How many characters around a change are shown."""


@dataclass(frozen=True)
class Difference:
    """A line, from 1, that is not the same on both sides; ``new``: ``None`` if it was taken out."""

    line: int
    old: tuple[Run, ...]
    new: tuple[Run, ...] | None


def differences(before: str, after: str) -> Iterator[Difference]:
    """The lines that differ, of two texts; what came in is a line beside nothing."""
    old, new = LINE_END.split(before), LINE_END.split(after)
    spans = [(0, len(old), 0, len(new))]
    if len(old) != len(new):
        blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        spans = [(block[1], block[2], block[3], block[4]) for block in blocks]
    for start, end, first, last in spans:
        for at, (one, other) in enumerate(zip_longest(old[start:end], new[first:last])):
            if one != other:
                sides = _parts(one or "", other or "")
                yield Difference(start + at + 1, sides[0], None if other is None else sides[1])


def visible(text: str, *, spaces: bool = False) -> str:
    """A text with a sign for each character that has no shape: «¦» is the half-space."""
    hidden = {text[at] for at, _ in hidden_characters(text)}
    signs = {sign: f"[U+{ord(sign):04X}]" for sign in hidden} | _SIGNS
    if spaces:
        signs[" "] = "␣"
    return "".join(signs.get(sign, sign) for sign in text)


def _parts(old: str, new: str) -> Sides:
    opcodes = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    blocks = [(kind != "equal", old[a:b], new[c:d]) for kind, a, b, c, d in opcodes]
    return runs(blocks, _shortened, partial(visible, spaces=True))


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    """What is the same, without the middle of it that is far from any change."""
    if len(text) > _AROUND * (1 if is_first or is_last else 2):
        before, after = text[:_AROUND], text[-_AROUND:]
        text = f"…{after}" if is_first else f"{before}…" if is_last else f"{before} … {after}"
    return visible(text)


_OTHERS = {"hidden-character": "نویسهٔ پنهان", "former-key": "کلید پیشین", "pasted-table": "جدول"}
_RED, _GREEN, _DIM, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
_MARKED = "\x1b[7m"


def show_tidied(shown: str, changed: Sequence[Tidied], left: Sequence[Left], out: TextIO) -> None:
    """Every line that changes below ``shown``, what was left, then the count of each family."""
    style = _Style(out)
    for one in changed:
        show_note(f"{shown}/{one.path}", out, _BOLD)
        for found in differences(one.before.decode(), one.after.decode()):
            line = persian_digits(str(found.line))
            show_note(f"  سطر {line}", out, _DIM)
            show_note(f"  {style('-', _RED)} {style.parts(found.old, _RED)}", out)
            if found.new is not None:
                show_note(f"  {style('+', _GREEN)} {style.parts(found.new, _GREEN)}", out)
    for one_left in left:
        show_note(f"{shown}/{one_left.path}: دست نخورد: {one_left.reason}", out, _RED)
    if not changed:
        return
    counts = sum((Counter(one.counts) for one in changed), Counter[str]())
    show_note("", out)
    for slug, title in (FAMILIES | _OTHERS).items():
        if counts[slug]:
            show_note(f"  {title}: {number(counts[slug])} [{slug}]", out)
    total, files = number(sum(counts.values())), number(len(changed))
    show_note(f"{total} جا در {files} پرونده.", out, _BOLD)
    show_note("نشانه‌ها: ¦ نیم‌فاصله، ␣ فاصله، ⍽ فاصلهٔ نشکن، → تب.", out, _DIM)


def show_written(files: int, out: TextIO) -> None:
    """Says what was done and how it is undone."""
    show_note(f"{number(files)} پرونده نوشته شد.", out, _GREEN)
    show_note("برای بازگرداندن: python3 build.py undo", out)


class _Style:
    """Colours, where somebody looks; the changed parts are marked without colours too."""

    def __init__(self, out: TextIO) -> None:
        self._plain = not out.isatty() or "NO_COLOR" in os.environ

    def __call__(self, text: str, style: str) -> str:
        return text if self._plain else f"{style}{text}{_PLAIN}"

    def parts(self, parts: Iterable[Run], style: str) -> str:
        return "".join(self._part(part, style) for part in parts)

    def _part(self, part: Run, style: str) -> str:
        if not part.is_changed:
            return part.text
        return f"[{part.text}]" if self._plain else f"{style}{_MARKED}{part.text}{_PLAIN}"
