"""The geometry of an indicator's small chart, as in ``charts``: from where, what was measured, to
where.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from qomsite.pages.indicators import Curve
from qomsite.render.charts import moment, years

_RIGHT, _LEFT = 96.0, 6.0
_TOP, _BOTTOM = 22.0, 70.0
_YEARS_AT, _FLOOR = 97.0, 87.0
_CHARACTER = 2.7
"""The width of a character in per cent of the narrowest chart (288 px)."""
_LINE = 12.0
"""The height of a line of text in per cent of the chart."""

_WIDE, _HIGH, _EDGE = 88, 32, 4
"""The box of a drawing in a row of a table, and what is left free at each side."""


@dataclass(frozen=True)
class Dot:
    """A value at its time. ``label`` is empty where it would cover another, ``anchor`` says which
    part of it stands at ``label_x``: start (its right end), middle, or end.
    """

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    baseline: bool


@dataclass(frozen=True)
class Stroke:
    """A line between two neighbouring values."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Mark:
    """A year's name under the chart."""

    x: float
    label: str


@dataclass(frozen=True)
class Target:
    """The value to be reached: a level across the chart with its label at the left."""

    y: float
    label: str
    label_y: float


@dataclass(frozen=True)
class LineChart:
    """A whole drawing. ``floor`` is zero, or below all values, which ``is_broken`` says."""

    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    target: Target | None
    marks: tuple[Mark, ...]
    floor: float
    is_broken: bool
    years_at: float = _YEARS_AT
    left: float = _LEFT
    right: float = _RIGHT


@dataclass(frozen=True)
class _Box:
    left: float
    right: float
    top: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and abs(self.top - other.top) < _LINE
        )


def line_chart(curve: Curve) -> LineChart:
    """The drawing of an indicator's values.

    The target's label and the baseline's stand at the right, on the outer sides of their levels;
    the measured values are labelled on the side away from the target: the last first, then the
    others where there is room. The table next to the chart names them all.
    """
    values = [value for _, value, _ in curve.actuals]
    known = [v for v in (curve.baseline, curve.target, *values) if v is not None]
    low, high = min(known), max(known)
    from_value = curve.baseline if curve.baseline is not None else values[0]
    to_value = curve.target if curve.target is not None else values[-1]
    rising = to_value >= from_value
    target = None
    boxes = []
    if curve.target is not None:
        level = _level(curve.target, low, high)
        at = _beside(level, above=rising)
        target = Target(level, curve.target_label, at)
        boxes.append(_box(99, at, curve.target_label, "start"))
    dots: list[Dot] = []
    if curve.baseline is not None:
        x, y = _RIGHT, _level(curve.baseline, low, high)
        at = _beside(y, above=not rising)
        dots.append(Dot(x, y, curve.baseline_label, 99, at, "start", True))
        boxes.append(_box(99, at, curve.baseline_label, "start"))
    measured = [
        _dot(_across(moment(day, curve.first, curve.last)), _level(value, low, high), text, rising)
        for day, value, text in curve.actuals
    ]
    shown = {}
    for dot in (measured[-1], *measured[:-1]):
        box = _box(dot.label_x, dot.label_y, dot.label, dot.anchor)
        if not any(box.meets(other) for other in boxes):
            boxes.append(box)
            shown[id(dot)] = dot
    dots.extend(dot if id(dot) in shown else replace(dot, label="") for dot in measured)
    is_broken = not low <= 0 <= high
    named = (year for year in years(curve.first, curve.last) if year.name)
    return LineChart(
        dots=tuple(dots),
        strokes=tuple(Stroke(a.x, a.y, b.x, b.y) for a, b in pairwise(dots)),
        target=target,
        marks=tuple(Mark(_across(year.middle), year.name) for year in named),
        floor=_FLOOR if is_broken else _level(Decimal(0), low, high),
        is_broken=is_broken,
    )


@dataclass(frozen=True)
class Spark:
    """A drawing for a row of a table, in whole units, ``wide`` by ``high``.

    ``zero`` is the level of zero, the only axis; ``target`` that of the target; ``way`` leads from
    the baseline over the measured values, ``dots`` are these and ``open`` is the baseline.
    """

    zero: int
    target: int | None
    way: str
    open: tuple[int, int] | None
    dots: tuple[tuple[int, int], ...]
    wide: int = _WIDE
    high: int = _HIGH


def spark(curve: Curve) -> Spark:
    """An indicator's values on a scale that begins at zero, or has zero within it."""
    measured = [value for _, value, _ in curve.actuals]
    known = [v for v in (curve.baseline, curve.target, *measured) if v is not None]
    zero = Decimal(0)
    low, high = min(zero, *known), max(zero, *known)

    def at(value: Decimal) -> int:
        share = float((value - low) / (high - low)) if high > low else 0.0
        return round(_HIGH - _EDGE - share * (_HIGH - 2 * _EDGE))

    across = (moment(day, curve.first, curve.last) / 100 for day, _, _ in curve.actuals)
    places = (round(_EDGE + share * (_WIDE - 2 * _EDGE)) for share in across)
    dots = tuple(zip(places, map(at, measured), strict=True))
    start = None if curve.baseline is None else (_WIDE - _EDGE, at(curve.baseline))
    return Spark(
        zero=at(zero),
        target=None if curve.target is None else at(curve.target),
        way="M" + " ".join(f"{x} {y}" for x, y in ((start, *dots) if start else dots)),
        open=start,
        dots=dots,
    )


def _dot(x: float, y: float, text: str, rising: bool) -> Dot:
    at = _beside(y, above=not rising)
    half = len(text) * _CHARACTER / 2
    if x - half < 0:
        return Dot(x, y, text, 0.5, at, "end", False)
    if x + half > 100:
        return Dot(x, y, text, 99.5, at, "start", False)
    return Dot(x, y, text, x, at, "middle", False)


def _box(x: float, y: float, text: str, anchor: str) -> _Box:
    width = len(text) * _CHARACTER
    left = {"start": x - width, "middle": x - width / 2, "end": x}[anchor]
    return _Box(left, left + width, y)


def _level(value: Decimal, low: Decimal, high: Decimal) -> float:
    """How far down a value stands; in the middle where all values are the same."""
    share = float((value - low) / (high - low)) if high > low else 0.5
    return round(_BOTTOM - share * (_BOTTOM - _TOP), 2)


def _beside(y: float, *, above: bool) -> float:
    """The base line of a label above or below a level."""
    return round(y - 5 if above else y + 13, 2)


def _across(x: float) -> float:
    return round(_LEFT + x * (_RIGHT - _LEFT) / 100, 2)
