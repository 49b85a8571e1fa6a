"""A real Chromium, the built site served under a sub-folder, and pages that report any fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.acting import open_page
from tests.browser.chromium import ARGUMENTS
from tests.browser.host import serving
from tests.browser.tour import Visit, tour
from tests.browser.watching import REPORT_CSP, watch
from tests.conftest import built
from tests.tools import gate

PREFIX = "/sub/folder/"


class NewPage(Protocol):
    """Opens a page; the keywords are those of Playwright's `browser.new_context`."""

    def __call__(self, **options: Any) -> Page: ...


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped site as it is built to be hosted under PREFIX."""
    return built(tmp_path_factory, "hosted", "--base-url", f"https://qom1404.example{PREFIX}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; without it the tests fail."""
    path = gate.find_chromium() or gate.playwright_chromium()
    if path is None:
        pytest.fail("no Chromium on this machine; `python3 build.py test` gets one")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without a window and with an empty profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the built site, ending in a slash: http://127.0.0.1:port/sub/folder/."""
    with serving(site, PREFIX) as address:
        yield address


@pytest.fixture(scope="session")
def axe(npm_file: Callable[[str], Path]) -> str:
    """The source of axe-core."""
    return npm_file("axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def visits(site: Path, server: str, chromium: str, axe: str) -> list[Visit]:
    """What a tour of all pages saw."""
    return tour(site, server, chromium, axe)


@contextmanager
def opening(browser: Browser, server: str, faults: list[str]) -> Iterator[NewPage]:
    """Opens pages, each in a context of its own, and gathers the faults that any of them shows.

    A fault is an error on the console, an uncaught exception, a violation of the content
    security policy, or a request to another origin.
    """
    pages = []

    def open_watched(**options: Any) -> Page:
        size = {"width": 1280, "height": 800}
        page = open_page(browser, **{"locale": "fa-IR", "viewport": size, **options})
        pages.append(page)
        page.add_init_script(REPORT_CSP)
        watch(page, server, faults.append)
        return page

    yield open_watched
    for page in pages:
        page.context.close()


@pytest.fixture
def new_page(browser: Browser, server: str) -> Iterator[NewPage]:
    """Opens pages, and at the end fails if any showed a fault."""
    faults: list[str] = []
    with opening(browser, server, faults) as open_watched:
        yield open_watched
    assert faults == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a desktop screen, watched for faults."""
    return new_page()
