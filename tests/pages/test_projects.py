"""The list of projects: its facets are complete, and say of each row what its record says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qomsite.library.library import Index, Library, link
from qomsite.library.rollup import projects_of_year, years_of
from qomsite.loader.load import load
from qomsite.model.kinds import PROVENANCES
from qomsite.model.parts import RevisedEnd, Update
from qomsite.model.records import Project
from qomsite.pages.bands import bands
from qomsite.pages.filter import Facet, FilterData, facets, filter_data, orders
from qomsite.pages.group import vocabularies
from qomsite.pages.paging import ROWS
from qomsite.pages.projects import ProjectsView, pages
from qomsite.text.amounts import parse_amount
from qomsite.text.jalali import JalaliDate, parse_date
from tests.library.plans import library_of
from tests.pages.answers import answers
from tests.sites.folders import TINY

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="module", params=[CONTENT, TINY], ids=["shipped", "tiny"])
def library(request: pytest.FixtureRequest) -> Library:
    content, problems = load(request.param)
    assert problems == ()
    return link(content)


@pytest.fixture
def view(library: Library) -> FilterData:
    return filter_data(library)


@pytest.fixture
def views(library: Library) -> list[ProjectsView]:
    """The pages of the list."""
    return [page.view for page in pages(library) if isinstance(page.view, ProjectsView)]


def rows(view: FilterData) -> list[str]:
    """The codes of the rows, in the order of the list."""
    return [item.path.split("/")[1].removesuffix(".html") for item in view.rows]


def held(facet: Facet) -> list[list[str]]:
    """The values that a facet gives each row."""
    return [
        [facet.choices[int(place) - 1].value for place in row.split()]
        for row in facet.rows.split(",")
    ]


def test_every_project_has_a_row(library: Library, view: FilterData) -> None:
    assert sorted(rows(view)) == sorted(library.projects)


def test_the_pages_of_the_list_hold_the_same_rows(
    view: FilterData, views: list[ProjectsView]
) -> None:
    shown = [item for page in views for group in page.shown.groups for item in group.items]
    assert shown == list(view.rows)
    assert (len(views) > 1) == (len(shown) > ROWS)


def test_a_page_knows_the_questions_but_no_answer(
    view: FilterData, views: list[ProjectsView]
) -> None:
    for page in views:
        asked = tuple((facet.name, facet.title, facet.unchosen) for facet in view.facets)
        assert page.questions == asked
        assert page.script == view.path
        assert not any(choice.title in repr(page.pattern) for choice in view.facets[1].choices)


def test_what_stands_once_stands_on_the_first_page(views: list[ProjectsView]) -> None:
    assert [bool(page.shown.body) for page in views] == [True] + [False] * (len(views) - 1)


def test_the_goals_lead_to_where_their_rows_begin(views: list[ProjectsView]) -> None:
    begins = [
        f"{page.frame.path}#{group.anchor}"
        for page in views
        for group in page.shown.groups
        if not group.continued
    ]
    for page in views:
        assert [jump.path for jump in page.shown.jumps] == (begins if len(views) > 1 else [])


def test_the_script_is_named_by_what_it_holds(library: Library, view: FilterData) -> None:
    code, project = next(iter(library.projects.items()))
    renamed = project.model_copy(update={"title": "عنوانی دیگر"})
    index = Index(
        (goal, tuple(renamed if one.code == code else one for one in of_goal))
        for goal, of_goal in library.projects_of_goal.items()
    )
    assert filter_data(library).path == view.path
    projects = {**library.projects, code: renamed}
    changed = replace(library, projects=projects, projects_of_goal=index)
    assert filter_data(changed).path != view.path


def test_each_row_holds_what_its_record_says(library: Library, view: FilterData) -> None:
    for facet in view.facets[:-1]:
        for code, values in zip(rows(view), held(facet), strict=True):
            expected = answers(library, library.projects[code])[facet.name]
            assert sorted(values) == sorted(expected), (facet.name, code)


def test_every_word_of_the_plan_may_be_chosen(library: Library, view: FilterData) -> None:
    choices = {facet.name: [c.value for c in facet.choices] for facet in view.facets}
    plan = library.plan
    known = {
        "goal": list(library.goals),
        "policy": list(library.policies),
        "axis": list(library.axes),
        "owner": [department.key for department in plan.departments],
        "district": [district.code for district in plan.districts],
        "status": [status.key for status in plan.statuses],
        "year": [str(y) for y in range(plan.period.first_year, plan.period.last_year + 1)],
    }
    for name, values in known.items():
        assert set(values) <= set(choices[name]), name
        assert len(set(choices[name])) == len(choices[name]), name


def test_what_is_unknown_is_a_choice(library: Library, view: FilterData) -> None:
    choices = {facet.name: [c.value for c in facet.choices] for facet in view.facets}
    for name in ("axis", "owner", "district", "year", "due", "end", "report", "budget"):
        unknown = any(
            answers(library, p)[name] == ["unannounced"] for p in library.projects.values()
        )
        assert ("unannounced" in choices[name]) == unknown, name
    assert "unreported" in choices["status"]


def test_provenance_is_asked_only_where_it_differs(library: Library, view: FilterData) -> None:
    found = {project.provenance for project in library.projects.values()}
    facet = next((f for f in view.facets if f.name == "provenance"), None)
    assert (facet is not None) == (len(found) > 1)
    if facet:
        assert {c.value for c in facet.choices} == found
        assert {c.title for c in facet.choices} <= set(PROVENANCES.values())


def test_counts_of_single_facets_add_up(library: Library, view: FilterData) -> None:
    for facet in view.facets:
        sizes = {len(values) for values in held(facet)}
        assert 0 not in sizes, facet.name
        if facet.name in ("goal", "policy", "owner", "status", "due", "report", "budget"):
            assert sizes == {1}, facet.name


def test_a_static_page_shows_the_same(library: Library, view: FilterData) -> None:
    by_name = {facet.name: facet for facet in view.facets}
    for vocabulary in (*vocabularies(library), *bands(library)):
        facet = by_name[vocabulary.kind]
        assert [c.value for c in facet.choices] == [term.key for term in vocabulary.terms]
        for term in vocabulary.terms:
            shown = {
                code
                for code, values in zip(rows(view), held(facet), strict=True)
                if term.key in values
            }
            assert shown == {project.code for project in term.projects}, term.title


def test_a_plan_without_projects_asks_nothing(library: Library) -> None:
    names = ("goal", "policy", "axis", "owner", "district", "status")
    none: dict[str, Any] = {f"projects_of_{name}": Index() for name in names}
    assert facets(replace(library, projects={}, **none)) == ()


def project(**days: JalaliDate) -> Project:
    ends = [RevisedEnd(end=day) for name, day in days.items() if name.startswith("revised")]
    known: dict[str, Any] = {"start": None, "end": None, **days, "revised_ends": tuple(ends)}
    return Project.model_construct(**known)


FIRST, END, LATER = JalaliDate(1400, 12, 1), JalaliDate(1402, 1, 1), JalaliDate(1403, 1, 1)


@pytest.mark.parametrize(
    ("days", "years"),
    [
        ({}, []),
        ({"start": FIRST}, [1400]),
        ({"end": END}, [1402]),
        ({"start": FIRST, "end": END}, [1400, 1401, 1402]),
        ({"start": FIRST, "end": END, "revised": LATER}, [1400, 1401, 1402, 1403]),
        ({"start": END, "end": LATER, "revised": END}, [1402]),
        ({"revised": LATER}, [1403]),
        ({"end": FIRST, "revised": LATER, "revised again": END}, [1402]),
    ],
)
def test_years_of_a_project(days: dict[str, JalaliDate], years: list[int]) -> None:
    assert list(years_of(project(**days))) == years


def test_years_go_beyond_the_period_where_a_project_does(library: Library) -> None:
    found = projects_of_year(library)
    assert list(found) == sorted(found)
    touched = {year for p in library.projects.values() for year in years_of(p)}
    period = library.plan.period
    assert set(found) == touched | set(range(period.first_year, period.last_year + 1))


NOTHING: dict[str, Any] = {
    **dict.fromkeys(("end", "status", "status_date", "completed_on", "budget")),
    **dict.fromkeys(("revised_ends", "updates", "indicators"), ()),
}


def sorted_by(library: Library, name: str, records: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What a list of projects shows when it is sorted, in its order: code and figure in words."""
    one = next(iter(library.projects.values())).model_copy(update=NOTHING)
    rows = [one.model_copy(update={"code": code, **said}) for code, said in records.items()]
    order = next(one for one in orders(library, rows) if one.choices[0][0] == name)
    by_rank = sorted(zip(rows, order.ranks, strict=True), key=lambda one: (not one[1], one[1]))
    return {row.code: order.words[rank] for row, rank in by_rank}


def test_what_is_sorted_by_is_said_and_the_unknown_comes_last(tmp_path: Path) -> None:
    """The data of the plan hold up to 29 Esfand 1404."""
    library = library_of(tmp_path)

    def end(text: str, *revised: str, **more: Any) -> dict[str, Any]:
        ends = tuple(RevisedEnd(end=parse_date(one)) for one in revised)
        return {"end": parse_date(text), "revised_ends": ends, **more}

    ended = {"status": "done", "completed_on": parse_date("1403-05")}
    late = {
        "1": {},
        "2": end("1404-12-28"),
        "3": end("1404-12-19", "1404-12-24"),
        "4": end("1404-12-24", "1404-12-19"),
        "5": end("1405"),
        "6": end("1403-04", **ended),
        "7": end("1404", **ended),
        "8": end("1403", **{**ended, "completed_on": None}),
        "9": end("1403", status="cancelled"),
        "10": {"status": "stopped"},
        "11": end("1404-12", status="stopped"),
        "12": end("1404", "1402", **ended),
    }
    found = sorted_by(library, "late", late)
    assert found == {
        "4": "۱۰ روز دیرکرد",
        "3": "۱۰ روز پس از نخستین پایان",
        "6": "دست‌کم ۱ روز دیرکرد",
        "2": "۱ روز دیرکرد",
        **dict.fromkeys(("5", "7", "11", "12"), "دیر نشده"),
        **dict.fromkeys(("1", "8", "9", "10"), "دیرکرد نامعلوم"),
    }
    assert list(found) == ["4", "3", "6", "2", "5", "7", "11", "12", "1", "8", "9", "10"]
    ends = {"1": end("1404"), "2": {}, "3": end("1403", "1404-11"), "4": end("1404-11-30")}
    assert list(sorted_by(library, "end", ends).items()) == [
        ("3", "پایان: بهمن ۱۴۰۴"),
        ("4", "پایان: ۳۰ بهمن ۱۴۰۴"),
        ("1", "پایان: سال ۱۴۰۴"),
        ("2", "پایان اعلام نشده"),
    ]
    amounts = {"1": "۰ تومان", "2": "", "3": "۱٫۵ میلیارد تومان", "4": "۱۲ میلیون ریال"}
    budgets = {
        code: {"budget": parse_amount(text)} if text else {} for code, text in amounts.items()
    }
    assert list(sorted_by(library, "budget", budgets).items()) == [
        ("3", "۱٫۵ میلیارد تومان"),
        ("4", "۰٫۰۰۱۲ میلیارد تومان"),
        ("1", "۰٫۰ میلیارد تومان"),
        ("2", "اعتبار اعلام نشده"),
    ]
    noted = (Update(date=JalaliDate(1404, 2, 1), text="آغاز شد."),)
    reports: dict[str, dict[str, Any]]
    reports = {"1": {"updates": noted}, "2": {}, "3": {"status_date": JalaliDate(1403, 1, 1)}}
    assert list(sorted_by(library, "report", reports).items()) == [
        ("3", "آخرین گزارش: ۱ فروردین ۱۴۰۳"),
        ("1", "آخرین گزارش: ۱ اردیبهشت ۱۴۰۴"),
        ("2", "بدون گزارش تاریخ‌دار"),
    ]
