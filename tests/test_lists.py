"""The lists of the built site: every record once over their pages, and the way through them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from lxml.html import HtmlElement

from qomsite.library.reckoning import Verdict

Pages = Mapping[str, HtmlElement]
COUNTS = {"goals": 8, "strategies": 29, "policies": 81, "projects": 270, "axes": 19, "measures": 60}
PAGING = "//nav[@class='paging']"
ROWS = "//ul[@class='entries' and not(ancestor::template)]/li/a/@href"


def paths(page: str, found: list[str]) -> list[str]:
    """The paths that links of a page lead to, without the place in them."""
    return [urljoin(page, link).partition("#")[0] for link in found]


def pages_of(first: str, pages: Pages) -> list[str]:
    """A list from page to page, by the way that each shows."""
    walked = [first]
    while after := pages[walked[-1]].xpath(f"{PAGING}/a[@rel='next']/@href"):
        walked += paths(walked[-1], after)
    return walked


@pytest.mark.parametrize("name", COUNTS)
def test_every_record_stands_once_in_its_list(name: str, pages: Pages) -> None:
    walked = pages_of(f"{name}/index.html", pages)
    rows = [path for page in walked for path in paths(page, pages[page].xpath(ROWS))]
    assert rows.count(f"{name}/1.html") == 1
    assert sorted(rows) == sorted(f"{name}/{n}.html" for n in range(1, COUNTS[name] + 1))


def test_every_page_of_a_list_is_on_the_way_through_it(pages: Pages) -> None:
    paged = {path for path, tree in pages.items() if tree.xpath(PAGING)}
    firsts = {path for path in paged if not pages[path].xpath(f"{PAGING}/a[@rel='prev']")}
    walks = [pages_of(path, pages) for path in sorted(firsts)]
    assert {"projects/index.html", "years/1403.html", "measures/index.html"} <= firsts
    assert sorted(page for walk in walks for page in walk) == sorted(paged)
    for before, after in (pair for walk in walks for pair in pairwise(walk)):
        assert paths(after, pages[after].xpath(f"{PAGING}/a[@rel='prev']/@href")) == [before]


def test_the_way_names_the_page_that_is_open(pages: Pages) -> None:
    for path, tree in pages.items():
        for nav in tree.xpath("//nav[@class='paging']"):
            (current,) = nav.xpath(".//a[@aria-current='page']")
            assert paths(path, [current.get("href")]) == [path]
            assert current.get("aria-label") == f"صفحهٔ {current.text}"


def test_the_tree_leads_from_each_policy_to_its_projects(pages: Pages) -> None:
    tree = pages["tree.html"]
    counts = tree.xpath("//ul[@class='outline']//a[@class='count']/@href")
    assert all(link.endswith("#projects") for link in counts)
    led = paths("tree.html", counts)
    titled = paths("tree.html", tree.xpath("//ul[@class='outline']//a[not(@class)]/@href"))
    assert len(set(led)) == len(led) > 70
    assert {path for path in titled if path.startswith("policies/")} == {
        f"policies/{n}.html" for n in range(1, COUNTS["policies"] + 1)
    }
    for path in led:
        assert pages[path].xpath("//section[@aria-labelledby='projects']//li"), path


def test_the_trees_of_the_goals_hold_every_project_once(pages: Pages) -> None:
    trees = [f"tree/{goal}.html" for goal in range(1, COUNTS["goals"] + 1)]
    assert set(trees) <= set(paths("tree.html", pages["tree.html"].xpath("//section/p/a/@href")))
    shown = [
        target
        for path in trees
        for target in paths(path, pages[path].xpath("//details[@open]//a/@href"))
    ]
    assert sorted(shown) == sorted(f"projects/{n}.html" for n in range(1, COUNTS["projects"] + 1))


ROW_OF_A_RECORD = "//main//ul[@class and not(ancestor::template or @class='news')]/li"
IN_ROW = "./*[@class='sample']|./p/*[@class='sample']"
AT_HEAD = "(ancestor::section[1]/h2|ancestor::ul/preceding-sibling::p)/*[@class='sample']"


def test_a_sample_is_marked_in_its_row_or_at_the_head_of_its_list(pages: Pages) -> None:
    """The head is marked where all of a list are samples; then no row is."""
    samples = {path for path, tree in pages.items() if "نمونه: " in tree.xpath("string(//title)")}
    seen = 0
    for path, tree in pages.items():
        for row in tree.xpath(ROW_OF_A_RECORD):
            links = paths(path, row.xpath("./a/@href|./p/a/@href"))
            if links and links[0] in samples:
                seen += 1
                assert len(row.xpath(IN_ROW)) + len(row.xpath(AT_HEAD)) == 1, (path, links[0])
    assert seen > 1_000


def test_every_row_of_a_project_says_how_late_it_is_and_why_it_stopped(pages: Pages) -> None:
    """The same in each list and outline, as on the page of its class."""
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    shown: dict[str, set[str]] = defaultdict(set)
    rows = "//ul[@class='entries'][not(ancestor::template)]/li|//details[@open]/ul/li"
    kinds = {f"reckoning/{kind.key}.html": kind for kind in Verdict}
    kinds |= {f"reckoning/{kind.key}/{n}.html": kind for kind in Verdict for n in range(2, 9)}
    for path, tree in pages.items():
        # A district says where its projects are, other lists of the reckoning why.
        if path.startswith(("reckoning/", "districts/")) and path not in kinds:
            continue
        for row in tree.xpath(rows):
            for record in paths(path, row.xpath("./a[1]/@href")):
                if re.fullmatch(r"projects/\d+\.html", record):
                    late = row.xpath("string(./strong|./p/strong)")
                    said[record].add((late, row.xpath("string(./p[@class='why'])")))
                    shown[record].add(path)
    assert len(said) == COUNTS["projects"]
    assert {record: marks for record, marks in said.items() if len(marks) != 1} == {}
    for record, ((late, why),) in said.items():
        (kind,) = {kinds[path] for path in shown[record] if path in kinds}
        assert bool(why) == (kind in (Verdict.STOPPED, Verdict.DROPPED, Verdict.MERGED)), record
        if kind is not Verdict.STOPPED:
            assert bool(late) == kind.key.endswith("-late"), record
