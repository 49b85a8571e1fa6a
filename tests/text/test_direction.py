import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text import direction
from qomsite.text.direction import isolated, runs
from tests.growth import expect_linear

CONTROLS = re.compile("[\u202c\u202d\u2066\u2069]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تلفن 025-37700000 است", ["025-37700000"]),
        ("تلفن (۰۲۵) ۳۷۷۰ است", ["(۰۲۵) ۳۷۷۰"]),
        ("تلفن (۰۲۵-۳۷۷۰۰۰۰۰)", ["۰۲۵-۳۷۷۰۰۰۰۰"]),
        ("از -۵ تا +۱۰ درجه، ±۲", ["-۵", "+۱۰", "±۲"]),
        ("نشانی @qom_ir یا #qom1404", ["@qom_ir", "#qom1404"]),
        ("دمای 25 °C و ۲۰ km/h", ["25 °C", "۲۰ km/h"]),
        ("۲×۳=۶ و 10^6", ["۲×۳=۶", "10^6"]),
        ("با C++ و (.NET)", ["C++", ".NET"]),
        ("با GIS، BIM و CAD", ["GIS"]),
        ("نسخهٔ 4G و A4", ["4G"]),
    ],
)
def test_what_changes_sides_is_found(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in runs(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "طرح ۱۲ از ۲۷۰ طرح، ۶۲٪ و ۱۲٬۳۴۵٫۵ تومان",
        "۱۴۰۴/۰۲/۳۱ ساعت ۱۰:۳۰، مقیاس ۱:۱۰۰۰",
        "سامانهٔ GIS/BIM (Wi-Fi) در Qom 1404",
        "نشانی info@qom.ir و plan-1404.pdf و v1.2.3",
        "کووید-۱۹، بند ۱-الف، ماده (۱۲) ۵ بند",
        "در سال ۱۴۰۳ ۲۵ طرح",
        "سال ۱۴۰۳ - طرح ۱۲ – و دیگران",
        "برچسب <b> و </div>",
        "",
    ],
)
def test_what_is_drawn_right_by_itself_stays(text: str) -> None:
    assert runs(text) == ()


def test_isolates_around_arabic_digits_impose_the_direction() -> None:
    assert isolated("تلفن ۰۲۵-۳۷") == "تلفن \u2066۰۲۵-۳۷\u2069"
    assert isolated("تلفن ٠٢٥-٣٧") == "تلفن \u2066\u202d٠٢٥-٣٧\u202c\u2069"


@pytest.mark.parametrize("part", ["a(", "1-", "۱۲۳ ", "(", "a, ", "0 ", "http://", "+", "° ۱"])
def test_long_texts_are_read_once(part: str) -> None:
    expect_linear(lambda size: runs(part * size), 2_000)


TEXTS = st.text(st.sampled_from("Ca1۵٣ -+−±()/.,:،«»°%٪#@√½=×′ا‌\n\u00a0"), max_size=40)


@given(TEXTS)
def test_removing_the_isolates_gives_the_text_back(text: str) -> None:
    assert CONTROLS.sub("", isolated(text)) == text


@given(TEXTS)
def test_runs_are_apart_and_hold_no_persian(text: str) -> None:
    ends = [0, *(place for span in runs(text) for place in span)]
    assert ends == sorted(ends)
    assert not any("ا" in text[start:end] or "\n" in text[start:end] for start, end in runs(text))


@given(TEXTS)
def test_a_text_that_is_passed_over_holds_no_run(text: str) -> None:
    passed = direction._PERHAPS.search(text) is None
    assert not passed or all(
        direction._RIGHT_BY_ITSELF.fullmatch(run[0]) for run in direction._RUN.finditer(text)
    )
