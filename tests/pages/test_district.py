"""The page of a district: what runs, is late, ended or stopped, only here or shared, and next."""

from pathlib import Path

from qomsite.library.library import Library
from qomsite.outputs.search_documents import _texts
from qomsite.pages.district import Neighbourhood
from qomsite.pages.facts import facts_of
from qomsite.pages.frame import RecordLink
from qomsite.pages.group import GroupView, pages
from tests.library.plans import library_of, project


def _projects(*written: tuple[str, ...]) -> dict[str, str]:
    files = {f"projects/{at}.md": project(*lines) for at, lines in enumerate(written, start=1)}
    return {name: text.replace("title: طرح", f"title: طرح {name}") for name, text in files.items()}


def _view(plan: Library, code: str) -> tuple[Neighbourhood, GroupView]:
    (page,) = (page for page in pages(plan) if page.path == f"districts/{code}.html")
    assert isinstance(page.view, GroupView)
    assert page.view.near
    return page.view.near, page.view


RUNS = ("status: در دست اجرا", "status_date: 1404-01-01")


def test_a_district_parts_its_projects_by_where_they_stand(tmp_path: Path) -> None:
    plan = library_of(
        tmp_path,
        _projects(
            ("districts: [1, 8]", *RUNS, "end: 1403-01-01"),
            ("districts: [1]", *RUNS, "end: 1403-05-01", "places: [کوچهٔ سرو, محلهٔ باغ]"),
            ("districts: [1]", *RUNS, "end: 1405-05-01"),
            ("districts: [1, 8]", "status: لغوشده", "status_date: 1403-01-01"),
            ("districts: [1]", "end: 1410-01-01"),
            ("districts: [8]", "status: متوقف", "status_date: 1403-01-01"),
        ),
    )
    near, view = _view(plan, "1")
    assert near.says == (
        "۳ طرح باز است و موعد ۲ طرح از آن‌ها گذشته است؛",
        "وضعیت ۱ طرح گزارش نشده است؛",
        "هیچ طرحی پایان نیافته و هیچ طرحی متوقف نیست.",
        "از ۵ طرح، ۳ طرح تنها در این منطقه است.",
    )
    parts = [(p.path.partition("#")[2], *(cell.title for cell in p.cells)) for p in near.parts]
    assert parts == [("open-late", "۱", "۱"), ("not-due", "۲", "۰"), ("dropped", "۰", "۱")]
    rows = [(row.number, row.where) for row in view.groups[0].items if isinstance(row, RecordLink)]
    assert rows == [("۲", "کوچهٔ سرو و محلهٔ باغ؛ تنها اینجا"), ("۱", "در همهٔ منطقه‌ها")]
    assert near.upcoming == "تا ۱۲ ماه پس از ۲۹ اسفند ۱۴۰۴ پایان ۱ طرح اعلام شده است."
    assert [(link.number, link.reason) for link in near.next_ends] == [("۳", "پایان: ۱ مرداد ۱۴۰۵")]
    near, _ = _view(plan, "8")
    assert near.says[0] == "۱ طرح باز است و موعد آن گذشته است؛"
    assert near.upcoming == "تا ۱۲ ماه پس از ۲۹ اسفند ۱۴۰۴ پایان هیچ طرحی اعلام نشده است."
    assert not near.next_ends


def test_a_place_leads_to_the_projects_that_name_it(tmp_path: Path) -> None:
    plan = library_of(tmp_path, _projects(("districts: [1]", "places: [کوچهٔ سرو]"), ()))
    for code, named in (("1", True), ("2", False)):
        one = plan.projects[code]
        labels = [fact.label for fact in facts_of(plan, one)]
        assert ("مکان" in labels) == named
        assert ("کوچهٔ سرو" in " ".join(_texts(plan, one))) == named


def test_a_promise_that_was_moved_ahead_is_not_called_past(tmp_path: Path) -> None:
    moved = ("end: 1403-01-01", "revised_ends: [{end: 1405-05-01}]")
    plan = library_of(tmp_path, _projects(("districts: [1]", *RUNS, *moved)))
    assert _view(plan, "1")[0].says[0] == "۱ طرح باز است و نخستین موعد آن گذشته است؛"
