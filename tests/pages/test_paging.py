"""Long lists in pages: every row once, in order, on pages of a bounded size, each with its way."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from qomsite.library.library import Library, link
from qomsite.loader.load import load
from qomsite.pages import (
    home,
    paging,
    reckoning,
    records,
    redirect,
    report,
    search,
    tables,
    trace,
    tree,
)
from qomsite.pages.frame import Frame, Link, RecordLink
from qomsite.pages.listing import goal_jumps
from qomsite.pages.paging import (
    NEAR,
    ROWS,
    STEPS,
    ListPage,
    group,
    list_pages,
    spans,
    starts,
)
from qomsite.pages.permalink import permalink
from qomsite.pages.tree import TreeView
from tests.benchmarks.corpus import write

Sizes = list[int]
sizes_of_groups = st.lists(st.integers(0, 3 * ROWS), max_size=12)


def rows_of(sizes: Sizes) -> list[list[tuple[int, int]]]:
    """The rows of each page: their group, and their place in it."""
    return [
        [(span.group, row) for span in part for row in range(span.start, span.stop)]
        for part in spans(sizes)
    ]


@given(sizes_of_groups)
def test_every_row_stands_once_and_in_order(sizes: Sizes) -> None:
    shown = [row for page in rows_of(sizes) for row in page]
    assert shown == [(group, row) for group, size in enumerate(sizes) for row in range(size)]


@given(sizes_of_groups)
def test_pages_are_neither_long_nor_short(sizes: Sizes) -> None:
    pages = [len(page) for page in rows_of(sizes)]
    assert max(pages) <= ROWS
    assert len(pages) == 1 or min(pages) >= ROWS // 2
    assert (len(pages) == 1) == (sum(sizes) <= ROWS)


@given(sizes_of_groups)
def test_no_part_of_a_group_is_empty(sizes: Sizes) -> None:
    assert all(span.start < span.stop for page in spans(sizes) for span in page)


@pytest.mark.parametrize(
    ("sizes", "pages"),
    [
        ([], [0]),
        ([0], [0]),
        ([ROWS], [ROWS]),
        ([ROWS + 1], [26, 25]),
        ([137], [46, 46, 45]),
        ([196], [49] * 4),
        # With the goals, where these fit on pages that are full enough.
        ([35, 48, 30, 42, 38, 33, 22, 22], [35, 48, 30, 42, 38, 33, 44]),
        ([20, 20, 20], [30, 30]),
        ([32, 33, 4], [32, 37]),
        ([5, 120], [42, 42, 41]),
    ],
)
def test_pages_end_with_a_group_or_are_of_one_size(sizes: Sizes, pages: Sizes) -> None:
    assert [len(page) for page in rows_of(sizes)] == pages


def record(number: int, *, sample: bool = False) -> RecordLink:
    return RecordLink("project", "طرح", str(number), f"عنوان {number}", "", "", sample)


def paged(*sizes: int, samples: int = 0) -> tuple[ListPage, ...]:
    """A list at projects/index.html, of groups of these sizes; its first rows are samples."""
    frame = Frame(
        path="projects/index.html",
        title="طرح‌ها",
        description="همهٔ طرح‌ها",
        origin="content/plan.yaml",
        breadcrumb=(Link("خانه", "index.html"), Link("طرح‌ها", "")),
        samples=samples > 0,
    )
    groups = [
        group(f"گروه {place}", f"g{place}", [record(n, sample=n < samples) for n in range(size)])
        for place, size in enumerate(sizes)
    ]
    return list_pages(frame, "view", "projects", groups)


def test_a_short_list_is_one_page_without_a_way_to_others() -> None:
    (page,) = paged(ROWS)
    assert page.frame.paging is None
    assert not page.frame.is_further
    assert page.frame.title == "طرح‌ها"


def test_the_first_page_is_the_list_and_the_others_say_which_they_are() -> None:
    first, second, third = paged(3 * ROWS)
    assert [page.frame.path for page in (first, second, third)] == [
        *("projects/index.html", "projects/index/2.html", "projects/index/3.html")
    ]
    assert [page.frame.is_further for page in (first, second, third)] == [False, True, True]
    assert first.frame.title == "طرح‌ها"
    assert second.frame.title == "طرح‌ها، صفحهٔ ۲ از ۳"
    assert third.frame.description == "همهٔ طرح‌ها (صفحهٔ ۳ از ۳)"
    assert second.frame.breadcrumb == (
        Link("خانه", "index.html"),
        Link("طرح‌ها", "projects/index.html"),
        Link("صفحهٔ ۲", ""),
    )


def test_each_page_leads_to_the_ones_around_it() -> None:
    pages = paged(4 * ROWS)
    for before, after in pairwise(pages):
        assert before.frame.paging
        assert after.frame.paging
        assert before.frame.paging.next == after.frame.path
        assert after.frame.paging.previous == before.frame.path
    first, last = pages[0].frame.paging, pages[-1].frame.paging
    assert first
    assert last
    assert (first.previous, last.next) == ("", "")
    assert [step.title for step in first.steps] == ["۱", "۲", "۳", "۴"]


@pytest.mark.parametrize(
    ("place", "steps"), [(1, "۱ ۲ ۳ … ۲۰"), (10, "۱ … ۸ ۹ ۱۰ ۱۱ ۱۲ … ۲۰"), (20, "۱ … ۱۸ ۱۹ ۲۰")]
)
def test_of_many_pages_those_around_and_at_the_ends_are_named(place: int, steps: str) -> None:
    paging = paged(20 * ROWS)[place - 1].frame.paging
    assert paging
    assert " ".join(step.title for step in paging.steps) == steps
    assert all(bool(step.path) == (step.title != "…") for step in paging.steps)


def test_the_way_through_any_list_is_short() -> None:
    for pages in (STEPS, STEPS + 1, 60):
        for page in paged(pages * ROWS):
            assert page.frame.paging
            assert len(page.frame.paging.steps) <= max(STEPS, 2 * NEAR + 5)


def test_a_group_that_goes_on_says_so_and_keeps_its_whole_count() -> None:
    pages = paged(10, 2 * ROWS)
    parts = [[(part.anchor, part.total, part.continued) for part in p.groups] for p in pages]
    assert parts == [
        [("g0", "۱۰", False), ("g1", "۱۰۰", False)],
        [("g1", "۱۰۰", True)],
        [("g1", "۱۰۰", True)],
    ]


def test_a_further_page_shows_samples_only_if_it_has_one() -> None:
    assert [page.frame.samples for page in paged(2 * ROWS, samples=1)] == [True, False]
    assert [page.frame.samples for page in paged(2 * ROWS, samples=ROWS + 1)] == [True, True]


@given(st.lists(st.integers(1, 3 * ROWS), min_size=1, max_size=12))
def test_where_each_group_begins(sizes: Sizes) -> None:
    begins = {
        part.anchor: page.frame.path
        for page in paged(*sizes)
        for part in page.groups
        if not part.continued
    }
    assert list(starts("view", "projects", sizes)) == list(begins.values())
    assert len(begins) == len(sizes)


def test_goals_that_would_fill_a_page_are_not_named_on_each_page_of_a_list() -> None:
    row = RecordLink("goal", "هدف", "۱", "عنوان", "", "goals/1.html", sample=False, goal=1)
    groups = [replace(group("", f"goal-{at}", [row]), goal=row) for at in range(ROWS + 1)]
    few = [*groups[1:-1], replace(groups[0], items=(row,) * 2)]
    assert len(goal_jumps("projects", few)) == ROWS
    assert goal_jumps("projects", groups) == ()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A plan of more than one page in every list that grows with it."""
    folder = tmp_path_factory.mktemp("content")
    write(folder, 800)
    return link(load(folder)[0])


@pytest.mark.parametrize(
    ("composer", "kind", "most"),
    [(records, "axes", 60), (search, "titles", 100), (report, "reckoning/owners", ROWS)],
)
def test_what_grows_with_the_plan_goes_on_on_further_pages(
    large: Library, composer: ModuleType, kind: str, most: int
) -> None:
    further = 0
    for page in composer.pages(large):
        view = page.view
        period = getattr(view, "period", None)
        groups = getattr(view, "groups", period.groups if period else ())
        rows = getattr(view, "records", [row for part in groups for row in part.items])
        assert len(rows) <= most
        further += page.path.startswith(f"{kind}/") and view.frame.is_further
    assert further


def test_the_tree_goes_on_on_further_pages(large: Library) -> None:
    views = [page.view for page in tree.pages(large) if isinstance(page.view, TreeView)]
    paths = [view.frame.path for view in views]
    assert paths == ["tree.html", *(f"tree/all/{at}.html" for at in range(2, len(paths) + 1))]
    assert len(paths) > 1
    assert all(view.frame.samples for view in views)
    shown = [branch.record.path for view in views for branch in view.branches]
    assert shown == [permalink("goal", code) for code in large.goals]


@pytest.mark.parametrize(
    ("composer", "path"),
    [
        *((home, "index"), (tables, "budgets"), (reckoning, "reckoning"), (trace, "trace")),
        *((redirect, "404"), (search, "sitemap")),
    ],
)
def test_goals_have_a_row_each_only_where_they_are_few(
    large: Library, composer: ModuleType, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, last = large.goals
    named = [f"'{permalink(kind, last)}'" for kind in ("goal", "goal-report")]

    def has_last() -> bool:
        page = next(one for one in composer.pages(large) if one.path == f"{path}.html")
        return any(name in repr(page.view) for name in named)

    assert has_last()
    monkeypatch.setattr(paging, "FEWER_ROWS", len(large.goals) - 1)
    assert not has_last()


def test_a_page_of_a_list_says_which_it_is_and_where_the_whole_is(
    pages: Mapping[str, HtmlElement], site: Path
) -> None:
    """So a sheet of paper, on which the other pages are not, is no list that breaks off unsaid."""
    seen = 0
    for path, page in pages.items():
        if not page.xpath("//nav[@class='paging']"):
            continue
        seen += 1
        (said,) = page.xpath("//p[@class='base'][following-sibling::*[1][@class='paging']]")
        assert re.search("صفحهٔ .+ از .+ این فهرست", said.text_content()), path
        (address,) = said.xpath("./a/@data-address")
        (way,) = said.xpath("./a/@href")
        file = (site / path / ".." / way).resolve()
        assert file.is_file(), path
        assert address.endswith(f"/{file.relative_to(site.resolve())}")
    assert seen > 150
