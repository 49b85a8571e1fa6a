import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text import direction
from qomsite.text.direction import isolated, parts
from tests.growth import expect_linear

CONTROLS = re.compile("[\u2066\u2069]")


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
        ("A plan for the city.", ["A plan for the city."]),
        ("کد *724# و (2+3)×4", ["*724#", "(2+3)×4"]),
    ],
)
def test_what_changes_sides_is_found(text: str, expected: list[str]) -> None:
    assert parts(text)[1::2] == expected


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
        " GIS. ",
        "",
    ],
)
def test_what_is_drawn_right_by_itself_stays(text: str) -> None:
    assert parts(text) == [text]


def test_where_no_element_can_stand_isolates_do() -> None:
    assert isolated("تلفن ۰۲۵-۳۷ و -۵") == "تلفن \u2066۰۲۵-۳۷\u2069 و \u2066-۵\u2069"


@pytest.mark.parametrize("part", ["a(", "1-", "۱۲۳ ", "(", "a, ", "0 ", "http://", "+", "° ۱"])
def test_long_texts_are_read_once(part: str) -> None:
    expect_linear(lambda size: parts(part * size), 2_000)


TEXTS = st.text(st.sampled_from("Ca1۵٣ -+−±()/.,:،«»°%٪#@√½=×′ا‌\n\u00a0"), max_size=40)


@given(TEXTS)
def test_removing_the_isolates_gives_the_text_back(text: str) -> None:
    assert CONTROLS.sub("", isolated(text)) == text


@given(TEXTS)
def test_a_run_holds_no_persian(text: str) -> None:
    assert "".join(parts(text)) == text
    assert not any(run == "" or "ا" in run or "\n" in run for run in parts(text)[1::2])


@given(TEXTS)
def test_a_text_that_is_passed_over_holds_no_run(text: str) -> None:
    passed = direction._PERHAPS.search(text) is None
    assert not passed or all(
        direction._RIGHT_BY_ITSELF.fullmatch(run[0]) for run in direction._RUN.finditer(text)
    )
