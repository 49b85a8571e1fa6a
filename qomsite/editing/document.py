"""Changes to the parts of a content file that leave the bytes of the others as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qomsite.editing.front_matter import edited
from qomsite.editing.yaml_words import entry
from qomsite.loader.document import Document
from qomsite.loader.yaml_text import Tree


def with_values(document: Document, wanted: dict[str, Tree], order: Sequence[str]) -> Document:
    """The document whose front matter says ``wanted``, changed only where it must be."""
    return replace(document, front=edited(document.front, wanted, order))


def with_body(document: Document, body: str) -> Document:
    """The document with another body; its line ends may be of any system."""
    lines = re.sub(r"\r\n?", "\n", body)
    ended = lines if not lines or lines.endswith("\n") else lines + "\n"
    same = ended.rstrip("\n") == document.body.rstrip("\n")
    return document if same else replace(document, body=ended)


def new_document(values: dict[str, Tree], body: str = "") -> Document:
    """A document written from nothing, its keys in the order of ``values``."""
    front = "".join(entry(name, tree, 0, "\n") + "\n" for name, tree in values.items())
    return with_body(Document(front), body)
