"""Search in a browser: from a server and from a disk, by keys, for few bytes."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold
from tests.browser.acting import HOLD_TIMERS, act, becomes, follow, goto, open_page, settle
from tests.browser.pool import NewPage

FIRST_RESULTS, REQUESTS = 20_000, 6
"""Bytes over the wire, and requests, until the first results are there."""

PLACE = "[data-results] li"

HOLD_PARTS = """() => {
    const append = document.head.append.bind(document.head);
    const bring = script => {
        window.coming += 1;
        script.addEventListener("load", () => { window.coming -= 1; });
        append(script);
    };
    window.held = [];
    window.coming = 0;
    document.head.append = script => window.held.push(script);
    window.letGo = () => {
        document.head.append = bring;
        window.held.forEach(bring);
    };
}"""
"""Holds the parts of the index that a page asks for until `letGo`; counts those that come then."""

Search = Callable[[str], list[str]]


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, server: str, site: Path) -> str:
    """The search page on a server in a sub-folder, and on a disk."""
    return f"{server}search.html" if request.param == "server" else (site / "search.html").as_uri()


@pytest.fixture
def search(page: Page, server: str) -> Search:
    """Types a query on the search page; gives the paths of the results that are shown."""
    goto(page, f"{server}search.html")
    return lambda query: asked(page, query)


def asked(page: Page, query: str) -> list[str]:
    """Asks and waits for the answer, which the status line tells last.

    What is typed is asked for after a while too: without timers, only Enter asks.
    """
    page.evaluate(HOLD_TIMERS)
    enter(page, "")
    expect(state(page)).to_have_text("")
    enter(page, query)
    expect(state(page)).not_to_have_text("")
    return shown(page)


def enter(page: Page, query: str) -> None:
    """Asks; the answer is not waited for."""
    act(page, page.locator("#q").fill, query)
    act(page, page.locator("#q").press, "Enter")


def shown(page: Page) -> list[str]:
    links: list[str] = page.eval_on_selector_all(
        f"{PLACE} a", "links => links.map(link => link.getAttribute('href'))"
    )
    return links


def state(page: Page) -> Locator:
    """The line that tells the answer."""
    return page.locator("[data-state]")


def status(page: Page) -> str:
    return state(page).inner_text()


def marks(page: Page, pattern: str) -> None:
    """Waits for a mark of a pattern: in a title at once, in a snippet when its text has come."""
    mark = page.locator(f"{PLACE} mark").filter(has_text=re.compile(pattern))
    expect(mark.first).to_be_attached()


def test_a_part_of_a_word_finds_it(search: Search, page: Page) -> None:
    for query in ("شهردار", "شهرد", "فضای سب", "پارکین"):
        assert search(query), query
        assert "پیدا نشد" not in status(page)
        marks(page, f"^{query.split()[-1]}")


def test_results_say_what_they_are(search: Search, page: Page) -> None:
    assert search("خط قطار شهری")[0] == "projects/36.html"
    first = page.locator(PLACE).first
    assert re.fullmatch(r"[^۰-۹]+ [۰-۹]+", first.locator("b").inner_text())
    assert first.locator("a bdi mark").count() >= 1
    assert first.locator(".way").inner_text().strip().startswith("هدف")
    # As wide as the row.
    title, row = (one.bounding_box() for one in (first.locator("a span"), first))
    assert title is not None
    assert row is not None
    assert title["width"] > row["width"] * 0.9
    assert first.locator(".status").inner_text().strip() == "◐ در دست اجرا"
    assert first.locator(".sample").count() == 1
    expect(first.locator(".snippet")).not_to_have_text("")
    number = r"[۰-۹]+ نتیجه برای «خط قطار شهری»"
    assert re.fullmatch(number, status(page))
    search("درختواره")
    assert page.locator(PLACE).first.locator(".marks").count() == 0
    search("پارکنیگ")
    assert "«پارکنیگ» پیدا نشد" in status(page)
    search("پسماند کمیسیون تلفیق")
    assert "با برخی از آن‌ها" in status(page)


def test_a_snippet_marks_what_stands_in_the_text(search: Search, page: Page) -> None:
    search("تلفیق")
    assert "undefined" not in page.locator("[data-results]").inner_text()
    for item in page.locator(PLACE).all():
        item.scroll_into_view_if_needed()
        expect(item.locator(".snippet mark").first).to_have_text("تلفیق")


def test_ten_at_first_and_the_others_a_button_away(search: Search, page: Page) -> None:
    assert len(search("شهر")) == 10
    total = int(fold(status(page).split()[0]))
    assert total > 20
    button = page.locator(".more")
    for shown_before in (10, 20):
        left = persian_digits(str(min(10, total - shown_before)))
        assert button.inner_text() == f"{left} نتیجهٔ دیگر"
        button.focus()
        act(page, page.keyboard.press, "Enter")
        expect(page.locator(f"{PLACE} a").nth(shown_before)).to_be_focused()
    search("تندرو")
    expect(page.locator(".more")).to_be_hidden()


def test_nothing_found_says_what_to_do(search: Search, page: Page) -> None:
    assert search("ژژژژژژ") == []
    assert "«ژژژژژژ»" in status(page)
    assert "درختواره" in status(page)
    assert page.locator("[data-titles]").is_visible()
    assert page.locator("[data-titles] a[href='tree.html']").is_visible()
    assert page.locator("[data-titles] a[href='sitemap.html']").is_visible()


def test_a_query_is_only_text(search: Search, page: Page) -> None:
    for query in ("<img src=x onerror=alert(1)>", "{q}{}$&", "«»", "\\u0000", "'\"`${1}"):
        asked(page, query)
    assert page.locator("[data-results] img").count() == 0


def test_the_address_keeps_the_query(page: Page, address: str) -> None:
    goto(page, address)
    paths = asked(page, "فضای سبز")
    expect(page).to_have_url(f"{address}?q={quote('فضای سبز')}")
    follow(page, page.reload)
    expect(state(page)).to_contain_text("فضای سبز")
    expect(page.locator("#q")).to_have_value("فضای سبز")
    assert shown(page) == paths
    follow(page, page.locator(f"{PLACE} a").first.click)
    expect(page.locator("h1")).to_have_count(1)
    follow(page, page.go_back)
    expect(state(page)).to_contain_text("فضای سبز")
    expect(page.locator("#q")).to_have_value("فضای سبز")


def test_the_home_page_leads_to_results(page: Page, address: str) -> None:
    goto(page, address.replace("search.html", "index.html"))
    act(page, page.locator("main input[name=q]").fill, "طرح ۱۲۵")
    follow(page, page.keyboard.press, "Enter")
    assert page.url.startswith(f"{address}?q=")
    expect(page.locator(f"{PLACE} a").first).to_have_attribute("href", "projects/125.html")


def test_without_a_mouse(search: Search, page: Page, server: str) -> None:
    page.locator("#q").focus()
    act(page, page.keyboard.type, "نیمکت")
    expect(state(page)).to_contain_text("نتیجه برای «نیمکت»")
    assert page.locator("[data-state]").get_attribute("role") == "status"
    assert not page.locator("[data-titles]").is_visible()
    for _ in range(2):
        act(page, page.keyboard.press, "Tab")
    expect(page.locator("[data-results] a:focus")).to_be_attached()
    page.locator("#q").focus()
    act(page, page.keyboard.press, "Escape")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator("[data-titles]")).to_be_visible()
    assert page.locator(PLACE).count() == 0
    assert status(page) == ""
    expect(page).to_have_url(f"{server}search.html")


def test_only_the_last_answer_is_shown(search: Search, page: Page) -> None:
    """The first answer comes late: all that it asks for anew is held until the last one stands."""
    search("حرم")
    enter(page, "")
    expect(state(page)).to_have_text("")
    page.evaluate(HOLD_PARTS)
    enter(page, "پارکینگ و شهرداری و فضای سبز و نیمکت")
    becomes(page, "() => window.held.length > 0", True)
    enter(page, "حرم")
    expect(state(page)).to_contain_text("«حرم»")
    page.evaluate("letGo()")
    becomes(page, "() => window.coming", 0)
    settle(page)
    expect(state(page)).to_contain_text("«حرم»")
    marks(page, "حرم")


def test_a_missing_index_is_told_and_asked_for_again(browser: Browser, server: str) -> None:
    page = open_page(browser)
    for missing in ("index.js", "words-*", "documents-*"):
        page.route(f"**/search/{missing}", lambda route: route.abort())
        goto(page, f"{server}search.html")
        assert asked(page, "حرم") == []
        assert "بارگذاری نشد" in status(page)
        assert page.locator("[data-titles]").is_visible()
        page.unroute(f"**/search/{missing}")
        assert asked(page, "حرم")
    page.context.close()


def test_without_script_the_titles_are_there(new_page: NewPage, address: str) -> None:
    page = new_page(java_script_enabled=False)
    goto(page, f"{address}?q={quote('حرم')}")
    assert not page.locator("#q").is_visible()
    assert page.locator("[data-titles] a[href='sitemap.html']").is_visible()
    letters = page.locator("[data-titles] .letters a")
    assert letters.count() > 20
    title = page.locator("main a[href='../projects/125.html']")
    for letter in [link.get_attribute("href") for link in letters.all()]:
        goto(page, f"{address.rpartition('/')[0]}/{letter}")
        if title.count():
            break
    assert title.is_visible()


def test_first_results_are_light(page: Page, server: str, site: Path) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    for query in ("شهر", "پیاده‌راه", "برنامه ریزی شهر", "پهنه بازار کهنه شهر"):
        fetched.clear()
        goto(page, f"{server}search.html")
        asked(page, query)
        names = {url.rpartition("/")[2] for url in fetched if "/search/" in url}
        sizes = {
            name: len(gzip.compress((site / "search" / name).read_bytes(), 9)) for name in names
        }
        # What stands below the titles comes after them.
        late = ("texts-", "names-")
        first = {name: size for name, size in sizes.items() if not name.startswith(late)}
        assert "index.js" in first
        assert sum(first.values()) <= FIRST_RESULTS, first
        assert len(first) <= REQUESTS, first
