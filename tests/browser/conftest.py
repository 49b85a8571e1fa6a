"""A real Chromium, the built site served under a sub-folder, and pages that report any fault."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, Held, cover, held_by, page_paths, specimens
from tests.browser.host import serving
from tests.browser.pool import NewPage, Pool
from tests.browser.tour import Visit, tour
from tests.conftest import built, parsed
from tests.tools import gate

PREFIX = "/sub/folder/"


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
def roots(site: Path) -> dict[str, HtmlElement]:
    """All pages that are read as trees, by path."""
    return {path: parsed(site / path) for path in page_paths(site)}


@pytest.fixture(scope="session")
def held(roots: dict[str, HtmlElement]) -> dict[str, Held]:
    """What is in each of them."""
    return {path: held_by(root) for path, root in roots.items()}


@pytest.fixture(scope="session")
def varied(site: Path) -> list[str]:
    """Of one page of each type few that together hold every kind of element: what is asked of each
    element by itself is asked of these.
    """
    return cover({path: held_by(parsed(site / path)) for path in specimens(site)})


@pytest.fixture(scope="session")
def visits(site: Path, held: dict[str, Held], chromium: str, axe: str) -> list[Visit]:
    """What a tour of all pages saw."""
    return tour(site, [*held], frozenset(cover(held)), PREFIX, chromium, axe)


@pytest.fixture(scope="session")
def pool(browser: Browser, server: str) -> Pool:
    """The pages of the built site that tests take turns with."""
    return Pool(browser, server)


@pytest.fixture
def new_page(pool: Pool) -> Iterator[NewPage]:
    """Opens pages, and at the end fails if any showed a fault."""
    with pool.lending() as lend:
        yield lend
    assert pool.faults == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a desktop screen, watched for faults."""
    return new_page()
