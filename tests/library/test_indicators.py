"""Each indicator has one verdict; what cannot be known from its numbers is said to be so."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qomsite.library.indicators import Assessment, Verdict, assess
from qomsite.model.parts import Actual, Indicator
from qomsite.model.settings import Period
from qomsite.text.jalali import JalaliDate, parse_jalali

V = Verdict
PERIOD = Period.model_validate({"first_year": "1400", "last_year": "1404", "source": "x"})
END = JalaliDate(1404, 12, 29)
AFTER = JalaliDate(1405, 9, 1)
BASE = Indicator(title="شاخص", unit="متر")
BEFORE = "1403-12-30"


def indicator(text: str, *actuals: tuple[str, str]) -> Indicator:
    """An indicator from ``baseline target direction range margin``; «-» is not announced."""
    names = ("baseline", "target", "direction", "range", "margin")
    known = {name: part for name, part in zip(names, text.split(), strict=False) if part != "-"}
    limits = {"range": known.pop("range").split("..")} if "range" in known else {}
    measured = [{"date": date, "value": value} for date, value in actuals]
    return Indicator.model_validate(
        {"title": "شاخص", "unit": "متر", "actuals": measured, **known, **limits}
    )


def at(text: str, value: str, date: str = BEFORE, as_of: JalaliDate = AFTER) -> Assessment:
    return assess(indicator(text, (date, value)), PERIOD, as_of)


@pytest.mark.parametrize(
    ("text", "value", "verdict", "progress"),
    [
        # more, derived from baseline and target, and declared
        ("10 20", "20", V.REACHED, 100),
        ("10 20", "25", V.REACHED, 100),
        ("10 20", "19.99", V.CLOSER, Decimal("99.9")),
        ("10 20", "10", V.UNCHANGED, 0),
        ("10 20", "9.99", V.FURTHER, 0),
        ("10 20 more", "15", V.CLOSER, 50),
        # less
        ("20 10", "10", V.REACHED, 100),
        ("20 10", "-3", V.REACHED, 100),
        ("20 10", "10.01", V.CLOSER, Decimal("99.9")),
        ("20 10", "20", V.UNCHANGED, 0),
        ("20 10 less", "20.01", V.FURTHER, 0),
        # the margin: a change up to it is none, and reached is reached
        ("10 20 - - 2", "12", V.UNCHANGED, 20),
        ("10 20 - - 2", "12.01", V.CLOSER, Decimal("20.1")),
        ("10 20 - - 2", "8", V.UNCHANGED, 0),
        ("10 20 - - 2", "7.99", V.FURTHER, 0),
        ("19 20 - - 2", "20", V.REACHED, 100),
        # a range: both of its ends are in it, and there is no progress
        ("10 - range 20..30", "20", V.REACHED, None),
        ("10 - range 20..30", "30", V.REACHED, None),
        ("10 - range 20..30", "19.99", V.CLOSER, None),
        ("10 - range 20..30", "39", V.CLOSER, None),
        ("10 - range 20..30", "40", V.UNCHANGED, None),
        ("10 - range 20..30", "41", V.FURTHER, None),
        ("25 - range 20..30", "31", V.FURTHER, None),
        ("25 - range 20..30 6", "31", V.UNCHANGED, None),
        ("- - range 5..5", "5", V.REACHED, None),
        # what is not announced
        ("- 20", "20", V.UNKNOWN, None),
        ("10 -", "20", V.UNKNOWN, None),
        ("20 20", "20", V.UNKNOWN, None),
        ("20 20 more", "20", V.REACHED, None),
        ("20 20 more", "19", V.FURTHER, None),
        ("10 - more", "20", V.UNKNOWN, None),
        ("- 20 more", "20", V.REACHED, None),
        ("- 20 more", "19", V.UNKNOWN, None),
        ("- - range 20..30", "19", V.UNKNOWN, None),
    ],
)
def test_each_verdict_and_its_borders(
    text: str, value: str, verdict: Verdict, progress: Decimal | int | None
) -> None:
    found = at(text, value)
    assert (found.verdict, found.progress) == (verdict, progress)


def test_no_digit_is_rounded_away() -> None:
    much = 10**29
    assert at(f"{much - 2} {much}", f"{much - 1}").verdict is V.CLOSER
    assert at(f"{much - 1} {much}", f"{much - 1}").verdict is V.UNCHANGED
    almost = at(f"0.1 {much}", f"{much - 1}").progress
    assert almost is not None
    assert almost < 100


@pytest.mark.parametrize(
    ("date", "as_of", "verdict"),
    [
        # of the period's last day, once that day is past
        ("1404-12-29", JalaliDate(1405, 1, 1), V.MISSED),
        ("1404-12-29", END, V.CLOSER),
        ("1404-12-28", AFTER, V.CLOSER),
        ("1405-06-01", AFTER, V.MISSED),
        # not yet known at the as-of date
        ("1405-09-02", AFTER, V.UNKNOWN),
    ],
)
def test_a_target_is_missed_once_its_time_is_past(
    date: str, as_of: JalaliDate, verdict: Verdict
) -> None:
    assert at("10 20", "15", date, as_of).verdict is verdict
    # It can be said without a baseline, and that the target was reached at any time.
    assert (at("- 20 more", "15", date, as_of).verdict is V.MISSED) == (verdict is V.MISSED)
    assert (at("10 20", "20", date, as_of).verdict is V.REACHED) == (verdict is not V.UNKNOWN)


def test_the_last_value_counts() -> None:
    values = (("1403-12-30", "18"), ("1402-12-29", "20"), ("1405-12-29", "30"))
    found = assess(indicator("10 20", *values), PERIOD, AFTER)
    assert found == Assessment(V.CLOSER, "more", Decimal(80))
    twice = indicator("10 20", ("1403-12-30", "18"), ("1403-12-30", "20"))
    assert assess(twice, PERIOD, AFTER).verdict is V.REACHED
    assert assess(indicator("20 10"), PERIOD, AFTER) == Assessment(V.UNKNOWN, "less")


FEW = st.decimals(-20, 20, places=1)
NUMBERS = st.none() | FEW | st.decimals(-(10**20), 10**20, places=8)
LIMITS = st.lists(FEW, min_size=2, max_size=2).map(sorted).map(tuple)


@settings(max_examples=300)
@given(
    values=st.tuples(NUMBERS, NUMBERS, NUMBERS),
    limits=LIMITS,
    direction=st.sampled_from((None, "more", "less", "range")),
    margin=st.none() | st.decimals(0, 9, places=1),
    date=st.sampled_from(("1403-12-30", "1404-12-29", "1405-03-01")),
    as_of=st.sampled_from((END, AFTER)),
)
def test_any_numbers_lead_to_exactly_one_verdict(
    values: tuple[Decimal | None, Decimal | None, Decimal | None],
    limits: tuple[Decimal, ...],
    direction: str | None,
    margin: Decimal | None,
    date: str,
    as_of: JalaliDate,
) -> None:
    baseline, target, value = values
    day = parse_jalali(date)
    one = BASE.model_copy(
        update={
            **{"baseline": baseline, "target": target, "direction": direction, "margin": margin},
            "range": limits if direction == "range" else (),
            "actuals": () if value is None else (Actual(date=day, value=value),),
        }
    )
    found = assess(one, PERIOD, as_of)
    way = direction or ""
    if not way and baseline is not None and target is not None and baseline != target:
        way = "more" if target > baseline else "less"

    def gap(number: Decimal | None) -> Fraction | None:
        """How far it is to the nearest good value; ``None`` where that is not known."""
        if number is None or (way != "range" and (not way or target is None)):
            return None
        if way == "range":
            return abs(Fraction(number) - Fraction(min(max(number, limits[0]), limits[1])))
        far = Fraction(target or 0) - Fraction(number)
        return max(far if way == "more" else -far, Fraction(0))

    left, before = gap(value if day <= as_of else None), gap(baseline)
    is_final = as_of > END and day >= END
    is_short = bool(left) and not is_final
    moved = abs(Fraction(value or 0) - Fraction(baseline or 0))
    is_still = left == before or moved <= Fraction(margin or 0)
    leads = is_short and before is not None and not is_still
    holds = {
        V.REACHED: left == 0,
        V.MISSED: bool(left) and is_final,
        V.UNCHANGED: is_short and before is not None and is_still,
        V.CLOSER: leads and (left or 0) < (before or 0),
        V.FURTHER: leads and (left or 0) > (before or 0),
        V.UNKNOWN: left is None or (is_short and before is None),
    }
    assert [verdict for verdict in Verdict if holds[verdict]] == [found.verdict]
    assert found.direction == way
    if found.progress is not None:
        assert way in ("more", "less")
        assert 0 <= found.progress <= 100
        assert (found.progress == 100) == (found.verdict is V.REACHED)
