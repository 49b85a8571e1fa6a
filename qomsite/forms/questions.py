"""A form as values: what is asked, in what way, what stands there, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qomsite.editing.answers import FIXED, Choice, Choices
from qomsite.errors import BODY as BODY_KEYS
from qomsite.errors import Keys, Problem, around
from qomsite.forms.entered import Pairs, Widget, widget
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.text.amounts import SCALES, UNITS

BODY = "body"
"""The name of the control that holds the body."""
Messages = Mapping[str, tuple[str, ...]]
"""What is wrong, by the name of the control."""

_WIDE = ("keys", "rows", "texts", "checks", "prose")
_KEYBOARDS = {
    "day": "numeric",
    "date": "numeric",
    "year": "numeric",
    "count": "numeric",
    "share": "decimal",
    "number": "decimal",
    "address": "url",
}
"""The ``inputmode`` of what is typed, by kind."""
_LATIN = re.compile(r"([A-Za-z][A-Za-z0-9_./:-]*)")


@dataclass(frozen=True)
class Option:
    """A value to choose; ``key`` is what a typed word is looked for in."""

    value: str
    label: str
    key: str
    is_chosen: bool


@dataclass(frozen=True)
class FormField:
    """A question of a form.

    ``fields`` are the questions of a value with keys of its own. ``rows`` are those of a list,
    ``blank`` is a row to add, whose name is ``__0__`` (``__1__`` within another). ``figure`` and
    ``units`` are the scales and units of an amount.
    """

    name: str
    title: str
    help: str
    kind: str
    widget: Widget
    is_required: bool
    keyboard: str
    value: str
    messages: tuple[str, ...]
    options: tuple[Option, ...] = ()
    figure: tuple[Option, ...] = ()
    units: tuple[Option, ...] = ()
    fields: tuple[FormField, ...] = ()
    rows: tuple[FormRow, ...] = ()
    blank: FormRow | None = None

    @property
    def help_parts(self) -> tuple[tuple[str, bool], ...]:
        """The help in parts, and of each whether it is Latin: ``https://`` is read left to right.

        In one text with Persian around it the bidi algorithm shows it as ``//:https``.
        """
        parts = _LATIN.split(self.help)
        return tuple((part, at % 2 == 1) for at, part in enumerate(parts) if part)

    @property
    def is_wide(self) -> bool:
        """Whether it wants the whole line."""
        return self.widget in _WIDE or self.name == "title"


@dataclass(frozen=True)
class FormRow:
    """A row of a list: its name there, its questions."""

    name: str
    fields: tuple[FormField, ...]

    @property
    def is_short(self) -> bool:
        """Whether its questions stand in one line."""
        return not any(one.is_wide for one in self.fields)


def form_of(
    model: type[Value], pairs: Pairs, choices: Choices, messages: Messages
) -> tuple[FormField, ...]:
    """The questions of a model, answered as ``pairs`` say."""
    values: dict[str, list[str]] = {}
    for name, text in pairs:
        values.setdefault(name, []).append(text)
    return tuple(_Maker(values, choices, messages).fields(model, "", 0))


def turned(pairs: Pairs, work: str) -> Pairs:
    """The form after a button that saves nothing: a look at the body, a row more, less, moved.

    Raises ``ValueError`` for the name of no such button.
    """
    if work == "preview":
        return pairs
    verb, _, rest = work.partition(" ")
    name, _, row = rest.rpartition(" ")
    if verb == "add":
        return with_row(pairs, rest)
    if verb == "remove":
        return without_row(pairs, name, row)
    if verb in ("up", "down"):
        return with_row_moved(pairs, name, row, -1 if verb == "up" else 1)
    raise ValueError(work)


def with_row(pairs: Pairs, name: str) -> Pairs:
    """The pairs with one more row at the end of a list."""
    taken = {text for other, text in pairs if other == name}
    new = next(f"n{at}" for at in range(len(taken) + 1) if f"n{at}" not in taken)
    return (*pairs, (name, new))


def without_row(pairs: Pairs, name: str, row: str) -> Pairs:
    """The pairs without a row of a list and all that stands in it."""
    gone = f"{name}.{row}"
    return tuple(
        pair
        for pair in pairs
        if pair != (name, row) and pair[0] != gone and not pair[0].startswith(f"{gone}.")
    )


def with_row_moved(pairs: Pairs, name: str, row: str, step: int) -> Pairs:
    """The pairs with a row of a list ``step`` places further; at the end of the list, as it is."""
    places = [at for at, pair in enumerate(pairs) if pair[0] == name]
    now = next((at for at, place in enumerate(places) if pairs[place][1] == row), None)
    if now is None or not 0 <= now + step < len(places):
        return pairs
    moved = list(pairs)
    here, there = places[now], places[now + step]
    moved[here], moved[there] = moved[there], moved[here]
    return tuple(moved)


@dataclass(frozen=True)
class _Maker:
    values: Mapping[str, list[str]]
    choices: Choices
    messages: Messages

    def fields(self, model: type[Value], prefix: str, depth: int) -> Iterator[FormField]:
        for row in rows(model):
            yield self._field(row, prefix + row.name, depth)

    def _field(self, row: Row, name: str, depth: int) -> FormField:
        asked = widget(row)
        more: dict[str, Any] = {}
        if asked == "keys" and row.nested:
            more["fields"] = tuple(self.fields(row.nested, f"{name}.", depth))
        elif asked in ("rows", "texts"):
            more["rows"] = tuple(
                self._row(row, name, one, depth) for one in self.values.get(name, ())
            )
            more["blank"] = self._row(row, name, f"__{depth}__", depth)
        elif asked in ("checks", "choice"):
            chosen = self.values.get(name, [])
            options = _options(self._choices(row), list(chosen))
            more["options"] = _flags(*options) if row.kind == "flag" else options
        elif asked == "money" and (f"{name}.number" in self.values or name not in self.values):
            scale = self.values.get(f"{name}.scale", ["میلیارد"])
            unit = self.values.get(f"{name}.unit", ["تومان"])
            more["figure"] = tuple(Option(one, one, "", one in scale) for one in SCALES)
            more["units"] = tuple(Option(one, one, "", one in unit) for one in UNITS)
        return self._asked(row, name, asked, more)

    def _asked(self, row: Row, name: str, asked: Widget, more: Mapping[str, Any]) -> FormField:
        at = f"{name}.number" if more.get("figure") else name
        value = self.values.get(at, [""])[0]
        if asked == "text" and "\n" in value:
            asked = "prose"  # a line of input would lose the lines
        return FormField(
            name=name,
            title=row.title,
            help=row.help,
            kind=row.kind,
            widget=asked,
            is_required=row.required,
            keyboard=_KEYBOARDS.get(row.kind, ""),
            value=value,
            messages=self.messages.get(name, ()),
            **more,
        )

    def _row(self, row: Row, name: str, one: str, depth: int) -> FormRow:
        if row.nested:
            return FormRow(one, tuple(self.fields(row.nested, f"{name}.{one}.", depth + 1)))
        more: dict[str, Any] = {}
        inner = f"{name}.{one}"
        if row.names:
            more["options"] = _options(self._choices(row), self.values.get(inner, []))
        asked: Widget = "choice" if row.names else "text"
        return FormRow(one, (self._asked(row, inner, asked, more),))

    def _choices(self, row: Row) -> tuple[Choice, ...]:
        return FIXED.get(row.kind) or self.choices.get(row.names, ())


def _options(choices: tuple[Choice, ...], chosen: list[str]) -> tuple[Option, ...]:
    """The choices, spelt as the file spells what it chose; what is no choice comes last."""
    left = [text for text in chosen if text]
    found: list[Option] = []
    for choice in choices:
        meant = next((text for text in left if choice.is_meant_by(text)), None)
        if meant is not None:
            left.remove(meant)
        found.append(Option(meant or choice.value, choice.label, choice.key, meant is not None))
    return (*found, *(Option(text, text, text, is_chosen=True) for text in left))


def _flags(yes: Option, no: Option, *others: Option) -> tuple[Option, ...]:
    """One «no» for what the file says and for what it leaves out.

    A record's flags are off by themselves. It stands first, so that it is chosen where nothing is.
    """
    return (no if no.is_chosen else replace(no, value=""), yes, *others)


@dataclass(frozen=True)
class Findings:
    """Problems and advice by the name of the control; ``others`` belong to none of them."""

    messages: Messages = field(default_factory=dict)
    others: tuple[Problem, ...] = ()


NOTHING = Findings()


def findings(shown: str, names: Mapping[Keys, str], problems: Iterable[Problem]) -> Findings:
    """The problems of a document, shown to people as ``shown``, at the controls of its form.

    ``names`` leads from the keys of a value to its control.
    """
    controls = {**names, BODY_KEYS: BODY}
    messages: dict[str, tuple[str, ...]] = {}
    others: list[Problem] = []
    for problem in problems:
        name = controls.get(around(problem.keys, controls))
        if name is None or problem.place.path != shown:
            others.append(problem)
        else:
            # The form has a question with a title for what the label of a message names.
            message = problem.words if problem.keys in controls else problem.message
            messages[name] = (*messages.get(name, ()), message)
    return Findings(messages, tuple(others))
