"""The difference of two texts, line by line, with what cannot be seen made visible."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import zip_longest

from qomsite.text.characters import KASHIDA, NBSP, ZWNJ, hidden_characters
from qomsite.text.word_differences import Run, Sides, runs

_SIGNS = {ZWNJ: "¦", NBSP: "⍽", "\t": "→", KASHIDA: "ـ"}
_LINE_END = re.compile(r"\r\n|\r|\n")
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
    old, new = _LINE_END.split(before), _LINE_END.split(after)
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
