"""Measures how wide the site's font sets the site's own texts against each local font that stands
in for it: `python3 tests/tools/refit.py`, after a build. The ratios go into assets/css/tokens.css.

Titles are measured in bold, paragraphs in regular. The spread (one standard deviation) is what no
single ratio can mend: a letter that is wide in one font is narrow in another. Fonts that this
machine lacks are named; Noto Naskh Arabic is in Debian's fonts-noto-core.
"""

import sys
from base64 import b64encode
from pathlib import Path
from statistics import mean, pstdev

import lxml.html
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import ARGUMENTS, page_paths  # noqa: E402
from tests.test_font_metrics import FACES, FONT, told  # noqa: E402
from tests.tools import gate  # noqa: E402

TEXTS = {"700": "//h1", "400": "//p[@class='lead'] | //*[@class='prose']//p"}
"""Where texts of a weight stand."""

SHORTEST = 25
"""Letters of the texts that count: shorter ones take one line in any font."""

WIDTHS = """async ([source, weight, texts]) => {
    const face = new FontFace("measured", source, {weight: "400 700"});
    try { document.fonts.add(await face.load()); } catch { return null; }
    const pen = document.createElement("canvas").getContext("2d");
    pen.direction = "rtl";
    pen.font = `${weight} 100px measured`;
    const widths = texts.map(text => pen.measureText(text).width);
    document.fonts.delete(face);
    return widths;
}"""


def main() -> None:
    """Prints a line for each stand-in face of tokens.css."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=gate.find_chromium(), args=list(ARGUMENTS)
        )
        page = browser.new_page()
        drawn = f"url(data:font/ttf;base64,{b64encode(FONT.read_bytes()).decode()})"
        for weight, query in TEXTS.items():
            texts = sorted(texts_of(ROOT / "public", query))
            ours = page.evaluate(WIDTHS, [drawn, weight, texts])
            for face in map(told, FACES):
                if "local(" in face["src"] and face.get("font-weight", "400") == weight:
                    theirs = page.evaluate(WIDTHS, [face["src"], weight, texts])
                    print(face["font-family"], weight, face["src"], fit(ours, theirs))
        browser.close()


def texts_of(site: Path, query: str) -> set[str]:
    """The texts in Arabic letters alone that an XPath finds: they come from one font."""
    found = {
        " ".join(element.text_content().split())
        for path in page_paths(site)
        for element in lxml.html.parse(site / path).xpath(query)
    }
    return {text for text in found if len(text) >= SHORTEST and _is_persian(text)}


def _is_persian(text: str) -> bool:
    return not any(letter.isascii() and letter.isalnum() for letter in text)


def fit(ours: list[float], theirs: list[float] | None) -> str:
    """The ratio of the widths and its spread, in words."""
    if theirs is None:
        return "is not on this machine"
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    return f"ratio {mean(ratios):.4f}, spread {pstdev(ratios) / mean(ratios):.1%}"


if __name__ == "__main__":
    main()
