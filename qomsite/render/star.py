"""The eight-pointed star (خاتم) in numbers: one point for each goal. Templates draw it."""

from dataclasses import dataclass
from math import cos, pi, sin

RADIUS = 100.0
"""Outer radius, in the units of the drawing; the star lies in a square from −100 to 100."""

_LABEL_AT = 0.68
_FEWEST = 5
_PLAIN_RATIO = 0.45


@dataclass(frozen=True)
class Point:
    """A goal's point: the kite from the centre as an SVG path, and where its number stands."""

    number: int
    path: str
    x: float
    y: float


def star(points: int) -> tuple[Point, ...]:
    """The star with one point for each of ``points`` goals, from the top, clockwise.

    The inner radius R·cos(2π/n)/cos(π/n) makes the edges of neighbouring points one straight line,
    as two squares turned by 45° do for n = 8. Below five points no such star exists.
    """
    inner = _inner_radius(points)
    return tuple(_point(place, points, inner) for place in range(points))


def outline(points: int) -> str:
    """The outer line of the star as an SVG path."""
    inner = _inner_radius(points)
    corners = []
    for place in range(points):
        corners.append(_corner(RADIUS, place / points))
        corners.append(_corner(inner, (place + 0.5) / points))
    return f"M{'L'.join(corners)}Z"


def _inner_radius(points: int) -> float:
    ratio = cos(2 * pi / points) / cos(pi / points) if points >= _FEWEST else _PLAIN_RATIO
    return RADIUS * ratio


def _point(place: int, points: int, inner: float) -> Point:
    corners = (
        "0 0",
        _corner(inner, (place - 0.5) / points),
        _corner(RADIUS, place / points),
        _corner(inner, (place + 0.5) / points),
    )
    angle = 2 * pi * place / points
    x, y = RADIUS * _LABEL_AT * sin(angle), -RADIUS * _LABEL_AT * cos(angle)
    return Point(place + 1, f"M{'L'.join(corners)}Z", round(x, 1), round(y, 1))


def _corner(radius: float, turn: float) -> str:
    x, y = radius * sin(2 * pi * turn), -radius * cos(2 * pi * turn)
    return f"{_short(x)} {_short(y)}"


def _short(value: float) -> str:
    # Adding 0 turns −0 into 0.
    return f"{round(value, 1) + 0:g}"
