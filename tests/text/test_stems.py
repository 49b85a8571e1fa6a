"""The words of a text, as the search index and the script of the search page see them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.characters import ZWNJ
from qomsite.text.folding import fold
from qomsite.text.stems import (
    ASKING_VERBS,
    ENDINGS,
    IRREGULAR,
    STOPS,
    SUFFIXES,
    stem,
    tokens,
    word,
    words,
)

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("search_vectors.json").read_text())
"""What tests/outputs/test_search_script.py holds the script of the search page to as well."""

texts = st.text(st.characters() | st.sampled_from("سیاستهایرنبمدآك \u200c‌ًء١۱ـ"))


@pytest.mark.parametrize(("text", "key"), VECTORS["fold"])
def test_folds(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(("text", "expected"), VECTORS["words"])
def test_words(text: str, expected: list[list[object]]) -> None:
    assert [[found.whole, found.stem, list(found.parts)] for found in words(text)] == expected


@pytest.mark.parametrize(("whole", "expected"), VECTORS["stem"])
def test_stems(whole: str, expected: str) -> None:
    assert stem(whole) == expected


@given(texts)
def test_the_words_hold_all_letters_of_the_text(text: str) -> None:
    letters = "".join(char for char in text if char.isalnum())
    assert "".join(found.whole for found in words(text)) == "".join(map(fold, letters))


@given(texts)
def test_a_stem_is_its_own_stem(text: str) -> None:
    for found in words(text):
        assert found.stem
        assert stem(found.stem) == found.stem


@pytest.mark.parametrize("whole", ["شدید", "بتونی", "رود", "میدان"])
def test_what_looks_like_a_verb_tells_in_a_query(whole: str) -> None:
    assert not re.search(ASKING_VERBS, whole)


def test_irregular_forms_are_folded_and_lead_to_stems() -> None:
    for form, of in IRREGULAR.items():
        assert (fold(form), fold(of), stem(of)) == (form, of, of)


@given(texts)
def test_tokens_are_folded_and_joined_in_one_way(text: str) -> None:
    for token in tokens(text):
        assert " " not in token
        assert all(token.split(ZWNJ))
        assert fold(token) == word(token).whole
        assert not {*word(token).parts} & {*ENDINGS, *STOPS}


@given(texts, texts)
def test_a_gap_parts_words(left: str, right: str) -> None:
    both = tokens(f"{left} . {right}")
    apart = [*tokens(left), *tokens(right)]
    assert "".join(both).replace(ZWNJ, "") == "".join(apart).replace(ZWNJ, "")


def test_a_suffix_never_makes_a_word_longer() -> None:
    assert all(len(instead) <= len(ending) for ending, instead, _ in SUFFIXES)
