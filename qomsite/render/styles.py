"""Leaves out of a page's style sheet the rules that nothing on the page can match.

A rule stays if every class and element that one of its selectors names occurs in the page, or in a
script on it; a custom property, if anything refers to it. What only paper, wide screens or settings
of the system need stands in a sheet of its own, which a browser keeps from page to page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from qomsite.memo import Memo

_TAGS = re.compile(r"<([a-z][a-z0-9-]*)")
_CLASSES = re.compile(r' class="([^"]*)"')
_SCRIPTS = re.compile(r"<script>((?:[^<]++|<(?!/script>))*+)</script>")
_WORDS = re.compile(r"[A-Za-z][\w-]*")

_REFERENCE = re.compile(r"var\(--([\w-]+)")
_PROPERTY = re.compile(r"--(?<=[{;]--)([\w-]+):[^;{}]*;?")

_NOT_READ = re.compile(r"\[[^\]]*\]|::?[\w-]+")
_NAMED_CLASS = re.compile(r"\.([\w-]+)")
_NAMED_TAG = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9-]*)")
_CONDITION = re.compile(
    r"print|\(min-width:[^)]*\)|\(forced-colors:[^)]*\)|\(prefers-contrast:[^)]*\)"
)
_GROUPS = ("@media", "@layer", "@supports", "@container")


@dataclass(frozen=True)
class Rule:
    """A style rule: each selector with the classes and elements that it needs, and the block."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    block: str


@dataclass(frozen=True)
class Group:
    """A conditional group or a layer, and what stands in it."""

    prelude: str
    parts: tuple[Part, ...]


Part = Rule | Group | str
"""A part of a sheet; a plain text (``@font-face``, ``@page``, a statement) always stays."""


class Sheet:
    """A minified style sheet; pages that need the same of it share one text. The properties that
    ``conditional`` refers to, the sheet beside it, stay in every page.
    """

    def __init__(self, css: str, conditional: str = "") -> None:
        self._elsewhere = frozenset(_REFERENCE.findall(conditional))
        self._parts = _parse(css)
        self._names = frozenset(_names(self._parts))
        self._memo = Memo()

    def used(self, html: str) -> str:
        """Only the rules that something in ``html``, the page without the sheet, can match."""
        classes = " ".join({*_CLASSES.findall(html)}).split()
        names = {*_TAGS.findall(html), *(f".{name}" for name in classes)}
        for script in _SCRIPTS.findall(html):
            names |= self._memo.once(_words, script)
        referred = self._elsewhere.union(_REFERENCE.findall(html))
        return self._memo.once(self._kept, self._names & names, referred)

    def _kept(self, names: frozenset[str], referred: frozenset[str]) -> str:
        return _referred("".join(_texts(self._parts, names)), referred)


def _words(script: str) -> frozenset[str]:
    """What a script may name: an element or a class."""
    words = _WORDS.findall(script)
    return frozenset((*words, *(f".{word}" for word in words)))


_WIDE = "-wide"
"""What the layer of conditional rules is named by, behind the layer that they are part of: they are
imported before the others, and yet hold against them.
"""


class Parted(NamedTuple):
    """A sheet in two, each with the order of the layers: for every screen, for ``media`` alone."""

    first: str
    conditional: str
    media: str


def parted(css: str) -> Parted:
    """A minified sheet without its rules for print, wide screens and settings of the system."""
    parts = _parse(css)
    names = frozenset(_names(parts))
    first, conditional = (
        "".join(_texts(_of(parts, is_first), names)) for is_first in (True, False)
    )
    media = ",".join(dict.fromkeys(_CONDITION.findall(conditional)))
    return Parted(first, conditional, media)


def _of(parts: tuple[Part, ...], is_first: bool) -> tuple[Part, ...]:
    """The parts for every screen, or the others."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and part.startswith("@layer"):
            found.append(part)
        elif isinstance(part, Group) and not _is_conditional(part.prelude):
            is_own = is_first or part.prelude == "@layer print"
            prelude = part.prelude if is_own else f"{part.prelude}{_WIDE}"
            found.append(Group(prelude, _of(part.parts, is_first)))
        elif is_first != _is_conditional(part.prelude if isinstance(part, Group) else part):
            found.append(part)
    return tuple(found)


def _is_conditional(part: Part) -> bool:
    return isinstance(part, str) and (
        part.startswith("@page") or (part.startswith("@media") and bool(_CONDITION.search(part)))
    )


def _parse(css: str) -> tuple[Part, ...]:
    """The parts of a minified style sheet, in order; equal groups behind each other become one."""
    parts: list[Part] = []
    for part in _parts(css):
        last = parts[-1] if parts else None
        if isinstance(part, Group) and isinstance(last, Group) and part.prelude == last.prelude:
            parts[-1] = Group(part.prelude, last.parts + part.parts)
        else:
            parts.append(part)
    return tuple(parts)


def _referred(css: str, elsewhere: frozenset[str]) -> str:
    """``css`` without the properties that neither it nor what stands ``elsewhere`` refers to."""
    needed = elsewhere.union(_REFERENCE.findall(css))
    fewer = _PROPERTY.sub(lambda found: found[0] if found[1] in needed else "", css)
    return css if fewer == css else _referred(fewer, elsewhere)


def _names(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Rule):
            for _, needs in part.selectors:
                yield from needs
        elif isinstance(part, Group):
            yield from _names(part.parts)


def _texts(parts: tuple[Part, ...], names: frozenset[str]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Group):
            inner = "".join(_texts(part.parts, names))
            if inner:
                yield f"{part.prelude}{{{inner}}}"
        else:
            selectors = [selector for selector, needs in part.selectors if needs <= names]
            if selectors:
                yield f"{','.join(selectors)}{{{part.block}}}"


def _parts(css: str) -> Iterator[Part]:
    for prelude, block in _statements(css):
        if block is None:
            yield f"{prelude};"
        elif prelude.startswith(_GROUPS):
            yield Group(prelude, _parse(block))
        elif prelude.startswith("@") or "{" in block:
            yield f"{prelude}{{{block}}}"
        else:
            yield Rule(tuple((one, _needs(one)) for one in _selectors(prelude)), block)


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Each statement's prelude with its block; ``None`` for a statement without one."""
    start = depth = opened = 0
    for match in re.finditer(r'[{};]|"[^"]*"', css):
        place, sign = match.start(), match[0]
        if sign == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1
        elif sign == ";" and depth == 0:
            yield css[start:place].strip(), None
            start = place + 1


def _selectors(prelude: str) -> Iterator[str]:
    """The selectors of a list, parted at the commas outside brackets."""
    start = depth = 0
    for place, sign in enumerate(prelude):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            yield prelude[start:place].strip()
            start = place + 1
    yield prelude[start:].strip()


def _needs(selector: str) -> frozenset[str]:
    """The classes (with their dot) and elements without which a selector matches nothing; what
    stands in ``:is()``, ``:not()`` and the like is not read, which keeps too much rather than too
    little.
    """
    bare = selector
    while "(" in bare:
        shorter = re.sub(r"\([^()]*\)", "", bare)
        if shorter == bare:
            return frozenset()
        bare = shorter
    bare = _NOT_READ.sub("", bare)
    classes = {f".{name}" for name in _NAMED_CLASS.findall(bare)}
    return frozenset(classes | set(_NAMED_TAG.findall(bare)))
