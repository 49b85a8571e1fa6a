"""A content file as its parts, changed without touching the bytes of the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qomsite.editing.front_matter import edited
from qomsite.editing.yaml_words import entry
from qomsite.errors import Problem
from qomsite.loader.yaml_text import Tree, read_yaml

_PARTS = re.compile(r"(\ufeff?---[ \t]*\n)(.*?)(^---[ \t]*(?:\n|\Z))(.*)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """The text of a record's file: front matter between two fences, then the body.

    All parts together are the file's text; ``newline`` is how its lines end, and stands in the
    parts as ``\\n``.
    """

    opening: str
    front: str
    closing: str
    body: str
    newline: str

    @property
    def tree(self) -> dict[str, Tree]:
        """The front matter as texts; the file must be one that the loader accepts."""
        problems: list[Problem] = []
        result = read_yaml(self.front, "", 1, problems)
        if result is None or problems:
            raise ValueError(f"front matter that the loader refuses: {problems}")
        return result[0]

    def to_bytes(self) -> bytes:
        """The file."""
        text = self.opening + self.front + self.closing + self.body
        return text.replace("\n", self.newline).encode()

    def with_values(self, wanted: dict[str, Tree], order: Sequence[str]) -> Document:
        """The document whose front matter says ``wanted``, changed only where it must be."""
        return replace(self, front=edited(self.front, wanted, order))

    def with_body(self, body: str) -> Document:
        """The document with another body; its line ends may be of any system."""
        lines = re.sub(r"\r\n?", "\n", body)
        ended = lines if not lines or lines.endswith("\n") else lines + "\n"
        return self if ended.rstrip("\n") == self.body.rstrip("\n") else replace(self, body=ended)


def parse(data: bytes) -> Document | None:
    """The parts of a record's file; ``None`` for what the loader would refuse for its fences.

    Where a file mixes the line ends of several systems, they become one.
    """
    text = data.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    match = _PARTS.fullmatch(re.sub(r"\r\n?", "\n", text))
    return Document(match[1], match[2], match[3], match[4], newline) if match else None


def new_document(values: dict[str, Tree], body: str = "") -> Document:
    """A document written from nothing, its keys in the order of ``values``."""
    front = "".join(entry(name, tree, 0, "\n") + "\n" for name, tree in values.items())
    return Document("---\n", front, "---\n", "", "\n").with_body(body)
