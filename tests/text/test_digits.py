"""Numbers are read from any digits and shown in Persian ones."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.digits import ascii_digits, between, number, parse_number, percent, persian_digits


def test_ascii_digits_takes_both_kinds_and_leaves_the_rest() -> None:
    assert ascii_digits("۱۴۰۴ ١٤٠٤ 1404 طرح٫ x²५") == "1404 1404 1404 طرح٫ x²५"


def test_persian_digits_takes_both_kinds_and_leaves_the_rest() -> None:
    assert persian_digits("1404 و ١٤٠٤، T-1.5") == "۱۴۰۴ و ۱۴۰۴، T-۱.۵"


@given(st.text())
def test_digits_of_any_text_survive_the_way_there_and_back(text: str) -> None:
    assert ascii_digits(persian_digits(text)) == ascii_digits(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "۰"),
        (7, "۷"),
        (1404, "۱۴۰۴"),
        (9999, "۹۹۹۹"),
        (12345, "۱۲٬۳۴۵"),
        (1234567, "۱٬۲۳۴٬۵۶۷"),
        (Decimal("55.30"), "۵۵٫۳"),
        (Decimal("1.005"), "۱٫۰۱"),
        (Decimal("9999.995"), "۹۹۹۹٫۹۹"),
        (Decimal("99.996"), "۹۹٫۹۹"),
        (Decimal("0.004"), "۰٫۰۰۴"),
        (Decimal("0.00456"), "۰٫۰۰۴۶"),
        (Decimal("1E+5"), "۱۰۰٬۰۰۰"),
        (Decimal("0E-30"), "۰"),
        (Decimal("100"), "۱۰۰"),
        (Decimal("-0.001"), "−۰٫۰۰۱"),
        # The minus stands on the left of its digits in Persian text.
        (-3, "−۳"),
        (Decimal("-12345.5"), "−۱۲٬۳۴۵٫۵"),
    ],
)
def test_number_groups_rounds_and_drops_zeros(value: int | Decimal, shown: str) -> None:
    assert number(value) == shown


def test_number_takes_the_number_of_places() -> None:
    assert number(Decimal("1.23456"), places=4) == "۱٫۲۳۴۶"
    assert number(Decimal("0.5"), places=0) == "۱"


def test_number_is_exact_beyond_the_usual_precision() -> None:
    assert ascii_digits(number(10**40 + 7)).replace("٬", "") == str(10**40 + 7)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_number_refuses_what_is_not_a_number(value: str) -> None:
    with pytest.raises(ValueError, match="عدد نیست"):
        number(Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("۱۲", "12"),
        ("١٢", "12"),
        (" 12\u00a0", "12"),
        ("۰۰۷", "7"),
        ("۱۲٬۳۴۵٫۵۰", "12345.50"),
        ("1,234,567.8", "1234567.8"),
        ("۵۵.۳", "55.3"),
        ("-3", "-3"),
        ("−۳", "-3"),
        ("+3", "3"),
    ],
)
def test_parse_number_reads_what_people_write(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "1 00",
            "عدد",
            "۱،۲",
            "1e5",
            "NaN",
            "Infinity",
            "inf",
            "0x10",
            "1_000",
            "1/5/2",
            "0,125",
        ),
        *("5,3", "1,23,456", "1234,567", "1.2.3", "1.", ".5", "--1", "१२", "²", "1-", "#REF!"),
    ],
)
def test_parse_number_refuses_the_rest_and_names_it(text: str) -> None:
    with pytest.raises(ValueError, match="عدد نیست") as caught:
        parse_number(text)
    assert text.strip() in str(caught.value)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.000", "«۱٬۰۰۰» یا «۱٫۰۰۰»"),
        ("-۱۲.۳۴۵", "«-۱۲٬۳۴۵» یا «-۱۲٫۳۴۵»"),
        ("۵۰۰/۰۰۰", "«۵۰۰٬۰۰۰» یا «۵۰۰٫۰۰۰»"),
        ("3/4", "«۰٫۷۵» یا «۳٫۴»"),
    ],
)
def test_a_number_with_two_meanings_is_refused_with_both(text: str, readings: str) -> None:
    with pytest.raises(ValueError, match=f"دو معنا دارد؛ {readings} بنویسید"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.125", "0.125"), ("1.0000", "1"), ("1234.567", "1234.567"), ("۱٫۰۰۰", "1")],
)
def test_a_point_that_parts_no_thousands_is_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        *((0, 7, "۰٪"), (7, 7, "۱۰۰٪"), (1, 3, "۳۳٪"), (1, 400, "۰٫۲۵٪"), (399, 400, "۹۹٫۷۵٪")),
        *((Decimal("99.9999"), 100, "۹۹٫۹۹٪"), (Decimal("0.0004"), 100, "۰٫۰۰۰۴٪")),
    ],
)
def test_what_is_not_all_is_less_and_what_is_not_nothing_more(
    part: int | Decimal, whole: int, shown: str
) -> None:
    assert percent(part, whole) == shown


def test_parse_number_refuses_more_than_thirty_digits() -> None:
    assert parse_number("9" * 30) == Decimal("9" * 30)
    with pytest.raises(ValueError, match="۳۰ رقم"):
        parse_number("9" * 31)
    with pytest.raises(ValueError, match="۳۰ رقم") as caught:
        parse_number("9" * 1_000_000)
    assert len(str(caught.value)) < 200


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2
    )
)
def test_what_is_shown_can_be_read(value: Decimal) -> None:
    assert parse_number(number(value)) == value


@given(st.text())
def test_parse_number_gives_a_finite_number_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert parse_number(text).is_finite()


def test_between_reads_as_a_range_and_one_value_once() -> None:
    assert between("۳", "۵") == "۳ تا ۵"
    assert between("3", "5") == "۳ تا ۵"
    assert between("۱۴۰۲", " 1402") == "۱۴۰۲"
    assert between("فروردین", "تیر") == "فروردین تا تیر"
