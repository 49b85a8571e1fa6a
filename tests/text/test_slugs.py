"""Anchors of headings, and proposals for file names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.slugs import heading_slug, latin_slug


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("برنامه‌ریزی شهری", "برنامه‌ریزی-شهری"),
        ("  چشم‌انداز «قم ۱۴۰۴»!  ", "چشم‌انداز-قم-۱۴۰۴"),
        ("كميسيون تلفيق", "کمیسیون-تلفیق"),
        ("مُؤَسِّسهٔ کشــوری", "مؤسسه-کشوری"),
        ("سال ۱۴۰۰–۱۴۰۴", "سال-۱۴۰۰-۱۴۰۴"),
        ("CO₂ & Energy — Plan", "co₂-energy-plan"),
        ("الف\u200c ب\u200c\u200cپ\u200c", "الف-ب\u200cپ"),
        ("a\u202eb\ufeffc\ud800", "abc"),
        ("", "بخش"),
        ("؟!«»", "بخش"),
        ("\u200c - \u200c", "بخش"),
    ],
)
def test_a_heading_becomes_a_readable_anchor(heading: str, slug: str) -> None:
    assert heading_slug(heading) == slug


def test_a_taken_anchor_gets_a_number() -> None:
    assert heading_slug("طرح", ["طرح"]) == "طرح-2"
    assert heading_slug("طرح", {"طرح", "طرح-2"}) == "طرح-3"
    assert heading_slug("؟", ["بخش"]) == "بخش-2"


def test_twenty_thousand_equal_headings_are_numbered_one_by_one() -> None:
    taken: set[str] = set()
    for _ in range(20_000):
        taken.add(heading_slug("طرح", taken))
    assert taken == {"طرح", *(f"طرح-{number}" for number in range(2, 20_001))}


@given(st.text() | st.text("الف ‌-–ـ۱a!"))
def test_an_anchor_is_never_empty_and_has_no_space_or_markup(heading: str) -> None:
    slug = heading_slug(heading)
    assert slug
    assert not any(char.isspace() or char in "\"'<>&#%" for char in slug)
    assert heading_slug(slug) == slug


@given(st.lists(st.sampled_from(["طرح", "طرح 2", "طرح-2", "طرح-2-2", "", "طرح 4"])))
def test_anchors_of_one_page_are_all_different(headings: list[str]) -> None:
    taken: list[str] = []
    for heading in headings:
        taken.append(heading_slug(heading, taken))
    assert len(set(taken)) == len(headings)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("گزارش ۱۴۰۴", "gzarsh-1404"),
        ("پیاده‌راه", "piadh-rah"),
        ("ورزش و یاری", "vrzsh-v-yari"),
        ("خبر News 12", "khbr-news-12"),
        ("«!»", ""),
    ],
)
def test_words_are_parted_by_hyphens(text: str, slug: str) -> None:
    assert latin_slug(text) == slug


def test_only_whole_words_within_the_length() -> None:
    assert latin_slug("خبر " * 12) == "-".join(["khbr"] * 8)
    assert latin_slug("خ" * 50) == "kh" * 20


@given(st.text())
def test_a_slug_is_a_code_or_nothing(text: str) -> None:
    slug = latin_slug(text)
    assert slug == "" or re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 40
