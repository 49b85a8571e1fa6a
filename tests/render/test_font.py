"""The font holds every character of the site, and joins Persian letters."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from string import ascii_letters, digits, punctuation

import pytest
from fontTools.ttLib import TTFont

from qomsite.render.assets import FONT
from qomsite.render.font import WEIGHTS, subset

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "assets" / FONT
LETTERS = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئ"
JOINERS = {"\u200c", "\u200d", "\u200e", "\u200f", "\u00a0"}


@pytest.fixture(scope="module")
def published(site: Path) -> TTFont:
    """The font of the built site."""
    (path,) = (site / "assets").glob("*.woff2")
    return TTFont(BytesIO(path.read_bytes()))


def characters(site: Path) -> set[str]:
    """All that a reader of the site can see as text."""
    found: set[str] = set()
    for path in site.rglob("*.html"):
        text = re.sub(r"<(script|style)>.*?</\1>", "", path.read_text("utf-8"), flags=re.DOTALL)
        found.update(unescape(text))
    return {character for character in found if character.isprintable()} - JOINERS


def test_it_holds_every_character_of_the_site_that_its_source_has(
    site: Path, published: TTFont
) -> None:
    source = TTFont(SOURCE).getBestCmap()
    wanted = {ord(character) for character in characters(site)}
    assert wanted - published.getBestCmap().keys() == wanted - source.keys()


def test_no_letter_or_digit_is_missing(published: TTFont) -> None:
    wanted = {*LETTERS, *"۰۱۲۳۴۵۶۷۸۹٪٫٬،؛؟«»", *ascii_letters, *digits, *punctuation}
    assert {chr(code) for code in published.getBestCmap()} >= wanted


def test_persian_letters_join(published: TTFont) -> None:
    features = {record.FeatureTag for record in published["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina"} <= features


def test_its_weights_are_those_that_the_style_sheet_uses(published: TTFont) -> None:
    (axis,) = published["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *WEIGHTS)


def test_the_same_characters_give_the_same_bytes() -> None:
    wanted = frozenset("→☆ب")
    source = SOURCE.read_bytes()
    assert subset(source, wanted) == subset(source, wanted)
