"""What the first view of a page costs, measured in Chromium behind a slow link and processor."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, ViewportSize

from qomsite.audit.host import compressed

PHONE: ViewportSize = {"width": 360, "height": 800}
BYTES_A_SECOND = 400_000 // 8
DELAY = 400
"""Of the link, in milliseconds."""
SLOWER = 4
"""How many times the processor is slowed down."""

LINK = {
    "offline": False,
    "latency": DELAY,
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": BYTES_A_SECOND,
}
_VITALS = """types => document.fonts.ready.then(() => Promise.all(types.map(type => {
    const found = [];
    const note = new PerformanceObserver(list => found.push(...list.getEntries()));
    note.observe({type, buffered: true});
    return new Promise(done => setTimeout(() => done(found), 500));
}))).then(([paints, shifts]) => [
    Math.max(0, ...paints.map(paint => paint.startTime)),
    shifts.reduce((sum, shift) => sum + shift.value, 0),
])"""
_INLINE_SCRIPTS = """() => [...document.scripts]
    .filter(script => !script.src && (!script.type || script.type === "module"))
    .map(script => script.textContent).join("")"""


@dataclass(frozen=True)
class Cost:
    """The first view of one page: times in milliseconds, sizes in bytes as they travel."""

    path: str
    paint: float
    shift: float
    requests: int
    received: int
    html: int
    script: int


def measure(browser: Browser, address: str, path: str) -> Cost:
    """Opens one page as a first-time reader with a cheap phone does."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="fa-IR")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        kinds: dict[str, str] = {}
        sizes: dict[str, int] = {}

        def begun(event: dict[str, Any]) -> None:
            kinds[event["requestId"]] = event.get("type", "")

        def done(event: dict[str, Any]) -> None:
            sizes[event["requestId"]] = int(event["encodedDataLength"])

        session.on("Network.requestWillBeSent", begun)
        session.on("Network.loadingFinished", done)
        response = page.goto(address + path)
        paint, shift = page.evaluate(_VITALS, ["largest-contentful-paint", "layout-shift"])
        inline = str(page.evaluate(_INLINE_SCRIPTS)).encode()
        html = response.body() if response else b""
    finally:
        context.close()
    scripts = sum(size for request, size in sizes.items() if kinds.get(request) == "Script")
    return Cost(
        path=path,
        paint=paint,
        shift=shift,
        requests=len(sizes),
        received=sum(sizes.values()),
        html=len(compressed(html)),
        script=scripts + (len(compressed(inline)) if inline else 0),
    )
