"""YAML as a tree of texts with places: nothing is resolved, nothing is guessed.

PyYAML's usual loader turns ``1403-01-05`` into a Gregorian day, ``010`` into 8 and ``no`` into
False, and keeps the last of a repeated key; its C composer recurses and so falls over on deep
nesting. Here the C parser's events are read one at a time into texts, lists and mappings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import yaml

from qomsite.errors import BODY, Keys, Place, Problem
from qomsite.loader.yaml_remedies import (
    ODD_SPACE,
    QUOTE_IT,
    cut,
    joined_items,
    line_faults,
    odd_space,
    remedy,
    spot,
)
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits

MAX_DEPTH = 12
"""Nesting deeper than any field of the model; deeper input is refused."""

MAX_NODES = 20_000
"""More values than any file of the plan holds; a file with more is a mistake or an attack."""

_Loader = getattr(yaml, "CLoader", yaml.Loader)

Tree = str | list["Tree"] | dict[str, "Tree"]


class Node(NamedTuple):
    """A value and where it stands, without the space and the comments around it.

    ``start`` and ``end`` are offsets in the text that was read, ``line`` and ``column`` count as
    people do. ``items`` are the parts of a list; ``entries`` those of a mapping: by name the key,
    a node too, and its value. ``is_flow``: written with brackets or braces.
    """

    tree: Tree
    start: int
    end: int
    line: int
    column: int
    is_flow: bool
    items: tuple[Node, ...]
    entries: Mapping[str, tuple[Node, Node]]


@dataclass(frozen=True)
class Marks:
    """Where the values of a file stand: ``root`` is that of its YAML, ``None`` where it has none;
    ``body_line`` is the first line of the text below front matter, 0 where there is none.
    """

    root: Node | None = None
    body_line: int = 0

    def place(self, path: str, location: Keys, *, key: bool = False) -> Place:
        """The place of a value or of its ``key``, or of the nearest value around it."""
        node = at = self.root
        for part in location:
            name, node = _part(node, part)
            if node is None:
                break
            at = name if key and name else node
        return Place(path, at.line, at.column) if at else Place(path, 1, 1)

    def text(self, location: Keys) -> str:
        """The text of a value, or of the nearest value around it; empty for one with parts."""
        node = self.root
        for part in location:
            node = _part(node, part)[1] or node
        return node.tree if node and isinstance(node.tree, str) else ""

    def has(self, key: str) -> bool:
        """Whether the file has a key."""
        return self.root is not None and key in self.root.entries

    def problem(
        self, path: str, keys: Keys, slug: str, message: str, *, key: bool = False, label: str = ""
    ) -> Problem:
        """The problem of a value, at its place (or at that of its ``key``)."""
        place = self.place(path, keys, key=key)
        return Problem(place, slug, label + message, keys=keys, label=label)

    def keys_at(self, line: int, column: int) -> Keys:
        """Of which value, or key of one, a place is a part; ``BODY`` in the text below."""
        if self.body_line and line >= self.body_line:
            return BODY
        at = bisect_right(self._starts, (line, column), key=lambda start: start[:2])
        return self._starts[at - 1][2] if at else ()

    @cached_property
    def _starts(self) -> list[tuple[int, int, Keys]]:
        return list(_starts(self.root, ())) if self.root else []


def _part(node: Node | None, part: str | int) -> tuple[Node | None, Node | None]:
    """A key and its value, or an item of a list, which has no key; of what is not there, none."""
    if node and isinstance(part, str):
        return node.entries.get(part, (None, None))
    if node and isinstance(part, int) and part < len(node.items):
        return None, node.items[part]
    if node and part == 0 and node.entries:
        # One where a list may stand is a list of one.
        return None, node
    return None, None


def _starts(node: Node, keys: Keys) -> Iterator[tuple[int, int, Keys]]:
    yield node.line, node.column, keys
    for at, item in enumerate(node.items):
        yield from _starts(item, (*keys, at))
    for name, (key, value) in node.entries.items():
        yield key.line, key.column, (*keys, name)
        yield from _starts(value, (*keys, name))


class _Refused(Exception):
    def __init__(self, event: yaml.Event, message: str) -> None:
        self.spot = spot(event.start_mark)
        self.message = message


def read_yaml(
    text: str, path: str, first_line: int, problems: list[Problem]
) -> tuple[dict[str, Tree], Marks] | None:
    """The mapping that ``text`` holds, marks counted from ``first_line``; ``None`` when refused."""
    composer = _Composer(text, first_line)
    try:
        root = composer.compose()
    except _Refused as refused:
        at, message = refused.spot, refused.message
    except yaml.MarkedYAMLError as error:
        at, message = remedy(error, text)
    except yaml.YAMLError:
        at, message = (0, 0), "این بخش YAML نیست؛ نویسهٔ ناخوانایی در آن است"
    else:
        problems.extend(_repeated(composer.repeated, path))
        for place, said, keys in composer.faults:
            problems.append(Problem(Place(path, *place), "bad-yaml", said, keys=keys))
        tree = root.tree if root else ""
        if isinstance(tree, dict):
            return tree, Marks(root)
        if isinstance(tree, str) and not tree.strip():
            return {}, Marks(root)
        at, message = (0, 0), "اینجا فهرستی از «کلید: مقدار» می‌آید"
    # What stopped the parser is mostly the first of the lines that are wrong by themselves.
    found = {(at + first_line, column + 1): said for (at, column), said in line_faults(text)}
    # A bracket is missed where it stands behind « #».
    is_known = composer.is_cut_in_flow or any(line <= at[0] + first_line + 1 for line, _ in found)
    if not is_known:
        found[at[0] + first_line, at[1] + 1] = message
    found |= {place: said for place, said, _ in composer.faults if place not in found}
    for place, said in sorted(found.items()):
        problems.append(Problem(Place(path, *place), "bad-yaml", said))
    return None


def compose(text: str) -> Node | None:
    """The node of a text that :func:`read_yaml` has accepted; ``None`` where it holds nothing."""
    return _Composer(text, 1).compose()


def _repeated(repeated: list[tuple[Keys, Node, Node]], path: str) -> Iterator[Problem]:
    for keys, first, again in repeated:
        line = persian_digits(str(first.line))
        message = (
            f"کلید {quoted(str(keys[-1]))} تکراری است؛ بار نخست در سطر {line} آمده، یکی را بردارید"
        )
        yield Problem(Place(path, again.line, again.column), "repeated-key", message, keys=keys)


class _Composer:
    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._first_line = first_line
        self._nodes = 0
        self.repeated: list[tuple[Keys, Node, Node]] = []
        self.faults: list[tuple[tuple[int, int], str, Keys]] = []
        self.is_cut_in_flow = False

    def compose(self) -> Node | None:
        root = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event, "بیش از یک بخش YAML آمده؛ خط --- اضافی را بردارید")
                root = self._node(next(self._events), (), 0)
        return root

    def _node(self, event: yaml.Event, keys: Keys, depth: int, in_flow: bool = False) -> Node:
        self._refuse(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
            if not event.style:
                for at, said in joined_items(self._text, node.start, node.end):
                    self._fault(at, said, keys)
                if lost := cut(self._text, node.start, node.end, in_flow):
                    self._fault(*lost, keys)
                    self.is_cut_in_flow |= in_flow
            return node
        assert isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent)
        in_flow = bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, (*keys, len(items)), depth + 1, in_flow))
            tree: Tree = [item.tree for item in items]
            return self._around(event, inner, tree, items[-1:], tuple(items), {})
        entries: dict[str, tuple[Node, Node]] = {}
        last: list[Node] = []
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._key(inner)
            name = str(key.tree)
            if odd := ODD_SPACE.search(name):
                name = ODD_SPACE.sub("", name)
                # One that is written as an escape stands nowhere in the text.
                at = max(self._text.find(odd[0], key.start), key.start)
                self._fault(at, odd_space(odd[0], "در نام کلید یا پیش از آن"), (*keys, name))
            if name in entries:
                self.repeated.append(((*keys, name), entries[name][0], key))
            value = self._node(next(self._events), (*keys, name), depth + 1, in_flow)
            last = [value]
            entries.setdefault(name, (key, value))
        tree = {name: value.tree for name, (_, value) in entries.items()}
        return self._around(event, inner, tree, last, (), entries)

    def _key(self, event: yaml.Event) -> Node:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            raise _Refused(event, "کلید باید یک واژهٔ ساده باشد")
        if event.value == "<<":
            raise _Refused(event, "کلید ادغام << پذیرفته نیست؛ مقدارها را بنویسید")
        return self._scalar(event)

    def _fault(self, at: int, message: str, keys: Keys) -> None:
        line = self._text.count("\n", 0, at)
        place = line + self._first_line, at - self._text.rfind("\n", 0, at)
        self.faults.append((place, message, keys))

    def _refuse(self, event: yaml.Event, depth: int) -> None:
        self._nodes += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(event, f"نشانه‌های & و * در آغاز مقدار پذیرفته نیست؛ {QUOTE_IT}")
        if getattr(event, "tag", None):
            raise _Refused(event, f"نشانهٔ ! در آغاز مقدار پذیرفته نیست؛ {QUOTE_IT}")
        if depth > MAX_DEPTH:
            raise _Refused(event, "تودرتویی بیش از اندازه است")
        if self._nodes > MAX_NODES:
            most = persian_digits(str(MAX_NODES))
            raise _Refused(event, f"بیش از {most} مقدار آمده است؛ مقدارها را کم کنید")

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        start, end = _span(event)
        # A block scalar's span goes on over the blank lines behind it.
        end = start + len(self._text[start:end].rstrip())
        return Node(str(event.value), start, end, *self._mark(event), False, (), {})

    def _around(
        self,
        event: yaml.SequenceStartEvent | yaml.MappingStartEvent,
        closing: yaml.Event,
        tree: Tree,
        last: list[Node],
        items: tuple[Node, ...],
        entries: Mapping[str, tuple[Node, Node]],
    ) -> Node:
        """A list or a mapping; one without brackets ends where its last part does."""
        start, is_flow = _span(event)[0], bool(event.flow_style)
        end = _span(closing)[1] if is_flow else last[-1].end if last else start
        return Node(tree, start, end, *self._mark(event), is_flow, items, entries)

    def _mark(self, event: yaml.Event) -> tuple[int, int]:
        line, column = spot(event.start_mark)
        return line + self._first_line, column + 1


def _span(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark
    assert event.end_mark
    return event.start_mark.index, event.end_mark.index
