"""What differs between two texts, as runs of words that are the same or not on both sides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TypeVar

T = TypeVar("T")

MOST = 250_000
"""Of the words of one text times those of the other: beyond it only what they begin and end with
alike is found, because matching takes quadratic time."""
AROUND = 8
"""How many words are shown on each side of a change."""


@dataclass(frozen=True)
class Run:
    """Words that stand together; ``is_changed`` where the other text has something else."""

    text: str
    is_changed: bool


Words = Sequence[str]
Sides = tuple[tuple[Run, ...], tuple[Run, ...]]


def word_differences(before: str, after: str) -> Sides:
    """Both texts as runs; of what is the same, only what is near a change."""
    return runs(list(_blocks(before.split(), after.split())), _near, " ".join)


def runs(
    blocks: Sequence[tuple[bool, T, T]],
    near: Callable[[T, bool, bool], str],
    whole: Callable[[T], str],
) -> Sides:
    """The runs of blocks that differ or not: ``whole`` shows what differs, ``near`` the rest of
    it, told whether it is the first block and the last.
    """
    sides: tuple[list[Run], list[Run]] = ([], [])
    for at, (is_changed, *both) in enumerate(blocks):
        for side, part in zip(sides, both, strict=True):
            if not is_changed:
                side.append(Run(near(part, at == 0, at == len(blocks) - 1), is_changed))
            elif part:
                side.append(Run(whole(part), is_changed))
    return tuple(sides[0]), tuple(sides[1])


def _blocks(old: Words, new: Words) -> Iterator[tuple[bool, Words, Words]]:
    """The runs of both texts in order: whether they differ, and their words."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    if start:
        yield False, old[:start], new[:start]
    one, other = old[start : len(old) - end], new[start : len(new) - end]
    if len(one) * len(other) > MOST:
        yield True, one, other
    else:
        matcher = SequenceMatcher(a=one, b=other, autojunk=False)
        for kind, first, last, begin, stop in matcher.get_opcodes():
            yield kind != "equal", one[first:last], other[begin:stop]
    if end:
        yield False, old[-end:], new[-end:]


def _alike(one: Words, other: Words) -> int:
    """With how many words both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _near(words: Words, is_first: bool, is_last: bool) -> str:
    """The words without those that are far from any change."""
    if (is_first and is_last) or len(words) <= AROUND * (2 - is_first - is_last):
        return " ".join(words)
    before = () if is_first else words[:AROUND]
    after = () if is_last else words[-AROUND:]
    return " ".join((*before, "…", *after))
