"""The geometry of the charts in per cent of their box, so that a chart fills any width. Templates
draw it. Values grow and time runs from the right to the left, as Persian is read; x is measured
from the left edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from qomsite.pages.schedule import Axis, ProjectTime
from qomsite.pages.verdict import Lifetime
from qomsite.text.digits import persian_digits
from qomsite.text.jalali import JalaliDate, last_day_of_year

Number = int | Decimal

LEAST = 0.4
"""The least width of a value that is not zero: small is not nothing."""

STEPS = 5
"""The shades of a matrix cell, besides that of zero."""

TEXTURES = {
    "open": "M3 0V6",
    "stopped": "M3 0V6M0 3H6",
    "other-1": "M0 3H6",
    "other-2": "M0 3H3",
    "other-3": "M1 0V6M4 0V6",
}
"""The threads of a shade, in a tile of 6 by 6 that is turned by 45°: what sets neighbours apart
for who sees no colours and on paper. The shades that are not here are plain."""

_MOST_NAMES = 8
"""As many names of years stand side by side in the narrowest chart."""

_DIGIT = 2.8
_GAP = 2.0
"""Per cent of the narrowest chart (288 px) that a digit takes, and the space about a number."""

_LABEL = 20
"""Per cent of the narrowest chart that half a label of some words takes."""


@dataclass(frozen=True)
class Bar:
    """A bar from ``x``, ``width`` wide; ``middle`` is where its label stands."""

    x: float
    width: float
    middle: float


@dataclass(frozen=True)
class Year:
    """A year of a time axis: where it ends (at the left), its middle, and its name if it fits."""

    number: int
    x: float
    middle: float
    name: str


@dataclass(frozen=True)
class TimeAxis:
    """The years, what of them has ``passed``, and the end of the plan's period."""

    years: tuple[Year, ...]
    passed: Bar
    period_end: float


@dataclass(frozen=True)
class Span:
    """A project's time: as first announced, and what a revised end adds to it."""

    planned: Bar
    added: Bar | None


@dataclass(frozen=True)
class Life:
    """The stretches of a project's bar, the days marked on it, and the place of its label."""

    stretches: tuple[tuple[str, Bar], ...]
    marks: tuple[tuple[str, float], ...]
    label: float


@dataclass(frozen=True)
class Column:
    """A column of two parts, standing on the floor: ``y`` and ``height`` of each, from the top."""

    x: float
    width: float
    middle: float
    y: float
    height: float
    top: float
    top_height: float


def stack(values: Sequence[Number]) -> tuple[Bar, ...]:
    """The parts of a whole in one row, the first at the right; together they fill the box.

    There are as many bars as values, those of zero without width. Labels of neighbours that are too
    narrow for them stand side by side.
    """
    total = sum(map(Decimal, values))
    if not total:
        return tuple(_bar(100, 100) for _ in values)
    shares = [max(_share(value, total), LEAST) if value else 0.0 for value in values]
    scale = 100 / sum(shares)
    bars, right = [], 100.0
    for share in shares:
        left = max(right - share * scale, 0.0)
        bars.append(_bar(left, right))
        right = left
    return tuple(_labelled(bars, [label_width(value) if value else 0.0 for value in values]))


def label_width(value: Number) -> float:
    """Per cent of the narrowest chart that a number takes above its bar."""
    return len(str(value)) * _DIGIT + _GAP


def _labelled(bars: Sequence[Bar], widths: Sequence[float]) -> Iterator[Bar]:
    """The bars with their labels moved to the left until they part, and back where that is out."""
    limits, room = [], 0.0
    for width in reversed(widths):
        limits.append(room)
        room += width
    free = 100.0
    for bar, width, limit in zip(bars, widths, reversed(limits), strict=True):
        right = max(min(bar.middle + width / 2, free), limit + width)
        free = right - width
        yield replace(bar, middle=_round(right - width / 2))


def bar(value: Number, largest: Number) -> Bar:
    """One value against the largest of its chart, from the right edge."""
    if not value or not largest:
        return _bar(100, 100)
    return _bar(100 - min(max(_share(value, largest), LEAST), 100), 100)


def years(first: int, last: int) -> tuple[Year, ...]:
    """The years from ``first`` to the end of ``last``, each as wide as the others."""
    count = last - first + 1
    every = -(-count // _MOST_NAMES)
    return tuple(
        Year(
            first + place,
            _round(100 - 100 * (place + 1) / count),
            _round(100 - 100 * (place + 0.5) / count),
            "" if place % every else persian_digits(str(first + place)),
        )
        for place in range(count)
    )


def time_axis(axis: Axis) -> TimeAxis:
    """The axis of a time chart."""
    return TimeAxis(
        years(axis.first, axis.last),
        _bar(moment(axis.as_of, axis.first, axis.last, end=True), 100),
        moment(axis.period_end, axis.first, axis.last, end=True),
    )


def moment(day: JalaliDate, first: int, last: int, *, end: bool = False) -> float:
    """Where a day begins (or ends) on the axis of :func:`years`; outside it, at its edge."""
    begin = JalaliDate(day.year, 1, 1).ordinal
    days = last_day_of_year(day.year).ordinal - begin + 1
    passed = day.year - first + (day.ordinal - begin + end) / days
    return _round(min(max(100 - 100 * passed / (last - first + 1), 0), 100))


def span(time: ProjectTime, axis: Axis) -> Span:
    """A project from its start to its announced end, and on to a later revised end."""
    first, last, revised = axis.first, axis.last, time.revised
    right = moment(time.start, first, last)
    left = min(moment(time.end, first, last, end=True), right - LEAST)
    if revised is None or revised <= time.end:
        return Span(_bar(left, right), None)
    new = min(moment(revised, first, last, end=True), left - LEAST)
    return Span(_bar(left, right), _bar(new, left))


def lifetime(life: Lifetime) -> Life:
    """A project's bar: every promise is marked, and one that is later adds a stretch."""

    def at(day: JalaliDate) -> float:
        return moment(day, life.first, life.last, end=True)

    right, stretches, kind = moment(life.start, life.first, life.last), [], "planned"
    for left in map(at, life.promises):
        if left < right:
            stretches.append((kind, _bar(min(left, right - LEAST), right)))
        right, kind = min(left, right), "added"
    over = _bar(at(life.until), at(life.promises[-1]))
    if life.late:
        stretches.append(("over", over))
    marks = [*(("promise", day) for day in life.promises), *life.marks]
    label = min(max(over.middle, _LABEL), 100 - _LABEL)
    return Life(tuple(stretches), tuple((kind, at(day)) for kind, day in marks), label)


def columns(lower: Sequence[int], upper: Sequence[int]) -> tuple[Column, ...]:
    """Columns for neighbouring stretches of time, the first at the right; ``upper`` stands on
    ``lower``. The tallest leaves room above it for a line of text.
    """
    room = 82.0
    largest = max([a + b for a, b in zip(lower, upper, strict=True)], default=0) or 1
    wide = 100 / max(len(lower), 1)
    gap = wide * 0.12
    made = []
    for place, (low, high) in enumerate(zip(lower, upper, strict=True)):
        x = 100 - (place + 1) * wide + gap / 2
        height, top_height = room * low / largest, room * high / largest
        made.append(
            Column(
                _round(x), _round(wide - gap), _round(x + (wide - gap) / 2),
                _round(100 - height), _round(height),
                _round(100 - height - top_height), _round(top_height),
            )
        )  # fmt: skip
    return tuple(made)


def shade(value: Number, largest: Number) -> int:
    """The shade of a matrix cell: 0 for zero only, then 1 to :data:`STEPS` by share of the most."""
    if not value or not largest:
        return 0
    return min(max(ceil(STEPS * Decimal(value) / Decimal(largest)), 1), STEPS)


def _share(value: Number, whole: Number) -> float:
    return float(100 * Decimal(value) / Decimal(whole))


def _bar(left: float, right: float) -> Bar:
    right = _round(max(right, 0))
    left = _round(min(max(left, 0), right))
    width = _round(right - left)
    return Bar(left, width, _round((left + right) / 2))


def _round(value: float) -> float:
    """Two decimals; a whole number without any, so that it is written short."""
    short = round(value, 2)
    return int(short) if short == int(short) else short
