"""The folder opened from a disk is the site, with scripts too; and a reader's way through it."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.acting import becomes, follow, goto
from tests.browser.chromium import specimens
from tests.browser.pool import NewPage

FONT = """() => [...document.fonts].some(font => font.status === "loaded") ? "loaded"
    : `${location}: the font has not come`"""
ADVANCE = """() => [...document.querySelectorAll("main a[href]")]
    .filter(one => one.protocol === location.protocol && one.host === location.host
        && one.pathname !== location.pathname && one.checkVisibility())
    .map(one => one.href)[0]"""


def test_no_fault_from_the_disk(site: Path, page: Page) -> None:
    for path in specimens(site):
        if path != "404.html":  # its links start from the root of the host
            goto(page, (site / path).as_uri())
            becomes(page, FONT, "loaded")


def test_a_way_through_the_site(site: Path, server: str, new_page: NewPage) -> None:
    """From the home page inward by the first link of each page, from the disk and in a folder."""
    for home in ((site / "index.html").as_uri(), server + "index.html"):
        for scripts in (True, False):
            page = new_page(java_script_enabled=scripts)
            goto(page, home)
            for _ in range(4):
                target = page.evaluate(ADVANCE)
                assert target, f"{page.url} leads nowhere"
                goto(page, target)
                assert page.locator("h1").count() == 1, page.url


def test_the_not_found_page_works_wherever_it_is_shown(site: Path, server: str, page: Page) -> None:
    html = (site / "404.html").read_text("utf-8")
    address = f"{server}no/such/page"
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
    goto(page, address)
    becomes(page, FONT, "loaded")
    follow(page, page.locator("main a").first.click)
    assert page.url.startswith(server)
    assert page.url != address
