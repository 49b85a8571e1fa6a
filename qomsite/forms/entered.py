"""What a form holds, as its pairs of name and text: from front matter, and back into it.

The pairs are what a browser sends, so that a form sent back untouched says what the file says. A
name is the way to the value: ``indicators.0.actuals.1.date``. Each row of a list has a pair of its
own, the list's name with the row's: ``indicators`` with ``0``; rows come in the order of these. A
row from the file is called by its place there; a new one has a letter in its name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qomsite.errors import Keys
from qomsite.loader.yaml_text import Tree
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import FIXED_WORDS, Value, listed_codes
from qomsite.text.amounts import SCALES, UNITS
from qomsite.text.characters import plain_lines, trimmed

Pairs = tuple[tuple[str, str], ...]
Widget = Literal["keys", "rows", "texts", "checks", "choice", "money", "prose", "text"]

DROP = "drop"
"""The name under which a form sends the keys that shall go."""

_CHECKED = ("axes", "districts", "departments")
"""Few enough to tick; of the others there are too many to look through."""

_MONEY = re.compile(
    rf"([^\s\w]*[\d٫٬.,/]+)(?: ({'|'.join(filter(None, SCALES))}))? ({'|'.join(UNITS)})"
)
_USUAL = ("میلیارد", "تومان")


def widget(row: Row) -> Widget:
    """The way in which a field is asked for."""
    if row.nested:
        return "rows" if row.several else "keys"
    if row.several:
        return "checks" if row.names in _CHECKED else "texts"
    if row.names or row.kind in ("flag", *FIXED_WORDS):
        return "choice"
    if row.kind == "money":
        return "money"
    return "prose" if row.kind == "prose" else "text"


def fits(row: Row, value: Tree | None) -> bool:
    """Whether the form can show a value of a file; what it cannot show it leaves alone."""
    if value is None:
        return True
    if value == "":
        return False
    parts = _parts(row, value)
    if row.nested:
        return all(isinstance(part, dict) for part in parts) and (row.several or len(parts) == 1)
    return all(isinstance(part, str) for part in parts) and (row.several or value == parts[0])


def pairs_of(
    model: type[Value], tree: Mapping[str, Tree], prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """The pairs of a form that shows ``tree``."""
    for row in rows(model):
        name = prefix + row.name
        value = tree.get(row.name)
        parts = _parts(row, value) if fits(row, value) and value is not None else []
        asked = widget(row)
        if asked == "checks":
            yield from ((name, str(part)) for part in parts)
        elif asked in ("texts", "rows"):
            for at, part in enumerate(parts):
                yield name, str(at)
                if row.nested:
                    yield from pairs_of(row.nested, _mapping(part), f"{name}.{at}.")
                else:
                    yield f"{name}.{at}", str(part)
        elif row.nested:
            yield from pairs_of(row.nested, _mapping(parts[0] if parts else {}), f"{name}.")
        else:
            yield from _scalar_pairs(asked, name, str(parts[0]) if parts else "")


@dataclass(frozen=True)
class Entered:
    """Front matter as a form says it; ``names`` leads from each value's location to its control."""

    tree: dict[str, Tree]
    names: Mapping[Keys, str]


def entered(model: type[Value], pairs: Pairs, original: Mapping[str, Tree]) -> Entered:
    """The front matter that a form wants, where ``original`` stands in the file.

    What the form does not know stays, and so does what it says in the same words.
    """
    values: dict[str, list[str]] = {}
    for name, text in pairs:
        values.setdefault(name, []).append(plain_lines(text))
    reader = _Reader(values)
    tree = reader.mapping(model, original, "", ())
    for name in values.get(DROP, ()):
        if name in tree and (name not in model.model_fields or tree[name] == original.get(name)):
            del tree[name]
    return Entered(tree, reader.names)


@dataclass
class _Reader:
    """Reads values by name; lives only inside :func:`entered`."""

    values: Mapping[str, list[str]]
    names: dict[Keys, str] = field(default_factory=dict)

    def mapping(
        self, model: type[Value], original: Mapping[str, Tree], prefix: str, location: Keys
    ) -> dict[str, Tree]:
        known = {row.name: row for row in rows(model)}
        wanted = {
            name: self._value(row, original.get(name), prefix + name, (*location, name))
            for name, row in known.items()
        }
        kept = {
            name: value if name not in known else wanted[name] for name, value in original.items()
        }
        return {name: value for name, value in (kept | wanted).items() if value is not None}

    def _value(self, row: Row, original: Tree | None, name: str, location: Keys) -> Tree | None:
        self.names[location] = name
        shown = original if fits(row, original) else None
        said = self._said(row, shown, name, location)
        is_kept = said is None if shown is None else _same(row, said, shown)
        return original if is_kept else said

    def _said(self, row: Row, original: Tree | None, name: str, location: Keys) -> Tree | None:
        asked = widget(row)
        parts = _parts(row, original) if original is not None else []
        if asked == "checks":
            return _ticked(parts, [text for text in self.values.get(name, ()) if text])
        if asked in ("texts", "rows"):
            return self._list(row, parts, name, location)
        if row.nested:
            inner = _mapping(parts[0] if parts else {})
            return self.mapping(row.nested, inner, f"{name}.", location) or None
        if asked == "money" and f"{name}.number" in self.values:
            self.names[location] = f"{name}.number"
            figure = self._text(f"{name}.number")
            words = (figure, self._text(f"{name}.scale"), self._text(f"{name}.unit"))
            return " ".join(filter(None, words)) if figure else None
        return self._text(name) or None

    def _list(self, row: Row, parts: list[Tree], name: str, location: Keys) -> Tree | None:
        found: list[Tree] = []
        for one in self.values.get(name, ()):
            where, inner = (*location, len(found)), f"{name}.{one}"
            tree: Tree = self._text(inner)
            if row.nested:
                before = parts[int(one)] if one.isdecimal() and int(one) < len(parts) else {}
                tree = self.mapping(row.nested, _mapping(before), f"{inner}.", where)
            elif tree:
                self.names[where] = inner
            if tree:
                found.append(tree)
        return found or None

    def _text(self, name: str) -> str:
        return trimmed(self.values.get(name, [""])[0])


def _parts(row: Row, value: Tree) -> list[Tree]:
    """A value as a list: of its parts where it has several, else of itself."""
    if not row.several:
        return [value]
    if isinstance(value, list):
        return value
    if row.kind == "code" and isinstance(value, str):
        return list[Tree](listed_codes(value))
    return [value]


def _mapping(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _same(row: Row, said: Tree | None, original: Tree) -> bool:
    if said is None:
        return not original
    return [*map(bare, _parts(row, original))] == [*map(bare, _parts(row, said))]


def bare(tree: Tree) -> Tree:
    """A value; of a text, without what no form can give back: space around it, kind of line end."""
    if not isinstance(tree, str):
        return tree
    return plain_lines(tree).strip()


def _ticked(before: list[Tree], ticked: list[str]) -> Tree | None:
    """What is ticked, in the file's order, and what is new after it."""
    left = list(ticked)
    found: list[Tree] = []
    for part in before:
        if isinstance(part, str) and part in left:
            left.remove(part)
            found.append(part)
    return [*found, *left] or None


def _scalar_pairs(asked: Widget, name: str, text: str) -> Iterator[tuple[str, str]]:
    match = _MONEY.fullmatch(text) if asked == "money" else None
    if asked != "money" or (text and not match):
        yield name, text
        return
    figure, scale, unit = (match[1], match[2] or "", match[3]) if match else ("", *_USUAL)
    yield f"{name}.number", figure
    yield f"{name}.scale", scale
    yield f"{name}.unit", unit
