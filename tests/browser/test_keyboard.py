"""Everything can be reached, seen and left with the keyboard alone: every kind of control."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import act, each, follow, goto, hold_down
from tests.browser.pool import NewPage
from tests.browser.spare import REMOVE_SPARE
from tests.browser.tour import DESKTOP, PHONE
from tests.listing import expect_none

LIST_CONTROLS = """() => {
    const can = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const controls = [...document.querySelectorAll(can)].filter(one =>
        !one.disabled && one.tabIndex >= 0 && !one.hidden
        && one.checkVisibility({visibilityProperty: true}));
    const look = one => {
        const inner = one.matches("svg a") ? one.querySelector("path") ?? one : one;
        const style = getComputedStyle(inner);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
            style.backgroundColor, style.stroke, style.strokeWidth, style.position,
            style.clipPath].join();
    };
    const before = controls.map(look);
    const stop = () => {
        const one = document.activeElement;
        if (!one || one === document.body) return null;
        const place = controls.indexOf(one);
        const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
        // The middle of what the window shows of it: a table may be taller than a phone.
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const hit = document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
        const words = (one.textContent || one.name || "").trim();
        return {
            place,
            name: `${one.tagName.toLowerCase()} «${words.slice(0, 30)}»`,
            changed: place >= 0 && look(one) !== before[place],
            uncovered: Boolean(hit) && (one.contains(hit) || hit.contains(one)),
        };
    };
    window.controls = controls;
    window.stops = [];
    addEventListener("keydown", () => { window.stops.push(stop()); }, true);
    window.takeStops = () => [...window.stops.splice(0), stop()].slice(1);
    return controls.length;
}"""
"""Lists the controls; from then on each key notes where the key before it led, and how it looks."""


def walk(page: Page, steps: int) -> list[dict[str, Any] | None]:
    """Holds Tab down for so many steps; gives what had the focus after each."""
    stops: list[dict[str, Any] | None] = act(
        page, hold_down, page, "Tab", steps, until=lambda: page.evaluate("takeStops()")
    )
    assert len(stops) == steps
    return stops


def faults(page: Page, steps: int) -> Iterator[str]:
    """Walks through so many controls, and says what went wrong on the way."""
    for place, at in enumerate(walk(page, steps)):
        if at is None or at["place"] != place:
            expected = page.evaluate("place => controls[place].outerHTML.slice(0, 80)", place)
            yield f"step {place}: at {at and at['name']}, not at {expected}"
            return
        if not at["changed"]:
            yield f"nothing shows the focus of {at['name']}"
        if not at["uncovered"]:
            yield f"covered: {at['name']}"


def skip_faults(page: Page) -> Iterator[str]:
    """Follows the first control, and says what is wrong with it as the way to the content."""
    page.evaluate("controls[0].focus()")
    skip = page.locator(":focus")
    target = skip.get_attribute("href") or ""
    if not target.startswith("#") or not skip.is_visible():
        yield "the first stop is not a skip link"
        return
    follow(page, page.keyboard.press, "Enter")
    act(page, page.keyboard.press, "Tab")
    if not page.evaluate("document.querySelector('main').contains(document.activeElement)"):
        stop = page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        yield f"after the skip link comes {stop}"
    if not page.evaluate("id => document.querySelector('main').id === id", target[1:]):
        yield "the skip link does not lead to main"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_control_is_reached_in_order(
    varied: list[str], server: str, new_page: NewPage, size: dict[str, int]
) -> None:
    """And the first of them skips to the content."""
    page = new_page(viewport=size, reduced_motion="reduce")
    found: list[str] = []
    for path in each(page, server, varied):
        page.evaluate(REMOVE_SPARE)
        count = page.evaluate(LIST_CONTROLS)
        found += [f"{path}: {fault}" for fault in faults(page, count)]
        [at] = walk(page, 1)  # out of the page, or round to its beginning: no trap
        if at is not None and at["place"] != 0:
            found.append(f"{path}: after the last control comes {at['name']}")
        found += [f"{path}: {fault}" for fault in skip_faults(page)]
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
