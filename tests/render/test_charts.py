"""The geometry of charts: inside its box, from right to left, in order, and no value lost."""

import itertools
import re
from decimal import Decimal
from math import isfinite
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qomsite.pages.frame import RecordLink
from qomsite.pages.indicators import Curve
from qomsite.pages.schedule import Axis, ProjectTime
from qomsite.pages.status_mark import SHADES, SPARE_SHADES
from qomsite.render import charts
from qomsite.render.charts import LEAST, STEPS, Bar
from qomsite.render.line_chart import Dot, line_chart, spark
from qomsite.text.jalali import JalaliDate, last_day_of_year
from tests.test_contrast import SCHEMES, colour_tokens, contrast, value

CSS = Path(__file__).resolve().parent.parent.parent / "assets" / "css"
NEAR = 0.03
"""Two roundings to two decimals."""

counts = st.lists(st.integers(0, 300), max_size=8)
days = st.builds(JalaliDate, st.integers(1398, 1410), st.integers(1, 12), st.integers(1, 29))
quantities = st.decimals(-(10**9), 10**9, places=2)


def tokens(dark: bool) -> dict[str, str]:
    """The colours of a scheme, by token."""
    scheme = SCHEMES["dark" if dark else "light"]
    return {name: value(scheme, name) for name in colour_tokens()}


def is_inside(bar: Bar) -> bool:
    return bar.x >= 0 and bar.width >= 0 and bar.x + bar.width <= 100 + NEAR


def axis(first: int = 1400, last: int = 1407) -> Axis:
    return Axis(first, last, last_day_of_year(1404), JalaliDate(1405, 9, 1), "")


def project(start: JalaliDate, end: JalaliDate, revised: JalaliDate | None) -> ProjectTime:
    record = RecordLink("project", "طرح", "۱", "طرح", "", "projects/1.html", True)
    return ProjectTime(record, start, end, revised, "", "")


class TestStack:
    """The parts of a whole."""

    @given(counts)
    def test_it_fills_the_box_from_the_right(self, values: list[int]) -> None:
        parts = charts.stack(values)
        assert len(parts) == len(values)
        assert all(map(is_inside, parts))
        right = 100.0
        for part in parts:
            assert part.x + part.width == pytest.approx(right, abs=NEAR)
            right = part.x
        assert right == pytest.approx(0 if any(values) else 100, abs=NEAR)

    @given(counts)
    def test_no_value_is_lost_and_larger_is_wider(self, values: list[int]) -> None:
        parts = charts.stack(values)
        for count, part in zip(values, parts, strict=True):
            assert (part.width > 0) == (count > 0)
        ordered = [
            part.width for _, part in sorted(zip(values, parts, strict=True), key=itemgetter(0))
        ]
        assert all(b >= a - NEAR for a, b in itertools.pairwise(ordered))

    def test_equal_values_have_equal_widths(self) -> None:
        assert {part.width for part in charts.stack([5, 5, 5, 5])} == {25}

    def test_one_value_fills_all(self) -> None:
        assert charts.stack([7]) == (Bar(0, 100, 50),)

    @given(st.lists(st.integers(0, 999), max_size=9))
    @example([0, 400, 1, 1, 1, 1, 1, 1, 0, 1])
    @example([1, 1, 1, 900, 1])
    def test_every_label_has_room_of_its_own_and_keeps_its_order(self, values: list[int]) -> None:
        said = [(n, part) for n, part in zip(values, charts.stack(values), strict=True) if n]
        rooms = [(part.middle, charts.label_width(n) / 2) for n, part in said]
        assert all(half - NEAR <= at <= 100 - half + NEAR for at, half in rooms)
        for (right, one), (left, other) in itertools.pairwise(rooms):
            assert right - left >= one + other - NEAR

    def test_a_label_with_room_stands_over_the_middle_of_its_part(self) -> None:
        assert [part.middle for part in charts.stack([60, 0, 40])] == [70, 40, 20]


class TestBar:
    """One value against the largest."""

    @given(st.integers(0, 10**15), st.integers(0, 10**15))
    def test_it_grows_from_the_right(self, a: int, b: int) -> None:
        small, large = sorted((a, b))
        one, two = charts.bar(small, large), charts.bar(large, large)
        assert is_inside(one)
        assert one.x + one.width == pytest.approx(100, abs=NEAR)
        assert one.width <= two.width
        assert (one.width >= LEAST - NEAR) == (small > 0)

    def test_amounts_are_exact_decimals(self) -> None:
        assert charts.bar(Decimal("0.25"), Decimal(1)).width == 25

    def test_nothing_of_nothing_is_nothing(self) -> None:
        assert charts.bar(0, 0).width == 0


class TestTime:
    """Time runs from the right to the left."""

    @given(days, days)
    def test_later_is_further_left(self, a: JalaliDate, b: JalaliDate) -> None:
        early, late = sorted((a, b))
        at = charts.moment(early, 1400, 1407)
        assert 0 <= charts.moment(late, 1400, 1407) <= at <= 100
        assert charts.moment(early, 1400, 1407, end=True) <= at

    def test_the_ends_of_the_axis(self) -> None:
        assert charts.moment(JalaliDate(1400, 1, 1), 1400, 1404) == 100
        assert charts.moment(last_day_of_year(1404), 1400, 1404, end=True) == 0
        assert charts.moment(JalaliDate(1401, 1, 1), 1400, 1404) == 80
        assert charts.moment(last_day_of_year(1403), 1400, 1404, end=True) == 20

    @given(st.integers(1395, 1405), st.integers(0, 60))
    def test_years_are_equally_wide_and_named_where_there_is_room(
        self, first: int, more: int
    ) -> None:
        years = charts.years(first, first + more)
        assert [year.number for year in years] == list(range(first, first + more + 1))
        assert years[-1].x == 0
        assert all(b.x < a.x and a.x < a.middle for a, b in itertools.pairwise(years))
        assert 0 < sum(bool(year.name) for year in years) <= 8

    @given(days, days, st.none() | days)
    def test_a_project_is_seen_however_short(
        self, a: JalaliDate, b: JalaliDate, revised: JalaliDate | None
    ) -> None:
        start, end = sorted((a, b))
        span = charts.span(project(start, end, revised), axis(1398, 1410))
        assert is_inside(span.planned)
        assert span.planned.width > 0
        assert (span.added is not None) == (revised is not None and revised > end)
        if span.added:
            assert is_inside(span.added)
            assert span.added.x + span.added.width <= span.planned.x + NEAR

    def test_what_has_passed_reaches_from_the_right_to_the_day(self) -> None:
        drawn = charts.time_axis(axis())
        assert drawn.period_end == 37.5
        assert drawn.passed.x + drawn.passed.width == 100
        assert drawn.passed.x < drawn.period_end


class TestColumns:
    """Columns of two parts."""

    @given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=20))
    def test_columns_stand_on_the_floor_side_by_side(self, pairs: list[tuple[int, int]]) -> None:
        columns = charts.columns([low for low, _ in pairs], [high for _, high in pairs])
        assert len(columns) == len(pairs)
        for (low, high), column in zip(pairs, columns, strict=True):
            assert column.y + column.height == pytest.approx(100, abs=NEAR)
            assert column.top + column.top_height == pytest.approx(column.y, abs=NEAR)
            assert column.top > 0
            assert (column.height > 0) == (low > 0)
            assert (column.top_height > 0) == (high > 0)
        places = [column.x for column in columns]
        assert all(b.x + b.width <= a.x + NEAR for a, b in itertools.pairwise(columns))
        assert all(0 <= place <= 100 for place in places)


class TestTextures:
    """The shades of statuses, told apart without their colours."""

    def test_each_is_plain_in_its_own_lightness_or_has_threads_of_its_own(self) -> None:
        names = {*SHADES, *SPARE_SHADES}
        assert set(charts.TEXTURES) < names
        assert len(set(charts.TEXTURES.values())) == len(charts.TEXTURES)
        for dark in (False, True):
            known = tokens(dark)
            plain = sorted(
                contrast(known.get(f"shade-{name}", known["paper"]), known["ink"])
                for name in names - set(charts.TEXTURES)
            )
            assert len(plain) == 3
            assert all(b >= 1.2 * a for a, b in itertools.pairwise(plain))

    def test_the_style_sheet_knows_each(self) -> None:
        sheet = (CSS / "components" / "progress.css").read_text("utf-8")
        ruled = set(re.findall(r"\.shade-([\w-]+)", sheet))
        assert ruled == {*SHADES, *SPARE_SHADES} - {"unreported"}

    def test_threads_are_seen_on_their_ground(self) -> None:
        for dark in (False, True):
            known = tokens(dark)
            for name in ("open", "stopped"):
                assert contrast(known[f"shade-{name}"], known["paper"]) >= 3, (name, dark)


class TestShade:
    """The shades of a matrix."""

    @given(st.integers(0, 500), st.integers(0, 500))
    def test_a_step_for_every_value(self, a: int, b: int) -> None:
        small, large = sorted((a, b))
        assert 0 <= charts.shade(small, large) <= charts.shade(large, large) <= STEPS
        assert (charts.shade(small, large) == 0) == (small == 0)

    def test_the_most_has_the_deepest(self) -> None:
        assert [charts.shade(value, 10) for value in (0, 1, 2, 3, 10)] == [0, 1, 1, 2, STEPS]

    def test_a_deeper_one_has_more_colour(self) -> None:
        sheet = (CSS / "components" / "report.css").read_text("utf-8")
        parts = [int(part) for part in re.findall(r"--part: (\d+)%", sheet)]
        assert len(parts) == STEPS + 1
        assert parts == sorted(parts)


def curve(
    baseline: Decimal | None, target: Decimal | None, *actuals: tuple[JalaliDate, Decimal]
) -> Curve:
    values = tuple((day, value, str(value)) for day, value in sorted(actuals))
    return Curve(1398, 1410, baseline, f"پایه {baseline}", target, f"هدف {target}", values)


def _y(pair: tuple[Decimal, Dot]) -> tuple[float, Decimal]:
    """Higher first; values too near each other to be drawn apart, the larger first."""
    return pair[1].y, -pair[0]


class TestLine:
    """An indicator's values in time."""

    @pytest.mark.parametrize(
        ("baseline", "value", "is_broken"),
        [(0, 20, False), (-10, 20, False), (-10, 0, False), (5, 20, True), (-20, -5, True)],
    )
    def test_the_floor_is_zero_or_said_not_to_be(
        self, baseline: int, value: int, is_broken: bool
    ) -> None:
        day = JalaliDate(1402, 1, 1)
        drawn = line_chart(curve(Decimal(baseline), None, (day, Decimal(value))))
        assert drawn.is_broken == is_broken
        low, high = sorted((drawn.dots[0].y, drawn.dots[1].y), reverse=True)
        if is_broken:
            assert drawn.floor > low
        else:
            share = -min(baseline, value) / abs(value - baseline)
            assert drawn.floor == pytest.approx(low - share * (low - high), abs=0.02)

    @given(
        st.none() | quantities,
        st.none() | quantities,
        st.lists(st.tuples(days, quantities), min_size=1, max_size=12),
    )
    def test_every_value_has_its_place(
        self,
        baseline: Decimal | None,
        target: Decimal | None,
        actuals: list[tuple[JalaliDate, Decimal]],
    ) -> None:
        drawn = line_chart(curve(baseline, target, *actuals))
        assert len(drawn.dots) == len(actuals) + (baseline is not None)
        assert (drawn.target is None) == (target is None)
        assert len(drawn.strokes) == len(drawn.dots) - 1
        for dot in drawn.dots:
            numbers = (dot.x, dot.y, dot.label_x, dot.label_y)
            assert all(isfinite(number) and 0 <= number <= 100 for number in numbers)
        right_to_left = [dot.x for dot in drawn.dots]
        assert right_to_left == sorted(right_to_left, reverse=True)
        measured = drawn.dots[baseline is not None :]
        pairs = sorted(zip((value for _, value in sorted(actuals)), measured, strict=True), key=_y)
        assert [value for value, _ in pairs] == sorted((v for _, v in actuals), reverse=True)

    def test_more_is_higher(self) -> None:
        drawn = line_chart(curve(Decimal(0), Decimal(50), (JalaliDate(1401, 12, 29), Decimal(20))))
        first, second = drawn.dots
        assert drawn.target is not None
        assert drawn.target.y < second.y < first.y
        assert first.baseline
        assert first.x > second.x

    def test_a_falling_aim_is_below(self) -> None:
        drawn = line_chart(curve(Decimal(60), Decimal(15), (JalaliDate(1401, 12, 29), Decimal(40))))
        assert drawn.target is not None
        assert drawn.target.y > drawn.dots[1].y > drawn.dots[0].y
        assert drawn.dots[1].label_y < drawn.dots[1].y

    def test_equal_values_lie_in_the_middle(self) -> None:
        day = JalaliDate(1401, 12, 29)
        drawn = line_chart(curve(Decimal(5), Decimal(5), (day, Decimal(5))))
        assert {dot.y for dot in drawn.dots} == {46}

    def test_labels_do_not_cover_each_other(self) -> None:
        days = [JalaliDate(1402, month, 1) for month in range(1, 13)]
        drawn = line_chart(curve(None, None, *((day, Decimal(7)) for day in days)))
        labels = [dot for dot in drawn.dots if dot.label]
        assert 0 < len(labels) < len(days)
        assert drawn.dots[-1].label == "7"


class TestSpark:
    """An indicator's values in a row of a table."""

    @given(
        st.none() | quantities,
        st.none() | quantities,
        st.lists(st.tuples(days, quantities), min_size=1, max_size=12),
    )
    def test_all_is_in_the_box_and_on_its_side_of_zero(
        self,
        baseline: Decimal | None,
        target: Decimal | None,
        actuals: list[tuple[JalaliDate, Decimal]],
    ) -> None:
        values = curve(baseline, target, *actuals)
        drawn = spark(values)
        assert (drawn.open is None) == (baseline is None)
        assert (drawn.target is None) == (target is None)
        places = [*drawn.dots, *([drawn.open] if drawn.open else [])]
        for x, y in (*places, (0, drawn.zero), (0, drawn.target or 0)):
            assert 0 <= x <= drawn.wide
            assert 0 <= y <= drawn.high
        for (_, measured, _), (_, y) in zip(values.actuals, drawn.dots, strict=True):
            assert y <= drawn.zero if measured >= 0 else y >= drawn.zero

    def test_the_scale_begins_at_zero(self) -> None:
        drawn = spark(curve(Decimal(50), Decimal(100), (JalaliDate(1404, 1, 1), Decimal(75))))
        assert (drawn.zero, drawn.target, drawn.dots[0][1], drawn.open) == (28, 4, 10, (84, 16))

    def test_zero_hangs_above_values_below_it(self) -> None:
        drawn = spark(curve(None, None, (JalaliDate(1404, 1, 1), Decimal(-3))))
        assert (drawn.zero, drawn.dots[0][1]) == (4, 28)
