"""YAML as nodes that know where in the text they stand, for changing a part and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from qomsite.loader.yaml_text import Tree

_Loader = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True)
class Node:
    """A value and its span in the text, without the space and the comments around it.

    ``items`` are the parts of a list; ``entries`` the keys of a mapping, each a node too.
    ``is_flow``: written with brackets or braces.
    """

    start: int
    end: int
    tree: Tree
    is_flow: bool = False
    items: tuple[Node, ...] = ()
    entries: tuple[tuple[Node, Node], ...] = ()


def compose(text: str) -> Node | None:
    """The node of a text that :func:`~qomsite.loader.yaml_text.read_yaml` has accepted.

    ``None`` where the text holds nothing.
    """
    events = iter(yaml.parse(text, Loader=_Loader))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return _node(next(events), events, text)
    return None


def _node(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Node:
    start, end = _span(event)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, text))
        closed = _span(inner)[1] if event.flow_style else _last(items, start)
        tree: Tree = [item.tree for item in items]
        return Node(start, closed, tree, bool(event.flow_style), items=tuple(items))
    if isinstance(event, yaml.MappingStartEvent):
        entries = []
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = _node(inner, events, text)
            entries.append((key, _node(next(events), events, text)))
        closed = _span(inner)[1] if event.flow_style else _last([v for _, v in entries], start)
        tree = {str(key.tree): value.tree for key, value in entries}
        return Node(start, closed, tree, bool(event.flow_style), entries=tuple(entries))
    assert isinstance(event, yaml.ScalarEvent)  # the loader has refused aliases
    # A block scalar's span goes on over the blank lines behind it.
    return Node(start, start + len(text[start:end].rstrip()), str(event.value))


def _span(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark
    assert event.end_mark
    return event.start_mark.index, event.end_mark.index


def _last(parts: list[Node], start: int) -> int:
    return parts[-1].end if parts else start
