"""The eight-pointed star: one point for each goal, its edges in line."""

import re
from math import hypot, isclose

import pytest

from qomsite.render.star import RADIUS, outline, star


def corners(path: str) -> list[tuple[float, float]]:
    assert re.fullmatch(r"M[-\d. ]+(?:L[-\d. ]+)+Z", path)
    pairs = (part.split() for part in path[1:-1].split("L"))
    return [(float(x), float(y)) for x, y in pairs]


@pytest.mark.parametrize("points", range(1, 15))
def test_there_is_a_point_for_each_goal(points: int) -> None:
    made = star(points)
    assert [point.number for point in made] == list(range(1, points + 1))
    assert len({point.path for point in made}) == points
    assert len(corners(outline(points))) == 2 * points


@pytest.mark.parametrize("points", range(5, 15))
def test_edges_of_neighbouring_points_are_one_line(points: int) -> None:
    """As those of two squares are, turned by 45°, for eight points."""
    line = corners(outline(points))
    for tip in range(0, 2 * points, 2):
        x1, y1 = line[tip]
        x2, y2 = line[(tip + 4) % (2 * points)]
        for x, y in (line[tip + 1], line[(tip + 3) % (2 * points)]):
            area = abs((x2 - x1) * (y - y1) - (x - x1) * (y2 - y1))
            # Corners are written with one decimal.
            assert area / hypot(x2 - x1, y2 - y1) < 0.15


def test_eight_points_are_two_squares() -> None:
    tips = corners(outline(8))[::2]
    for square in (tips[::2], tips[1::2]):
        sides = [
            hypot(a[0] - b[0], a[1] - b[1])
            for a, b in zip(square, [*square[1:], square[0]], strict=True)
        ]
        assert all(isclose(side, RADIUS * 2**0.5, abs_tol=0.2) for side in sides)


def test_it_begins_at_the_top_and_turns_clockwise() -> None:
    tips = corners(outline(8))[::2]
    assert tips[0] == (0, -RADIUS)
    assert tips[2] == (RADIUS, 0)


@pytest.mark.parametrize("points", range(1, 15))
def test_it_stays_in_its_square_and_has_no_negative_zero(points: int) -> None:
    text = outline(points) + "".join(point.path for point in star(points))
    assert not re.search(r"-0(?![.\d])", text)
    assert all(abs(value) <= RADIUS for corner in corners(outline(points)) for value in corner)


def test_a_number_stands_within_its_point() -> None:
    for point in star(8):
        centre, left, tip, right = corners(point.path)
        assert centre == (0, 0)
        xs, ys = zip(centre, left, tip, right, strict=True)
        assert min(xs) - 0.1 <= point.x <= max(xs) + 0.1
        assert min(ys) - 0.1 <= point.y <= max(ys) + 0.1


def test_of_very_many_goals_none_has_a_point() -> None:
    """The star is the plain one, and no larger than that."""
    assert len(star(24)) == 24
    assert star(25) == ()
    assert outline(800) == outline(25) == outline(8)


def test_names_are_left_out_where_they_would_cover_one_another() -> None:
    assert all(point.anchor for point in star(10))
    assert not any(point.anchor for point in star(11))


@pytest.mark.parametrize("points", range(1, 11))
def test_names_stand_outside_and_grow_away_from_the_star(points: int) -> None:
    for point in star(points):
        assert hypot(point.name_x, point.name_y) > RADIUS
        if point.anchor == "middle":
            assert point.rise == (1 if point.name_y < 0 else 0)
        else:
            # Lines from right to left begin at their right.
            assert (point.anchor, point.rise) == ("end" if point.name_x > 0 else "start", 0.5)
