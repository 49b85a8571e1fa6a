"""Search finds what BARS.md lists, from a server and from a disk, for few bytes."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import category, name
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qomsite.loader.load import load
from qomsite.text.folding import fold
from qomsite.text.stems import words
from tests.browser.acting import HOLD_TIMERS, act, becomes, follow, goto, open_page, settle
from tests.browser.pool import NewPage
from tests.conftest import ROOT

VECTORS: dict[str, Any] = json.loads((ROOT / "tests/text/search_vectors.json").read_text("utf-8"))
FIRST_RESULTS = 20_000
"""Bytes over the wire until the first results are there, for any query."""

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
PLACE = "[data-results] li"

SPELLINGS = (
    ("برنامه‌ریزی", "برنامه ریزی", "برنامهریزی"),
    ("حمل‌ونقل", "حمل و نقل", "حملونقل"),
    ("كميسيون", "کمیسیون", "کمیسـیون"),
    ("۱۴۰۴", "١٤٠٤", "1404"),
    ("مودی", "مؤدی", "مُؤَدّی"),
    ("سیاست‌ها", "سیاست ها", "سیاستها"),
    ("طرح ۱۲۵", "طرح ١٢٥", "طرح 125"),
)
MISTYPED = {
    "کمسیون": "کمیسیون",
    "شهردری": "شهرداری",
    "پارکنیگ": "پارکینگ",
    "پارکینک": "پارکینگ",
    "پارککینگ": "پارکینگ",
    "اپرکینگ": "پارکینگ",
    "بارکینگ": "پارکینگ",
    "ارکینگ": "پارکینگ",
}
FIRST = {
    "طرح ۱۲۵": "projects/125.html",
    "125": "projects/125.html",
    "هدف ۳": "goals/3.html",
    "هدف 3": "goals/3.html",
    "راهبرد ٢٩": "strategies/29.html",
    "سیاست ۱۲": "policies/12.html",
    "سیاست اجرایی ۱۲": "policies/12.html",
    "محور ۳": "axes/3.html",
    "تدبیر ۴۲": "measures/42.html",
    "منطقه ۸": "districts/8.html",
    "درختواره": "tree.html",
    "پرسش و پاسخ": "faq.html",
}

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
def search(page: Page, address: str) -> Search:
    """Types a query on the search page; gives the paths of the results that are shown."""
    goto(page, address)
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


def test_spellings_find_the_same(search: Search, page: Page) -> None:
    for queries in SPELLINGS:
        answers = [(search(query), re.sub("«.*»", "", status(page))) for query in queries]
        assert answers[0][0], queries
        assert answers == [answers[0]] * len(queries), queries


def test_forms_of_a_word_find_the_same(search: Search, page: Page) -> None:
    counts = set()
    for query in ("سیاست", "سیاست‌ها", "سیاستهای", "سیاستهایشان"):
        paths = search(query)
        counts.add(status(page).split()[0])
        assert "policies/index.html" in paths, query
    assert len(counts) == 1


def test_a_part_of_a_word_finds_it(search: Search, page: Page) -> None:
    for query in ("شهردار", "شهرد", "فضای سب", "پارکین"):
        assert search(query), query
        assert "پیدا نشد" not in status(page)
        marks(page, f"^{query.split()[-1]}")


def test_a_mistyped_word_is_found(search: Search, page: Page) -> None:
    for query, meant in MISTYPED.items():
        assert search(query), query
        assert f"«{query}» پیدا نشد" in status(page)
        marks(page, meant)


def test_a_number_or_a_name_comes_first(search: Search) -> None:
    for query, path in FIRST.items():
        assert search(query)[0] == path, query


def test_the_rank_of_a_match(server: str, new_page: NewPage) -> None:
    """Exact above stem above prefix above typo; title above summary above body."""
    page = hooked(new_page(), server)
    ranked = """async ([query, lines]) => {
        const text = lines.join("\\n");
        search.head.words = [["", "made-up"]];
        search.parts["words-0"] = Promise.resolve(text);
        const { scores } = await search.find(search.words(query));
        return [...scores].sort(([, x], [, y]) => y - x).map(([number]) => number);
    }"""
    # `places` of document n in place p, as qomsite/outputs/search_index.py writes them.
    at = {(n, p): chr(35 + n * 4 + p) for n in range(5) for p in range(4)}
    lines = [f"سیاست {at[0, 2]}", f"سیاست\u200cها {at[1, 2]}", f"سیاستگذار {at[2, 2]}"]
    assert page.evaluate(ranked, ["سیاست", lines]) == [0, 1, 2]
    lines = [f"سیاست {at[0, 0]}{chr(35 + 1)}{chr(35 + 2)}"]
    assert page.evaluate(ranked, ["سیاست", lines]) == [2, 1, 0]
    lines = [f"سیاست {at[0, 0]}", f"سیاسته {at[1, 3]}"]
    assert page.evaluate(ranked, ["سیاست", lines])[-1] == 0
    assert page.evaluate(ranked, ["سیاشت", lines]) == [0]


def test_results_say_what_they_are(search: Search, page: Page) -> None:
    search("قطار شهری")
    first = page.locator(PLACE).first
    heading = page.locator("[data-results] h2").first.inner_text()
    assert re.fullmatch(r"[^۰-۹]+ [۰-۹]+", heading)
    assert re.fullmatch(r"[^۰-۹]+ [۰-۹]+", first.locator("b").inner_text())
    assert first.locator("a mark").count() >= 1
    assert first.locator(".way").inner_text().strip().startswith("هدف")
    assert first.locator(".sample").count() == 1
    expect(first.locator(".snippet")).not_to_have_text("")
    number = r"[۰-۹]+ نتیجه برای «قطار شهری»"
    assert re.fullmatch(number, status(page))


def test_a_snippet_marks_what_stands_in_the_text(search: Search, page: Page) -> None:
    search("تلفیق")
    assert "undefined" not in page.locator("[data-results]").inner_text()
    for item in page.locator(PLACE).all():
        item.scroll_into_view_if_needed()
        expect(item.locator(".snippet mark").first).to_have_text("تلفیق")


def test_words_are_looked_for_together(search: Search, page: Page) -> None:
    search("پسماند")
    alone = int(fold(status(page).split()[0]))
    search("پسماند تر")
    assert int(fold(status(page).split()[0])) < alone
    search("پسماند کمیسیون تلفیق")
    assert "با برخی از آن‌ها" in status(page)
    assert shown(page)


def test_the_rest_of_a_kind_is_a_button_away(search: Search, page: Page) -> None:
    search("شهر")
    sections = page.locator("[data-results] section")
    (at, *_) = [at for at, one in enumerate(sections.all()) if one.locator(".more").is_visible()]
    section = sections.nth(at)
    total = int(fold(section.locator(".count").inner_text()))
    before = section.locator("li").count()
    button = section.locator(".more")
    assert str(total - before) in fold(button.inner_text())
    button.focus()
    act(page, page.keyboard.press, "Enter")
    expect(section.locator("li")).to_have_count(total)
    expect(section.locator("li a").nth(before)).to_be_focused()


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


def test_the_address_keeps_the_query(search: Search, page: Page, address: str) -> None:
    paths = search("فضای سبز")
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


def test_without_a_mouse(search: Search, page: Page, address: str) -> None:
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
    expect(page).to_have_url(address)


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
        assert "بار نشد" in status(page)
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


@pytest.mark.parametrize(
    "query", ["شهر", "در", "طرح", "کمسیون", "اپرکینگ", "برنامه ریزی شهر", "پهنه بازار کهنه شهر"]
)
def test_first_results_are_light(page: Page, server: str, site: Path, query: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    goto(page, f"{server}search.html")
    asked(page, query)
    names = {url.rpartition("/")[2] for url in fetched if "/search/" in url}
    sizes = {name: len(gzip.compress((site / "search" / name).read_bytes(), 9)) for name in names}
    first = {name: size for name, size in sizes.items() if not name.startswith("texts-")}
    assert "index.js" in first
    assert sum(first.values()) <= FIRST_RESULTS, first


def hooked(page: Page, server: str) -> Page:
    """The search page with the inside of its script within reach, as `search`."""
    names = "fold, words, stem, find, near, parts, get head() { return head; }, ready"

    def answer(route: Any) -> None:
        html = route.fetch().text()
        inside = html.index("globalThis.searchPart")
        end = html.index("})();</script>", inside)
        html = f"{html[:end]}globalThis.search = {{ {names} }};\n{html[end:]}"
        route.fulfill(body=POLICY.sub("", html), content_type="text/html; charset=utf-8")

    page.route("**/search.html", answer)
    goto(page, f"{server}search.html")
    page.evaluate("search.ready()")
    return page


def test_the_script_sees_words_as_python_does(server: str, new_page: NewPage) -> None:
    page = hooked(new_page(), server)
    for kind in ("fold", "stem"):
        for text, expected in VECTORS[kind]:
            assert page.evaluate(f"text => search.{kind}(text)", text) == expected, (kind, text)
    see = """texts => texts.map(text =>
        search.words(text).map(one => [one.whole, one.stem, one.parts]))"""
    for text, expected in VECTORS["words"]:
        assert page.evaluate(see, [text]) == [expected], text
    records = [record for group in load(ROOT / "content")[0].records.values() for record in group]
    texts = [f"{record.title}\n{record.summary}\n{record.body}" for record in records]
    for text, seen in zip(texts, page.evaluate(see, texts), strict=True):
        assert seen == [[one.whole, one.stem, list(one.parts)] for one in words(text)]
    signs = [char for char in map(chr, range(0xD800)) if category(char) != "Cn"]
    folded = page.evaluate("signs => signs.map(search.fold)", signs)
    unlike = {s: f for s, f in zip(signs, folded, strict=True) if fold(s) != f}
    # A script has no case folding of its own; capitals made small differ from it in Turkish
    # and Cherokee letters.
    assert {s for s in unlike if s != "ı" and not name(s).startswith("CHEROKEE")} == set()


NEAR = ("شهر شهر", "شهر شرر", "شهر شهرر", "شهر شر", "شهر شره", "هشر شهر", "ا ")
FAR = ("شهر رهش", "شهر شررر", "ابپت باتپ", "اب ")


def test_one_letter_away(server: str, new_page: NewPage) -> None:
    page = hooked(new_page(), server)
    for is_near, pairs in ((True, NEAR), (False, FAR)):
        for one, other in (each.split(" ") for each in pairs):
            for pair in ([one, other], [other, one]):
                assert page.evaluate("pair => search.near(...pair)", pair) is is_near, pair
