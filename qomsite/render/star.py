"""The eight-pointed star (خاتم) in numbers: one point for each goal, where they can be told apart.

Templates draw it.
"""

from dataclasses import dataclass
from math import cos, pi, sin

RADIUS = 100.0
"""Outer radius, in the units of the drawing; the star lies in a square from −100 to 100."""

CORE = 0.36
"""The size of the star in its middle."""

MOST = 24
"""Goals that have a point each. For more, the star is the plain one and stands for the whole."""
_PLAIN = 8
_NAMED = 10
"""Points that have room for their names around them."""

_LABEL_AT = 0.68
_NAME_AT = 1.1
_SIDE = 0.3
"""Of the radius: a point further from the middle than this has its name beside it, not above."""
_FEWEST = 5
_PLAIN_RATIO = 0.45


@dataclass(frozen=True)
class Point:
    """A goal's point: the kite from the centre as an SVG path, where its number stands, its name.

    ``cell``: what the star in the middle leaves of the kite.
    ``anchor``: which end of the name's lines is beside the point (SVG's ``text-anchor`` in text
    that runs from right to left); middle where it stands above or below, empty where names have no
    room. ``rise``: how much of the height of these lines is above the place of the name.
    """

    number: int
    path: str
    cell: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    rise: float


def star(points: int) -> tuple[Point, ...]:
    """The star with one point for each of ``points`` goals, from the top, clockwise; none for more
    than ``MOST``.

    The inner radius R·cos(2π/n)/cos(π/n) makes the edges of neighbouring points one straight line,
    as two squares turned by 45° do for n = 8. Below five points no such star exists.
    """
    inner = _inner_radius(points)
    return tuple(_point(place, points, inner) for place in range(points if points <= MOST else 0))


def outline(points: int) -> str:
    """The outer line of the star as an SVG path."""
    points = points if points <= MOST else _PLAIN
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
    turns = [(place + half / 2) / points for half in (-1, 0, 1)]
    radii = (inner, RADIUS, inner)
    outer = [_corner(radius, turn) for radius, turn in zip(radii, turns, strict=True)]
    core = [_corner(CORE * radius, turn) for radius, turn in zip(radii, turns, strict=True)]
    angle = 2 * pi * place / points
    right, up = sin(angle), cos(angle)
    number, name = RADIUS * _LABEL_AT, RADIUS * _NAME_AT
    is_beside = abs(right) > _SIDE
    anchor = ("end" if right > 0 else "start") if is_beside else "middle"
    return Point(
        place + 1,
        f"M{'L'.join(('0 0', *outer))}Z",
        f"M{'L'.join((*outer, *reversed(core)))}Z",
        round(number * right, 1),
        round(-number * up, 1),
        round(name * right, 1),
        round(-name * up, 1),
        anchor if points <= _NAMED else "",
        0.5 if is_beside else float(up > 0),
    )


def _corner(radius: float, turn: float) -> str:
    x, y = radius * sin(2 * pi * turn), -radius * cos(2 * pi * turn)
    return f"{_short(x)} {_short(y)}"


def _short(value: float) -> str:
    # Adding 0 turns −0 into 0.
    return f"{round(value, 1) + 0:g}"
