"""Spellings of one word share one key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.folding import fold


@pytest.mark.parametrize(
    "spellings",
    [
        ["برنامه‌ریزی", "برنامه ریزی", "برنامهریزی", "برنامه\u00a0ریزی", "برنامه\u200bریزی"],
        ["كميسيون", "کمیسیون", "کمیسیون\ufeff", "کمیسـیون"],
        ["۱۴۰۴", "١٤٠٤", "1404", "１４０４"],
        ["سیاست‌ها", "سياستها", "سیاست ها"],
        ["موسسه", "مؤسسه", "مُؤَسِّسه", "مؤسسة"],
        ["آینده", "اینده", "ا\u0653ینده", "ﺁینده"],
        ["خانهٔ", "خانۀ", "خانه", "خانة"],
        ["مسئول", "مسیول", "مسؤول".replace("ؤ", "ئ")],
        ["انشاء", "انشا", "إنشاء", "أنشا"],
        ["طرح ۱۲۵", "طرح ١٢٥", "طرح125"],
        ["«قم ۱۴۰۴»", "قم، 1404!", "(قم) 1404"],
        ["ﻻله", "لاله"],
        ["Strasse", "straße", "STRASSE"],
        ["café", "Cafe\u0301", "CAFE"],
        ["\u202eطرح\u202c", "طرح", "ط\u00adرح"],
    ],
)
def test_spellings_of_one_word_are_equal(spellings: list[str]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_different_words_stay_different() -> None:
    words = ["هدف", "راهبرد", "سیاست", "طرح", "محور", "ج+", "ج", "تدبیر", "5+5", "55", ""]
    assert len({fold(word) for word in words}) == len(words)
    assert fold("طرح ۱۲") != fold("طرح ۱۳")


def test_the_key_of_nothing_visible_is_empty() -> None:
    assert fold(" \n\u200c\u200d\ufeff\u0640ء،«»--\ud800\u3164\u2800") == ""


@given(st.text(st.characters()) | st.text("ةۀآأؤئءيىكهٔ\u0654\u0653\u200cﷲ﷼İß½①"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_twice_changes_no_character() -> None:
    # All planes that hold letters, compatibility ideographs and tags; the rest is ideographs alone.
    codes = [*range(0x20000), *range(0x2F800, 0x2FA20), *range(0xE0000, 0xE0200)]
    assert [code for code in codes if fold(fold(chr(code))) != fold(chr(code))] == []


@given(st.text(), st.text())
def test_the_key_of_a_whole_is_the_keys_of_its_parts(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_normal_form_does_not_matter(text: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)  # type: ignore[arg-type]
