"""Everything can be reached, seen and left with the keyboard alone. One page of each type."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import TWO_FRAMES, act, follow, goto
from tests.browser.chromium import specimens
from tests.browser.conftest import NewPage
from tests.browser.tour import DESKTOP, PHONE
from tests.listing import expect_none

STEPS = 120
"""Of a page with more controls the first and the last of them are walked through, so many each."""

LIST_CONTROLS = """() => {
    const can = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    window.controls = [...document.querySelectorAll(can)].filter(one =>
        !one.disabled && one.tabIndex >= 0 && !one.hidden
        && one.checkVisibility({visibilityProperty: true}));
    window.look = one => {
        const inner = one.matches("svg a") ? one.querySelector("path") ?? one : one;
        const style = getComputedStyle(inner);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
            style.backgroundColor, style.stroke, style.strokeWidth, style.position,
            style.clipPath].join();
    };
    window.before = window.controls.map(window.look);
    return window.controls.length;
}"""
WHERE = """async wanted => {
    if (window.controls[wanted] !== document.activeElement) await (%s)();
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const place = window.controls.indexOf(one);
    const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const words = (one.textContent || one.name || "").trim();
    return {
        place,
        name: `${one.tagName.toLowerCase()} «${words.slice(0, 30)}»`,
        changed: place >= 0 && window.look(one) !== window.before[place],
        uncovered: Boolean(hit) && (one.contains(hit) || hit.contains(one)),
    };
}""".replace("%s", TWO_FRAMES)
"""Looks at what has the focus, at once where it is what is wanted."""


def tab(page: Page, place: int) -> dict[str, Any] | None:
    """Presses Tab towards a control; gives what has the focus then."""
    at: dict[str, Any] | None = act(
        page, page.keyboard.press, "Tab", until=lambda: page.evaluate(WHERE, place)
    )
    return at


def walk(page: Page, path: str, start: int, steps: int) -> list[str]:
    """Presses Tab from the control before `start`, and says what went wrong on the way."""
    found: list[str] = []
    for place in range(start, start + steps):
        at = tab(page, place)
        if at is None or at["place"] != place:
            expected = page.evaluate("place => controls[place].outerHTML.slice(0, 80)", place)
            found.append(f"{path}: step {place}: at {at and at['name']}, not at {expected}")
            return found
        if not at["changed"]:
            found.append(f"{path}: nothing shows the focus of {at['name']}")
        if not at["uncovered"]:
            found.append(f"{path}: covered: {at['name']}")
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_control_is_reached_in_order(
    site: Path, server: str, new_page: NewPage, size: dict[str, int]
) -> None:
    page = new_page(viewport=size, reduced_motion="reduce")
    found: list[str] = []
    for path in specimens(site):
        goto(page, server + path)
        count = page.evaluate(LIST_CONTROLS)
        steps = min(count, STEPS)
        found += walk(page, path, 0, steps)
        if count > STEPS:
            rest = min(count - STEPS, STEPS)
            page.evaluate("place => controls[place].focus()", count - rest - 1)
            found += walk(page, path, count - rest, rest)
        at = tab(page, 0)  # out of the page, or round to its beginning: no trap
        if at is not None and at["place"] != 0:
            found.append(f"{path}: after the last control comes {at['name']}")
    expect_none(found)


def test_the_first_stop_skips_to_the_content(site: Path, server: str, new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    found: list[str] = []
    for path in specimens(site):
        goto(page, server + path)
        act(page, page.keyboard.press, "Tab")
        skip = page.locator(":focus")
        target = skip.get_attribute("href") or ""
        if not target.startswith("#") or not skip.is_visible():
            found.append(f"{path}: the first stop is not a skip link")
            continue
        follow(page, page.keyboard.press, "Enter")
        act(page, page.keyboard.press, "Tab")
        if not page.evaluate("document.querySelector('main').contains(document.activeElement)"):
            stop = page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
            found.append(f"{path}: after the skip link comes {stop}")
        if not page.evaluate("id => document.querySelector('main').id === id", target[1:]):
            found.append(f"{path}: the skip link does not lead to main")
    expect_none(found)


def test_the_menu_of_a_phone_opens_and_leads(server: str, new_page: NewPage) -> None:
    """With the keyboard, and without scripts too."""
    for scripts in (True, False):
        page = new_page(viewport=PHONE, java_script_enabled=scripts)
        goto(page, server)
        summary = page.locator(".masthead summary")
        link = page.locator(".masthead details a").first
        expect(link).to_be_hidden()
        summary.focus()
        act(page, page.keyboard.press, "Enter", until=expect(link).to_be_visible)
        act(page, page.keyboard.press, "Tab", until=expect(link).to_be_focused)
        target = link.evaluate("one => one.href")
        follow(page, page.keyboard.press, "Enter")
        expect(page).to_have_url(target)
        follow(page, page.go_back)
        summary.focus()
        act(page, page.keyboard.press, "Space", until=expect(link).to_be_visible)
        act(page, page.keyboard.press, "Space", until=expect(link).to_be_hidden)
