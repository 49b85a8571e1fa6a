"""The page of budgets: one unit, sums only where groups share no project."""

import pytest

from qomsite.library.library import Library
from qomsite.pages.group import GroupView
from qomsite.pages.group import pages as group_pages
from qomsite.pages.progress import Figure
from qomsite.pages.records import AxisView
from qomsite.pages.records import pages as axis_pages
from qomsite.pages.tables import TablesView, pages
from tests.library.plans import library_of, project


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Three projects with budgets, one cancelled, one without; one lies in two districts."""
    files = {
        "projects/1.md": project("budget: ۲ میلیارد تومان", "axes: [1]", "end: 1403-01-01"),
        "projects/2.md": project("budget: ۱٫۲۵ هزار میلیارد تومان", "axes: [1, 2]"),
        "projects/3.md": project(),
        "projects/4.md": project(
            *("budget: ۷ میلیارد تومان", "status: لغوشده", "status_date: 1403-01-01")
        ),
        "axes/2.md": "---\ntitle: محور دوم\nprovenance: sample\n---\n",
    }
    titled = {
        name: text.replace("title: طرح", f"title: طرح {name}") for name, text in files.items()
    }
    return library_of(tmp_path_factory.mktemp("plan"), titled)


@pytest.fixture(scope="module")
def view(plan: Library) -> TablesView:
    _, page = pages(plan)
    assert isinstance(page.view, TablesView)
    return page.view


def test_all_is_in_one_unit_with_what_is_not_known(view: TablesView) -> None:
    assert view.says == "جمع اعتبار ۲ طرح ۱۲۵۲٫۰ میلیارد تومان است و اعتبار ۱ طرح اعلام نشده است."
    tables = {table.anchor: table.rows for table in view.tables}
    goal = tables["goals"][0]
    assert [cell.title for cell in goal.cells] == ["۱۲۵۲٫۰", "۲", "۱"]
    assert sum(int(row.cells[1].title) for row in tables["owners"]) == 2
    largest = [(row.title[:2], row.path, (row.cells[0].title,)) for row in tables["largest"]]
    assert largest == [("۲.", "projects/2.html", ("۱۲۵۰٫۰",)), ("۱.", "projects/1.html", ("۲٫۰",))]


def test_axes_and_districts_have_no_sum_over_what_they_share(plan: Library) -> None:
    (first, _) = (page.view for page in axis_pages(plan) if page.type == "axis")
    assert isinstance(first, AxisView)
    assert first.progress
    base = "بر پایهٔ ۱ طرح از ۱ طرح"
    assert first.progress.means == (
        Figure("۲ میلیارد تومان", "اعتبار طرح‌هایی که تنها اینجاست", base),
        Figure("۱٫۲۵ هزار میلیارد تومان", "اعتبار طرح‌های مشترک با دیگر محورها", base),
    )


def test_a_year_has_no_state_and_no_sum_but_what_was_due_in_it(plan: Library) -> None:
    views = {page.path: page.view for page in group_pages(plan)}
    year = views["years/1403.html"]
    assert isinstance(year, GroupView)
    assert year.progress is None
    assert year.says == (*("از ۱ طرحی که باید در سال ۱۴۰۳ پایان می‌یافت،", "۱ طرح بدون گزارش است."),)
    unknown = views["years/unannounced.html"]
    assert isinstance(unknown, GroupView)
    assert unknown.says == ()
