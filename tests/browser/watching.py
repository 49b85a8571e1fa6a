"""Sees every fault that a page shows: on the console, uncaught, against its policy, abroad."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

REPORT_CSP = """addEventListener("securitypolicyviolation", found => console.error(
    `CSP: ${found.violatedDirective} ${found.blockedURI} ${found.sourceFile}`))"""


def watch(page: Page, server: str, report: Callable[[str], None]) -> None:
    """Reports each fault of a page as a line that names the page."""
    own = urlsplit(server).netloc

    def add(kind: str, text: str) -> None:
        report(f"{page.url}: {kind}: {text}")

    page.on("console", lambda line: add("console", line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: add("uncaught", str(error)))
    page.on(
        "request",
        lambda request: (
            add("request", request.url)
            if urlsplit(request.url).scheme not in {"file", "data", "blob", "about"}
            and urlsplit(request.url).netloc != own
            else None
        ),
    )
