"""Light, dark, forced colours, more contrast, less motion. Every kind of element."""

import pytest
from playwright.sync_api import Page

from tests.browser.acting import act, goto
from tests.browser.frames import beside
from tests.browser.pool import NewPage
from tests.browser.tour import DESKTOP
from tests.browser.tour import SCHEMES as COLOUR_SCHEMES
from tests.listing import expect_none
from tests.test_contrast import SCHEMES, contrast, value

COLOURS = """() => {
    const style = getComputedStyle(document.body);
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    return [style.color, ground].map(colour => "#" + colour.match(/\\d+/g).slice(0, 3)
        .map(part => Number(part).toString(16).padStart(2, "0")).join(""));
}"""
LONGEST_FADE = 0.12
MOVING = """() => [...document.querySelectorAll("*")].flatMap(one => {
    const style = getComputedStyle(one);
    const seconds = Math.max(...style.transitionDuration.split(",").map(parseFloat));
    return seconds > 0 || style.animationName !== "none"
        ? [[`${one.tagName}.${one.getAttribute("class")}`, seconds, style.animationName]] : [];
})"""
INVISIBLE = """() => [...document.querySelectorAll("h1, h2, p, a, button, td, th, dd, summary")]
    .filter(one => one.checkVisibility() && one.textContent.trim())
    .filter(one => {
        let ground = one;
        while (ground && /, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor))
            ground = ground.parentElement;
        const behind = getComputedStyle(ground ?? document.documentElement).backgroundColor;
        return getComputedStyle(one).color === behind;
    }).map(one => one.outerHTML.slice(0, 80))"""
FOCUS_FIRST = "document.querySelector('.skip').focus()"
OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement);
    return document.hasFocus() && !document.activeElement.matches("body, .skip")
        && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_wears_the_tokens_of_its_scheme(
    server: str, new_page: NewPage, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    goto(page, server)
    tokens = SCHEMES[scheme]
    ink, paper = page.evaluate(COLOURS)
    assert contrast(ink, value(tokens, "ink")) == pytest.approx(1)
    assert contrast(paper, value(tokens, "paper")) == pytest.approx(1)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"


def test_forced_colours_leave_everything_readable(
    varied: list[str], server: str, new_page: NewPage
) -> None:
    page = new_page(forced_colors="active")
    found: list[str] = []
    for frames in beside(page, server, varied, DESKTOP):
        for scheme in COLOUR_SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for path, frame in frames.items():
                assert frame.evaluate("matchMedia('(forced-colors: active)').matches")
                frame.evaluate(FOCUS_FIRST)
                act(page, page.keyboard.press, "Tab")
                found += [f"{path}: {scheme}: {one}" for one in frame.evaluate(INVISIBLE)]
                if not frame.evaluate(OUTLINE):
                    found.append(f"{path}: {scheme}: no outline around what has the focus")
    expect_none(found)


def test_more_contrast_is_given_to_who_asks(server: str, new_page: NewPage) -> None:
    page = new_page(alone=True)
    session = page.context.new_cdp_session(page)
    wish = {"name": "prefers-contrast", "value": "more"}
    session.send("Emulation.setEmulatedMedia", {"features": [wish]})
    goto(page, server)
    wanted = value(SCHEMES["light, more contrast"], "muted")
    shown = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--muted')")
    assert value({**SCHEMES["light, more contrast"], "shown": shown}, "shown") == wanted


def test_motion_is_short_and_none_for_who_wants_none(
    varied: list[str], server: str, page: Page
) -> None:
    found: list[str] = []
    for frames in beside(page, server, varied, DESKTOP):
        page.emulate_media(reduced_motion="reduce")
        for path, frame in frames.items():
            found += [f"{path}: {one} moves" for one, _, _ in frame.evaluate(MOVING)]
        page.emulate_media(reduced_motion="no-preference")
        for path, frame in frames.items():
            found += [
                f"{path}: {one} moves for {seconds} s, {animation}"
                for one, seconds, animation in frame.evaluate(MOVING)
                if seconds > LONGEST_FADE or animation != "none"
            ]
    expect_none(found)
