"""The kinds of value that a field can have."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.model import codes, kinds
from tests.growth import expect_linear


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("۴۵", "45"),
        ("45%", "45"),
        ("۴۵٪", "45"),
        ("۴۵٫۵ درصد", "45.5"),
        ("0", "0"),
        ("100 ٪", "100"),
    ],
)
def test_a_share_is_read(text: str, share: str) -> None:
    assert kinds.parse_share(text) == Decimal(share)


@pytest.mark.parametrize("text", ["101", "-1", "٪", "درصد", "۴۵ درصد درصد", "NaN", "1e1"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="«"):
        kinds.parse_share(text)


def test_a_share_with_a_long_gap_takes_no_time() -> None:
    def read(length: int) -> None:
        with pytest.raises(ValueError, match="عدد نیست"):
            kinds.parse_share("1" + " " * length + "x")

    expect_linear(read, 50_000)


@pytest.mark.parametrize(("text", "code"), [("۱۲", "12"), ("T-118", "t-118"), ("٤", "4")])
def test_a_code_is_read(text: str, code: str) -> None:
    assert codes.read_code(text) == code


@pytest.mark.parametrize("text", ["ط", "a_b", "-a", "a-", "a--b", "a b", "../a", "a.md"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="کد"):
        codes.read_code(text)


@pytest.mark.parametrize(
    ("text", "flag"), [("بله", True), ("آری", True), ("TRUE", True), ("خیر", False), ("نه", False)]
)
def test_a_flag_is_read(text: str, flag: bool) -> None:
    assert kinds.parse_flag(text) is flag


@pytest.mark.parametrize(("text", "key"), [("Official", "official"), ("گزارش شده", "reported")])
def test_a_provenance_is_read_by_key_or_label(text: str, key: str) -> None:
    assert kinds.parse_provenance(text) == key


def test_an_unknown_provenance_names_the_persian_words_too() -> None:
    with pytest.raises(
        ValueError, match=r"official \(مصوب\)، .* sample \(نمونه\)؛ منظور «نمونه» بود"
    ):
        kinds.parse_provenance("نمونه‌ای")


def test_an_unknown_provenance_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="sample \\(نمونه\\)؛ منظور «sample» بود؟"):
        kinds.parse_provenance("smaple")


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "ftp://x", "//x", "https://", "https://a b", 'https://a"b', "x"]
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        kinds.parse_address(text)


@pytest.mark.parametrize("text", ["99", "۱۵۰۰", "2025", "14040", "۱۴۰۴ ش"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="سال"):
        kinds.parse_year(text)


@pytest.mark.parametrize("text", ["-1", "4.5", "x"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="عدد"):
        kinds.parse_count(text)


PARSERS = (
    kinds.parse_address,
    codes.read_code,
    kinds.parse_count,
    kinds.parse_flag,
    kinds.parse_provenance,
    kinds.parse_share,
    kinds.parse_year,
)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(text=st.text())
def test_any_text_is_read_or_refused_in_one_line(parse: Callable[[str], object], text: str) -> None:
    said = ""
    try:
        parse(text)
    except ValueError as error:
        said = str(error)
    assert said.replace("\u200c", "").isprintable()
