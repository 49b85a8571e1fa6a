"""The table of fields as rows: what a form, a sheet, a schema and the guide show of a model."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from pydantic.fields import FieldInfo

from qomsite.model.kinds import Value
from qomsite.model.records import FROM_FILE
from qomsite.model.scalars import Kind
from qomsite.model.validation import nested_model


@dataclass(frozen=True)
class Row:
    """A field that stands in front matter or in a settings file.

    ``kind`` is the name of its :class:`Kind`, and of what it holds several of where ``several``;
    ``keys`` where it holds keys of its own, those of the model ``nested``. ``by_key``: several of
    them, each under a key that the writer chooses. What else there is, ``kinds.field``
    explains.
    """

    name: str
    title: str
    help: str
    example: str
    term: str
    kind: str
    required: bool
    announced: bool
    several: bool
    by_key: bool
    names: str
    either: str
    state: bool
    nested: type[Value] | None


@dataclass(frozen=True)
class Column:
    """A field as open data have it: ``name`` is for programs, and stays; ``names`` is the dataset
    whose keys it has.

    ``type``: text, code, address, day (ISO 8601), integer, number, money (rial), share (per cent)
    or flag. ``several``: a cell holds any number of values. ``title``, ``help``, ``term`` and
    ``example`` are those of the table of fields, the example as it stands in a file.
    """

    name: str
    title: str
    help: str
    type: str = "text"
    unit: str = ""
    term: str = ""
    example: str = ""
    names: str = ""
    several: bool = False


@cache
def rows(model: type[Value]) -> tuple[Row, ...]:
    """The fields of a model that a person writes, in the order of the table."""
    # A district has a code too, and that one is written.
    unwritten = FROM_FILE if "path" in model.model_fields else frozenset()
    fields = model.model_fields.items()
    return tuple(_row(name, info) for name, info in fields if name not in unwritten)


def row(model: type[Value], name: str) -> Row:
    """One field of a model; ``KeyError`` where it has none of that name."""
    return {row.name: row for row in rows(model)}[name]


def single_values(
    model: type[Value],
) -> Iterator[tuple[tuple[str, ...], type[Value], Row]]:
    """The fields that are no lists of keyed values, by the way there, with their model.

    Those of a field with keys of its own stand in its place.
    """
    for one in rows(model):
        if one.nested is None:
            yield (one.name,), model, one
        elif not one.several:
            for inner in rows(one.nested):
                yield (one.name, inner.name), one.nested, inner


def _row(name: str, info: FieldInfo) -> Row:
    extra: Any = info.json_schema_extra
    nested = nested_model(info.annotation)
    kind = None if nested else _kind(info.annotation, info.metadata)
    return Row(
        name=name,
        title=str(info.title),
        help=str(info.description),
        kind=kind or "keys",
        required=info.is_required(),
        several=_holds(info.annotation, tuple),
        by_key=_holds(info.annotation, dict),
        nested=nested,
        **extra,
    )


def _kind(annotation: Any, metadata: list[Any]) -> str | None:
    """The kind that stands in the annotation, at any depth."""
    named = (part.name for part in metadata if isinstance(part, Kind))
    inner = (
        _kind(part, list(getattr(part, "__metadata__", ())))
        for part in getattr(annotation, "__args__", ())
    )
    return next(filter(None, chain(named, inner)), None)


def _holds(annotation: Any, container: type) -> bool:
    if getattr(annotation, "__origin__", None) is container:
        return True
    return any(_holds(part, container) for part in getattr(annotation, "__args__", ()))
