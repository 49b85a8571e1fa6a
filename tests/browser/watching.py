"""Sees every fault that a page shows: on the console, uncaught, against its policy, abroad."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

REPORT_CSP = """addEventListener("securitypolicyviolation", found => console.error(
    `CSP: ${found.violatedDirective} ${found.blockedURI} ${found.sourceFile}`))"""


def watch(page: Page, server: str, report: Callable[[str], None]) -> None:
    """Reports each fault of a page as a line that names the page, and in a frame the frame's page,
    where the browser knows it.
    """
    own = urlsplit(server).netloc

    def add(kind: str, text: str) -> None:
        report(f"{page.url}: {kind}: {text}")

    def add_line(line: ConsoleMessage) -> None:
        if line.type == "error":
            add("console", f"{line.text} ({line.location['url']})")

    page.on("console", add_line)
    page.on("pageerror", lambda error: add("uncaught", f"{error} ({error.stack})"))
    page.on(
        "request",
        lambda request: (
            add("request", f"{request.url} ({request.frame.url})")
            if urlsplit(request.url).scheme not in {"file", "data", "blob", "about"}
            and urlsplit(request.url).netloc != own
            else None
        ),
    )
