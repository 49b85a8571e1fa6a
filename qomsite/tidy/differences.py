"""The difference of two texts, line by line, with what cannot be seen made visible."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from qomsite.text.characters import KASHIDA, NBSP, ZWNJ, hidden_characters

_SIGNS = {ZWNJ: "¦", NBSP: "⍽", "\t": "→", KASHIDA: "ـ"}
_LINE_END = re.compile(r"\r\n|\r|\n")
_AROUND = 30
"""How many characters around a change are shown."""


@dataclass(frozen=True)
class Part:
    """A piece of a line; ``is_changed`` where the other side has something else."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Difference:
    """A line, from 1, that is not the same on both sides; ``new``: ``None`` if it was taken out."""

    line: int
    old: tuple[Part, ...]
    new: tuple[Part, ...] | None


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


def _parts(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    sides: tuple[list[Part], list[Part]] = ([], [])
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for at, (kind, *span) in enumerate(blocks):
        for side, text in zip(sides, (old[slice(*span[:2])], new[slice(*span[2:])]), strict=True):
            if kind == "equal":
                ends = at == 0, at == len(blocks) - 1
                side.append(Part(visible(_shortened(text, *ends)), is_changed=False))
            elif text:
                side.append(Part(visible(text, spaces=True), is_changed=True))
    return tuple(sides[0]), tuple(sides[1])


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    """What is the same, without the middle of it that is far from any change."""
    if is_first:
        return text if len(text) <= _AROUND else "…" + text[-_AROUND:]
    if is_last:
        return text if len(text) <= _AROUND else text[:_AROUND] + "…"
    if len(text) <= 2 * _AROUND:
        return text
    return f"{text[:_AROUND]} … {text[-_AROUND:]}"
