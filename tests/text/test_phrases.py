"""Finding terms in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.phrases import Phrases, is_phrase

KNOWN = Phrases((name, name) for name in ("طرح", "کمیسیون", "کمیسیون تلفیق", "شمارهٔ ثابت", "منشأ"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("این طرح است.", ["طرح"]),
        ("«طرح»، (طرح)", ["طرح", "طرح"]),
        ("طرحی، طراحی، پیش‌طرح، طرح‌ها", []),
        ("كميسيون تلفيق و كميسيون", ["کمیسیون تلفیق", "کمیسیون"]),
        ("کمیسیون\nتلفیق", ["کمیسیون تلفیق"]),
        ("کمیسیون، تلفیق", ["کمیسیون"]),
        ("شماره ثابت و منشا", ["شمارهٔ ثابت", "منشأ"]),
        ("طَرْح، طـرح", ["طرح", "طرح"]),
        ("", []),
    ],
)
def test_whole_words_are_found_longest_first(text: str, found: list[str]) -> None:
    assert [name for _, _, name in KNOWN.find(text)] == found


def test_the_offsets_are_those_of_the_words() -> None:
    text = "در «كميسيون تلفيق» بود."
    [(start, end, _)] = KNOWN.find(text)
    assert text[start:end] == "كميسيون تلفيق"


def test_the_last_words_of_a_text_may_begin_a_longer_phrase() -> None:
    names = Phrases([("سند چشم‌انداز شهر", 1), ("سند", 2)])
    assert [value for _, _, value in names.find("سند چشم‌انداز")] == [2]


@given(st.lists(st.sampled_from(["طرح", "کمیسیون", "تلفیق", "و", "،", "\u200c", " "])))
def test_places_are_in_order_and_apart(parts: list[str]) -> None:
    text = " ".join(parts)
    places = [(start, end) for start, end, _ in KNOWN.find(text)]
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("طرح", True),
        ("آینده‌پژوهی شهر", True),
        ("نمونه (نشان)", False),
        ("الف/ب", False),
        ("", False),
        (" ", False),
    ],
)
def test_a_phrase_is_words_and_spaces(text: str, is_one: bool) -> None:
    assert is_phrase(text) is is_one
