"""The table of fields as rows, for whoever shows a model; and a tree of texts held against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qomsite.model.kinds import Value
from qomsite.model.records import FROM_FILE
from qomsite.model.scalars import Kind

V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field.

    ``kind`` is ``unread`` where the field's reader refused the text (``slug`` and ``message`` are
    its own), ``list`` or ``keys`` where that is what the field takes and something else came.
    """

    location: tuple[str | int, ...]
    kind: Literal["unknown", "missing", "unread", "list", "keys"]
    slug: str = ""
    message: str = ""


def validate(model: type[V], given: Mapping[str, Any]) -> V | tuple[Fault, ...]:
    """``given`` as a value of ``model``, or all its faults."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        return tuple(map(_fault, error.errors(include_url=False)))


def nested_model(annotation: Any) -> type[Value] | None:
    """The model that a field holds, be it one, several, optional or by key."""
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    parts = map(nested_model, getattr(annotation, "__args__", ()))
    return next(filter(None, parts), None)


def _fault(details: ErrorDetails) -> Fault:
    # A key that was refused is called by its own name and then by this.
    location = tuple(part for part in details["loc"] if part != "[key]")
    kind = details["type"]
    if kind == "extra_forbidden":
        return Fault(location, "unknown")
    if kind == "missing":
        return Fault(location, "missing")
    if kind == "qomsite":
        context = details["ctx"]
        return Fault(location, "unread", context["slug"], context["text"])
    return Fault(location, "list" if "tuple" in kind or "list" in kind else "keys")


@dataclass(frozen=True)
class Row:
    """A field of a model: what ``fields.txt``, which explains it, says of it, and what it holds.

    ``kind`` is the name of its :class:`Kind`, and of what it holds several of where ``several``;
    ``keys`` where it holds keys of its own, those of the model ``nested``. ``by_key``: several of
    them, each under a key that the writer chooses.
    """

    name: str
    title: str
    help: str
    kind: str
    required: bool
    several: bool
    by_key: bool
    nested: type[Value] | None
    example: str = ""
    term: str = ""
    announced: bool = False
    state: bool = False
    names: str = ""
    either: str = ""

    @property
    def is_prose(self) -> bool:
        """Whether what it holds is written in words."""
        return self.kind in ("text", "prose")


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
    """The fields of a model that a person writes, in the order of the model."""
    # A district has a code too, and that one is written.
    unwritten = FROM_FILE if "path" in model.model_fields else frozenset()
    return tuple(row(model, name) for name in model.model_fields if name not in unwritten)


@cache
def row(model: type[Value], name: str) -> Row:
    """One field of a model; ``KeyError`` where it has none of that name."""
    info = model.model_fields[name]
    nested = nested_model(info.annotation)
    said = (_TABLE.get((one.__name__, name)) for one in model.__mro__)
    return Row(
        name=name,
        kind=(None if nested else _kind(info.annotation, info.metadata)) or "keys",
        required=info.is_required(),
        several=_holds(info.annotation, tuple),
        by_key=_holds(info.annotation, dict),
        nested=nested,
        **next(filter(None, said)),
    )


def _read(text: str) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """What ``fields.txt`` says of each field, by model and name."""
    models: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            models = line[1:-1].split()
        elif line and not line.startswith("#"):
            name, *words, marks = map(str.strip, f"{line}{'|' * (5 - line.count('|'))}".split("|"))
            said: dict[str, Any] = dict(
                zip(("title", "help", "example", "term"), words, strict=True)
            )
            for mark in marks.split():
                key, _, value = mark.partition("=")
                said[key] = value or True
            yield from (((model, name), said) for model in models)


_TABLE = dict(_read(Path(__file__).with_suffix(".txt").read_text("utf-8")))


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
