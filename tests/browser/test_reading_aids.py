"""Aids to reading: terms explained in place; what may be done with a page: copy, send, print."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import HOLD_TIMERS, act, follow, goto
from tests.browser.pool import NewPage

CHANGES = "changes/1405.html"
EXPLAINED = "news/council-approval.html"
PROJECT = "projects/1.html"
TERM = re.compile(r'<button class="term"[^>]*>([^<]*)</button><span class="definition".*?</span>')
MOST_BYTES = 1_000
ACTIONS = ".actions summary"
STUB_PRINT = "window.print = () => { window.printed = true; }"
STUB_SHARE = """Object.defineProperty(navigator, "share", {
    value: what => { window.shared = what; return Promise.resolve(); }, configurable: true})"""


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_term_opens_its_definition(
    server: str, new_page: NewPage, script: bool, width: int
) -> None:
    page = new_page(java_script_enabled=script, viewport={"width": width, "height": 700})
    goto(page, server + EXPLAINED)
    term = page.locator("button.term").first
    shown = page.locator(".definition").first
    expect(shown).to_be_hidden()
    act(page, term.click, until=lambda: expect(shown).to_be_in_viewport(ratio=1))
    act(page, page.keyboard.press, "Escape", until=expect(shown).to_be_hidden)


def test_a_term_opens_with_the_keyboard_and_leads_to_the_glossary(server: str, page: Page) -> None:
    goto(page, server + EXPLAINED)
    term = page.locator("button.term").first
    term.focus()
    link = page.locator(".definition").first.get_by_role("link", name="واژه‌نامه")
    act(page, page.keyboard.press, "Enter", until=expect(link).to_be_visible)
    act(page, page.keyboard.press, "Tab", until=expect(link).to_be_focused)
    follow(page, page.keyboard.press, "Enter")
    assert page.url.startswith(f"{server}glossary.html#")
    expect(page.locator("dt:target")).to_be_visible()


def test_definitions_weigh_little(site: Path) -> None:
    heavy = {}
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        bare = TERM.sub(r"\1", text)
        more = len(gzip.compress(text.encode(), 9)) - len(gzip.compress(bare.encode(), 9))
        heavy[path.relative_to(site).as_posix()] = more
    assert any(heavy.values())
    assert {path: more for path, more in heavy.items() if more > MOST_BYTES} == {}


def test_the_citation_is_copied(server: str, new_page: NewPage) -> None:
    page = new_page(alone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    goto(page, server + PROJECT)
    page.evaluate(HOLD_TIMERS)
    act(page, page.locator(ACTIONS).click)
    button = page.get_by_role("button", name="کپی ارجاع")
    done = page.get_by_role("button", name="کپی شد")
    act(page, button.click, until=expect(done).to_be_visible)
    page.evaluate("window.fire()")
    expect(button).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    title = page.locator("h1").inner_text()
    address = page.locator("link[rel=canonical]").get_attribute("href")
    assert re.fullmatch(
        rf"برنامهٔ قم ۱۴۰۴، طرح ۱ «{re.escape(title)}» \(نمونه\)، داده‌ها تا [^،]+، {address}", text
    )


def test_sharing_is_left_to_the_device(server: str, new_page: NewPage) -> None:
    page = new_page(alone=True)
    page.add_init_script(STUB_SHARE)
    goto(page, server + PROJECT)
    act(page, page.locator(ACTIONS).click)
    act(page, page.get_by_role("button", name="هم‌رسانی").click)
    assert page.evaluate("window.shared") == {
        "title": page.title(),
        "url": page.locator("link[rel=canonical]").get_attribute("href"),
    }


def test_what_cannot_work_is_not_offered(server: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    goto(page, server + PROJECT)
    act(page, page.locator(ACTIONS).click, until=expect(page.locator(".actions p")).to_be_visible)
    expect(page.locator(".actions button:visible")).to_have_count(0)


def test_an_address_is_sent_alone_and_without_a_script(server: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    goto(page, server + PROJECT)
    address = page.locator("link[rel=canonical]").get_attribute("href")
    sent = page.locator(".actions a").evaluate_all("links => links.map(a => a.href)")
    assert sent[:2] == [f"mailto:?body={address}", f"sms:?&body={address}"]


def test_a_page_is_printed_and_what_stands_under_its_title_is_not(
    server: str, new_page: NewPage
) -> None:
    page = new_page(alone=True)
    page.add_init_script(STUB_PRINT)
    goto(page, server + PROJECT)
    act(page, page.locator(ACTIONS).click)
    act(page, page.get_by_role("button", name="چاپ").click)
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".actions")).to_be_hidden()


def test_a_report_has_a_text_to_read_out_or_send(server: str, new_page: NewPage) -> None:
    page = new_page(alone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    goto(page, server + PROJECT)
    act(page, page.locator(ACTIONS).click)
    follow(page, page.get_by_role("link", name="گزارش خطا دربارهٔ طرح ۱").click)
    done = page.get_by_role("button", name="کپی شد")
    act(page, page.get_by_role("button", name="کپی متن").click, until=expect(done).to_be_visible)
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("دربارهٔ طرح ۱ در سایت برنامهٔ قم ۱۴۰۴ خطایی دیده‌ام.")
    assert text in page.get_by_role("status").filter(has_text="گزارش شما").inner_text()


def test_changes_are_shown_since_a_month_or_since_the_last_visit(
    server: str, new_page: NewPage
) -> None:
    page = new_page(alone=True)
    goto(page, server + CHANGES)
    choice, said = page.locator("[data-since] select"), page.locator("[data-since] output")
    days = "rows => rows.map(row => row.querySelector('time').dateTime)"
    rows = page.locator("section > .timeline > li:visible")
    everything = rows.evaluate_all(days)
    month = choice.locator("option").nth(1).get_attribute("value")
    act(page, choice.select_option, month, until=lambda: expect(said).not_to_be_empty())
    since = rows.evaluate_all(days)
    assert 0 < len(since) < len(everything)
    assert everything[: len(since)] == since

    # The data that this reader saw at the last visit were those of a day within the page.
    page.evaluate("day => localStorage.setItem('data-seen', ` ${day}`)", since[-1])
    goto(page, server + CHANGES)
    act(page, choice.select_option, "seen", until=lambda: expect(said).not_to_be_empty())
    newer = rows.evaluate_all(days)
    assert newer == [day for day in everything if day > since[-1]]
