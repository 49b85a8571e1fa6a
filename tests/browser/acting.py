"""Acting in a browser: what is done to a page is followed by a wait for what it causes.

Chromium confirms a key or a click when the handlers of the page have run. What comes later (an
answer, a timer, another document) is waited for by name, however long it takes: a bound on time
is there to end a hanging test, never to judge.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page, Route, TimeoutError, expect

BOUND = 120_000
"""Milliseconds after which anything that is waited for is taken for hanging."""

THROTTLE = float(os.environ.get("QOMSITE_THROTTLE", "1"))
"""How many times slower than this machine the processor of each page is; 6 shows races."""

MEDIA = {
    "color_scheme": "prefers-color-scheme",
    "reduced_motion": "prefers-reduced-motion",
    "forced_colors": "forced-colors",
}
"""The options of Playwright that are features of media."""

TWO_FRAMES = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"

HOLD_TIMERS = """() => {
    const held = [];
    window.setTimeout = timer => held.push(timer);
    window.fire = () => held.splice(0).forEach(timer => timer());
}"""
"""Stops the timers of a page, so that what it says for a while stays until `fire` is called."""

expect.set_options(timeout=BOUND)


def open_page(browser: Browser, **options: Any) -> Page:
    """A page in a context of its own; `options` are those of Playwright's `new_context`."""
    context = browser.new_context(**options)
    context.set_default_timeout(BOUND)
    page = context.new_page()
    if THROTTLE > 1:
        slow_down(page, {name: options[name] for name in MEDIA.keys() & options.keys()})
    return page


def slow_down(page: Page, media: dict[str, Any]) -> None:
    """Throttles the processor of a page, which plays the ``media`` that its context was given.

    After a navigation Chromium asks the last session that was opened, so it is told of all media.
    """
    wire = page.context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    known, playwrights = dict(media), page.emulate_media

    def emulate(**asked: Any) -> None:
        playwrights(**asked)
        known.update((name, "" if value == "null" else value) for name, value in asked.items())
        features = [
            {"name": MEDIA[name], "value": known[name]} for name in MEDIA if known.get(name)
        ]
        told = {"media": known.get("media") or "", "features": features}
        wire.send("Emulation.setEmulatedMedia", told)

    emulate()
    page.emulate_media = emulate  # type: ignore[method-assign]


def open_profile(browser: Browser, folder: Path, **options: Any) -> Page:
    """A page of a browser of its own, whose storage stays in a folder when it is closed.

    `options` are those of Playwright's `launch_persistent_context`.
    """
    context = browser.browser_type.launch_persistent_context(folder, **options)
    context.set_default_timeout(BOUND)
    return context.pages[0]


def goto(page: Page, address: str, **options: Any) -> None:
    """Opens an address and waits until it has loaded, or for `wait_until`."""
    page.goto(address, **options)


def each(page: Page, server: str, paths: Iterable[str]) -> Iterator[str]:
    """Opens the pages of a server one after the other; gives the path of the one that is open."""
    for path in paths:
        goto(page, server + path)
        yield path


def follow(page: Page, action: Callable[..., object], *arguments: object) -> None:
    """Does what leads to another document or address, and waits until that has loaded."""
    with page.expect_navigation():
        action(*arguments)


def act(
    page: Page,
    action: Callable[..., object],
    *arguments: object,
    until: Callable[[], Any] | None = None,
) -> Any:
    """Does what stays within the document; gives what `until` gives, which waits for the effect.

    Without `until`, two frames are waited for: by then promises that wait for nothing else are
    settled and tasks that the handlers queued have run, so that also what must not happen would
    have begun. Where scripts are off there are no frames to wait for, and `until` is needed.
    """
    action(*arguments)
    return until() if until else settle(page)


def hold_down(page: Page, key: str, times: int) -> None:
    """Holds a key down as long as it takes to repeat so many times; waits for all of them together.

    One by one each would be drawn before the next, at more than twice the cost. Playwright's
    blocking interface sends one at a time, so what it is made of is asked.
    """

    async def send() -> None:
        keyboard = page.keyboard._impl_obj
        await asyncio.gather(*(keyboard.down(key) for _ in range(times)))

    page._sync(send())
    page.keyboard.up(key)


def settle(page: Page) -> None:
    """Waits for two frames of a page with scripts."""
    page.evaluate(TWO_FRAMES)


@dataclass
class Held:
    """Holds back what a page asks for until it is let go; `ask` is the handler of a route."""

    routes: list[Route] = field(default_factory=list)
    is_held: bool = True

    def ask(self, route: Route) -> None:
        """Answers a request: now, or when it is let go."""
        self.routes.append(route)
        if not self.is_held:
            route.continue_()

    def let_go(self) -> None:
        """From now on the answers come."""
        self.is_held = False
        for route in self.routes:
            route.continue_()


def becomes(page: Page | Frame, script: str, expected: Any) -> None:
    """Waits until a function in the page gives what is expected; fails with what it gave.

    What is expected is compared as JSON: lists, texts and numbers.
    """
    same = f"wanted => JSON.stringify(({script})()) === JSON.stringify(wanted)"
    try:
        page.wait_for_function(same, arg=expected)
    except TimeoutError:
        assert page.evaluate(script) == expected
        raise
