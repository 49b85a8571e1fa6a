"""Snippets for editors: each key with an example, and what it means in Persian."""

import json
import re
from collections.abc import Iterator

from qomsite.editing.creation import example_tree
from qomsite.editing.yaml_words import entry
from qomsite.model.collections import COLLECTIONS, Listing
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.model.settings import Plan, Site


def snippets() -> str:
    """The text of the file of snippets: one a key, whatever the number of models that have it."""
    models: list[type[Value]] = [*(one.model for one in COLLECTIONS), Listing, Site, Plan]
    found: dict[str, list[Row]] = {}
    for model in models:
        for row in _all_rows(model):
            found.setdefault(row.name, []).append(row)
    made = {name: _snippet(same) for name, same in found.items()}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _snippet(same: list[Row]) -> dict[str, object]:
    words = dict.fromkeys(f"{row.title}: {row.help}" for row in same)
    return {
        "scope": "markdown,yaml",
        "prefix": same[0].name,
        "body": _body(same[0]),
        "description": " / ".join(words),
    }


def _body(row: Row) -> list[str]:
    """The key, and its example as a place to type over."""
    if row.nested is None:
        shown = re.sub(r"([\\$}])", r"\\\1", row.example)
        return [f"{row.name}: ${{1:{shown}}}"]
    return re.sub(r"([\\$}])", r"\\\1", entry(row.name, example_tree(row), 0)).split("\n")


def _all_rows(model: type[Value]) -> Iterator[Row]:
    for row in rows(model):
        yield row
        if row.nested:
            yield from _all_rows(row.nested)
