"""Titles, by which readers tell records apart."""

from __future__ import annotations

from collections.abc import Iterator

from qomsite.errors import Place, Problem
from qomsite.model.collections import COLLECTIONS
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.folding import fold
from qomsite.text.quoting import quoted


def duplicate_title(content: Content) -> Iterator[Problem]:
    """No two entries of a collection have the same title, however spelt."""
    for collection in COLLECTIONS:
        first: dict[str, Place] = {}
        for entry in content.of(collection, Entry):
            if not entry.title:
                continue
            place = content.place(entry.path, "title")
            earlier = first.setdefault(fold(entry.title) or entry.title, place)
            if earlier is not place:
                message = (
                    f"عنوان {quoted(entry.title)} پیش‌تر در {earlier.path}:{earlier.line} آمده"
                    f" است؛ عنوان هر {collection.singular} باید یگانه باشد"
                )
                yield content.problem(entry.path, ("title",), "duplicate-title", message)
