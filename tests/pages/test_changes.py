"""What changed and what was put right: each dated thing once, where a reader looks for it."""

from pathlib import Path
from typing import Any

import pytest

from qomsite.library.library import Library
from qomsite.model.targets import VIEWS
from qomsite.pages.changes import Change, last_changes, latest_changes
from qomsite.pages.correction_note import correction_note
from qomsite.pages.registry import compose
from tests.library.plans import library_of, project

CORRECTION = """
---
title: {title}
about: {about}
date: {date}
said: منطقهٔ ۱
right: منطقهٔ ۲
{more}
---
"""


def correction(about: str, title: str, date: str, more: str = "sample: بله") -> str:
    return CORRECTION.format(title=title, about=about, date=date, more=more)


FILES = {
    "projects/1.md": "",
    "corrections/budget.md": "",
    "projects/2.md": project(
        "status: در دست اجرا",
        "status_date: 1404-02-01",
        "status_reason: زمین نیست.",
        "end: 1403",
        "revised_ends: [{end: 1404}, {end: 1405, decided: 1404-03-09, reason: دیر شد.}]",
        "updates: [{date: 1403-12-30, text: آغاز شد.}, {date: 1404-03-10, text: گذشت.}]",
    ),
    "projects/3.md": project("status: در دست اجرا", "end: 1403", policy="2"),
    "projects/4.md": "",
    "corrections/one.md": correction("project:2", "منطقهٔ طرح", "1404-03-10"),
    "corrections/two.md": correction("view:reckoning#due", "شمار", "1404-01-01", "since: 1403"),
    "corrections/three.md": correction("project:2", "نام", "1404-12-01", "draft: بله"),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("plan"), FILES)


def views(plan: Library) -> dict[str, Any]:
    return {page.path: page.view for page in compose(plan)}


@pytest.fixture(scope="module")
def pages(plan: Library) -> dict[str, Any]:
    """The view of each page, by its path."""
    return views(plan)


def shown(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(one.date.typed, one.kind, one.text) for one in changes]


EVERY = [
    ("۱۴۰۴/۰۳/۱۰", "تصحیح", "منطقهٔ طرح"),
    ("۱۴۰۴/۰۳/۱۰", "رویداد", "گذشت."),
    ("۱۴۰۴/۰۳/۰۹", "پایان تازه", "سال ۱۴۰۵"),
    ("۱۴۰۴/۰۲/۰۱", "وضعیت", "در دست اجرا"),
    ("۱۴۰۴/۰۱/۰۱", "تصحیح", "شمار"),
    ("۱۴۰۳/۱۲/۳۰", "رویداد", "آغاز شد."),
]


def test_all_that_has_a_day_is_there_once_the_newest_first(plan: Library) -> None:
    assert shown(latest_changes(plan, 50)) == EVERY
    assert shown(latest_changes(plan, 2)) == EVERY[:2]


def test_a_group_has_those_of_its_records(plan: Library) -> None:
    of_project = [one for one in EVERY if one[2] != "شمار"]
    assert shown(last_changes(plan, [plan.projects["2"]])) == of_project
    assert last_changes(plan, [plan.projects["3"]]) == ()


def test_each_year_has_its_months_and_the_index_the_way_to_them(pages: dict[str, Any]) -> None:
    year = pages["changes/1404.html"]
    assert [(part.anchor, part.total) for part in year.groups] == [
        ("month-3", "۳"),
        ("month-2", "۱"),
        ("month-1", "۱"),
    ]
    index = pages["changes.html"]
    assert [(one.title, one.total) for one in index.years] == [("سال ۱۴۰۴", "۵"), ("سال ۱۴۰۳", "۱")]
    assert [month.path for month in index.years[0].months] == [
        f"changes/1404.html#month-{month}" for month in (3, 2, 1)
    ]
    assert index.undated == (
        "روز ۱ وضعیت و ۱ پایان بازنگری‌شده اعلام نشده و در این فهرست نیامده است."
    )


def test_a_correction_is_on_the_page_that_it_is_about_in_the_register_and_on_its_own(
    pages: dict[str, Any],
) -> None:
    noted = {path: view.frame for path, view in pages.items() if view.frame.corrections}
    assert {path: [note.title for note in frame.corrections] for path, frame in noted.items()} == {
        "projects/2.html": ["منطقهٔ طرح"],
        "reckoning.html": ["شمار"],
    }
    (part,) = pages["corrections.html"].groups
    assert [(note.title, note.of, note.since, note.sample) for note in part.items] == [
        ("منطقهٔ طرح", "طرح ۲: طرح", "اعلام نشده", True),
        ("شمار", "کارنامهٔ برنامه", "سال ۱۴۰۳", False),
    ]
    assert {path for path in pages if path.startswith("correction/")} == {
        "correction/one.html",
        "correction/two.html",
    }


def test_nothing_to_show_is_said_as_that(tmp_path: Path) -> None:
    bare = dict.fromkeys(("projects/1.md", "projects/4.md", "corrections/budget.md"), "")
    bare |= {f"projects/{code}.md": project() for code in (2, 3)}
    pages = views(library_of(tmp_path, bare))
    assert pages["corrections.html"].groups == ()
    index = pages["changes.html"]
    assert (index.last, index.years, index.undated) == ((), (), "")
    assert not any(path.startswith("changes/") for path in pages)


def test_what_a_correction_is_about_has_a_name_whatever_it_is(plan: Library) -> None:
    names = {
        "goal:1": "هدف ۱: ",
        "page:about": "",
        "owner:works": "",
        "district:1": "",
        "view:owners": "واحدهای متولی",
        "view:projects": "طرح‌ها",
        "status:running": "در دست اجرا",
    }
    for about, name in names.items():
        one = plan.corrections[0].model_copy(update={"about": about})
        of = correction_note(plan, one).of
        assert of
        assert of.startswith(name), about
    for view in VIEWS:
        one = plan.corrections[0].model_copy(update={"about": f"view:{view}"})
        assert correction_note(plan, one).of
