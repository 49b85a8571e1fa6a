"""axe-core on what the tour of all pages does not see: a phone in the dark, pages that lead on."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Frame, Page, Route

from tests.browser.acting import goto
from tests.browser.chromium import cover, held_by, redirect_paths
from tests.browser.frames import beside
from tests.browser.pool import NewPage
from tests.browser.spare import ENOUGH, REMOVE_SPARE
from tests.browser.tour import PHONE, RULES, RUN
from tests.conftest import parsed
from tests.listing import expect_none

REFRESH = '<meta http-equiv="refresh"'


def violations(page: Page | Frame, axe: str) -> list[str]:
    """What axe-core finds on the open page, a line for each rule and element."""
    page.evaluate(REMOVE_SPARE)
    page.evaluate(axe)  # not a script element: the site's policy would refuse it
    found: list[str] = page.evaluate(RUN, ["tag", RULES])
    return [f"{page.url}: {fault}" for fault in found]


def test_a_phone_in_the_dark(varied: list[str], server: str, new_page: NewPage, axe: str) -> None:
    page = new_page(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    opened = beside(page, server, varied, PHONE)
    expect_none(
        fault for frames in opened for frame in frames.values() for fault in violations(frame, axe)
    )


def test_pages_that_lead_on(site: Path, server: str, new_page: NewPage, axe: str) -> None:
    """Each leads to where its link does; of what they say meanwhile every kind of element is
    looked at, with no hurry.
    """
    page = new_page()
    # What browsers ask for where a page names no icon of its own.
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    found: list[str] = []
    roots = {path: parsed(site / path) for path in redirect_paths(site)}
    assert roots
    for path in cover({path: held_by(root) for path, root in roots.items()}):
        html = (site / path).read_text("utf-8")
        assert REFRESH in html
        page.route(server + path, answer(html.replace(REFRESH, '<meta name="still"')))
        goto(page, server + path)
        found += violations(page, axe)
        page.unroute(server + path)
    for path, root in roots.items():
        target = urljoin(server + path, str(root.xpath("//a/@href")[0]))
        goto(page, server + path, wait_until="commit")  # its load is not waited for: it may lead on
        page.wait_for_url(target, wait_until="domcontentloaded")
    expect_none(found)


def answer(html: str) -> Callable[[Route], None]:
    """Gives a page of its own instead of the server's."""
    return lambda route: route.fulfill(body=html, content_type="text/html")


FILL = """rows => { document.querySelector("main").innerHTML =
    `<ul>${rows.map(row => `<li>${row}</li>`).join("")}</ul>`; }"""
MAKE_PALE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("main li a { color: #bbb !important }");
    document.adoptedStyleSheets = [sheet];
}"""


def test_axe_sees_a_fault(server: str, page: Page, axe: str) -> None:
    """Also in a long list: in its first rows, and wherever a row is of another kind."""
    goto(page, f"{server}goals/2.html")
    page.evaluate(MAKE_PALE)
    assert any("color-contrast" in line for line in violations(page, axe))
    right, wrong = "<a href=#x>x</a>", "<a href=#x></a>"
    for rows, count in (
        ([wrong] + [right] * 9, 1),
        ([right] * 9 + [wrong], 1),
        ([wrong] * 9, ENOUGH),
    ):
        page.evaluate(FILL, rows)
        assert len([one for one in violations(page, axe) if "link-name" in one]) == count


def test_axe_sees_a_fault_of_a_kind_that_is_new_among_pages(
    server: str, new_page: NewPage, axe: str
) -> None:
    """Rows that stood in the pages before are not looked at again; another kind of row is."""
    page = new_page()
    right, wrong = "<a href=#x>x</a>", "<a href=#x></a>"
    [frames] = beside(page, server, ["goals/1.html", "goals/2.html"], PHONE)
    first, second = frames.values()
    first.evaluate(FILL, [right] * 9)
    second.evaluate(FILL, [right] * 9 + [wrong])
    assert violations(first, axe) == []
    assert len([one for one in violations(second, axe) if "link-name" in one]) == 1
    assert second.locator("main li").count() == 1
