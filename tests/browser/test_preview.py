"""The preview in a real browser: it loads again where one was, tells problems, and heals."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acting import HOLD_TIMERS, act, becomes, goto
from tests.browser.pool import Pool
from tests.browser.test_axe import violations
from tests.library.plans import project
from tests.listing import expect_none
from tests.serve.running import ROOT, Preview, previewing

PHONE = {"width": 360, "height": 740}
LONG = "\n\n".join(f"بند شمارهٔ {number} از یک متن بلند." for number in range(200))
FILES = {
    "projects/4.md": project("draft: بله"),
    "pages/long.md": f"---\ntitle: متن بلند\n---\n{LONG}\n",
    "README.md": (ROOT / "content/README.md").read_text("utf-8"),
}

COVERED = """() => {
    const strip = document.querySelector(".preview-strip");
    return [...document.querySelectorAll("a, button, summary")].filter(control => {
        if (strip.contains(control) || !control.checkVisibility()) return false;
        control.focus();
        return control.getBoundingClientRect().bottom > strip.getBoundingClientRect().top + 1;
    }).map(control => control.outerHTML);
}"""
"""The controls that are under the strip when they have the focus."""

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(tmp_path_factory.mktemp("preview"), FILES) as running:
        yield running


@pytest.fixture
def opened(preview: Preview, browser: Browser) -> Iterator[Opened]:
    """Opens pages of the preview; at the end fails if any showed a fault."""
    pool = Pool(browser, f"http://127.0.0.1:{preview.port}/")
    with pool.lending() as lend:

        def opened(path: str, **options: Any) -> Page:
            page = lend(alone=True, **options)
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
            goto(page, pool.server + path)
            return page

        yield opened
    assert pool.faults == []


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def top_of(page: Page, text: str) -> float:
    box = page.get_by_text(text, exact=True).bounding_box()
    assert box
    return box["y"]


def stays(page: Page, text: str, top: float) -> None:
    """Waits until a line stands where it stood, within 4 pixels."""
    moved = f"""() => {{
        const line = [...document.querySelectorAll("main p")].find(one =>
            one.textContent.trim() === {json.dumps(text)});
        const by = line?.getBoundingClientRect().top - {top};
        return Math.abs(by) < 4 ? 0 : String(by);
    }}"""
    becomes(page, moved, 0)


class TestASave:
    """The page is loaded again, and one is where one was."""

    def test_the_reader_stays_at_the_line_though_lines_above_it_come(
        self, preview: Preview, opened: Opened
    ) -> None:
        page = opened("long.html")
        line = "بند شمارهٔ 120 از یک متن بلند."
        page.get_by_text(line, exact=True).evaluate("line => scrollTo(0, line.offsetTop - 200)")
        before = top_of(page, line)
        edit(preview.content / "pages/long.md", "بند شمارهٔ 3 ", "تازه\n\nتازه‌تر\n\nبند شمارهٔ 3 ")
        expect(page.get_by_text("تازه‌تر")).to_be_attached()
        page.wait_for_load_state("load")
        stays(page, line, before)
        edit(preview.content / "pages/long.md", "تازه\n\nتازه‌تر\n\n", "")
        expect(page.get_by_text("تازه‌تر")).to_have_count(0)
        page.wait_for_load_state("load")
        stays(page, line, before)

    def test_a_problem_stands_in_the_way_and_is_gone_when_mended(
        self, preview: Preview, opened: Opened
    ) -> None:
        page = opened("long.html")
        line = "بند شمارهٔ 80 از یک متن بلند."
        page.get_by_text(line, exact=True).evaluate("line => scrollTo(0, line.offsetTop - 200)")
        before = top_of(page, line)
        edit(preview.content / "pages/long.md", "title:", "titel:")
        expect(page.locator("h1")).to_have_text("۱ مشکل در ۱ پرونده")
        expect(page.get_by_text("منظور «title» بود؟")).to_be_visible()
        expect(page.locator(".preview-meant mark").last).to_have_text("t")
        act(page, page.get_by_text("راهنما: unknown-field").click)
        expect(page.get_by_text("owner: معاونت مالی").last).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        edit(preview.content / "pages/long.md", "titel:", "title:")
        expect(page.locator("h1")).to_have_text("متن بلند")
        page.wait_for_load_state("load")
        stays(page, line, before)


class TestTheStrip:
    """It names the files, leads to them, and covers nothing."""

    def test_it_opens_with_the_keyboard_and_names_the_files(self, opened: Opened) -> None:
        page = opened("projects/1.html")
        strip = page.get_by_role("complementary", name="نوار پیش‌نمایش")
        strip.locator("summary").focus()
        act(page, page.keyboard.press, "Enter")
        expect(strip.get_by_role("link", name="باز کردن content/projects/1.md")).to_be_visible()
        expect(
            strip.get_by_role("link", name="باز کردن content/projects/_index.md")
        ).to_be_visible()

    def test_it_leads_to_the_file(self, preview: Preview, opened: Opened) -> None:
        page = opened("projects/1.html")
        page.evaluate(HOLD_TIMERS)
        act(page, page.locator(".preview-strip summary").click)
        path = preview.content / "projects/1.md"
        link = page.get_by_role("link", name="باز کردن content/projects/1.md")
        assert link.get_attribute("href") == f"vscode://file{path}:1:1"
        act(page, page.get_by_role("button", name="کپی نشانی content/projects/1.md").click)
        expect(page.get_by_role("button", name="کپی شد")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == str(path)

    def test_a_draft_is_marked_on_its_page_and_in_lists(self, opened: Opened) -> None:
        page = opened("projects/4.html")
        expect(page.locator(".preview-strip summary")).to_contain_text("پیش‌نویس")
        expect(page.locator("h1")).to_have_text("پیش‌نویس: طرح")
        page = opened("projects/1.html")
        expect(page.locator(".preview-strip summary")).not_to_contain_text("پیش‌نویس")
        page = opened("policies/1.html")
        expect(page.get_by_role("link", name="پیش‌نویس: طرح")).to_be_visible()

    def test_what_has_the_focus_is_never_under_it(self, opened: Opened) -> None:
        page = opened("sitemap.html", viewport=PHONE)
        for is_open in (False, True):
            page.evaluate("is => { document.querySelector('[data-strip]').open = is }", is_open)
            assert page.evaluate(COVERED) == []

    def test_it_is_not_printed(self, opened: Opened) -> None:
        page = opened("projects/1.html")
        page.emulate_media(media="print")
        expect(page.locator(".preview-strip")).to_be_hidden()

    def test_a_phone_has_room_for_it(self, opened: Opened) -> None:
        page = opened("projects/4.html", viewport=PHONE)
        act(page, page.locator(".preview-strip summary").click)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(preview: Preview, opened: Opened, axe: str, scheme: str) -> None:
    """On the strip, closed and open, and on the page of problems with an explanation open."""
    page = opened("projects/4.html", color_scheme=scheme, reduced_motion="reduce")
    # Where the strip lies in the page: above it, axe takes what scrolls by for covered.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found = violations(page, axe)
    act(page, page.locator(".preview-strip summary").click)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found += violations(page, axe)
    edit(preview.content / "projects/4.md", "policy: 1", "policy: 99")
    expect(page.locator("h1")).to_have_text("۱ مشکل در ۱ پرونده")
    page.wait_for_load_state("load")
    act(page, page.locator("summary").click)
    found += violations(page, axe)
    edit(preview.content / "projects/4.md", "policy: 99", "policy: 1")
    expect(page.locator("h1")).to_have_text("پیش‌نویس: طرح")
    expect_none(found)
