"""Money is read with its unit, added exactly and shown in toman."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.amounts import Amount, parse_amount

MILLIARD = 10**9


@pytest.mark.parametrize(
    ("text", "rials"),
    [
        ("۵۵٫۳ میلیارد تومان", 553 * MILLIARD),
        ("1.2 هزار میلیارد تومان", 12_000 * MILLIARD),
        ("۱٫۲ تریلیون تومان", 12_000 * MILLIARD),
        ("۷۸۰ میلیون ریال", 780_000_000),
        ("۵۰۰۰۰۰ ریال", 500_000),
        ("۵۰۰٬۰۰۰ تومان", 5_000_000),
        ("۵۰ هزار تومان", 500_000),
        ("۰ ریال", 0),
        ("  12ميليارد‌تومان ", 120 * MILLIARD),
        ("۳ هزارمیلیاردتومان", 30_000 * MILLIARD),
        ("۰٫۵ تومان", 5),
        ("۵۵/۳ میلیارد تومان", 553 * MILLIARD),
        ("۲ میلیون و ۵۰۰ هزار تومان", 25_000_000),
        ("۲میلیون و۵۰۰هزار تومان", 25_000_000),
        ("۵ میلیارد و ۳۰۰ میلیون ریال", 5_300_000_000),
        ("۲ میلیارد تومان و ۵۰۰ میلیون تومان", 25 * MILLIARD),
        ("۱ همت و ۲۰۰ میلیارد تومان", 12_000 * MILLIARD),
        ("۲ هزار و ۵۰۰ تومان", 25_000),
        ("۱ و نیم میلیارد تومان", 15 * MILLIARD),
        ("۳ میلیارد و نیم تومان", 35 * MILLIARD),
        ("نیم میلیارد تومان", 5 * MILLIARD),
        ("۱/۵ میلیارد تومان", 15 * MILLIARD),
        ("۲ همت", 20_000 * MILLIARD),
        ("1'250'000 تومان", 12_500_000),
        ("1 000 میلیارد تومان", 10_000 * MILLIARD),
        ("0.250 میلیارد تومان", 2_500_000_000),
        ("یک میلیارد تومان", 10 * MILLIARD),
        ("سه همت", 30_000 * MILLIARD),
        ("دو میلیون و پانصد هزار ریال", 2_500_000),
        ("صد و بیست و پنج میلیارد تومان", 1_250 * MILLIARD),
        ("یک‌صد و پنج میلیون تومان", 1_050_000_000),
        ("یک صد میلیون تومان", 1_000_000_000),
        ("شش‌صد هزار تومان", 6_000_000),
        ("بیست و پنج و نیم میلیارد تومان", 255 * MILLIARD),
        ("دو هزار و پنجاه میلیارد تومان", 20_500 * MILLIARD),
        ("۲ هزار و ۵۰۰ میلیارد تومان", 25_000 * MILLIARD),
        ("یک هزار میلیارد تومان", 10_000 * MILLIARD),
        ("۵ میلیارد تومان.", 50 * MILLIARD),
    ],
)
def test_an_amount_is_read_with_scale_and_unit(text: str, rials: int) -> None:
    assert parse_amount(text) == Amount(Decimal(rials))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("۱۲ دلار", "واحد «دلار» شناخته نیست"),
        ("۵ ریا", "منظور «ریال» بود؟"),
        ("۵ میلیارد تومن", "منظور «میلیارد تومان» بود؟"),
        *((text, "واحد ندارد؛ تومان یا ریال") for text in ("۵۵", "۵۵٫۳ میلیارد", "12 هزار")),
        ("", "عدد ندارد"),
        ("تومان", "عدد ندارد"),
        ("بیست میلیون و صد تومان", "دو معنا دارد"),
        ("پنج بیست میلیون تومان", "عدد ندارد"),
        ("چند میلیارد تومان", "عدد ندارد"),
        ("۵ دویست میلیون تومان", "خوانده نشد"),
        ("سه میلیارد", "واحد ندارد"),
        ("حدود ۵ میلیارد تومان", "عدد ندارد"),
        ("−۵ میلیارد تومان", "منفی"),
        ("-1 ریال", "منفی"),
        ("5,3 میلیارد تومان", "عدد نیست"),
        ("62,5 میلیارد تومان", "منظور «۶۲٫۵ میلیارد تومان» بود؟"),
        ("۵۵،۳ میلیارد تومان", "منظور «۵۵٫۳ میلیارد تومان» بود؟"),
        ("1.000 میلیارد تومان", "«۱٬۰۰۰ میلیارد تومان» یا «۱٫۰۰۰ میلیارد تومان» بنویسید"),
        ("۵۰۰/۰۰۰ تومان", "«۵۰۰٬۰۰۰ تومان» یا «۵۰۰٫۰۰۰ تومان» بنویسید"),
        ("۱/۲ میلیارد تومان", "«۰٫۵ میلیارد تومان» یا «۱٫۲ میلیارد تومان» بنویسید"),
        ("۱/۰۰۰/۰۰۰ ریال", "منظور «۱٬۰۰۰٬۰۰۰ ریال» بود؟"),
        ("0,125 میلیارد تومان", "منظور «۰٫۱۲۵ میلیارد تومان» بود؟"),
        ("۵،۵۰۰ تومان", "منظور «۵٬۵۰۰ تومان» یا «۵٫۵۰۰ تومان» بود؟"),
        ("1.000,5 تومان", "منظور «۱٬۰۰۰٫۵ تومان» بود؟"),
        ("۲ میلیون و ۵۰۰ تومان", "«۲ میلیون و ۵۰۰ هزار تومان» یا «۲٬۰۰۰٬۵۰۰ تومان» بنویسید"),
        ("1.000.000 تومان", "منظور «۱٬۰۰۰٬۰۰۰ تومان» بود؟"),
        ("۲ میلیون و ۵۰۰ هزار", "واحد ندارد"),
        ("۵۰۰ هزار و ۲ میلیون تومان", "از بزرگ به کوچک نیست"),
        ("1e5 تومان", "خوانده نشد"),
        ("۵ میلیارد (تومان", "خوانده نشد"),
        ("۵ بیلیون تومان", "هزار، میلیون، میلیارد، هزار میلیارد، تریلیون"),
        ("9" * 31 + " ریال", "۳۰ رقم"),
    ],
)
def test_other_texts_are_refused_with_a_reason(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("۵۵٫۳ میلیارد تومان", "۵۵٫۳ میلیارد تومان"),
        ("۷۸۰ میلیون ریال", "۷۸ میلیون تومان"),
        ("۱۰۰۰ میلیارد تومان", "۱ هزار میلیارد تومان"),
        ("۱۲۰۰ میلیارد تومان", "۱٫۲ هزار میلیارد تومان"),
        ("۱۲۳۴۵ هزار میلیارد تومان", "۱۲٬۳۴۵ هزار میلیارد تومان"),
        ("۱٫۲۳۵ میلیارد تومان", "۱٫۲۳۵ میلیارد تومان"),
        ("۹۹۹٫۵ میلیون تومان", "۹۹۹٫۵ میلیون تومان"),
        ("۹۹۹٫۹۹۹۶ میلیون تومان", "حدود ۹۹۹٫۹۹۹ میلیون تومان"),
        ("۱۲۳٬۴۵۶٬۷۸۹٬۰۱۲ ریال", "حدود ۱۲٫۳۴۶ میلیارد تومان"),
        ("۵۰۰۰۰۰ ریال", "۵۰ هزار تومان"),
        ("۵ ریال", "۰٫۵ تومان"),
        ("۹۹۹ تومان", "۹۹۹ تومان"),
        ("۰ تومان", "۰ تومان"),
    ],
)
def test_an_amount_is_shown_in_toman_at_a_fitting_scale(text: str, words: str) -> None:
    assert parse_amount(text).words == words


@given(
    st.integers(0, 999_999), st.sampled_from(["", "هزار ", "میلیون ", "میلیارد ", "هزار میلیارد "])
)
def test_what_is_shown_is_the_same_sum(thousandths: int, scale: str) -> None:
    figure = f"{Decimal(thousandths) / 1000:f}".replace(".", "٫")
    amount = parse_amount(f"{figure} {scale}تومان")
    assert parse_amount(amount.words) == amount


def test_a_rounded_sum_has_all_its_digits_in_reach() -> None:
    assert parse_amount("۱۲۳٬۴۵۶٬۷۸۹٬۰۱۲ ریال").in_full == (
        "حدود ۱۲٫۳۴۶ میلیارد تومان (۱۲٬۳۴۵٬۶۷۸٬۹۰۱٫۲ تومان)"
    )
    assert parse_amount("۵۵٫۳ میلیارد تومان").in_full == "۵۵٫۳ میلیارد تومان"


def test_sums_are_exact() -> None:
    one = parse_amount("9" * 30 + " هزار میلیارد تومان") + parse_amount("0." + "0" * 27 + "1 ریال")
    assert one.rials == Decimal("9" * 30 + "0" * 13 + "." + "0" * 27 + "1")
    total = sum((Amount(Decimal("0.1")) for _ in range(10)), Amount(Decimal(0)))
    assert total == Amount(Decimal(1))


def test_the_largest_sum_can_be_shown() -> None:
    assert parse_amount("9" * 30 + " هزار میلیارد تومان").words.startswith("۹۹۹٬۹۹۹")


def test_amounts_sort_by_value() -> None:
    texts = ["۲ میلیارد تومان", "۳۰ میلیون تومان", "۱ میلیارد ریال"]
    assert sorted(texts, key=parse_amount) == [texts[1], texts[2], texts[0]]


@pytest.mark.parametrize("rials", ["-1", "NaN", "Infinity"])
def test_an_amount_cannot_be_negative_or_no_number(rials: str) -> None:
    with pytest.raises(ValueError, match="صفر یا بیشتر"):
        Amount(Decimal(rials))


@given(st.text())
def test_any_text_is_an_amount_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert parse_amount(text).rials >= 0
