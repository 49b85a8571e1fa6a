"""A wrong word is answered with the word that was meant."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.nearest import nearest, suggestion

KEYS = ["title", "summary", "policy", "owner", "partners", "status", "status_date", "start", "end"]
STATUSES = ["آغازنشده", "در دست اجرا", "خاتمه‌یافته", "متوقف", "لغوشده", "ادغام‌شده"]
UNITS = ["سازمان پسماند", "سازمان آرامستان‌ها", "معاونت مالی", "معاونت فنی و عمرانی"]


@pytest.mark.parametrize(
    ("word", "options", "found"),
    [
        ("ownr", KEYS, "owner"),
        ("Owner", KEYS, "owner"),
        ("statusdate", KEYS, "status_date"),
        ("strat", KEYS, "start"),
        ("tilte", KEYS, "title"),
        ("خاتمه يافته", STATUSES, "خاتمه‌یافته"),
        ("دردست اجرا", STATUSES, "در دست اجرا"),
        ("متوقّف", STATUSES, "متوقف"),
        ("لغو شد", STATUSES, "لغوشده"),
        ("سازمان پسماندها", UNITS, "سازمان پسماند"),
        ("معاونت مالي", UNITS, "معاونت مالی"),
        ("کمسیون", ["کمیسیون", "شهرداری"], "کمیسیون"),
        ("شهردری", ["کمیسیون", "شهرداری"], "شهرداری"),
        ("zzz", KEYS, None),
        ("", KEYS, None),
        ("،", KEYS, None),
        ("owner", [], None),
        ("owner", ["", "،"], None),
        ("271", ["1", "270", "2710"], "270"),
        ("۱۲", ["1", "2", "11"], "11"),
        ("12", ["۱۱", "۱۳"], "۱۱"),
        # A number gets what one slip of the hand makes of it, and no other.
        ("99", [str(number) for number in range(1, 82)], None),
        ("999999", ["81", "8"], None),
        ("82", [str(number) for number in range(1, 82)], "81"),
        ("18", ["81", "25"], "81"),
        ("27", ["5", "127", "300"], "127"),
        ("27", ["127", "271"], None),
        ("۰۷", ["7", "8"], "7"),
        ("100", ["T-100", "10"], "T-100"),
        ("118", ["T-118", "T-300"], "T-118"),
        # The same first letter is preferred.
        ("bart", ["cart", "bare"], "bare"),
        ("credit", ["merged_into"], None),
        ("تمام شده", STATUSES, None),
    ],
)
def test_the_nearest_option_is_found(word: str, options: list[str], found: str | None) -> None:
    assert nearest(word, options) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [("statu", "status"), ("statusdate", "status_date"), ("strategy", None), ("state", None)],
)
def test_a_margin_asks_for_the_only_near_option(word: str, found: str | None) -> None:
    assert nearest(word, KEYS, 0.1) == found


@given(st.text("abاب۱2", max_size=6), st.sets(st.text("abاب۱2", max_size=6)), st.integers())
def test_the_order_of_the_options_does_not_matter(word: str, options: set[str], seed: int) -> None:
    ordered = sorted(options)
    shuffled = random.Random(seed).sample(ordered, len(ordered))
    found = nearest(word, ordered)
    assert nearest(word, shuffled) == found
    assert found is None or found in options


def test_very_long_words_have_no_nearest() -> None:
    assert nearest("a" * 1_000_000, KEYS) is None
    assert nearest("9" * 1_000_000, ["1", "2"]) is None


def test_a_suggestion_ends_a_message() -> None:
    assert suggestion("ownr", KEYS) == "؛ منظور «owner» بود؟"
    assert suggestion("zzz", KEYS) == ""
    long = "سازمان فرهنگی، اجتماعی و ورزشی شهرداری قم و حومهٔ آن"
    assert suggestion(long[:-1], [long]) == f"؛ منظور «{long}» بود؟"
