"""Changes to a content file that leave every other byte, comments and order as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qomsite.editing import yaml_words
from qomsite.loader.document import Document
from qomsite.loader.yaml_text import Node, Tree, compose
from qomsite.text.characters import plain_lines


@dataclass(frozen=True)
class Edit:
    """A span of the text and what comes in its place."""

    start: int
    end: int
    text: str


def with_values(document: Document, wanted: dict[str, Tree], order: Sequence[str]) -> Document:
    """The document whose front matter says ``wanted``, changed only where it must be."""
    return replace(document, front=edited(document.front, wanted, order))


def with_body(document: Document, body: str) -> Document:
    """The document with another body; its line ends may be of any system."""
    lines = plain_lines(body)
    ended = lines if not lines or lines.endswith("\n") else lines + "\n"
    same = ended.rstrip("\n") == document.body.rstrip("\n")
    return document if same else replace(document, body=ended)


def new_document(values: dict[str, Tree], body: str = "") -> Document:
    """A document written from nothing, its keys in the order of ``values``."""
    return with_body(Document(_entries(values)), body)


def _entries(values: dict[str, Tree]) -> str:
    return "".join(yaml_words.entry(name, tree, 0) + "\n" for name, tree in values.items())


def edited(front: str, wanted: dict[str, Tree], order: Sequence[str]) -> str:
    """``front`` with the values of ``wanted``, changed only where it says something else.

    ``front`` is text that ``read_yaml`` accepts; a key that ``wanted`` lacks is taken out; a new
    key stands where ``order`` has it. The result reads back as ``wanted``: where the way in which
    the text is written allows no change in place, it is written anew.
    """
    root = compose(front)
    written = _entries(wanted)
    if root is None or not isinstance(root.tree, dict):
        return (front if front.endswith("\n") or not front else front + "\n") + written
    if root.is_flow:
        return front if root.tree == wanted else written
    ended = front if front.endswith("\n") else front + "\n"
    for is_flat in (False, True):
        text = _in_place(root, wanted, _Editor(ended, order, is_flat))
        text = text if ended == front else text.removesuffix("\n")
        if _reads_as(text, wanted):
            return text
    return written


def _in_place(root: Node, wanted: dict[str, Tree], editor: _Editor) -> str:
    parts, done = [], 0
    for edit in sorted(editor.mapping(root, wanted), key=lambda edit: (edit.start, edit.end)):
        parts += [editor.text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, editor.text[done:]])


def _reads_as(text: str, wanted: dict[str, Tree]) -> bool:
    try:
        return Document(text).tree == wanted
    except ValueError:
        return False


@dataclass(frozen=True)
class _Editor:
    """Finds the edits that lead from a node to a wanted value.

    ``is_flat``: what is new stands on one line. A text in lines of its own would take a comment
    for its last line where one stands further in below it.
    """

    text: str
    order: Sequence[str]
    is_flat: bool

    def mapping(self, node: Node, wanted: dict[str, Tree]) -> Iterator[Edit]:
        """The edits of a mapping written in lines."""
        indent = self._column(_first_key(node).start)
        before: dict[str, Node] = {}
        for name, (key, value) in node.entries.items():
            before[name] = value if value.end > key.end else key
            if name not in wanted:
                yield self._without(key.start, before[name].end)
            elif wanted[name] != value.tree:
                yield from self._value(key, value, wanted[name], indent)
        new = [name for name in wanted if name not in before]
        places: dict[int, list[str]] = {}
        for name in sorted(new, key=self._rank):
            places.setdefault(self._place(name, node, before), []).append(name)
        for place, names in places.items():
            lines = [self._entry(name, wanted[name], indent) for name in names]
            yield Edit(place, place, "".join(line + "\n" for line in lines))

    def _value(self, key: Node, value: Node, wanted: Tree, indent: int) -> Iterator[Edit]:
        inner = self._inner(value, wanted)
        if inner is not None:
            yield from inner
            return
        colon = self.text.index(":", key.end) + 1
        end = max(colon, value.end)
        words = yaml_words.value(wanted, indent)
        if self.is_flat or ("\n" in words and self._rest_of_line(end).strip()):
            # A comment behind the value would become a part of the last line.
            words = f" {yaml_words.flow(wanted)}"
        yield Edit(colon, end, words)

    def _inner(self, node: Node, wanted: Tree) -> list[Edit] | None:
        """The edits within a value, or ``None`` where it is better written anew."""
        if node.is_flow or not wanted:
            return None
        if node.entries and isinstance(wanted, dict):
            first = str(_first_key(node).tree)
            # The first key of a list's part stands on the line of the dash.
            alone = not self._line_before(node.start).strip()
            if alone or (first in wanted and self._first_new(node, wanted)):
                return list(self.mapping(node, wanted))
        if node.items and isinstance(wanted, list):
            return self._list(node, wanted)
        return None

    def _first_new(self, node: Node, wanted: dict[str, Tree]) -> bool:
        """Whether no new key would come before the first one."""
        before = {key: value for key, (_, value) in node.entries.items()}
        return all(
            self._place(name, node, before) > node.start for name in wanted if name not in before
        )

    def _list(self, node: Node, wanted: list[Tree]) -> list[Edit] | None:
        dashes = [self.text.rfind("-", 0, item.start) for item in node.items]
        if any(self._line_before(dash).strip() for dash in dashes):
            return None
        indent = self._column(dashes[0])
        old = [item.tree for item in node.items]
        same = next(
            (at for at, (a, b) in enumerate(zip(old, wanted, strict=False)) if a != b),
            min(len(old), len(wanted)),
        )
        last = 0
        while last < min(len(old), len(wanted)) - same and old[-1 - last] == wanted[-1 - last]:
            last += 1
        middle = range(same, len(old) - last)
        ahead = wanted[same : len(wanted) - last]
        edits: list[Edit] = []
        for at, tree in zip(middle, ahead, strict=False):
            item = node.items[at]
            inner = self._inner(item, tree)
            words = yaml_words.item(tree, indent)[indent + 2 :]
            if self.is_flat or item.is_flow or self._rest_of_line(item.end).strip():
                words = yaml_words.flow(tree)
            if item.start == dashes[at] + 1:
                words = f" {words}"  # nothing stood behind the dash
            edits += [Edit(item.start, item.end, words)] if inner is None else inner
        for at in middle[len(ahead) :]:
            edits.append(self._without(dashes[at], max(node.items[at].end, dashes[at] + 1)))
        more = ahead[len(middle) :]
        if more:
            at = same + min(len(middle), len(ahead))
            place = self._line_start(dashes[at]) if at < len(dashes) else self._line_end(node.end)
            is_flow = self.is_flat or node.items[0].is_flow
            lines = [
                f"{' ' * indent}- {yaml_words.flow(tree)}"
                if is_flow
                else yaml_words.item(tree, indent)
                for tree in more
            ]
            edits.append(Edit(place, place, "".join(line + "\n" for line in lines)))
        return edits

    def _place(self, name: str, node: Node, before: dict[str, Node]) -> int:
        """Where a new key goes: behind the last one that the order has before it."""
        earlier = [
            known.end for one, known in before.items() if self._rank(one) <= self._rank(name)
        ]
        if earlier:
            return self._line_end(max(earlier))
        return self._line_start(_first_key(node).start)

    def _entry(self, name: str, tree: Tree, indent: int) -> str:
        if self.is_flat:
            return f"{' ' * indent}{yaml_words.flow(name)}: {yaml_words.flow(tree)}"
        return yaml_words.entry(name, tree, indent)

    def _rank(self, name: str) -> int:
        return self.order.index(name) if name in self.order else len(self.order)

    def _without(self, start: int, end: int) -> Edit:
        return Edit(self._line_start(start), self._line_end(end), "")

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        """The start of the next line."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found + 1

    def _line_before(self, offset: int) -> str:
        return self.text[self._line_start(offset) : offset]

    def _rest_of_line(self, offset: int) -> str:
        return self.text[offset : self._line_end(offset)]


def _first_key(node: Node) -> Node:
    return next(key for key, _ in node.entries.values())
