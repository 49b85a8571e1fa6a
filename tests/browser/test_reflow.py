"""Large text and wide spacing clip nothing; what is touched is large. One page of each type."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.acting import goto
from tests.browser.chromium import specimens
from tests.browser.frames import SET_WIDTH, beside
from tests.browser.pool import NewPage
from tests.browser.tour import DESKTOP, NARROW, PHONE, WIDTH
from tests.listing import expect_none

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
LARGE = "html { font-size: 200% !important }"

SET_STYLE = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
UNFOLD_MENU = "open => { document.querySelector('.masthead details').open = open; }"
UNFOLD = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"

CLIPPED = """() => [...document.body.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    const across = /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    const down = /hidden|clip/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
    if (!across && !down) return false;
    const box = one.getBoundingClientRect();
    if (!one.textContent.trim() || box.width <= 1 || box.height <= 1) return false;
    if (style.clipPath !== "none" || !one.checkVisibility()) return false;
    return !one.closest("[aria-hidden=true]");  // a sign, drawn as a shape
}).map(one => `${one.tagName}.${one.getAttribute("class")}: ${one.textContent.trim().slice(0, 40)}`)
"""
OUTSIDE = """() => [...document.body.querySelectorAll("*")].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || !one.checkVisibility()) return false;
    if (one.closest(".scroll, [role=region], svg")) return false;
    return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
}).slice(0, 3).map(one => `${one.tagName}.${one.getAttribute("class")}`).join(", ")"""

TARGETS = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary")].flatMap(one => {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (!one.checkVisibility({visibilityProperty: true}) || box.width <= 1) return [];
    if (style.clipPath !== "none" || one.closest("svg")) return [];  // the star: see below
    const navigates = one.closest("nav, .masthead");
    const block = one.closest("p, li, dd, dt, td, th, blockquote, figcaption, summary, label");
    const sentence = style.display === "inline" && block
        && block.textContent.trim() !== one.textContent.trim();
    if (!navigates && sentence) return [];
    const least = navigates ? 44 : 24;
    if (box.width >= least - .5 && box.height >= least - .5) return [];
    const words = (one.textContent || one.name || "").trim().slice(0, 40);
    return [`${Math.round(box.width)}×${Math.round(box.height)} of ${least}: `
        + `${one.tagName.toLowerCase()} «${words}»`];
})"""
POINTS = """() => [...document.querySelectorAll("svg a")].flatMap(one => {
    const box = one.getBoundingClientRect();
    if (Math.min(box.width, box.height) >= 43.5) return [];
    const [width, height] = [box.width, box.height].map(Math.round);
    return [`${one.getAttribute("href")}: ${width}×${height} of 44`];
})"""

TITLE_TOP = "() => Math.round(document.querySelector('h1').getBoundingClientRect().top)"
TITLE_MOST = 200

SETTINGS = {
    "spacing, desktop": (DESKTOP, SPACING),
    "spacing, narrow": (NARROW, SPACING),
    "large, desktop": (DESKTOP, LARGE),
    "large, phone": (PHONE, LARGE),
    "unfolded, narrow": (NARROW, ""),
}


def test_targets_are_large_the_title_begins_high_up_and_nothing_is_clipped_or_scrolls_sideways(
    site: Path, server: str, new_page: NewPage
) -> None:
    """In one visit of each page: none of its styles asks what it is pointed at with."""
    page = new_page(viewport=DESKTOP, has_touch=True)
    found: list[str] = []
    for frames in beside(page, server, specimens(site), PHONE):
        for path, frame in frames.items():
            top = frame.evaluate(TITLE_TOP)
            if top > TITLE_MOST:
                found.append(f"{path}: the title begins at {top} px of {TITLE_MOST}")
            frame.evaluate(UNFOLD)
            frame.evaluate(UNFOLD_MENU, True)
            found += [f"{path}: {one}" for one in frame.evaluate(TARGETS) + frame.evaluate(POINTS)]
            frame.evaluate(UNFOLD_MENU, False)
        for name, (size, css) in SETTINGS.items():
            page.evaluate(SET_WIDTH, size["width"])
            for path, frame in frames.items():
                frame.evaluate(SET_STYLE, css)
                if css:
                    found += [f"{path}: {name}: clipped: {one}" for one in frame.evaluate(CLIPPED)]
                width = frame.evaluate(WIDTH)
                if width > size["width"]:
                    found.append(f"{path}: {name}: {width} px wide: {frame.evaluate(OUTSIDE)}")
    expect_none(found)


def test_what_is_clipped_is_seen(server: str, page: Page) -> None:
    goto(page, server)
    page.evaluate(
        """() => { const box = document.querySelector("h1");
        box.style.cssText = "overflow: hidden; block-size: 10px"; }"""
    )
    assert any(one.startswith("H1") for one in page.evaluate(CLIPPED))
