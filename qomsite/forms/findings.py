"""Which question of a form each problem belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qomsite.editing.document import Document
from qomsite.errors import Problem
from qomsite.forms.questions import Messages
from qomsite.loader.yaml_text import Location, Marks, read_yaml
from qomsite.model.kinds import Value
from qomsite.model.validation import validate

BODY = "body"
"""The name of the control that holds the body."""

_KEY = re.compile(r"\A(?:«[a-z_.]+»: |کلید «[a-z_]+» \([^()]*\) (?=نیامده))")
"""What a message says of the key of a file first: a form has a question with a title for that."""


@dataclass(frozen=True)
class Findings:
    """Problems and advice by the name of the control; ``others`` belong to none of them."""

    messages: Messages
    others: tuple[Problem, ...]


def findings(
    model: type[Value],
    document: Document,
    shown: str,
    names: Mapping[Location, str],
    problems: Iterable[Problem],
) -> Findings:
    """The problems of a document, shown to people as ``shown``, at the controls of its form.

    ``names`` leads from the location of a value to its control.
    """
    result = read_yaml(document.front, shown, 2, [])
    marks = result[1] if result else Marks()
    places = {place: location for location, place in (*marks.keys.items(), *marks.values.items())}
    missing = _missing(model, result[0] if result else {})
    messages: dict[str, tuple[str, ...]] = {}
    others: list[Problem] = []
    body_line = document.front.count("\n") + 3
    for problem in problems:
        name, message = None, problem.message
        if problem.place.path == shown and problem.place.line >= body_line:
            name = BODY
        elif problem.place.path == shown:
            where = places.get((problem.place.line, problem.place.column), ())
            if problem.slug == "missing-field":
                # It stands where the key should be, and no mark can tell which one.
                said = (at for at in missing if f"«{at[-1]}»" in problem.message)
                where = next((at for at in said if at[:-1] == where), where)
            name = _control(where, names)
            if where in names:
                message = _KEY.sub("", message, count=1)
        if name is None:
            others.append(problem)
        else:
            messages[name] = (*messages.get(name, ()), message)
    return Findings(messages, tuple(others))


def _missing(model: type[Value], tree: Mapping[str, object]) -> list[Location]:
    """Where a key that is needed does not stand."""
    from_file = {"code": "x", "path": ""}
    faults = validate(model, {**tree, **from_file})
    if not isinstance(faults, tuple):
        return []
    return [fault.location for fault in faults if fault.kind == "missing"]


def _control(location: Location, names: Mapping[Location, str]) -> str | None:
    while location:
        if location in names:
            return names[location]
        location = location[:-1]
    return None
