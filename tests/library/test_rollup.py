"""Roll-ups: each figure with its base, no cancelled or merged project, unknown never zero."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.library.library import Library
from qomsite.library.rollup import RollUp, roll_up
from tests.library.plans import library_of, project

PROJECTS = {
    "projects/1.md": project("status: running", "physical_progress: 40", "budget: ۲ میلیارد تومان"),
    "projects/2.md": project("status: خاتمه‌یافته", "physical_progress: 100"),
    "projects/3.md": project("status: running", "physical_progress: 0", "financial_progress: 10"),
    "projects/4.md": project("physical_progress: ۵۰٫۵"),
    "projects/5.md": project("budget: ۱۰ میلیارد ریال"),
    "projects/6.md": project(
        "status: cancelled", "physical_progress: 90", "budget: ۹ میلیارد تومان"
    ),
    "projects/7.md": project("status: merged", "financial_progress: 90"),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A plan with projects in every state."""
    return library_of(tmp_path_factory.mktemp("plan"), PROJECTS)


def of(plan: Library, *codes: str) -> RollUp:
    return roll_up(plan, [plan.projects[code] for code in codes or plan.projects])


def test_the_whole_is_parted_without_rest(plan: Library) -> None:
    figures = of(plan)
    assert (figures.total, figures.excluded, figures.counted, figures.reported) == (7, 2, 5, 3)
    counts = [(c.status.key if c.status else None, c.count) for c in figures.statuses]
    # In declared order, and the unreported last.
    assert counts == [("running", 2), ("done", 1), ("cancelled", 1), ("merged", 1), (None, 2)]
    assert figures.finished == 1


def test_means_are_of_what_is_known_and_counted(plan: Library) -> None:
    figures = of(plan)
    assert figures.physical_base == 4
    assert figures.physical == Decimal("190.5") / 4
    assert (figures.financial, figures.financial_base) == (Decimal(10), 1)


def test_a_reported_zero_is_known(plan: Library) -> None:
    figures = of(plan, "3")
    assert (figures.physical, figures.physical_base) == (Decimal(0), 1)


def test_budgets_are_added_over_units(plan: Library) -> None:
    figures = of(plan)
    assert figures.budget_base == 2
    assert figures.budget is not None
    assert figures.budget.words == "۳ میلیارد تومان"


def test_what_nobody_reported_is_none(plan: Library) -> None:
    figures = of(plan, "5", "7")
    assert figures.physical is None
    assert figures.financial is None
    assert (figures.physical_base, figures.financial_base) == (0, 0)
    assert of(plan, "2").budget is None


def test_over_cancelled_projects_alone_nothing_is_said(plan: Library) -> None:
    figures = of(plan, "6", "7")
    assert (figures.total, figures.excluded, figures.counted, figures.reported) == (2, 2, 0, 0)
    assert (figures.physical, figures.financial, figures.budget) == (None, None, None)


def test_over_no_project_nothing_is_said(plan: Library) -> None:
    figures = roll_up(plan, [])
    assert (figures.total, figures.counted, figures.physical) == (0, 0, None)
    assert not figures.sampled


@given(st.data())
def test_it_adds_up_for_any_set(plan: Library, data: st.DataObject) -> None:
    codes = data.draw(st.lists(st.sampled_from(sorted(plan.projects)), min_size=1, unique=True))
    figures = of(plan, *codes)
    assert (
        figures.total
        == figures.excluded + figures.counted
        == sum(item.count for item in figures.statuses)
    )
    assert figures.reported <= figures.counted
    for value, base in (
        (figures.physical, figures.physical_base),
        (figures.financial, figures.financial_base),
        (figures.budget, figures.budget_base),
    ):
        assert (value is None) == (base == 0)
        assert base <= figures.counted


def test_it_says_whether_a_sample_is_among_them(tmp_path: Path) -> None:
    official = project(provenance="official").replace("title: طرح", "title: طرح مصوب")
    plan = library_of(tmp_path, {"projects/1.md": official, "projects/2.md": project()})
    assert not of(plan, "1").sampled
    assert of(plan, "1", "2").sampled
