"""Two changes of one record made into one, field by field; what both changed is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qomsite.forms.entered import bare
from qomsite.forms.questions import BODY, FormField
from qomsite.loader.document import Document
from qomsite.loader.yaml_text import Tree

Values = Mapping[str, Tree]
"""What a record says: its front matter, and under :data:`BODY` its text."""


@dataclass(frozen=True)
class Conflict:
    """A field that was changed differently here and in the file, with the words of both.

    ``chosen``: the answer, empty while there is none.
    """

    name: str
    title: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    chosen: str


def values_of(document: Document) -> Values:
    """What a file says."""
    return {**document.tree, BODY: document.body}


def merged(
    base: Values, mine: Mapping[str, Tree | None], theirs: Values
) -> tuple[Values, frozenset[str]]:
    """What both made of ``base``, and what both changed differently, in the words of mine."""
    names = {**theirs, **mine}
    found = {name: _merged(base.get(name), mine.get(name), theirs.get(name)) for name in names}
    values = {name: value for name, (value, _) in found.items() if value is not None}
    return values, frozenset(name for name, (_, clash) in found.items() if clash)


def is_same(one: Tree | None, other: Tree | None) -> bool:
    """Whether two values say the same, but for space around them and the kind of line end."""
    return _bare(one) == _bare(other)


def _merged(base: Tree | None, mine: Tree | None, theirs: Tree | None) -> tuple[Tree | None, bool]:
    """The value that both changes lead to, and whether they cannot be one; then it is mine."""
    if is_same(mine, theirs) or is_same(mine, base):
        return theirs, False
    if is_same(theirs, base):
        return mine, False
    if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        names = {**theirs, **mine}
        parts = [_merged(base.get(name), mine.get(name), theirs.get(name)) for name in names]
        if not any(clashes for _, clashes in parts):
            values = zip(names, (value for value, _ in parts), strict=True)
            return {name: value for name, value in values if value is not None}, False
    if (
        isinstance(base, list)
        and isinstance(mine, list)
        and isinstance(theirs, list)
        # Rows are the same ones only while none came, went or moved.
        and len(base) == len(mine) == len(theirs)
        and all(isinstance(row, dict) for row in base)
    ):
        parts = [_merged(*row) for row in zip(base, mine, theirs, strict=True)]
        if not any(clashes for _, clashes in parts):
            return [value for value, _ in parts if value is not None], False
    return mine, True


def _bare(value: Tree | None) -> Tree | None:
    if isinstance(value, dict):
        return {name: part for name, inner in value.items() if (part := _bare(inner))} or None
    if isinstance(value, list):
        return [part for inner in value if (part := _bare(inner))] or None
    return bare(value) or None if value is not None else None


def told(field: FormField) -> tuple[str, ...]:
    """What a question is answered with, in words, a line for each row; empty where it is not."""
    if field.widget == "rows":
        return tuple(_told_in_one(row.fields) for row in field.rows)
    if field.widget == "keys":
        return tuple(filter(None, [_told_in_one(field.fields)]))
    if field.widget == "texts":
        return tuple(line for row in field.rows for one in row.fields for line in told(one))
    if field.widget in ("choice", "checks"):
        chosen = tuple(option.label for option in field.options if option.is_chosen)
        # Of a flag that is not set, the form shows the first: «no».
        return chosen or tuple(one.label for one in field.options[:1] if field.kind == "flag")
    if not field.value:
        return ()
    units = [option.label for option in (*field.figure, *field.units) if option.is_chosen]
    return (" ".join(filter(None, [field.value, *units])),)


def _told_in_one(fields: Iterable[FormField]) -> str:
    return "؛ ".join(
        f"{field.title}: {'، '.join(words)}" for field in fields if (words := told(field))
    )
