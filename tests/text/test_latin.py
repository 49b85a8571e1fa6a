"""Persian words in Latin letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.model.kinds import CODE_PATTERN
from qomsite.text.latin import latin_slug


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
    assert latin_slug("خبر خبر خبر", longest=9) == "khbr-khbr"
    assert latin_slug("خ" * 50, longest=9) == "khkhkhkhk"


@given(st.text())
def test_a_slug_is_a_code_or_nothing(text: str) -> None:
    slug = latin_slug(text)
    assert slug == "" or re.fullmatch(CODE_PATTERN, slug)
    assert len(slug) <= 40
