"""The local fonts that stand in for the site's font take up the same room, so nothing moves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TOKENS = (ROOT / "assets" / "css" / "tokens.css").read_text("utf-8")
FACES = re.findall(r"@font-face \{([^}]*)\}", TOKENS)

WIDER_THAN = {"near": 1.094, "wide": 0.922}
"""How wide Vazirmatn sets the texts of the projects against Noto Naskh Arabic 2.021 and DejaVu
Sans 2.37, as Chromium lays them out (with their ligatures, which no table of widths tells)."""

NEARLY = 0.01


def told(face: str) -> dict[str, str]:
    """The descriptors of a font face."""
    return dict(re.findall(r"([a-z-]+): ([^;]+);", face))


STAND_INS = {told(face)["font-family"]: told(face) for face in FACES if "local(" in face}


def share(face: dict[str, str], name: str) -> float:
    """A descriptor in per cent as a share; all of it where it is not told."""
    return float(face.get(name, "100%").removesuffix("%")) / 100


@pytest.fixture(scope="module")
def font() -> Any:
    """The site's font as it is drawn."""
    return TTFont(ROOT / "assets" / "fonts" / "Vazirmatn[wght].ttf")


@pytest.mark.parametrize("name", STAND_INS)
def test_a_stand_in_is_as_high_as_the_font(name: str, font: Any) -> None:
    face, header, em = STAND_INS[name], font["hhea"], font["head"].unitsPerEm
    size = share(face, "size-adjust")
    assert size * share(face, "ascent-override") == pytest.approx(header.ascent / em, abs=NEARLY)
    assert size * share(face, "descent-override") == pytest.approx(-header.descent / em, abs=NEARLY)
    assert share(face, "line-gap-override") == header.lineGap / em == 0


@pytest.mark.parametrize("name", WIDER_THAN)
def test_a_stand_in_is_as_wide_as_the_font(name: str) -> None:
    assert share(STAND_INS[name], "size-adjust") == pytest.approx(WIDER_THAN[name], abs=NEARLY)


def test_every_stand_in_is_used_after_the_font() -> None:
    match = re.search(r"--font: ([^;]+);", TOKENS)
    assert match
    first, *others = [family.strip('" ') for family in match[1].split(",")]
    assert first == "Vazirmatn"
    assert set(STAND_INS) <= set(others)
