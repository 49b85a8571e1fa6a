"""The trace from measures to projects, what is loose, and where figures come from."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from qomsite.library.library import Library
from qomsite.pages import trace
from qomsite.pages.frame import Page
from qomsite.pages.tables import GroupTable, TablesView
from qomsite.pages.tables import pages as tables_pages
from qomsite.text.digits import ascii_digits
from tests.library.plans import library_of, project

MEASURE = "---\ntitle: تدبیر {0}\nprovenance: sample\n---\n"
AXIS = "---\ntitle: محور {0}\nprovenance: {1}\nmeasures: [{2}]\n---\n"
POLICY = "---\ntitle: سیاست {0}\nprovenance: official\ngoal: 1\naxes: [{1}]\nmeasures: [{2}]\n---\n"


@pytest.fixture
def plan(tmp_path: Path) -> Library:
    """Measure 8 leads to axis 8, which policy 8 names; policy 9 is named by nobody."""
    return library_of(
        tmp_path,
        {
            "measures/8.md": MEASURE.format(8),
            "measures/9.md": MEASURE.format(9),
            "axes/8.md": AXIS.format(8, "reported", 8),
            "policies/8.md": POLICY.format(8, "8", "9"),
            "policies/9.md": POLICY.format(9, "", ""),
            "projects/8.md": project("axes: [8]", policy="8"),
            "projects/9.md": project("axes: [8]", policy="1"),
        },
    )


def tables(made: Page) -> Mapping[str, GroupTable]:
    assert isinstance(made.view, TablesView)
    return {table.anchor: table for table in made.view.tables}


def row(table: GroupTable, start: str) -> tuple[str, ...]:
    [found] = (one for one in table.rows if one.title.startswith(start))
    return tuple(ascii_digits(cell.title) for cell in found.cells)


def test_a_measure_leads_over_axes_and_policies_to_each_project_once(plan: Library) -> None:
    (page,) = trace.pages(plan)
    found = tables(page)
    assert row(found["measures"], "تدبیر ۸:") == ("1", "1", "2")
    assert row(found["measures"], "تدبیر ۹:") == ("0", "1", "1")
    goal = plan.policies["8"].goal
    of_goal = sum(plan.goal_of(one).code == goal for one in plan.projects.values())
    assert row(found["goals"], f"هدف {'۱'}:")[1] == str(of_goal)


def test_what_no_project_is_under_is_named(plan: Library) -> None:
    (page,) = trace.pages(plan)
    loose = {one.title.partition("،")[0]: one.cells[0].title for one in tables(page)["loose"].rows}
    assert loose["سیاست اجرایی ۹"] == "طرح ندارد"
    assert "سیاست اجرایی ۸" not in loose
    named = {one.record.path for one in trace.traced(plan) if not one.projects}
    assert len(loose) == len(named)


def test_axes_by_goal_add_up(plan: Library) -> None:
    (page,) = trace.pages(plan)
    table = tables(page)["axes"]
    assert len(table.heads) == 1 + len(plan.goals)
    for one, axis in zip(table.rows, plan.axes.values(), strict=True):
        counts = [int(ascii_digits(cell.title)) for cell in one.cells]
        assert sum(counts) == len(plan.projects_of_axis[axis.code])


def test_every_figure_that_is_no_sample_names_its_source(plan: Library) -> None:
    page, _ = tables_pages(plan)
    found = tables(page)
    titles = {source.title for source in plan.plan.sources.values()}
    for anchor in ("records", "facts"):
        assert found[anchor].rows
        assert all(one.cells[-1].title in titles for one in found[anchor].rows)
    assert row(found["provenance"], "سیاست‌های اجرایی")[0] == "2"
    assert row(found["provenance"], "محورهای موضوعی")[1] == "1"
    sums = [sum(map(int, row(found["provenance"], one.title))) for one in found["provenance"].rows]
    assert sum(sums) == len([*plan.entries()]) - len(plan.news) - len(plan.pages) - len(
        plan.corrections
    )
