"""Lists are sorted by the Persian alphabet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.collation import collation_key

ALPHABET = list("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")
_WORDS = "آب آینده ابر باغ پارک تاکسی چمن ژرف کار گذر گل وام هوا یاد"
TEXTS = st.text(st.sampled_from("آاأبپکكگیيهةوؤ ‌ـَ۱۲0١٤aBz«»،-+ء\n")) | st.text()


@pytest.mark.parametrize(
    "ordered",
    [
        ALPHABET,
        _WORDS.split(),
        ["طرح ۲", "طرح ۱۰", "طرح ۱۰۰", "طرح الف", "طرح T"],
        ["طرح ۲", "طرح 3", "طرح ٤"],
        ["", "۱۲", "آب", "یزد", "apple", "Zebra"],
        ["می رود", "میدان", "می‌شود", "مینو"],
        ["قم", "قم ۱۴۰۴", "قم بزرگ", "قمر"],
        ["«الف»", "ب", "«پ»"],
        ["كار", "کارگر", "كاری", "گاز"],
        ["علي آباد", "علی ب"],
        ["۹" * 20, "1" + "0" * 5000, "2" + "0" * 5000],
        ["ﺁب", "اب"],
        ["مسئله", "میدان"],
    ],
)
def test_the_order_is_that_of_the_alphabet(ordered: list[str]) -> None:
    shuffled = random.Random(1404).sample(ordered, len(ordered))
    assert sorted(shuffled, key=collation_key) == ordered


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("برنامه‌ریزی", "برنامهریزی"),
        ("کشــور", "کشور"),
        ("مُحَرَّم", "محرم"),
        ("علي", "علی"),
        ("۰۰۷", "7"),
    ],
)
def test_the_first_comparison_sees_past_signs_and_shapes(one: str, other: str) -> None:
    assert collation_key(one) != collation_key(other)
    assert collation_key(one)[0] == collation_key(other)[0]
    low, high = sorted([one, other], key=collation_key)
    # What follows decides before the signs do.
    assert sorted([low + "ب", high + "الف"], key=collation_key) == [high + "الف", low + "ب"]


@given(st.lists(TEXTS, unique=True), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_where_it_began(
    texts: list[str], source: random.Random
) -> None:
    shuffled = texts.copy()
    source.shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == sorted(texts, key=collation_key)


@given(TEXTS, TEXTS)
def test_only_equal_texts_have_equal_keys(one: str, other: str) -> None:
    assert (collation_key(one) == collation_key(other)) == (one == other)
