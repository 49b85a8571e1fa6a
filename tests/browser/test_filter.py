"""Narrowing the list of projects: the same as reckoned from the content, however it is asked."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from qomsite.loader.load import load
from qomsite.model.collections import POLICIES, PROJECTS, STRATEGIES
from qomsite.model.records import Policy, Project, Strategy
from qomsite.text.digits import number
from qomsite.text.folding import fold
from tests.browser.conftest import NewPage
from tests.browser.test_axe import violations

CONTENT = Path(__file__).resolve().parents[2] / "content"
PATH = "projects/index.html"
Asked = Mapping[str, str]
SHOWN = """() => [...document.querySelectorAll("[data-group] li")]
    .filter(row => row.checkVisibility())
    .map(row => row.querySelector("a").getAttribute("href").match(/([^/]+)\\.html$/)[1])"""
COUNTS = """() => Object.fromEntries([...document.querySelectorAll("select")].map(select => [
    select.name, Object.fromEntries([...select.options].map(option =>
        [option.value, [option.text.match(/ \\(([۰-۹]+)\\)$/)[1], option.disabled]]))]))"""


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, set[str]]]:
    """Of each project, the values that its own record gives it in each facet."""
    content, _ = load(CONTENT)
    assert content.plan
    policies = {policy.code: policy for policy in content.of(POLICIES, Policy)}
    strategies = {strategy.code: strategy.goal for strategy in content.of(STRATEGIES, Strategy)}
    units = {fold(unit.title): unit.key for unit in content.plan.departments}
    statuses = {fold(status.title): status.key for status in content.plan.statuses}

    def values(project: Project) -> dict[str, set[str]]:
        policy = policies[project.policy]
        end = project.revised_end or project.end
        years = range(project.start.year, end.year + 1) if project.start and end else ()
        return {
            "goal": {policy.goal or strategies[policy.strategy or ""]},
            "policy": {project.policy},
            "axis": {*project.axes} or {"unannounced"},
            "owner": {units[fold(project.owner)] if project.owner else "unannounced"},
            "district": {*project.districts} or {"unannounced"},
            "status": {statuses[fold(project.status)] if project.status else "unreported"},
            "year": {*map(str, years)} or {"unannounced"},
        }

    return {project.code: values(project) for project in content.of(PROJECTS, Project)}


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


def shown(page: Page) -> set[str]:
    """The codes of the visible rows."""
    codes: list[str] = page.evaluate(SHOWN)
    assert len(set(codes)) == len(codes)
    return set(codes)


def asked(page: Page) -> dict[str, str]:
    """What the address of the page asks for."""
    return dict(parse_qsl(urlsplit(page.url).query))


def select(page: Page, name: str) -> Any:
    return page.locator(f"select[name={name}]")


def chips(page: Page) -> list[str]:
    return page.locator(".chips button").all_inner_texts()


def state(page: Page) -> str:
    return page.locator("[data-filter] [role=status]").text_content() or ""


def combinations(said: dict[str, dict[str, set[str]]]) -> list[dict[str, str]]:
    """Every single choice, and many of two to five: most that some project has, some that none."""
    chosen = [
        {name: value}
        for name in ("goal", "owner", "district", "status", "year", "axis")
        for value in sorted(set().union(*(values[name] for values in said.values())))
    ]
    draw = random.Random(1404)
    for _ in range(60):
        codes = draw.sample(sorted(said), 2)
        names = draw.sample(sorted(said["1"]), draw.randint(2, 5))
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
    page.goto(server + PATH)
    for choice in combinations(said):
        # As the back button does: the address changes, the page stays.
        page.evaluate(
            "query => { history.pushState(null, '', query); dispatchEvent(new Event('popstate')) }",
            f"?{urlencode(choice)}",
        )
        expected = found(choice)
        assert shown(page) == expected, choice
        assert state(page).startswith(
            f"{number(len(expected))} طرح از ۲۷۰: " if expected else "هیچ"
        )
        assert page.locator("[data-empty]").is_visible() == (not expected)


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
    page.goto(f"{server}{PATH}?{urlencode(choice)}")
    counts = page.evaluate(COUNTS)
    assert set(counts) == set(said["1"])
    for name, options in counts.items():
        others = {key: value for key, value in choice.items() if key != name}
        for value, (count, disabled) in options.items():
            expected = len(found({**others, name: value} if value else others))
            assert count == number(expected), (name, value)
            assert disabled == (expected == 0 and value != ""), (name, value)
        assert page.eval_on_selector(f"select[name={name}]", "s => s.value") == choice.get(name, "")


def test_groups_count_what_they_show(page: Page, server: str) -> None:
    page.goto(f"{server}{PATH}?status=stopped&district=1")
    groups = page.locator("[data-group]")
    visible = 0
    for place in range(groups.count()):
        group = groups.nth(place)
        rows = group.locator("li:visible").count()
        assert group.is_visible() == (rows > 0)
        assert group.locator("h2 .count").text_content() == number(rows)
        visible += group.is_visible()
    assert 0 < visible < groups.count()


def test_choosing_goes_into_the_address_and_back_again(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    page.goto(server + PATH)
    steps: list[dict[str, str]] = [{}]
    for name, value in (("goal", "2"), ("status", "in-progress"), ("year", "1403"), ("goal", "3")):
        select(page, name).select_option(value)
        steps.append({**steps[-1], name: value})
        assert asked(page) == steps[-1]
        assert shown(page) == found(steps[-1])
    for step in reversed(steps[:-1]):
        page.go_back()
        expect(select(page, "goal")).to_have_value(step.get("goal", ""))
        assert asked(page) == step
        assert shown(page) == found(step)
    page.go_forward()
    expect(select(page, "goal")).to_have_value("2")
    assert shown(page) == found({"goal": "2"})


def test_a_shared_address_shows_the_same_and_reads_as_a_sentence(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    choice = {"district": "8", "status": "in-progress"}
    page.goto(f"{server}{PATH}?{urlencode(choice)}")
    total = number(len(found(choice)))
    assert state(page) == f"{total} طرح از ۲۷۰: در منطقهٔ ۸، در دست اجرا"
    page.reload()
    assert shown(page) == found(choice)
    select(page, "status").select_option("")
    assert state(page) == f"{number(len(found({'district': '8'})))} طرح از ۲۷۰: در منطقهٔ ۸"
    assert asked(page) == {"district": "8"}
    select(page, "district").select_option("")
    assert state(page) == "همهٔ ۲۷۰ طرح"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("goal=2&policy=12", "برای هدف ۲، از سیاست ۱۲"),
        ("axis=1&owner=waste", "در محور «زیارت و گردشگری»، بر عهدهٔ «سازمان پسماند»"),
        ("year=1403&district=unannounced", "منطقه اعلام نشده، در سال ۱۴۰۳"),
        ("status=unreported&owner=unannounced", "واحد متولی اعلام نشده، گزارش‌نشده"),
    ],
)
def test_the_sentence(page: Page, server: str, query: str, sentence: str) -> None:
    page.goto(f"{server}{PATH}?{query}")
    assert state(page).partition(": ")[2] == sentence
    assert chips(page) == [*sentence.split("، "), "پاک کردن همه"]


@pytest.mark.parametrize(
    "query", ["goal=99", "goal=", "other=1", "goal=%3Cb%3E&status=x", "goal[]=2", "goal=%", "?"]
)
def test_what_no_choice_knows_is_passed_over(page: Page, server: str, query: str) -> None:
    page.goto(f"{server}{PATH}?{query}")
    assert len(shown(page)) == 270
    assert state(page) == "همهٔ ۲۷۰ طرح"


def test_chips_take_their_choice_away(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    page.goto(f"{server}{PATH}?goal=2&status=in-progress&year=1403")
    page.get_by_role("button", name="برداشتن «در دست اجرا»").click()
    assert asked(page) == {"goal": "2", "year": "1403"}
    assert shown(page) == found({"goal": "2", "year": "1403"})
    assert page.evaluate("document.activeElement.innerText") == "در سال ۱۴۰۳"
    page.get_by_role("button", name="پاک کردن همه").click()
    assert asked(page) == {}
    assert len(shown(page)) == 270
    assert chips(page) == []
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.go_back()
    assert shown(page) == found({"goal": "2", "year": "1403"})


def test_with_the_keyboard_alone(
    page: Page, server: str, found: Callable[[Asked], set[str]]
) -> None:
    page.goto(server + PATH)

    def tab_to(test: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({test!r})"):
                box = page.evaluate(
                    "(b => [b.top, b.bottom])(document.activeElement.getBoundingClientRect())"
                )
                assert 0 <= box[0] < box[1] <= 800
                return
        pytest.fail(f"no {test} in reach")

    tab_to("[data-filter] summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-filter] details")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    tab_to("select[name=goal]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(select(page, "goal")).to_have_value("2")
    page.go_back()  # over both keys in one step
    expect(select(page, "goal")).to_have_value("")
    page.go_forward()
    expect(select(page, "goal")).to_have_value("2")
    tab_to("select[name=status]")
    page.keyboard.press("End")
    expect(select(page, "status")).to_have_value("unreported")
    choice = {"goal": "2", "status": "unreported"}
    assert asked(page) == choice
    assert shown(page) == found(choice)
    tab_to(".chips button")
    page.keyboard.press("Enter")
    assert asked(page) == {"status": "unreported"}
    assert page.evaluate("document.activeElement.innerText") == "گزارش‌نشده"
    page.keyboard.press("Space")
    assert asked(page) == {}
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_nothing_found_is_said(page: Page, server: str, found: Callable[[Asked], set[str]]) -> None:
    assert found({"policy": "12"})
    assert not found({"goal": "1", "policy": "12"})
    page.goto(f"{server}{PATH}?goal=1&policy=12")
    assert state(page) == "هیچ طرحی از ۲۷۰: برای هدف ۱، از سیاست ۱۲"
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator("[data-group]:visible")).to_have_count(0)
    page.get_by_role("button", name="برداشتن «برای هدف ۱»").click()
    expect(page.locator("[data-empty]")).to_be_hidden()
    assert shown(page) == found({"policy": "12"})


def test_without_script_the_static_pages_do_the_same(
    new_page: NewPage, server: str, found: Callable[[Asked], set[str]]
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(server + PATH)
    expect(page.locator("[data-filter]")).to_be_hidden()
    expect(page.locator("[data-empty]")).to_be_hidden()
    expect(page.locator("[data-group] li:visible")).to_have_count(270)
    ways = page.locator(".ways a")
    targets = [ways.nth(n).get_attribute("href") for n in range(ways.count())]
    folders = ("goals", "policies", "statuses", "districts", "owners", "axes", "years")
    assert targets == [f"../{folder}/index.html" for folder in folders]
    for path, choice in (
        ("districts/8", {"district": "8"}),
        ("districts/unannounced", {"district": "unannounced"}),
        ("owners/unannounced", {"owner": "unannounced"}),
        ("statuses/unreported", {"status": "unreported"}),
        ("years/1403", {"year": "1403"}),
        ("years/unannounced", {"year": "unannounced"}),
    ):
        page.goto(f"{server}{path}.html")
        links = page.locator("section[aria-labelledby=projects] li a")
        paths = [links.nth(n).get_attribute("href") or "" for n in range(links.count())]
        codes = {link.split("/")[-1].removesuffix(".html") for link in paths}
        assert codes == found(choice), path


def test_from_a_disk(new_page: NewPage, site: Path, found: Callable[[Asked], set[str]]) -> None:
    page = new_page(offline=True)
    page.goto(f"{(site / PATH).as_uri()}?district=8")
    assert shown(page) == found({"district": "8"})
    select(page, "status").select_option("in-progress")
    choice = {"district": "8", "status": "in-progress"}
    assert shown(page) == found(choice)
    assert asked(page) == choice
    page.go_back()
    expect(select(page, "status")).to_have_value("")
    assert shown(page) == found({"district": "8"})


@pytest.mark.parametrize(("width", "open_at_first"), [(320, False), (1280, True)])
def test_nothing_moves_or_sticks_out(
    new_page: NewPage, server: str, width: int, open_at_first: bool
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(server + PATH)
    assert page.locator("[data-filter] details").evaluate("d => d.open") == open_at_first
    if not open_at_first:
        page.locator("[data-filter] summary").click()
    top = "document.querySelector('[data-group]:not([hidden])').getBoundingClientRect().top"
    before = page.evaluate(top)
    select(page, "status").select_option("in-progress")
    assert page.evaluate(top) == before
    page.goto(f"{server}{PATH}?goal=4&axis=12&owner=culture-sport&status=in-progress&year=1403")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", ["", "?goal=2&status=in-progress&year=1403", "?goal=1&policy=12"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(
    new_page: NewPage, server: str, npm_file: Callable[[str], Path], query: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(server + PATH + query)
    assert violations(page, npm_file("axe-core/axe.min.js").read_text("utf-8")) == []
