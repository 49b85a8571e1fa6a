"""A tour of all pages: all that the tests ask of every page is noted on one visit, for opening a
page costs more than looking at it.

The visit comes from the server, by a reader with a phone who has nothing kept from before and whose
font comes late, of a few pages at a time, each in a frame of that phone's size. The pages that
together hold every kind of element are opened by themselves too, looked at by axe-core, and read
from the disk without scripts.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.acting import TWO_FRAMES, goto, open_page, settle
from tests.browser.chromium import ARGUMENTS
from tests.browser.frames import (
    AT_ONCE,
    NOTE_READ,
    SET_WIDTH,
    batches,
    beside,
    open_frames,
    open_host,
)
from tests.browser.host import serving
from tests.browser.spare import REMOVE_SPARE
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
FONT_IN_PLACE = f"""() => Promise.all(eachFrame(frame => new Promise(go =>
    frame.document.readyState === "complete" ? go() : frame.addEventListener("load", go)
).then(() => frame.document.fonts.ready))).then({TWO_FRAMES}).then(() => eachFrame(frame => {{
    frame.addShifts(frame.observer.takeRecords());
    return [frame.shifts, [...frame.document.fonts].some(font => font.status === "loaded")];
}}))"""
WIDTHS = "() => eachFrame(frame => frame.document.scrollingElement.scrollWidth)"
TEXT = """() => {
    const left = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
    const read = (one, hidden) => one.nodeType === Node.TEXT_NODE ? one.data
        : one.nodeType !== Node.ELEMENT_NODE || left.has(one.tagName) || hidden.has(one) ? ""
        : [...one.childNodes].map(part => read(part, hidden)).join("");
    return eachFrame(frame => read(frame.document.body, frame.hiddenAtFirst));
}"""
"""The texts of the documents, without what is hidden until a script shows it."""
VISIBLE_TEXT = """() => {
    for (const one of window.hiddenAtFirst ?? []) one.hidden = true;
    return document.body.innerText;
}"""
LINKS = """() => [...document.querySelectorAll("[href], [src]")].map(one => one.href?.baseVal
    ?? (one.href || one.src))"""
ASKED, FINISHED = "Network.requestWillBeSent", "Network.loadingFinished"
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


def tour(
    site: Path,
    paths: Sequence[str],
    judged: Collection[str],
    prefix: str,
    chromium: str,
    axe: str,
) -> list[Visit]:
    """Visits pages of a site, hosted under a prefix; looks closer at those that are ``judged``.

    The guides, as many as :data:`GUIDES`, share the work.
    """

    def guide(part: Sequence[str]) -> list[Visit]:
        fonts = Event()
        with serving(site, prefix, fonts) as server, sync_playwright() as playwright:
            try:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                scripted, plain = (
                    Scripted(browser, server, fonts, axe),
                    Plain(browser, site, server),
                )
                seen: dict[str, dict[str, Any]] = {}
                for some in batches(part):
                    seen |= scripted.see(some)
                more = {
                    path: Judged(**found, **plain.see(path))
                    for path, found in scripted.judge(
                        [path for path in part if path in judged]
                    ).items()
                }
                browser.close()
            finally:
                fonts.set()  # the server ends when it has answered
            return [Visit(path, **seen[path], judged=more.get(path)) for path in part]

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
        self.asked: defaultdict[str, list[str]] = defaultdict(list)
        self.addresses: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.page = _page(browser, viewport={**PHONE, "width": PHONE["width"] * AT_ONCE})
        open_host(self.page, server)
        for script in (REPORT_CSP, NOTE_SHIFTS, NOTE_HIDDEN, NOTE_READ):
            self.page.add_init_script(script)
        watch(self.page, server, self.faults.append)
        self.wire = self.page.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        self.wire.on(ASKED, self._note_request)
        self.wire.on(FINISHED, self._note_size)

    def _note_request(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if not address.startswith("data:"):
            self.asked[event["documentURL"]].append(address)
            self.addresses[event["requestId"]] = address

    def _note_size(self, event: dict[str, Any]) -> None:
        address = self.addresses.get(event["requestId"], "")
        self.sizes[address] = max(self.sizes.get(address, 0), int(event["encodedDataLength"]))

    def see(self, paths: Sequence[str]) -> dict[str, dict[str, Any]]:
        """All that is noted of every page, of some of them."""
        page, addresses = self.page, [self.server + path for path in paths]
        for noted in (self.faults, self.asked, self.addresses, self.sizes):
            noted.clear()
        self.fonts.clear()
        self.wire.send(
            "Network.setCacheDisabled", {"cacheDisabled": True}
        )  # lets go of what it has
        open_frames(page, addresses, PHONE, is_read_enough=True)
        settle(page)
        self.fonts.set()
        fonts = page.evaluate(FONT_IN_PLACE)
        requests = [tuple(self.asked[address]) for address in addresses]
        received = [sum(self.sizes.get(one, 0) for one in asked) for asked in requests]
        page.evaluate(SET_WIDTH, NARROW["width"])
        widths, texts = page.evaluate(WIDTHS), page.evaluate(TEXT)
        faults = [
            # What names no page may be of each.
            tuple(one for one in self.faults if address in one or not _names(one, addresses))
            for address in addresses
        ]
        return {
            path: {
                "narrow_width": width,
                "shift": shift,
                "font_came": font_came,
                "requests": asked,
                "received": size,
                "text": text,
                "faults": shown,
            }
            for path, width, (shift, font_came), asked, size, text, shown in zip(
                paths, widths, fonts, requests, received, texts, faults, strict=True
            )
        }

    def judge(self, paths: Sequence[str]) -> dict[str, dict[str, Any]]:
        """What pages show to a phone, and what axe-core finds on a wide screen in the light scheme,
        then by the rules of colour in the dark one.
        """
        page, found = self.page, {}
        for frames in beside(page, self.server, paths, PHONE):
            for path, frame in frames.items():
                found[path] = {"visible_text": frame.evaluate(VISIBLE_TEXT)}
                frame.evaluate(REMOVE_SPARE)
                frame.evaluate(self.axe)  # the site's policy would refuse a script element
            page.evaluate(SET_WIDTH, DESKTOP["width"])
            for scheme, rules in zip(
                SCHEMES, (("tag", RULES), ("rule", COLOUR_RULES)), strict=True
            ):
                page.emulate_media(color_scheme=scheme)
                for path, frame in frames.items():
                    found[path][scheme] = tuple(frame.evaluate(RUN, rules))
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


def _names(fault: str, addresses: Sequence[str]) -> bool:
    return any(address in fault for address in addresses)


def _page(browser: Browser, **options: Any) -> Page:
    # Still, so that colours are judged where they come to rest and not on the way.
    still = {"locale": "fa-IR", "viewport": DESKTOP, "reduced_motion": "reduce"}
    return open_page(browser, **{**still, **options})
