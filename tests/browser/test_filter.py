"""Filtering the list of projects: the same as reckoned from the content, however it is asked."""

import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qomsite.library.library import link
from qomsite.loader.load import load
from qomsite.pages.filter import orders
from qomsite.pages.frame import goal_place
from qomsite.text.digits import number
from tests.browser.acting import Held, act, becomes, follow, goto, open_page, settle
from tests.browser.pool import NewPage
from tests.browser.test_axe import violations
from tests.pages.answers import answers

CONTENT = Path(__file__).resolve().parents[2] / "content"
PATH = "projects/index.html"
THIRD = "projects/index/3.html"
GROUPS = ".page > section"
WAY = "nav.paging, nav.jump"
ALL = "همهٔ ۲۷۰ طرح، در ۷ صفحه"
Asked = Mapping[str, str]
SHOWN = """() => [...document.querySelectorAll(".page > section li")]
    .filter(row => row.checkVisibility())
    .map(row => row.querySelector("a").getAttribute("href").match(/([^/]+)\\.html$/)[1]).sort()"""
ONE_TIME = 'Object.defineProperty(Event.prototype, "timeStamp", { get: () => 1 })'
"""Whatever happens in a page happens at once."""
COUNTS = """() => Object.fromEntries([...document.querySelectorAll("select")]
    .filter(select => select.name !== "sort").map(select => [select.name,
        Object.fromEntries([...select.options].map(option =>
        [option.value, [option.text.match(/ \\(([۰-۹]+)\\)$/)[1], option.disabled]]))]))"""


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, set[str]]]:
    """Of each project, the values that its own record gives it in each facet."""
    library = link(load(CONTENT)[0])
    return {
        code: {name: {*values} for name, values in answers(library, project).items()}
        for code, project in library.projects.items()
    }


@pytest.fixture
def found(said: dict[str, dict[str, set[str]]]) -> Callable[[Asked], set[str]]:
    """Gives the projects that an address asks for, reckoned without the site."""

    def find(asked: Asked) -> set[str]:
        return {
            code
            for code, values in said.items()
            if all(value in values[name] for name, value in asked.items())
        }

    return find


@pytest.fixture(scope="module")
def listed(site: Path) -> Callable[[str], set[str]]:
    """Gives the projects whose rows stand in a page itself."""

    def read(path: str) -> set[str]:
        body = (site / path).read_text("utf-8").partition("</form>")[2]
        return set(re.findall(r'href="(?:\.\./)+projects/(\d+)\.html"', body))

    return read


def opened(page: Page, address: str) -> None:
    """Opens a page of the list, asks for what narrows it, and waits until it has come."""
    goto(page, address)
    act(page, summary(page).click, until=lambda: ready(page))


def ready(page: Page) -> None:
    """Waits until there is something to choose from."""
    expect(select(page, "goal")).to_be_enabled()


def shows(page: Page, codes: set[str]) -> None:
    """Waits until the visible rows are those of the codes, each once."""
    becomes(page, SHOWN, sorted(codes))


def asks(page: Page, choice: Asked) -> None:
    """Waits until the address of the page asks for what is chosen."""
    query = "() => [...new URLSearchParams(location.search)].sort()"
    becomes(page, query, sorted([name, value] for name, value in choice.items()))


def select(page: Page, name: str) -> Locator:
    return page.locator(f"select[name={name}]")


def choose(page: Page, name: str, value: str) -> None:
    """Chooses from a question, the choices of the others being counted anew."""
    act(page, select(page, name).select_option, value)


def chips(page: Page) -> Locator:
    return page.locator(".chips button")


def summary(page: Page) -> Locator:
    return page.locator("[data-script] summary")


def state(page: Page) -> Locator:
    """The line that says what is shown."""
    return page.locator("[data-script] [role=status]")


def combinations(said: dict[str, dict[str, set[str]]]) -> list[dict[str, str]]:
    """Every single choice, and many of two to five: most that some project has, some that none."""
    chosen = [
        {name: value}
        for name in ("goal", "owner", "district", "status", "year", "axis", "end", "budget")
        for value in sorted(set().union(*(values[name] for values in said.values())))
    ]
    draw = random.Random(1404)
    for _ in range(60):
        codes = draw.sample(sorted(said), 2)
        names = draw.sample(sorted({*said["1"]} - {"provenance"}), draw.randint(2, 5))
        chosen.append(
            {name: draw.choice(sorted(said[codes[draw.random() < 0.2]][name])) for name in names}
        )
    return chosen


def test_every_combination_shows_what_the_content_says(
    page: Page,
    server: str,
    said: dict[str, dict[str, set[str]]],
    found: Callable[[Asked], set[str]],
) -> None:
    opened(page, server + PATH)
    for choice in combinations(said):
        # As the back button does: the address changes, the page stays.
        page.evaluate(
            "query => { history.pushState(null, '', query); dispatchEvent(new Event('popstate')) }",
            f"?{urlencode(choice)}",
        )
        expected = found(choice)
        shows(page, expected)
        begins = f"{number(len(expected))} طرح از ۲۷۰: " if expected else "هیچ"
        expect(state(page)).to_have_text(re.compile(f"^{begins}"))
        expect(page.locator("[data-empty]")).to_be_visible(visible=not expected)


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"goal": "2"},
        {"district": "8", "status": "in-progress"},
        {"year": "1403", "owner": "unannounced"},
        {"goal": "1", "status": "unreported", "axis": "1"},
    ],
)
def test_each_choice_says_what_it_would_give(
    page: Page,
    server: str,
    said: dict[str, dict[str, set[str]]],
    found: Callable[[Asked], set[str]],
    choice: dict[str, str],
) -> None:
    opened(page, f"{server}{PATH}?{urlencode(choice)}" if choice else server + PATH)
    counts = page.evaluate(COUNTS)
    assert {*counts, "provenance"} == set(said["1"])
    for name, options in counts.items():
        others = {key: value for key, value in choice.items() if key != name}
        for value, (count, disabled) in options.items():
            expected = len(found({**others, name: value} if value else others))
            assert count == number(expected), (name, value)
            assert disabled == (expected == 0 and value != ""), (name, value)
        assert page.eval_on_selector(f"select[name={name}]", "s => s.value") == choice.get(name, "")


def test_groups_count_what_they_show(page: Page, server: str) -> None:
    opened(page, f"{server}{PATH}?status=stopped&district=1")
    groups = page.locator(f"{GROUPS}:visible")
    assert 1 < groups.count() < 8
    for place in range(groups.count()):
        group = groups.nth(place)
        rows = group.locator("li:visible").count()
        assert rows > 0
        assert group.locator("h2 .count").text_content() == number(rows)
        assert group.evaluate("g => g.getAttribute('aria-labelledby') === g.firstChild.id")


def test_a_row_is_shown_as_the_list_shows_it(page: Page, server: str) -> None:
    """Number, title, status, sample mark, and the goal above them, letter for letter."""
    looks = """() => [...document.querySelectorAll(".page > section")]
        .filter(one => one.checkVisibility())
        .map(one => one.innerHTML.replace(/ id="[^"]*"/, "").replace(/>\\s+</g, "><").trim())"""
    goto(page, server + THIRD)
    own = page.evaluate(looks)
    opened(page, f"{server}{THIRD}?goal=3")
    assert page.evaluate(looks) == own
    assert len(own) == 1


def test_choosing_goes_into_the_address_and_back_again(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    opened(page, server + PATH)
    whole = set(page.evaluate(SHOWN))
    steps: list[dict[str, str]] = [{}]
    for name, value in (("goal", "2"), ("status", "in-progress"), ("year", "1403"), ("goal", "3")):
        choose(page, name, value)
        steps.append({**steps[-1], name: value})
        asks(page, steps[-1])
        shows(page, found(steps[-1]))
    for step in reversed(steps[:-1]):
        follow(page, page.go_back)
        expect(select(page, "goal")).to_have_value(step.get("goal", ""))
        asks(page, step)
        shows(page, found(step) if step else whole)
    follow(page, page.go_forward)
    expect(select(page, "goal")).to_have_value("2")
    shows(page, found({"goal": "2"}))


def test_a_shared_address_shows_the_same_and_reads_as_a_sentence(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    choice = {"district": "8", "status": "in-progress"}
    opened(page, f"{server}{PATH}?{urlencode(choice)}")
    total = number(len(found(choice)))
    expect(state(page)).to_have_text(f"{total} طرح از ۲۷۰: در منطقهٔ ۸، در دست اجرا")
    follow(page, page.reload)
    ready(page)
    shows(page, found(choice))
    act(page, summary(page).click, until=expect(select(page, "status")).to_be_visible)
    choose(page, "status", "")
    left = number(len(found({"district": "8"})))
    expect(state(page)).to_have_text(f"{left} طرح از ۲۷۰: در منطقهٔ ۸")
    asks(page, {"district": "8"})
    choose(page, "district", "")
    expect(state(page)).to_have_text(ALL)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("goal=2&policy=12", "برای هدف ۲، از سیاست ۱۲"),
        ("axis=1&owner=waste", "در محور «زیارت و گردشگری»، بر عهدهٔ «سازمان پسماند»"),
        ("year=1403&district=unannounced", "منطقه اعلام نشده، در سال ۱۴۰۳"),
        ("status=unreported&owner=unannounced", "واحد متولی اعلام نشده، گزارش‌نشده"),
        (
            "due=1404&end=next-6&sort=end",
            "سررسید در سال ۱۴۰۴، پایان تا ۶ ماه دیگر، نخست زودترین پایان",
        ),
        (
            "report=old&budget=from-5",
            "گزارش ۱۸۱ تا ۳۶۰ روز پیش، اعتبار ۵ تا ۲۰ میلیارد تومان",
        ),
        ("report=unannounced&budget=unannounced", "بدون گزارش تاریخ‌دار، اعتبار اعلام نشده"),
    ],
)
def test_the_sentence(page: Page, server: str, query: str, sentence: str) -> None:
    opened(page, f"{server}{PATH}?{query}")
    expect(state(page)).to_have_text(re.compile(f"^[^:]+: {re.escape(sentence)}$"))
    expect(chips(page)).to_have_text([*sentence.split("، "), "پاک کردن همه"])
    assert state(page).locator("span").evaluate("said => said.offsetWidth") == 1


@pytest.mark.parametrize(
    "query", ["goal=99", "goal=", "other=1", "goal=%3Cb%3E&status=x", "goal[]=2", "goal=%", "?"]
)
def test_what_no_choice_knows_is_passed_over(
    page: Page, server: str, listed: Callable[[str], set[str]], query: str
) -> None:
    goto(page, f"{server}{PATH}?{query}")
    expect(state(page)).to_have_text(ALL)
    shows(page, listed(PATH))


def test_chips_take_their_choice_away(
    page: Page,
    server: str,
    found: Callable[[Asked], set[str]],
    listed: Callable[[str], set[str]],
) -> None:
    opened(page, f"{server}{PATH}?goal=2&status=in-progress&year=1403")
    act(page, page.get_by_role("button", name="برداشتن «در دست اجرا»").click)
    asks(page, {"goal": "2", "year": "1403"})
    shows(page, found({"goal": "2", "year": "1403"}))
    expect(chips(page).filter(has_text="در سال ۱۴۰۳")).to_be_focused()
    act(page, page.get_by_role("button", name="پاک کردن همه").click)
    asks(page, {})
    shows(page, listed(PATH))
    expect(chips(page)).to_have_count(0)
    expect(summary(page)).to_be_focused()
    follow(page, page.go_back)
    shows(page, found({"goal": "2", "year": "1403"}))


def test_with_the_keyboard_alone(
    new_page: NewPage, server: str, found: Callable[[Asked], set[str]]
) -> None:
    page = new_page(alone=True)
    page.add_init_script(ONE_TIME)
    goto(page, server + PATH)

    def tab_to(test: str) -> None:
        for _ in range(80):
            act(page, page.keyboard.press, "Tab")
            if page.evaluate(f"document.activeElement.matches({test!r})"):
                box = page.evaluate(
                    "(b => [b.top, b.bottom])(document.activeElement.getBoundingClientRect())"
                )
                assert 0 <= box[0] < box[1] <= 800
                return
        pytest.fail(f"no {test} in reach")

    tab_to("[data-script] summary")
    act(page, page.keyboard.press, "Enter", until=lambda: ready(page))
    expect(page.locator("[data-script] details")).to_have_attribute("open", "")
    tab_to("select[name=goal]")
    act(page, page.keyboard.press, "ArrowDown", until=lambda: asks(page, {"goal": "1"}))
    act(page, page.keyboard.press, "ArrowDown", until=lambda: asks(page, {"goal": "2"}))
    follow(page, page.go_back)  # over both keys in one step
    expect(select(page, "goal")).to_have_value("")
    follow(page, page.go_forward)
    expect(select(page, "goal")).to_have_value("2")
    tab_to("select[name=status]")
    act(page, page.keyboard.press, "End")
    expect(select(page, "status")).to_have_value("unreported")
    choice = {"goal": "2", "status": "unreported"}
    asks(page, choice)
    shows(page, found(choice))
    tab_to(".chips button")
    act(page, page.keyboard.press, "Enter")
    asks(page, {"status": "unreported"})
    expect(chips(page).filter(has_text="گزارش‌نشده")).to_be_focused()
    act(page, page.keyboard.press, "Space")
    asks(page, {})
    expect(summary(page)).to_be_focused()


def test_nothing_found_is_said(page: Page, server: str, found: Callable[[Asked], set[str]]) -> None:
    assert found({"policy": "12"})
    assert not found({"goal": "1", "policy": "12"})
    opened(page, f"{server}{PATH}?goal=1&policy=12")
    expect(state(page)).to_have_text("هیچ طرحی از ۲۷۰: برای هدف ۱، از سیاست ۱۲")
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator(f"{GROUPS}:visible")).to_have_count(0)
    act(page, page.get_by_role("button", name="برداشتن «برای هدف ۱»").click)
    expect(page.locator("[data-empty]")).to_be_hidden()
    shows(page, found({"policy": "12"}))


def test_it_comes_when_it_is_wanted_and_once(page: Page, server: str) -> None:
    scripts: list[str] = []
    page.on(
        "request", lambda request: scripts.append(request.url) if ".js" in request.url else None
    )
    goto(page, server + PATH)
    expect(state(page)).to_have_text(ALL)
    settle(page)
    assert scripts == []
    act(page, summary(page).click, until=lambda: ready(page))
    act(page, summary(page).click)
    act(page, summary(page).click)
    choose(page, "goal", "2")
    assert ["/filter/" in script for script in scripts] == [False, True]


def test_it_says_that_it_waits_and_leaves_the_list_meanwhile(
    page: Page, server: str, found: Callable[[Asked], set[str]], listed: Callable[[str], set[str]]
) -> None:
    script = Held()
    page.route("**/filter/*.js", script.ask)
    goto(page, f"{server}{PATH}?goal=2", wait_until="domcontentloaded")
    expect(state(page)).to_contain_text("در حال دریافت")
    shows(page, listed(PATH))
    expect(select(page, "goal")).to_be_disabled()
    script.let_go()
    ready(page)
    shows(page, found({"goal": "2"}))
    assert len(script.routes) == 1


@pytest.mark.parametrize("query", ["", "?goal=2"])
@pytest.mark.parametrize("missing", ["**/filter/*.js", "**/assets/filter.*.js"])
def test_where_it_does_not_come_the_list_stays_and_says_what_to_do(
    browser: Browser, server: str, listed: Callable[[str], set[str]], query: str, missing: str
) -> None:
    # Not a watched page: that a script does not come is an error on the console.
    page = open_page(browser)
    page.route(missing, lambda route: route.abort())
    goto(page, server + PATH + query)
    act(page, summary(page).click)
    expect(state(page)).to_contain_text("دوباره")
    shows(page, listed(PATH))
    expect(select(page, "goal")).to_be_disabled()
    expect(page.locator(WAY).first).to_be_visible()
    page.unroute(missing)
    act(page, summary(page).click, until=lambda: ready(page))
    assert urlsplit(page.url).query == query.removeprefix("?")
    page.context.close()


def test_every_page_of_the_list_narrows_all_of_it_and_has_its_own_back(
    page: Page, server: str, found: Callable[[Asked], set[str]], listed: Callable[[str], set[str]]
) -> None:
    opened(page, server + THIRD)
    shows(page, listed(THIRD))
    choose(page, "district", "8")
    shows(page, found({"district": "8"}))
    expect(page).to_have_url(f"{server}{THIRD}?district=8")
    expect(page.locator(f":is({WAY}):visible")).to_have_count(0)
    follow(page, page.locator(".page > section:visible li a").first.click)
    expect(page.locator("h1")).to_be_visible()
    assert re.search(r"/projects/\d+\.html$", page.url)
    follow(page, page.go_back)
    ready(page)
    shows(page, found({"district": "8"}))
    act(page, page.get_by_role("button", name="پاک کردن همه").click)
    shows(page, listed(THIRD))
    expect(page.locator(f":is({WAY}):visible")).to_have_count(2)


def test_a_list_that_comes_slowly_is_narrowed_whole(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    goto(page, f"{server}{THIRD}?district=8")
    shows(page, found({"district": "8"}))
    page.evaluate(
        """async () => {
            const text = await (await fetch(location)).text();
            const end = text.indexOf("</form>") + "</form>".length;
            globalThis.rest = text.slice(text.indexOf("</script>", end) + "</script>".length);
            document.open();
            document.write(text.slice(0, -rest.length));
        }"""
    )
    code = "() => fetch(document.querySelector('[data-script]').dataset.code).then(it => it.text())"
    act(page, page.evaluate, code)
    page.evaluate("() => { document.write(rest); document.close(); }")
    ready(page)
    shows(page, found({"district": "8"}))
    expect(page.locator(f":is({WAY}):visible")).to_have_count(0)


def test_without_script_the_static_pages_do_the_same(
    new_page: NewPage, server: str, found: Callable[[Asked], set[str]]
) -> None:
    page = new_page(java_script_enabled=False)
    goto(page, server + PATH)
    expect(page.locator("[data-script]")).to_be_hidden()
    expect(page.locator("[data-empty]")).to_be_hidden()
    assert codes_on_all_pages(page) == sorted(found({}))
    goto(page, server + PATH)
    ways = page.locator(".ways a")
    targets = [ways.nth(n).get_attribute("href") for n in range(ways.count())]
    before, after = ("goals", "policies", "statuses"), ("districts", "owners", "axes", "years")
    figures = ("due", "ends", "reports", "amounts")
    assert targets == [
        *(f"../{folder}/index.html" for folder in before),
        "../reckoning.html",
        *(f"../{folder}/index.html" for folder in (*after, *figures)),
    ]
    for path, choice in (
        ("districts/8", {"district": "8"}),
        ("districts/unannounced", {"district": "unannounced"}),
        ("owners/unannounced", {"owner": "unannounced"}),
        ("statuses/unreported", {"status": "unreported"}),
        ("reckoning/open-late", {"verdict": "open-late"}),
        ("years/1403", {"year": "1403"}),
        ("years/unannounced", {"year": "unannounced"}),
        ("due/1404", {"due": "1404"}),
        ("ends/next-6", {"end": "next-6"}),
        ("reports/old", {"report": "old"}),
        ("amounts/unannounced", {"budget": "unannounced"}),
    ):
        goto(page, f"{server}{path}.html")
        assert codes_on_all_pages(page) == sorted(found(choice)), path


def codes_on_all_pages(page: Page) -> list[str]:
    """The codes of all rows of projects, from page to page of a list by the way that it shows.

    The page of a district names those that end next twice.
    """
    codes: set[str] = set()
    while True:
        links = page.locator("section li a[href*='projects/']")
        paths = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
        codes |= {path.split("/")[-1].removesuffix(".html") for path in paths}
        after = page.locator("nav.paging a[rel=next]")
        if not after.count():
            return sorted(codes)
        follow(page, after.click)


def test_from_a_disk(new_page: NewPage, site: Path, found: Callable[[Asked], set[str]]) -> None:
    page = new_page(offline=True)
    opened(page, f"{(site / PATH).as_uri()}?district=8")
    shows(page, found({"district": "8"}))
    choose(page, "status", "in-progress")
    choice = {"district": "8", "status": "in-progress"}
    shows(page, found(choice))
    asks(page, choice)
    follow(page, page.go_back)
    expect(select(page, "status")).to_have_value("")
    shows(page, found({"district": "8"}))


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_or_sticks_out(new_page: NewPage, server: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    goto(page, server + PATH)
    bottom = "document.querySelector('[data-script]').getBoundingClientRect().bottom"
    script = Held()
    page.route("**/filter/*.js", script.ask)
    act(page, summary(page).click, until=expect(select(page, "goal")).to_be_visible)
    waiting = page.evaluate(bottom)
    script.let_go()
    ready(page)
    assert page.evaluate(bottom) == waiting
    choose(page, "status", "in-progress")
    assert page.evaluate(bottom) == waiting
    goto(page, f"{server}{PATH}?goal=4&axis=12&owner=culture-sport&status=in-progress&year=1403")
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_sorted_list_shows_the_figures_in_order_and_the_unknown_last(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    library = link(load(CONTENT)[0])
    shown = """() => [...document.querySelectorAll(".page > section li")]
        .filter(row => row.checkVisibility()).map(row => [
            row.querySelector("a").getAttribute("href").match(/([^/]+)\\.html$/)[1],
            row.querySelector(".goal").textContent.trim(),
            [...row.querySelectorAll("strong")].at(-1)?.textContent ?? ""])"""
    opened(page, f"{server}{PATH}?district=1&sort=budget")
    fitting = found({"district": "1"})
    listed = [
        one
        for goal in library.goals
        for one in library.projects_of_goal[goal]
        if one.code in fitting
    ]
    for order in orders(library, listed):
        for sign, (name, _) in zip((1, -1), order.choices, strict=True):
            choose(page, "sort", name)
            asks(page, {"district": "1", "sort": name})
            ranked = [*zip(listed, order.ranks, strict=True)]
            ranked.sort(key=lambda one: (not one[1], sign * one[1]))
            assert page.evaluate(shown) == [
                [one.code, f"هدف {number(goal_place(library, one))}", order.words[rank]]
                for one, rank in ranked
            ]
    expect(page.locator(f"{GROUPS}:visible h2")).to_have_text(re.compile(f"{number(len(listed))}"))
    act(page, page.get_by_role("button", name="برداشتن «نخست تازه‌ترین گزارش»").click)
    expect(page.locator(f"{GROUPS}:visible h2 a").first).to_be_visible()
    shows(page, fitting)


@pytest.mark.parametrize(
    "query",
    ["", "?goal=2&status=in-progress&year=1403", "?goal=1&policy=12", "?district=8&sort=report"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(
    new_page: NewPage, server: str, npm_file: Callable[[str], Path], query: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    opened(page, server + PATH + query)
    assert violations(page, npm_file("axe-core/axe.min.js").read_text("utf-8")) == []
