"""YAML as a tree of texts with places: nothing is resolved, nothing is guessed.

PyYAML's usual loader turns ``1403-01-05`` into a Gregorian day, ``010`` into 8 and ``no`` into
False, and keeps the last of a repeated key; its C composer recurses and so falls over on deep
nesting. Here the C parser's events are read one at a time into texts, lists and mappings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from qomsite.errors import Place, Problem
from qomsite.loader.yaml_remedies import QUOTE_IT, remedy, spot
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits

MAX_DEPTH = 12
"""Nesting deeper than any field of the model; deeper input is refused."""

MAX_NODES = 20_000
"""More values than any file of the plan holds; a file with more is a mistake or an attack."""

_Loader = getattr(yaml, "CLoader", yaml.Loader)

Location = tuple[str | int, ...]
Tree = str | list["Tree"] | dict[str, "Tree"]


@dataclass(frozen=True)
class Marks:
    """Line and column of each value and each key of a tree, by location."""

    values: dict[Location, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Location, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: str, location: Location, *, key: bool = False) -> Place:
        """The place of a location, or of the nearest location around it."""
        table = self.keys if key else self.values
        while location:
            mark = table.get(location) or self.values.get(location)
            if mark:
                return Place(path, *mark)
            location = location[:-1]
        return Place(path, *self.values.get((), (1, 1)))


class _Refused(Exception):
    def __init__(self, event: yaml.Event, message: str) -> None:
        self.spot = spot(event.start_mark)
        self.message = message


def read_yaml(
    text: str, path: str, first_line: int, problems: list[Problem]
) -> tuple[dict[str, Tree], Marks] | None:
    """The mapping that ``text`` holds, marks counted from ``first_line``; ``None`` when refused."""
    marks = Marks()
    composer = _Composer(text, marks, first_line)
    try:
        tree = composer.compose()
    except _Refused as refused:
        at, message = refused.spot, refused.message
    except yaml.MarkedYAMLError as error:
        at, message = remedy(error, text)
    except yaml.YAMLError:
        at, message = (0, 0), "این بخش YAML نیست؛ نویسهٔ ناخوانایی در آن است"
    else:
        problems.extend(_repeated(composer.repeated, marks, path))
        if isinstance(tree, dict):
            return tree, marks
        if isinstance(tree, str) and not tree.strip():
            return {}, marks
        at, message = (0, 0), "اینجا فهرستی از «کلید: مقدار» می‌آید"
    line, column = at
    problems.append(Problem(Place(path, line + first_line, column + 1), "bad-yaml", message))
    return None


def _repeated(
    repeated: list[tuple[Location, tuple[int, int]]], marks: Marks, path: str
) -> Iterator[Problem]:
    for location, at in repeated:
        key = quoted(str(location[-1]))
        first = persian_digits(str(marks.keys[location][0]))
        message = f"کلید {key} تکراری است؛ بار نخست در سطر {first} آمده، یکی را بردارید"
        yield Problem(Place(path, *at), "repeated-key", message)


class _Composer:
    """Reads one document from the parser's events."""

    def __init__(self, text: str, marks: Marks, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._marks = marks
        self._first_line = first_line
        self._nodes = 0
        self.repeated: list[tuple[Location, tuple[int, int]]] = []

    def compose(self) -> Tree:
        tree: Tree = ""
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event, "بیش از یک بخش YAML آمده؛ خط --- اضافی را بردارید")
                tree = self._node(next(self._events), (), 0)
        return tree

    def _node(self, event: yaml.Event, location: Location, depth: int) -> Tree:
        self._refuse(event, depth)
        self._marks.values[location] = self._mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Tree] = []
            while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(item, (*location, len(items)), depth + 1))
            return items
        return self._mapping(location, depth)

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

    def _mapping(self, location: Location, depth: int) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise _Refused(event, "کلید باید یک واژهٔ ساده باشد")
            key = str(event.value)
            if key == "<<":
                raise _Refused(event, "کلید ادغام << پذیرفته نیست؛ مقدارها را بنویسید")
            if key in entries:
                self.repeated.append(((*location, key), self._mark(event)))
                # The second value is read only to get past it.
                self._node(next(self._events), (*location, key, "repeated"), depth + 1)
                continue
            self._marks.keys[(*location, key)] = self._mark(event)
            entries[key] = self._node(next(self._events), (*location, key), depth + 1)
        return entries

    def _mark(self, event: yaml.Event) -> tuple[int, int]:
        line, column = spot(event.start_mark)
        return line + self._first_line, column + 1
