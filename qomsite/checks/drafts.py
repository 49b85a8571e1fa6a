"""Drafts where they are shown before they are published: what they break then is not broken now."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from qomsite.checks.entries import all_entries
from qomsite.checks.registry import check
from qomsite.errors import Problem
from qomsite.model.content import Content
from qomsite.model.records import Entry

MARK = "پیش‌نویس: "
"""What the title of a shown draft begins with, wherever it stands: page, list, tree, search."""


def shown_with_drafts(content: Content) -> Content:
    """The content as if its drafts were published, each marked in its title."""
    return _each(content, lambda draft: {"draft": False, "title": MARK + draft.title})


def check_with_drafts(content: Content) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is wrong with the drafts shown, and what would only be wrong with them left out."""
    found = check(content)
    if not any(entry.draft for entry in all_entries(content)):
        return found, ()
    lasting = set(check(_each(content, lambda _: {"draft": False})))
    return (
        tuple(problem for problem in found if problem in lasting),
        tuple(problem for problem in found if problem not in lasting),
    )


def _each(content: Content, changed: Callable[[Entry], dict[str, object]]) -> Content:
    records: Mapping[str, tuple[Entry, ...]] = {
        name: tuple(
            entry.model_copy(update=changed(entry)) if entry.draft else entry for entry in entries
        )
        for name, entries in content.records.items()
    }
    return replace(content, records=records)
