"""References between records: parents, and lists of codes."""

from collections.abc import Iterator
from typing import NamedTuple

from qomsite.checks.entries import (
    all_records,
    codes,
    drafts,
    existing,
    is_written,
    shown_code,
)
from qomsite.errors import Keys, Problem
from qomsite.model.collections import BY_NAME, COLLECTIONS, POLICIES, PROJECTS, Collection
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.model.records import Entry, Policy, Record
from qomsite.text.characters import quoted
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

REFERENCES: dict[type[Entry], tuple[tuple[str, Collection], ...]] = {
    collection.model: tuple(
        (row.name, BY_NAME[row.names]) for row in rows(collection.model) if row.names in BY_NAME
    )
    for collection in COLLECTIONS
}
"""The fields of each model that hold codes of records, and of which collection."""

_LISTS = ("also_serves", "axes", "measures", "districts")
_LISTS_OF_NAMES = ("partners", "funding", "places")


class Reference(NamedTuple):
    """One code in a field of a record; ``keys`` lead to it in the file."""

    record: Record
    collection: Collection
    code: str
    keys: Keys

    def problem(self, content: Content, slug: str, message: str) -> Problem:
        """What is wrong with the code, where it stands."""
        return content.problem(self.record.path, self.keys, slug, message)


def unknown_reference(content: Content) -> Iterator[Problem]:
    """Every code in a record has a file in its collection."""
    known = {name: codes(content, collection) for name, collection in BY_NAME.items()}
    for reference in _references(content):
        options = known[reference.collection.name]
        if reference.code in options:
            continue
        shown = shown_code(reference.code)
        message = (
            f"{reference.collection.singular} {quoted(shown)} وجود ندارد؛ {existing(options)}"
            f"{suggestion(shown, map(shown_code, options))}"
        )
        yield reference.problem(content, "unknown-reference", message)


def draft_reference(content: Content) -> Iterator[Problem]:
    """What is published names no draft."""
    hidden = {name: drafts(content, collection) for name, collection in BY_NAME.items()}
    for reference in _references(content):
        if reference.record.draft or reference.code not in hidden[reference.collection.name]:
            continue
        named = content.of(reference.collection, Entry)
        file = next(entry.path for entry in named if entry.code == reference.code)
        message = (
            f"{reference.collection.singular} {quoted(shown_code(reference.code))} پیش‌نویس است"
            f" و منتشر نمی‌شود؛ کلید draft را از پروندهٔ {file} بردارید یا کد دیگری بنویسید"
        )
        yield reference.problem(content, "draft-reference", message)


def repeated_reference(content: Content) -> Iterator[Problem]:
    """A list names a code or a name once, and a project's other policies are not its own."""
    for record in all_records(content):
        for name in _LISTS_OF_NAMES:
            names: tuple[str, ...] = vars(record).get(name, ())
            folded = [fold(text) for text in names] if len(names) > 1 else []
            for at, text in enumerate(names if folded else ()):
                if folded[at] in folded[:at]:
                    message = f"{quoted(text)} در {name} تکراری است؛ یکی را بردارید"
                    yield content.problem(record.path, (name, at), "repeated-reference", message)
        for name in _LISTS:
            listed: tuple[str, ...] = vars(record).get(name, ())
            seen: set[str] = set()
            for at, code in enumerate(listed):
                if code in seen:
                    message = f"کد {quoted(shown_code(code))} در {name} تکراری است؛ یکی را بردارید"
                    yield content.problem(record.path, (name, at), "repeated-reference", message)
                elif name == "also_serves" and code == vars(record).get("policy", None):
                    message = (
                        f"سیاست {quoted(shown_code(code))} سیاست خود این {PROJECTS.singular} است"
                        " (policy)؛ آن را از also_serves بردارید"
                    )
                    yield content.problem(record.path, (name, at), "repeated-reference", message)
                seen.add(code)


def policy_parent(content: Content) -> Iterator[Problem]:
    """A policy stands under exactly one strategy or goal."""
    for policy in content.of(POLICIES, Policy):
        has_strategy, has_goal = (
            is_written(content, policy.path, key) for key in ("strategy", "goal")
        )
        if has_strategy and has_goal:
            message = (
                "این سیاست هم strategy دارد و هم goal؛ یکی را بردارید"
                " (goal فقط برای سیاستی است که راهبرد ندارد)"
            )
            yield content.problem(policy.path, ("goal",), "policy-parent", message)
        elif not has_strategy and not has_goal:
            message = "این سیاست نه strategy دارد و نه goal؛ کد راهبرد یا هدف آن را بنویسید"
            yield content.problem(policy.path, (), "policy-parent", message)


def _references(content: Content) -> Iterator[Reference]:
    for record in all_records(content):
        for name, collection in REFERENCES[type(record)]:
            value: str | tuple[str, ...] | None = getattr(record, name)
            if isinstance(value, str) and value:
                yield Reference(record, collection, value, (name,))
            for at, code in enumerate(value if isinstance(value, tuple) else ()):
                yield Reference(record, collection, code, (name, at))
