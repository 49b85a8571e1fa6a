"""A tree of texts held against the table of fields: a value, or every fault with its location."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from qomsite.model.kinds import Value

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
