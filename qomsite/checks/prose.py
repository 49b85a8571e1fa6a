"""The prose of a content file: its text with all else masked, at the same offsets."""

import re
from collections.abc import Collection, Iterator

from qomsite.loader.document import record_document
from qomsite.loader.yaml_text import Node, compose
from qomsite.markup.prose import mask_body, mask_latin
from qomsite.model.fields import rows
from qomsite.model.kinds import Value
from qomsite.text.finding import BREAK, OPAQUE
from qomsite.text.patterns import regex

_LINE_JOIN = regex(r"[ \t]*\n[ \t\n]*")
_BLOCK_HEADER = regex(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")
_ESCAPE = regex(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\"|.|\n[ \t]*)", re.DOTALL)


def prose(
    text: str, model: type[Value] | None, *, is_settings: bool, anchors: Collection[str]
) -> str:
    """The text of a file, with a filler for each character that is not prose.

    ``text`` has ``\\n`` line ends and YAML that the loader accepts; ``model`` says which keys hold
    prose (those of the kinds text and prose), ``None`` that none does. ``anchors``: see
    :func:`~qomsite.markup.prose.mask_body`.
    """
    if is_settings:
        return _front(text, model)
    document = record_document(text, "", [])
    if document is None:
        return _masked(text)
    front = _front(document.front, model)
    body = mask_body(document.body, anchors)
    return _masked(document.opening) + front + _masked(document.closing) + body


def rough_prose(text: str, *, is_settings: bool, anchors: Collection[str]) -> str:
    """What :func:`prose` leaves unmasked and more, in a tenth of the time: where no rule finds
    anything in this, it finds nothing in the prose.
    """
    document = None if is_settings else record_document(text, "", [])
    if document is None:
        return mask_latin(text)
    return mask_latin(document.front) + mask_body(document.body, anchors)


def _masked(text: str) -> str:
    return re.sub(r"[^\n]", BREAK, text)


def _front(front: str, model: type[Value] | None) -> str:
    if model is None or (root := compose(front)) is None:
        return _masked(front)
    parts: list[str] = []
    done = 0
    for node in sorted(_values(root, model), key=lambda node: node.start):
        parts += (_masked(front[done : node.start]), _value(front[node.start : node.end]))
        done = node.end
    return "".join([*parts, _masked(front[done:])])


def _values(node: Node, model: type[Value]) -> Iterator[Node]:
    """The scalars of a mapping that hold prose."""
    table = {row.name: row for row in rows(model)}
    for key, (_, value) in node.entries.items():
        row = table.get(key)
        if row is None:
            continue
        parts = value.items or (value,)
        if row.by_key:
            parts = tuple(inner for _, inner in value.entries.values())
        for part in parts:
            if row.nested:
                yield from _values(part, row.nested)
            elif row.is_prose and isinstance(part.tree, str) and part.end > part.start:
                yield part


def _value(raw: str) -> str:
    """A scalar as it is written, its quotes, escapes and indentation masked."""
    if raw[0] in "|>":
        header = _BLOCK_HEADER.match(raw)
        end = header.end() if header else len(raw)
        return _masked(raw[:end]) + mask_latin(_indented(raw[end:]))
    inner = raw
    if raw[0] in "\"'":
        inner = raw[1:-1]
        inner = _ESCAPE.sub(_escape, inner) if raw[0] == '"' else inner.replace("''", OPAQUE * 2)
        return BREAK + mask_latin(_indented(inner)) + BREAK
    # A space behind a colon would make a key of what stands before it.
    return mask_latin(_indented(inner)).replace(":", OPAQUE)


def _indented(raw: str) -> str:
    return _LINE_JOIN.sub(lambda found: _masked(found[0]), raw) if "\n" in raw else raw


def _escape(found: re.Match[str]) -> str:
    # A quote stays to be seen: see `span`.
    return OPAQUE + '"' if found[0] == '\\"' else _masked(found[0]).replace(BREAK, OPAQUE)


def span(text: str, masked: str, start: int) -> int:
    """Where a finding that begins at a quote begins: with the backslash that belongs to it."""
    is_escaped = masked[start : start + 1] == '"' and start and masked[start - 1] == OPAQUE
    return start - 1 if is_escaped and text[start - 1] == "\\" else start
