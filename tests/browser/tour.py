"""A tour of all pages: all that the tests ask of every page is noted on one visit, for opening a
page costs more than looking at it.

The visit comes from the server, by a reader with a phone who has nothing kept from before and whose
font comes late. The pages that together hold every kind of element are looked at by axe-core too,
and read from the disk without scripts.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.acting import TWO_FRAMES, goto, open_page, settle
from tests.browser.chromium import ARGUMENTS, cover, page_paths
from tests.browser.host import serving
from tests.browser.watching import REPORT_CSP, watch

GUIDES = 1 if "PYTEST_XDIST_WORKER" in os.environ else 2
"""Chromiums at work at once: beside another worker one, else as many as there are cores."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

PHONE: ViewportSize = {"width": 360, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 800}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
RUN = """([type, values]) => axe.run(
        {preload: false, runOnly: {type, values}, resultTypes: ["violations"]})
    .then(found => found.violations.flatMap(violation => violation.nodes.map(
        node => `${violation.id}: ${node.target}: ${node.failureSummary}`)))"""

NOTE_SHIFTS = """window.shifts = 0;
window.addShifts = entries => { for (const shift of entries) window.shifts += shift.value; };
window.observer = new PerformanceObserver(list => window.addShifts(list.getEntries()));
window.observer.observe({type: "layout-shift", buffered: true});"""
NOTE_HIDDEN = """window.hiddenAtFirst = new Set();
new MutationObserver(changes => {
    for (const {addedNodes} of changes) for (const node of addedNodes)
        if (node.nodeType === 1) for (const one of [node, ...node.querySelectorAll("[hidden]")])
            if (one.hidden) window.hiddenAtFirst.add(one);
}).observe(document, {childList: true, subtree: true});"""
FONT_IN_PLACE = f"""() => document.fonts.ready.then({TWO_FRAMES}).then(() => {{
    window.addShifts(window.observer.takeRecords());
    return [window.shifts, [...document.fonts].some(font => font.status === "loaded")];
}})"""
TEXT = """() => {
    const left = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
    const read = one => one.nodeType === Node.TEXT_NODE ? one.data
        : one.nodeType !== Node.ELEMENT_NODE || left.has(one.tagName) || hiddenAtFirst.has(one) ? ""
        : [...one.childNodes].map(read).join("");
    return read(document.body);
}"""
"""The text of a document, without what is hidden until a script shows it."""
VISIBLE_TEXT = """() => {
    for (const one of window.hiddenAtFirst ?? []) one.hidden = true;
    return document.body.innerText;
}"""
LINKS = """() => [...document.querySelectorAll("[href], [src]")].map(one => one.href?.baseVal
    ?? (one.href || one.src))"""
FINISHED = "Network.loadingFinished"
WIDTH = "() => document.scrollingElement.scrollWidth"


@dataclass(frozen=True)
class Visit:
    """What was seen of one page; sizes in bytes over the wire.

    ``judged``: what else was seen, of the pages that together hold every kind of element.
    """

    path: str
    faults: tuple[str, ...]
    narrow_width: int
    shift: float
    font_came: bool
    requests: tuple[str, ...]
    received: int
    text: str
    judged: "Judged | None"


@dataclass(frozen=True)
class Judged:
    """What axe-core found in a page, and what it shows and leads to without scripts."""

    light: tuple[str, ...]
    dark: tuple[str, ...]
    visible_text: str
    text_without_scripts: str
    width_without_scripts: int
    links_on_disk: tuple[str, ...]


def tour(site: Path, prefix: str, chromium: str, axe: str) -> list[Visit]:
    """Visits every page of a site, hosted under a prefix.

    The guides, as many as :data:`GUIDES`, share the work.
    """
    paths, judged = page_paths(site), frozenset(cover(site))

    def guide(part: Sequence[str]) -> list[Visit]:
        fonts = Event()
        with serving(site, prefix, fonts) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            with_scripts = Scripted(browser, server, fonts, axe)
            without = Plain(browser, site, server)
            visits = []
            for path in part:
                seen = with_scripts.see(path)
                more = (
                    Judged(**with_scripts.judge(), **without.see(path)) if path in judged else None
                )
                visits.append(Visit(path, **seen, judged=more))
            browser.close()
            return visits

    with ThreadPoolExecutor(GUIDES) as guides:
        parts = guides.map(guide, [paths[start::GUIDES] for start in range(GUIDES)])
        return sorted((visit for part in parts for visit in part), key=lambda visit: visit.path)


class Scripted:
    """Sees pages as a browser with scripts does."""

    def __init__(self, browser: Browser, server: str, fonts: Event, axe: str) -> None:
        self.server = server
        self.fonts = fonts
        self.axe = axe
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.sizes: list[int] = []
        self.page = _page(browser, viewport=PHONE)
        for script in (REPORT_CSP, NOTE_SHIFTS, NOTE_HIDDEN):
            self.page.add_init_script(script)
        watch(self.page, server, self.faults.append)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.wire = self.page.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.wire.on(FINISHED, lambda event: self.sizes.append(int(event["encodedDataLength"])))

    def see(self, path: str) -> dict[str, Any]:
        """All that is noted of every page."""
        page = self.page
        self.faults.clear()
        self.requests.clear()
        self.sizes.clear()
        self.fonts.clear()
        goto(page, self.server + path, wait_until="domcontentloaded")
        settle(page)
        self.fonts.set()
        page.wait_for_load_state("load")
        shift, font_came = page.evaluate(FONT_IN_PLACE)
        requests, received = tuple(self.requests), sum(self.sizes)
        page.set_viewport_size(NARROW)
        narrow_width = page.evaluate(WIDTH)
        page.set_viewport_size(PHONE)
        text = page.evaluate(TEXT)
        return {
            "narrow_width": narrow_width,
            "shift": shift,
            "font_came": font_came,
            "requests": requests,
            "received": received,
            "text": text,
            "faults": tuple(self.faults),
        }

    def judge(self) -> dict[str, Any]:
        """What the page that was seen last shows; what axe-core finds on a wide screen in the light
        scheme, then by the rules of colour in the dark one.
        """
        page = self.page
        found = {"visible_text": page.evaluate(VISIBLE_TEXT)}
        page.set_viewport_size(DESKTOP)
        page.evaluate(self.axe)  # not a script element: the site's policy would refuse it
        for scheme, rules in zip(SCHEMES, (("tag", RULES), ("rule", COLOUR_RULES)), strict=True):
            page.emulate_media(color_scheme=scheme)
            found[scheme] = tuple(page.evaluate(RUN, rules))
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        return found


class Plain:
    """Sees pages as a browser without scripts does, from the disk.

    The page that a host shows for what is not there links from the host's root, so it alone is
    read from the server.
    """

    def __init__(self, browser: Browser, site: Path, server: str) -> None:
        self.address: Callable[[str], str] = lambda path: (
            server + path if path == "404.html" else (site / path).as_uri()
        )
        self.page = _page(browser, java_script_enabled=False, viewport=NARROW)

    def see(self, path: str) -> dict[str, Any]:
        """The text, the links and the width of one page on a narrow screen."""
        goto(self.page, self.address(path), wait_until="domcontentloaded")
        return {
            "width_without_scripts": self.page.evaluate(WIDTH),
            "text_without_scripts": self.page.evaluate(VISIBLE_TEXT),
            "links_on_disk": tuple(self.page.evaluate(LINKS)),
        }


def _page(browser: Browser, **options: Any) -> Page:
    # Still, so that colours are judged where they come to rest and not on the way.
    still = {"locale": "fa-IR", "viewport": DESKTOP, "reduced_motion": "reduce"}
    return open_page(browser, **{**still, **options})
