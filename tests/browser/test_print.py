"""On paper: the text alone, addresses written out, a project on two sheets."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.acting import each, goto
from tests.browser.chromium import page_paths
from tests.browser.frames import beside
from tests.browser.test_schemes import COLOURS
from tests.browser.tour import DESKTOP
from tests.listing import expect_none

SHEETS = 2
LONGEST_PROJECTS = 8
SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")

# A word that opens its explanation is a word of the text; the star is a picture too.
CHROME = """() => [...document.querySelectorAll(
    "nav:not(:has(> svg)), .skip, button:not([popovertarget]), input, select, textarea")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 1
        && getComputedStyle(one).clipPath === "none")
    .map(one => one.outerHTML.slice(0, 80))"""
BARE_LINKS = """() => [...document.querySelectorAll("main a[href^='http']")]
    .filter(one => one.checkVisibility())
    .filter(one => !one.textContent.includes(one.getAttribute("href"))
        && !getComputedStyle(one, "::after").content.includes(one.getAttribute("href")))
    .map(one => one.outerHTML.slice(0, 120))"""
CLOSED = """() => [...document.querySelectorAll("main details:not(form *, .actions)")]
    .filter(one => one.checkVisibility() || one.parentElement.checkVisibility())
    .filter(one => [...one.children].some(part =>
        part.tagName !== "SUMMARY" && part.textContent.trim() && !part.checkVisibility()))
    .map(one => one.outerHTML.slice(0, 120))"""
GRIDS = """() => [...document.querySelectorAll("main :has(> table), main :has(> .scroll)")]
    .filter(one => getComputedStyle(one).display.includes("grid"))
    .map(one => one.outerHTML.slice(0, 80))"""
BEYOND = """() => [...document.querySelectorAll("main section, main section > *, main table")]
    .filter(one => one.checkVisibility())
    .filter(one => { const { left, right } = one.getBoundingClientRect();
        const sheet = document.querySelector("main").getBoundingClientRect();
        return left < sheet.left - 1 || right > sheet.right + 1; })
    .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def paper(page: Page) -> Page:
    """A page that is looked at as it would be printed."""
    page.emulate_media(media="print")
    return page


FAULTS = {
    "printed": CHROME,
    "no address": BARE_LINKS,
    "stays folded": CLOSED,
    # Chromium prints what follows a table in such a grid over the rows of the next sheet.
    "a grid that two sheets share": GRIDS,
}


def test_the_text_is_printed_whole_and_nothing_else(
    varied: list[str], server: str, paper: Page
) -> None:
    found: list[str] = []
    for frames in beside(paper, server, varied, DESKTOP):
        for path, frame in frames.items():
            for fault, script in FAULTS.items():
                found += [f"{path}: {fault}: {one}" for one in frame.evaluate(script)]
    expect_none(found)


def test_a_sum_stands_once_at_the_end_of_its_table(server: str, paper: Page) -> None:
    goto(paper, f"{server}statuses/index.html")
    displays = "all => all.map(foot => getComputedStyle(foot).display)"
    assert set(paper.locator("tfoot").evaluate_all(displays)) == {"table-row-group"}


def test_a_section_keeps_to_the_sheet(server: str, paper: Page) -> None:
    """The headings hang in the side column; nothing reaches beyond the right or the left margin."""
    paper.set_viewport_size({"width": 680, "height": 900})
    for path in each(
        paper,
        server,
        ("reckoning.html", "reckoning/goals/2.html", "projects/1.html", "goals/2.html"),
    ):
        assert paper.evaluate(BEYOND) == [], path


def test_black_on_white_in_either_scheme(server: str, paper: Page) -> None:
    paper.emulate_media(media="print", color_scheme="dark")
    goto(paper, server)
    assert paper.evaluate(COLOURS) == ["#000000", "#ffffff"]


def test_a_project_takes_two_sheets(site: Path, server: str, page: Page) -> None:
    projects = [path for path in page_paths(site) if re.fullmatch(r"projects/\d+\.html", path)]
    projects.sort(key=lambda path: -(site / path).stat().st_size)
    sheets = {path: sheet_count(page, server + path) for path in projects[:LONGEST_PROJECTS]}
    expect_none(f"{path}: {count} sheets" for path, count in sheets.items() if count > SHEETS)
    assert min(sheets.values()) >= 1


def sheet_count(page: Page, address: str) -> int:
    """How many sheets of A4 a page takes."""
    goto(page, address)
    return len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True)))
