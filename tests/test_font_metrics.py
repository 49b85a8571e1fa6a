"""The local fonts that stand in for the site's font take up the same room, so nothing moves."""

import re
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from qomsite.render import assets

ROOT = Path(__file__).resolve().parents[1]
FONT = ROOT / "assets" / assets.FONT
TOKENS = (ROOT / "assets" / "css" / "tokens.css").read_text("utf-8")
FACES = re.findall(r"@font-face \{([^}]*)\}", TOKENS)

WIDER_THAN = {
    ("near", "400"): 1.096,
    ("near", "700"): 1.072,
    ("wide", "400"): 0.922,
    ("wide", "700"): 0.789,
}
"""How wide Vazirmatn sets the texts of the site against Noto Naskh Arabic 2.004 and DejaVu Sans
2.37 of the same weight, as Chromium lays them out (tests/tools/refit.py)."""

NEARLY = 0.002
"""Of the height, so that the browser, which rounds it to whole pixels, rounds alike."""
NEAR = 0.005
"""Of the width: a third of how much the ratio differs from text to text."""


def told(face: str) -> dict[str, str]:
    """The descriptors of a font face."""
    return dict(re.findall(r"([a-z-]+): ([^;]+);", face))


STAND_INS = {
    (face["font-family"], face.get("font-weight", "400")): face
    for face in map(told, FACES)
    if "local(" in face["src"]
}


def share(face: dict[str, str], name: str) -> float:
    """A descriptor in per cent as a share; all of it where it is not told."""
    return float(face.get(name, "100%").removesuffix("%")) / 100


@pytest.fixture(scope="module")
def font() -> Any:
    """The site's font as it is drawn."""
    return TTFont(FONT)


@pytest.mark.parametrize("name", STAND_INS)
def test_a_stand_in_is_as_high_as_the_font(name: tuple[str, str], font: Any) -> None:
    face, header, em = STAND_INS[name], font["hhea"], font["head"].unitsPerEm
    size = share(face, "size-adjust")
    assert size * share(face, "ascent-override") == pytest.approx(header.ascent / em, abs=NEARLY)
    assert size * share(face, "descent-override") == pytest.approx(-header.descent / em, abs=NEARLY)


@pytest.mark.parametrize("name", WIDER_THAN)
def test_a_stand_in_is_as_wide_as_the_font(name: tuple[str, str]) -> None:
    assert share(STAND_INS[name], "size-adjust") == pytest.approx(WIDER_THAN[name], abs=NEAR)


@pytest.mark.parametrize("family", sorted({family for family, _ in WIDER_THAN}))
def test_bold_and_regular_stand_in_from_faces_of_their_own(family: str) -> None:
    """A regular face made bold by the browser is as narrow as before; bold letters are wider."""
    assert STAND_INS[family, "400"]["src"] != STAND_INS[family, "700"]["src"]


def test_every_stand_in_is_used_after_the_font() -> None:
    match = re.search(r"--font: ([^;]+);", TOKENS)
    assert match
    first, *others = [family.strip('" ') for family in match[1].split(",")]
    assert [first] == [
        face["font-family"] for face in map(told, FACES) if "url(font)" in face["src"]
    ]
    assert {family for family, _ in STAND_INS} <= set(others)
