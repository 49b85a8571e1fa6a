"""Jalali dates are checked, converted and said in words."""

from contextlib import suppress
from datetime import date

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.digits import ascii_digits
from qomsite.text.jalali import JalaliDate, PartialDate, parse_date, parse_jalali

FIRST_DAYS = {  # 1 Farvardin, from the calendars published by the Geophysics Institute in Tehran
    1358: "1979-03-21",
    1375: "1996-03-20",
    1376: "1997-03-21",
    1399: "2020-03-20",
    1400: "2021-03-21",
    1403: "2024-03-20",
    1404: "2025-03-21",
    1405: "2026-03-21",
}
LEAP_YEARS = {1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403}
LEAP_YEARS |= {1408, 1412}
FIRST, LAST = JalaliDate(1300, 1, 1), JalaliDate(1499, 12, 29)
DAYS = st.integers(FIRST.ordinal, LAST.ordinal)


def has_day(year: int, month: int, day: int) -> bool:
    try:
        JalaliDate(year, month, day)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("1404-02-31", "1404/02/31"),
        ("۱۴۰۳-۱۲-۳۰", "1403/12/30"),
        ("١٤٠٢/١/٥", "1402/01/05"),
        ("  1402.12.29\n", "1402/12/29"),
        ("1300-01-01", "1300/01/01"),
        ("1404 / 2 / 3", "1404/02/03"),
        ("۱۴۰۳–۱۲–۲۹", "1403/12/29"),
        ("14010315", "1401/03/15"),
        ("۳۱ اردیبهشت ۱۴۰۴", "1404/02/31"),
        ("۵ مهر ماه ۱۴۰۱", "1401/07/05"),
        ("۵ مهر‌ماه ۱۴۰۱", "1401/07/05"),
        ("۲۰آبان۱۴۰۲", "1402/08/20"),
        ("۱۵ تیرماه سال ۱۴۰۳", "1403/04/15"),
        ("1499/12/29", "1499/12/29"),
    ],
)
def test_a_date_is_read_in_any_digits_and_separators(text: str, typed: str) -> None:
    assert ascii_digits(parse_jalali(text).typed) == typed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1402-12-30", "اسفند ۱۴۰۲ سی روز ندارد؛ آخرین روزش ۱۴۰۲/۱۲/۲۹ است"),
        ("1404-12-30", "اسفند ۱۴۰۴ سی روز ندارد؛ آخرین روزش ۱۴۰۴/۱۲/۲۹ است"),
        ("1404-07-31", "مهر ۱۴۰۴ سی‌ویک روز ندارد؛ آخرین روزش ۱۴۰۴/۰۷/۳۰ است"),
        ("1404-01-45", "فروردین ۱۴۰۴ ۴۵ روز ندارد؛ آخرین روزش ۱۴۰۴/۰۱/۳۱ است"),
        ("1404-13-01", "ماه ۱۳ وجود ندارد؛ ماه از ۱ تا ۱۲ است"),
        ("1404-00-01", "ماه ۰ وجود ندارد"),
        ("1404-01-00", "روز ۰ وجود ندارد"),
        ("1299-01-01", "سال ۱۲۹۹ پذیرفته نیست؛ سال از ۱۳۰۰ تا ۱۴۹۹ است"),
        ("1500-01-01", "سال ۱۵۰۰ پذیرفته نیست"),
        ("2025-05-21", "سال ۲۰۲۵ میلادی است؛ تاریخ را شمسی بنویسید: ۱۴۰۴/۰۲/۳۱"),
        ("۲۰۲۵/۲/۳۰", "سال ۲۰۲۵ میلادی است؛ تاریخ را شمسی بنویسید، مانند ۱۴۰۲/۱۲/۲۹"),
        ("5/2/1404", "منظور «۱۴۰۴/۰۲/۰۵» بود؟"),
        ("۳۱ / ۰۲ / ۱۴۰۴", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("1404 02 03", "منظور «۱۴۰۴/۰۲/۰۳» بود؟"),
        ("1404-02/03", "منظور «۱۴۰۴/۰۲/۰۳» بود؟"),
        ("۱۴۰۴، ۲، ۳", "منظور «۱۴۰۴/۰۲/۰۳» بود؟"),
        ("99/12/29", "منظور «۱۳۹۹/۱۲/۲۹» بود؟"),
        ("02-02-03", "منظور «۱۴۰۲/۰۲/۰۳» یا «۱۴۰۳/۰۲/۰۲» بود؟"),
        ("شنبه ۳۱ اردیبهشت ۱۴۰۴", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("۱۴۰۴ اردیبهشت ۳۱", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("۳۱/اردیبهشت/۱۴۰۴", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("۱۵ مهر ۰۳", "بنویسید؛ منظور «۱۴۰۳/۰۷/۱۵» بود؟"),
        ("یکم مهر ۱۴۰۴", "منظور «۱۴۰۴/۰۷/۰۱» بود؟"),
        ("۱۴۰۴/۰۲/۳۱ ساعت ۱۰", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("1404-02-31T00:00:00", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("1404-02-31 10:00", "منظور «۱۴۰۴/۰۲/۳۱» بود؟"),
        ("شنبه پانزدهم مهر ۱۴۰۳", "منظور «۱۴۰۳/۰۷/۱۵» بود؟"),
        ("بیست و سوم آبان ۱۴۰۲", "منظور «۱۴۰۲/۰۸/۲۳» بود؟"),
        ("بیست‌وهشتم اردیبهشت‌ماه ۱۴۰۲", "منظور «۱۴۰۲/۰۲/۲۸» بود؟"),
        ("سی‌ام شهریور ۱۴۰۱", "منظور «۱۴۰۱/۰۶/۳۰» بود؟"),
        ("سی و یکم تیرماه سال ۱۴۰۳", "منظور «۱۴۰۳/۰۴/۳۱» بود؟"),
        ("۱۵ام مردادماه سال ۱۴۰۳", "منظور «۱۴۰۳/۰۵/۱۵» بود؟"),
        ("۱۵م امرداد ۱۴۰۳", "منظور «۱۴۰۳/۰۵/۱۵» بود؟"),
        ("۱ اردی‌بهشت ۱۴۰۳", "منظور «۱۴۰۳/۰۲/۰۱» بود؟"),
        ("۶ اکتبر ۲۰۲۴", "منظور «۱۴۰۳/۰۷/۱۵» بود؟"),
        ("۱ ژوئیهٔ ۲۰۲۴", "منظور «۱۴۰۳/۰۴/۱۱» بود؟"),
    ],
)
def test_a_wrong_date_is_told_what_is_wrong_and_what_is_right(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_jalali(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "1404", "1404-02", "1404-02-", "140-02-03", "14040-2-3", "140402"),
        *("24040203", "1404-002-03", "1404-02-031", "دیروز"),
        *("१४०४-०२-०३", "1404-1398", "هفتهٔ دوم مهر ۱۴۰۳", "۶ اکتبر ۱۴۰۳"),
        *("یکم تا دهم مهر ۱۴۰۳", "۵ تا ۱۰ مهر ۱۴۰۳"),
    ],
)
def test_what_is_not_a_date_is_shown_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="مانند ۱۴۰۲/۱۲/۲۹"):
        parse_jalali(text)


@given(st.text(alphabet="0123456789۰۹٤-/. \n", max_size=12) | st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        day = parse_jalali(text)
        assert parse_jalali(day.typed) == day


def test_the_constructor_checks_too() -> None:
    with pytest.raises(ValueError, match="سی روز ندارد"):
        JalaliDate(1404, 12, 30)


def test_leap_years_are_those_of_jdatetime_in_the_whole_range() -> None:
    found = {year for year in range(1300, 1500) if has_day(year, 12, 30)}
    assert found == {year for year in range(1300, 1500) if jdatetime.date(year, 1, 1).isleap()}
    assert {year for year in found if 1350 <= year <= 1415} == LEAP_YEARS


def test_the_days_follow_one_another_without_gap_through_two_centuries() -> None:
    days = [
        JalaliDate(year, month, day)
        for year in range(1300, 1500)
        for month in range(1, 13)
        for day in range(1, 32)
        if has_day(year, month, day)
    ]
    assert [day.ordinal for day in days] == list(range(FIRST.ordinal, LAST.ordinal + 1))
    assert days == sorted(days)


@pytest.mark.parametrize(("year", "iso"), FIRST_DAYS.items())
def test_new_years_days_that_are_known(year: int, iso: str) -> None:
    assert JalaliDate(year, 1, 1).iso == iso


def test_a_day_says_itself_in_both_calendars() -> None:
    day = JalaliDate(1404, 2, 31)
    assert day.iso == "2025-05-21"
    assert day.words == "۳۱ اردیبهشت ۱۴۰۴"
    assert day.month_words == "اردیبهشت ۱۴۰۴"
    assert day.gregorian_words == "۲۱ مهٔ ۲۰۲۵"
    assert day.ordinal == date(2025, 5, 21).toordinal()


def test_the_day_of_the_revolution() -> None:
    assert JalaliDate(1357, 11, 22).gregorian_words == "۱۱ فوریهٔ ۱۹۷۹"


@given(DAYS)
def test_a_day_is_the_same_in_both_calendars(ordinal: int) -> None:
    gregorian = date.fromordinal(ordinal)
    jalali = jdatetime.date.fromgregorian(date=gregorian)
    day = JalaliDate(jalali.year, jalali.month, jalali.day)
    assert (day.iso, day.ordinal) == (gregorian.isoformat(), ordinal)
    assert parse_jalali(day.typed) == day


def test_dates_sort_by_time() -> None:
    days = [parse_jalali(text) for text in ("1404-10-01", "1404-2-1", "1399-12-30")]
    assert [day.typed for day in sorted(days)] == ["۱۳۹۹/۱۲/۳۰", "۱۴۰۴/۰۲/۰۱", "۱۴۰۴/۱۰/۰۱"]


@pytest.mark.parametrize(
    ("text", "typed", "words", "first", "last"),
    [
        ("1403", "۱۴۰۳", "۱۴۰۳", (1403, 1, 1), (1403, 12, 30)),
        ("سال ۱۴۰۲", "۱۴۰۲", "۱۴۰۲", (1402, 1, 1), (1402, 12, 29)),
        ("1403-02", "۱۴۰۳/۰۲", "اردیبهشت ۱۴۰۳", (1403, 2, 1), (1403, 2, 31)),
        ("۱۴۰۳ / ۷", "۱۴۰۳/۰۷", "مهر ۱۴۰۳", (1403, 7, 1), (1403, 7, 30)),
        ("مهرماه سال ۱۴۰۳", "۱۴۰۳/۰۷", "مهر ۱۴۰۳", (1403, 7, 1), (1403, 7, 30)),
        ("اسفند ماه ۱۴۰۲", "۱۴۰۲/۱۲", "اسفند ۱۴۰۲", (1402, 12, 1), (1402, 12, 29)),
    ],
)
def test_a_date_without_a_day_is_all_days_that_it_may_mean(
    text: str, typed: str, words: str, first: tuple[int, ...], last: tuple[int, ...]
) -> None:
    date = parse_date(text)
    assert isinstance(date, PartialDate)
    assert (date.typed, date.words, date.month_words, date.iso) == (typed, words, words, "")
    assert (date.first, date.last) == (JalaliDate(*first), JalaliDate(*last))
    assert parse_date(date.typed) == parse_date(words) == date


def test_a_whole_date_is_a_day_and_its_own_first_and_last() -> None:
    day = parse_date("1404-02-31")
    assert day == JalaliDate(1404, 2, 31) == day.first == day.last


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1403-13", "ماه ۱۳ وجود ندارد"),
        ("1403-00", "ماه ۰ وجود ندارد"),
        ("2024", "سال ۲۰۲۴ پذیرفته نیست"),
        ("1299-01", "سال ۱۲۹۹ پذیرفته نیست"),
        *((text, "مانند ۱۴۰۲/۱۲/۲۹") for text in ("140302", "1403.1", "02-1403", "بهار ۱۴۰۳")),
        *((text, "مهر ۱۴۰۳") for text in ("پاییز ۱۴۰۳", "نیمه دوم ۱۴۰۳", "1403-1404")),
        ("مهر ۱۴۰۳-۰۲", "منظور «۱۴۰۳/۰۷/۰۲» بود؟"),
    ],
)
def test_a_partial_date_that_is_wrong_is_told_so(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_date(text)
