"""The files that sheets are made from and written back to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qomsite.editing.document import Document, parse
from qomsite.errors import Problem
from qomsite.loader.files import MAX_BYTES, entries, read_bytes, read_text
from qomsite.loader.load import LISTING_FILE, PLAN_FILE, split_front_matter
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.model.codes import as_code
from qomsite.model.collections import COLLECTIONS
from qomsite.text.collation import collation_key


@dataclass(frozen=True)
class Stored:
    """A record's file: its path in the content folder, its bytes, its parts and its values."""

    path: str
    data: bytes
    document: Document
    tree: dict[str, Tree]


@dataclass(frozen=True)
class Files:
    """The content folder as far as sheets show it: records by collection and code, the plan."""

    records: dict[tuple[str, str], Stored]
    plan: bytes
    plan_tree: dict[str, Tree]


def read_files(content: Path, problems: list[Problem]) -> Files:
    """Reads the folder; what stops a file from being read at all goes to ``problems``."""
    records: dict[tuple[str, str], Stored] = {}
    for collection in COLLECTIONS:
        folder = content / collection.name
        if not folder.is_dir():
            continue
        found: dict[str, Stored] = {}
        for entry, file in entries(folder, f"{content.name}/{collection.name}", problems):
            if not entry.name.endswith(".md") or entry.name == LISTING_FILE:
                continue
            text = read_text(file, problems)
            parts = None if text is None else split_front_matter(text, file.shown, problems)
            result = read_yaml(parts[0], file.shown, 2, problems) if parts else None
            data = read_bytes(file, MAX_BYTES, "", problems) or b""
            document = parse(data) if result else None
            if document and result:
                path = f"{collection.name}/{entry.name}"
                code = as_code(entry.name.removesuffix(".md"))
                found[code] = Stored(path, data, document, result[0])
        for code in sorted(found, key=collation_key):
            records[collection.name, code] = found[code]
    plan = (content / PLAN_FILE).read_bytes() if (content / PLAN_FILE).is_file() else b""
    result = read_yaml(plain_text(plan), f"{content.name}/{PLAN_FILE}", 1, problems)
    return Files(records, plan, result[0] if result else {})


def plain_text(data: bytes) -> str:
    """The text of a settings file with ``\\n`` line ends and no byte-order mark."""
    return re.sub(r"\r\n?", "\n", data.decode("utf-8-sig", "replace"))
