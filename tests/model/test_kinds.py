"""The kinds of value that a field can have."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.model import codes, kinds
from tests.growth import expect_linear

Parse = Callable[[str], object]


READ: tuple[tuple[Parse, str, object], ...] = (
    (kinds.parse_share, "۴۵", Decimal(45)),
    (kinds.parse_share, "45%", Decimal(45)),
    (kinds.parse_share, "٪۶۲", Decimal(62)),
    (kinds.parse_share, "%62", Decimal(62)),
    (kinds.parse_share, "۶۲/۵ درصد", Decimal("62.5")),
    (kinds.parse_share, "درصد ۴۵", Decimal(45)),
    (kinds.parse_share, "99.996", Decimal("99.996")),
    (kinds.parse_share, "۵۰/۰۰۵٪", Decimal("50.005")),
    (kinds.parse_share, "۴۵٪", Decimal(45)),
    (kinds.parse_share, "45/100", Decimal(45)),
    (kinds.parse_share, "۴۵٫۵ درصد", Decimal("45.5")),
    (kinds.parse_share, "0", Decimal(0)),
    (kinds.parse_share, "100 ٪", Decimal(100)),
    (codes.read_code, "۱۲", "12"),
    (codes.read_code, "T-118", "t-118"),
    (codes.read_code, "٤", "4"),
    *((kinds.parse_flag, text, True) for text in ("بله", "آری", "TRUE")),
    *((kinds.parse_flag, text, False) for text in ("خیر", "نه")),
    (kinds.parse_provenance, "Official", "official"),
    (kinds.parse_provenance, "گزارش شده", "reported"),
)
REFUSED: tuple[tuple[Parse, str, list[str]], ...] = (
    (kinds.parse_share, "«", ["101", "-1", "٪", "درصد", "۴۵ درصد درصد", "NaN", "1e1"]),
    (codes.read_code, "کد", ["ط", "a_b", "-a", "a-", "a--b", "a b", "../a", "a.md"]),
    (codes.read_code, "ویرگول لاتین", ["3 4", "3، 4", "3 و ۴", "3, 4", "3/4", "3; 4", "3 تا 4"]),
    (codes.read_code, "ویرگول لاتین", ["1. 3"]),
    (codes.read_code, "road-safety$", ["طرح ۱۲ محور ۳", "شهر"]),
    (codes.read_code, "منظور «a-12» بود؟", ["a 12", "a_12"]),
    (
        codes.read_code,
        "منظور «3» بود؟",
        [*("policy:3", "policies/3.md", "3.md", "3.0", "3،", "سیاست ۳", "../projects/3")],
    ),
    (codes.read_code, "«- 3»", ["-3 -4", "-۳"]),
    (kinds.parse_share, "منظور «۵۰٫۰۰۵» بود؟", ["50,005", "۵۰،۰۰۵ ٪"]),
    (kinds.parse_share, "«۰٫۵» یا «۱٫۲» بنویسید", ["1/2"]),
    (kinds.parse_share, "بیرون از بازهٔ", ["500/000", "12٬345"]),
    (kinds.parse_size, "منظور «۶۲» بود؟", ["٪۶۲", "%62", "۶۲ درصد", "۶۲٪", "درصد ۶۲"]),
    (kinds.parse_size, "منظور «۳٫۵» بود؟", ["۳ و نیم"]),
    (kinds.parse_size, "منظور «۴۵۰٬۰۰۰٬۰۰۰» بود؟", ["۴۵۰٫۰۰۰٫۰۰۰"]),
    (kinds.parse_size, "منظور «۶۲٫۵» بود؟", ["62,5", "٪۶۲/۵"]),
    (
        kinds.parse_provenance,
        r"official \(مصوب\)، .* sample \(نمونه\)؛ منظور «نمونه» بود",
        ["نمونه‌ای"],
    ),
    (kinds.parse_provenance, r"sample \(نمونه\)؛ منظور «sample» بود؟", ["smaple"]),
    (kinds.parse_address, "https://", ["javascript:alert(1)", "ftp://x", "//x", "https://", "x"]),
    (
        kinds.parse_address,
        "منظور «https://www.qom.ir/a» بود؟",
        ["www.qom.ir/a", "//www.qom.ir/a", "https:/www.qom.ir/a", "http:www.qom.ir/a"],
    ),
    (kinds.parse_address, "آغاز می‌شود$", ["ftp://qom.ir", "سایت شهرداری", "a@qom.ir", "12.5"]),
    (kinds.parse_address, "https://", ["https://a b", 'https://a"b']),
    (kinds.parse_year, "سال", ["99", "۱۵۰۰", "2025", "14040", "۱۴۰۴ ش"]),
    (kinds.parse_count, "عدد", ["-1", "4.5", "x"]),
)


@pytest.mark.parametrize(("parse", "text", "value"), READ)
def test_what_is_written_is_read(parse: Parse, text: str, value: object) -> None:
    read = parse(text)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("parse", "said", "text"), [(*one, text) for *one, texts in REFUSED for text in texts]
)
def test_what_is_none_is_refused(parse: Parse, said: str, text: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(text)


def test_a_share_with_a_long_gap_takes_no_time() -> None:
    def read(length: int) -> None:
        with pytest.raises(ValueError, match="عدد نیست"):
            kinds.parse_share("1" + " " * length + "x")

    expect_linear(read, 50_000)


PARSERS = dict.fromkeys(parse for parse, *_ in (*READ, *REFUSED))


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(text=st.text())
def test_any_text_is_read_or_refused_in_one_line(parse: Parse, text: str) -> None:
    said = ""
    try:
        parse(text)
    except ValueError as error:
        said = str(error)
    assert said.replace("\u200c", "").isprintable()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 2", ["1", "2"]),
        ("۱ و T-2، ۳", ["۱", "T-2", "۳"]),
        ("a و b", ["a", "b"]),
        ("منطقهٔ ۶", ["منطقهٔ ۶"]),
        ("– 2", ["– 2"]),
        ("محور ۱ و محور ۲", ["محور ۱", "محور ۲"]),
        ("محیط زیست و انرژی، کل شهر", ["محیط زیست و انرژی", "کل شهر"]),
    ],
)
def test_words_that_are_no_codes_stay_together(text: str, parts: list[str]) -> None:
    assert kinds.listed_codes(text) == parts
