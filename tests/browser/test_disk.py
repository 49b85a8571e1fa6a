"""The folder opened from a disk is the site, with scripts too; and a reader's way through it."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.acting import becomes, follow, goto
from tests.browser.chromium import specimens
from tests.browser.frames import HOST, batches, open_frames
from tests.browser.pool import NewPage, Pool
from tests.browser.tour import PHONE

FONT = """() => [...document.fonts].some(font => font.status === "loaded") ? "loaded"
    : `${location}: the font has not come`"""
ADVANCE = """() => [...document.querySelectorAll("main a[href]")]
    .filter(one => one.protocol === location.protocol && one.host === location.host
        && one.pathname !== location.pathname && one.checkVisibility())
    .map(one => one.href)[0]"""


def test_no_fault_from_the_disk(site: Path, tmp_path: Path, page: Page) -> None:
    host = tmp_path / "frames.html"
    host.write_text(HOST, "utf-8")
    goto(page, host.as_uri())
    # The links of the page that a host shows for what is not there start from its root.
    paths = [path for path in specimens(site) if path != "404.html"]
    for part in batches(paths):
        open_frames(page, [(site / path).as_uri() for path in part], PHONE)
        frames = page.main_frame.child_frames
        assert len(frames) == len(part)
        for frame in frames:
            becomes(frame, FONT, "loaded")


def test_a_fault_from_the_disk_is_seen(site: Path, tmp_path: Path, pool: Pool) -> None:
    """In a frame too."""
    html = (site / "index.html").read_text("utf-8")
    (tmp_path / "page.html").write_text(html, "utf-8")  # its scripts are not beside it
    (tmp_path / "frames.html").write_text(HOST, "utf-8")
    with pool.lending() as lend:
        page = lend()
        goto(page, (tmp_path / "frames.html").as_uri())
        open_frames(page, [(tmp_path / "page.html").as_uri()], PHONE)
        assert pool.faults


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
