"""What a page of each type costs a reader with a cheap phone and a slow link.

`python3 build.py` first, then `.venv/bin/python tests/tools/cost.py`: opens the built pages in
Chromium behind a slow link and processor, and prints a table, the slowest page first.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import ARGUMENTS, specimens  # noqa: E402
from tests.browser.host import serving  # noqa: E402
from tests.tools import gate  # noqa: E402

PHONE: ViewportSize = {"width": 360, "height": 800}
BYTES_A_SECOND = 400_000 // 8
DELAY = 400
"""Of the link, in milliseconds."""
SLOWER = 4
"""How many times the processor is slowed down."""

LINK = {
    "offline": False,
    "latency": DELAY,
    **dict.fromkeys(("downloadThroughput", "uploadThroughput"), BYTES_A_SECOND),
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


@dataclass(frozen=True)
class Cost:
    """The first view of one page: times in milliseconds, sizes in bytes as they travel."""

    path: str
    paint: float
    shift: float
    requests: int
    received: int


def measure(browser: Browser, address: str, path: str) -> Cost:
    """Opens one page as a first-time reader with a cheap phone does."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="fa-IR")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        sizes: list[int] = []
        session.on(
            "Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"]))
        )
        page.goto(address + path)
        paint, shift = page.evaluate(_VITALS, ["largest-contentful-paint", "layout-shift"])
    finally:
        context.close()
    return Cost(path, paint, shift, requests=len(sizes), received=sum(sizes))


def main() -> None:
    """Measures one page of each type of `public/`."""
    site = ROOT / "public"
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=gate.find_chromium(), args=list(ARGUMENTS)
        )
        costs = [measure(browser, address, path) for path in specimens(site)]
        browser.close()
    print("    LCP ms    CLS  requests  received  page")
    for cost in sorted(costs, key=lambda cost: (-cost.paint, cost.path)):
        figures = f"{cost.paint:10.0f} {cost.shift:6.3f} {cost.requests:9} {cost.received:9}"
        print(figures, cost.path, sep="  ")


if __name__ == "__main__":
    main()
