"""A real Chromium, the built site served under a sub-folder, and pages that report any fault."""

from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from qomsite import gates

PREFIX = "/sub/folder"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_CSP = """addEventListener("securitypolicyviolation", found => console.error(
    `CSP: ${found.violatedDirective} ${found.blockedURI} ${found.sourceFile}`))"""


class NewPage(Protocol):
    """Opens a page; the keywords are those of Playwright's `browser.new_context`."""

    def __call__(self, **options: Any) -> Page: ...


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder under PREFIX only, so that a link which assumes a domain root breaks."""

    def send_head(self) -> Any:
        if not self.path.startswith(PREFIX + "/"):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(PREFIX))

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the tests speak."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window and with an empty profile."""
    chromium = gates.find_chromium() or gates.playwright_chromium()
    if chromium is None:
        pytest.fail("no Chromium on this machine; `python3 build.py test` gets one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the built site, ending in a slash: http://127.0.0.1:port/sub/folder/."""
    handler = partial(Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        thread = Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}{PREFIX}/"
        listening.shutdown()
        thread.join()


@pytest.fixture
def new_page(browser: Browser, server: str) -> Iterator[NewPage]:
    """Opens pages, each in a context of its own, and at the end fails if any showed a fault.

    A fault is an error on the console, an uncaught exception, a violation of the content
    security policy, or a request to another origin.
    """
    contexts = []
    faults: list[str] = []

    def open_page(**options: Any) -> Page:
        size = {"width": 1280, "height": 800}
        context = browser.new_context(**{"locale": "fa-IR", "viewport": size, **options})
        contexts.append(context)
        context.add_init_script(REPORT_CSP)
        page = context.new_page()
        watch(page, server, faults.append)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a desktop screen, watched for faults."""
    return new_page()


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
