"""The reckoning: every project once among its classes, and figures that add up."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from qomsite.library.library import Library
from qomsite.library.reckoning import Verdict
from qomsite.pages.frame import Page, RecordLink
from qomsite.pages.group import GroupView
from qomsite.pages.progress import due_sentence
from qomsite.pages.reckoning import ReckoningView, pages
from qomsite.pages.reckoning_lists import pages as lists_of
from qomsite.pages.records import pages as goals_pages
from qomsite.pages.report import ReportView
from qomsite.pages.report import pages as reports_of
from qomsite.pages.tables import TablesView
from qomsite.text.digits import ascii_digits
from tests.library.plans import library_of, project

TOLD = ("status: خاتمه‌یافته", "status_date: 1404-01-01")
PARTS = ("به‌موقع", "دیرتر", "زمان نامعلوم", "باز", "بدون گزارش", "متوقف")
OPEN = ("status: در دست اجرا", "status_date: 1404-01-01")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A plan that holds up to 29 Esfand 1404, with projects of several classes."""
    files = {
        "projects/1.md": project("end: 1402-01-01", "completed_on: 1401-12-01", *TOLD),
        "projects/2.md": project("end: 1402-01-01", "completed_on: 1402-02-01", *TOLD),
        "projects/3.md": project(
            *("end: 1403-01-01", *OPEN, "districts: [1]"),
            "revised_ends: [{end: 1403-06-01}, {end: 1405-01-01, reason: زمین آماده نبود.}]",
        ),
        "projects/4.md": project("end: 1403"),
        "projects/5.md": project("end: 1405", *OPEN),
        "projects/6.md": project(*OPEN),
        "projects/7.md": project("end: 1403-01-01", "status: لغوشده", "status_date: 1403-01-01"),
    }
    titled = {
        name: text.replace("title: طرح", f"title: طرح {name}") for name, text in files.items()
    }
    return library_of(tmp_path_factory.mktemp("plan"), titled)


@pytest.fixture(scope="module")
def made(plan: Library) -> dict[str, Page]:
    return {page.path: page for page in (*pages(plan), *lists_of(plan), *reports_of(plan))}


@pytest.fixture(scope="module")
def whole(made: Mapping[str, Page]) -> ReckoningView:
    view = made["reckoning.html"].view
    assert isinstance(view, ReckoningView)
    return view


def test_the_sentence_is_of_what_was_due_by_the_first_promise(plan: Library) -> None:
    begin = "طرحی که باید تا ۲۹ اسفند ۱۴۰۴ پایان می‌یافت،"
    assert due_sentence(plan, plan.projects.values()) == (
        *(f"از ۴ {begin}", "۱ طرح به‌موقع پایان یافته،", "۱ طرح دیرتر پایان یافته،"),
        *("۱ طرح هنوز باز", "و ۱ طرح بدون گزارش است."),
    )
    assert due_sentence(plan, [plan.projects["1"]]) == (
        *(f"از ۱ {begin}", "۱ طرح به‌موقع پایان یافته است."),
    )
    assert due_sentence(plan, [plan.projects["5"], plan.projects["6"]]) == ()


def test_each_class_with_projects_leads_to_their_list(
    whole: ReckoningView, made: Mapping[str, Page]
) -> None:
    assert {row.path: row.count for row in whole.classes} == {
        f"reckoning/{key}.html": 1
        for key in (
            *("in-time", "ended-late", "open-late", "unreported-late", "not-due", "no-end"),
            "dropped",
        )
    }
    lists = {
        f"reckoning/{key}.html"
        for key in ("postponed", "not-continued", "reports", "unmeasurable", "facts")
    }
    flat = {path for path in made if path.count("/") < 2}
    lists |= {f"reckoning/due-{by}.html" for by in ("goals", "owners", "years", "districts")}
    assert flat == {"reckoning.html", *(row.path for row in whole.classes), *lists}
    lists = {path for path in lists if "/due-" not in path}
    assert {whole.every_moved, *(link.path for link in whole.more)} > lists
    assert whole.counted == 6
    assert [row.share for row in whole.classes if row.path.endswith("dropped.html")] == [""]


def test_groups_count_what_became_of_the_due(whole: ReckoningView) -> None:
    tables = {table.anchor: table.rows for table in whole.tables}
    years = {row.title: tuple(cell.title for cell in row.cells) for row in tables["years"]}
    heads = {table.heads[1:] for table in whole.tables if table.anchor != "period"}
    assert heads == {("طرح", "سررسیدشده", *PARTS)}
    assert years == {
        "سال ۱۴۰۲": ("۲", "۲", "۱", "۱", "۰", "۰", "۰", "۰"),
        "سال ۱۴۰۳": ("۲", "۲", "۰", "۰", "۰", "۱", "۱", "۰"),
        "سال ۱۴۰۵": ("۱", "۰", "۰", "۰", "۰", "۰", "۰", "۰"),
    }
    district, unknown = tables["districts"]
    assert (district.path, unknown.path) == ("districts/1.html", "districts/unannounced.html")
    assert sum(int(ascii_digits(row.cells[0].title)) for row in tables["owners"]) == 6
    assert tuple(cell.title for cell in district.cells) == ("۱", "۱", "۰", "۰", "۰", "۱", "۰", "۰")


def test_a_postponement_is_listed_with_both_ends_and_its_reason(
    whole: ReckoningView, made: Mapping[str, Page]
) -> None:
    (moved,) = whole.moved
    assert (moved.number, moved.reason) == ("۳", "حدود ۲۴ ماه")
    listed = made[whole.every_moved].view
    assert isinstance(listed, GroupView)
    (row,) = listed.groups[0].items
    assert isinstance(row, RecordLink)
    said = "از ۱ فروردین ۱۴۰۳ به ۱ فروردین ۱۴۰۵، حدود ۲۴ ماه. زمین آماده نبود."
    assert (row.number, row.reason) == ("۳", said)
    assert whole.postponed == (
        "پایان ۱ طرح به عقب رفته است، روی هم حدود ۲۴ ماه؛ دلیل ۱ طرح گزارش شده است."
    )


def test_the_next_ends_lead_to_their_lists(whole: ReckoningView) -> None:
    assert [(way.title, way.path) for way in whole.upcoming] == [
        ("۱ طرح تا ۳ ماه دیگر", "ends/next-3.html"),
        ("۱ طرح تا ۶ ماه دیگر", "ends/next-6.html"),
        ("۲ طرح تا ۱۲ ماه دیگر", "ends/next-12.html"),
    ]


def test_who_stopped_says_when_and_why_and_the_oldest_report_comes_first(
    made: Mapping[str, Page],
) -> None:
    def rows(path: str) -> list[tuple[str, str, str]]:
        view = made[path].view
        assert isinstance(view, GroupView)
        items = [(each.anchor, one) for each in view.groups for one in each.items]
        return [(key, one.number, one.reason) for key, one in items if isinstance(one, RecordLink)]

    assert rows("reckoning/not-continued.html") == [
        ("dropped", "۷", "۱ فروردین ۱۴۰۳: دلیل اعلام نشده است.")
    ]
    old = "۳۶۴ روز پیش (۱ فروردین ۱۴۰۴)؛ متولی اعلام نشده"
    assert rows("reckoning/reports.html") == [
        *(("old", number, old) for number in "۳۵۶"),
        ("silent", "۴", "متولی اعلام نشده"),
    ]
    lacks = {number: why for _, number, why in rows("reckoning/unmeasurable.html")}
    assert lacks["۳"] == "ندارد: شاخص کامل، واحد متولی"
    assert "۷" not in lacks
    facts = made["reckoning/facts.html"].view
    assert isinstance(facts, TablesView)
    assert facts.says == "۶ طرح از ۶ طرح را نمی‌توان سنجید."


def test_a_report_has_the_period_and_leads_to_the_lists(made: Mapping[str, Page]) -> None:
    view = made["reckoning/goals/1.html"].view
    assert isinstance(view, ReportView)
    assert {row.path.partition("#")[0] for row in view.classes} == {"goals/1.html"}
    assert sum(row.count for row in view.classes) == 7
    assert view.period
    assert view.period.says == (
        "از ۱ فروردین ۱۴۰۳ تا ۲۹ اسفند ۱۴۰۴، ۲ طرح باید پایان می‌یافت، ۰ طرح پایان یافت و پایان"
        " ۰ طرح تغییر کرد. روز تصمیم ۲ پایان تازه اعلام نشده است."
    )
    assert "reckoning/owners/unannounced.html" in made


def test_a_goal_of_many_projects_goes_on_over_pages(tmp_path: Path) -> None:
    """Each number still leads to the page where its list begins."""
    files = {
        f"projects/{code}.md": project(f"end: {1402 if code % 2 else 1409}").replace(
            "title: طرح", f"title: طرح {code}"
        )
        for code in range(1, 121)
    }
    plan = library_of(tmp_path, files)
    paths = [page.path for page in goals_pages(plan) if page.path.startswith("goals/1")]
    assert paths == ["goals/1.html", *(f"goals/1/{place}.html" for place in range(2, 7))]
    (report, *_) = reports_of(plan)
    assert isinstance(report.view, ReportView)
    ways = {row.path: row.count for row in report.view.classes}
    assert ways == {"goals/1.html#unreported-late": 60, "goals/1/4.html#not-due": 60}


def test_the_shipped_plan_adds_up(pages: Mapping[str, HtmlElement], site: Path) -> None:
    """Each class has as many rows on its pages as it says, and the classes are all projects."""
    tree = pages["reckoning.html"]
    rows = "count(//main//ul[@class='entries']/li)"
    total = 0
    for row in tree.xpath("//section[@aria-labelledby='classes']//tbody/tr"):
        (path,) = row.xpath("./th/a/@href")
        said = int(ascii_digits(row.xpath("string(./td/b)")))
        folder = path.removesuffix(".html") + "/"
        listed = sum(
            int(page.xpath(rows))
            for name, page in pages.items()
            if name == path or name.startswith(folder)
        )
        assert listed == said > 0, path
        total += said
    assert total == 270
    led = 0
    for table in tree.xpath("//table[@class='groups']"):
        name = table.xpath("string(ancestor::section/@aria-labelledby)")
        for row in table.xpath("./tbody/tr") if name != "records" else ():
            cells = row.xpath("./td")
            counts = [int(ascii_digits(cell.text_content())) for cell in cells]
            assert name == "period" or counts[1] == sum(counts[2:])
            if whole := cells[0].xpath("string(a/@href)") if name != "period" else "":
                assert counted_on(pages, whole) == counts[0], whole
            assert whole or name == "period"
            for cell, count in list(zip(cells, counts, strict=True))[name != "period" :]:
                way = cell.xpath("string(a/@href)")
                assert bool(way) == bool(count)
                if way:
                    assert rows_from(pages, *way.split("#")) == count, way
                    led += 1
    assert led > 140
    (way,) = tree.xpath("//main//p/a/@href[contains(., '/due-')]")
    folder = way.removesuffix(".html")
    due = sum(page.xpath(rows) for name, page in pages.items() if name.startswith(folder))
    assert ascii_digits(tree.xpath("string(//p[@class='due'])")).startswith(f"از {due:.0f} طرح")
    for cell in pages["statuses/index.html"].xpath("//table[@class='matrix']/tbody/tr/td[@class]"):
        count, way = int(ascii_digits(cell.text_content())), cell.xpath("string(a/@href)")
        assert (rows_from(pages, *way.removeprefix("../").split("#")) if way else 0) == count, way


def test_the_outline_says_how_many_are_late(pages: Mapping[str, HtmlElement]) -> None:
    """Of each goal as many as the reckoning counts as open or unreported, and its policies have."""
    rows = pages["reckoning.html"].xpath("//section[@aria-labelledby='goals']//tbody/tr")
    of_goals = pages["tree.html"].xpath("//section[h2/small[@class='count']]")
    assert len(rows) == len(of_goals) == 8
    for row, section in zip(rows, of_goals, strict=True):
        cells = [int(ascii_digits(cell.text_content())) for cell in row.xpath("./td")]
        whole, *policies = map(late_in, section.xpath(".//*[@class='count']"))
        assert whole == sum(policies) == cells[5] + cells[6] > 0


def late_in(count: HtmlElement) -> int:
    """How many projects a node of the outline calls late."""
    match = re.search(r"(\d+) گذشته از موعد", ascii_digits(count.text_content()))
    return int(match[1]) if match else 0


def test_a_year_has_the_last_changes_of_its_projects(pages: Mapping[str, HtmlElement]) -> None:
    year = pages["years/1404.html"]
    own = set(year.xpath("//ul[@class='entries']/li/a/@href"))
    for name, page in pages.items():
        if name.startswith("years/1404/"):
            own |= {way.removeprefix("../") for way in page.xpath("//ul/li/a/@href")}
    changed = year.xpath("//section[@aria-labelledby='changes']//li//small/a/@href")
    assert len(changed) == 10
    assert {*changed} <= own


def counted_on(pages: Mapping[str, HtmlElement], path: str) -> int:
    """How many rows of counted projects stand under their classes on the pages of a list."""
    folder = path.removesuffix(".html") + "/"
    keys = {f"{kind.key}{end}" for kind in Verdict if kind.is_counted for end in ("", "-early")}
    return sum(
        len(section.xpath(".//ul[@class='entries']/li"))
        for name, page in pages.items()
        if name == path or name.startswith(folder)
        for section in page.xpath("//section[@aria-labelledby]")
        if section.get("aria-labelledby") in keys
    )


def rows_from(pages: Mapping[str, HtmlElement], path: str, anchor: str) -> int:
    """How many rows a list has that begins at an anchor of a page and may go on over others."""
    own = path.removesuffix(".html")
    above, _, place = own.rpartition("/")
    folder = above if place.isdigit() and f"{above}.html" in pages else own
    every = [name for name in pages if name == f"{folder}.html" or name.startswith(f"{folder}/")]
    rows = f"count(//section[@aria-labelledby='{anchor}']//ul[@class='entries']/li)"
    assert pages[path].get_element_by_id(anchor) is not None
    return sum(int(pages[name].xpath(rows)) for name in every)
