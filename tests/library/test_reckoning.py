"""Each project stands in one class, by intervals of days; what nobody knows is no delay."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qomsite.library.library import Library
from qomsite.library.reckoning import (
    Verdict,
    in_period,
    is_old,
    last_report,
    next_ends,
    reckon,
    reckoned,
    report_age,
)
from qomsite.model.parts import Actual, Indicator, RevisedEnd, Update
from qomsite.model.records import Project
from qomsite.text.jalali import JalaliDate, PartialDate, months_later, parse_date
from tests.library.plans import library_of

BASE = Project(code="1", path="p", title="طرح", policy="1", provenance="sample")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A plan whose data hold up to 29 Esfand 1404, with a status of each outcome."""
    library = library_of(tmp_path_factory.mktemp("plan"))
    assert library.site.as_of == JalaliDate(1404, 12, 29)
    return library


def project(**fields: Any) -> Project:
    """A project with dates as they are typed; ``revised`` are later ends, parted by blanks."""
    revised = fields.pop("revised", "").split()
    days = ("end", "completed_on", "status_date")
    known = {
        name: parse_date(text) if name in days else text for name, text in fields.items() if text
    }
    ends = tuple(RevisedEnd(end=parse_date(text)) for text in revised)
    return BASE.model_copy(update={**known, "revised_ends": ends})


def with_projects(library: Library, projects: Sequence[Project]) -> Library:
    return replace(library, projects={one.code: one for one in projects})


V = Verdict


@pytest.mark.parametrize(
    ("fields", "verdict", "late"),
    [
        # ended: the very day, the day after, and what may lie on either side
        ("done 1403-06-31 on 1403-06-31", V.IN_TIME, (0, 0)),
        ("done 1403-06-31 on 1403-07-01", V.ENDED_LATE, (1, 1)),
        ("done 1403-06-31 > 1403-12-30 on 1403-07-02", V.ENDED_LATE, (2, 0)),
        ("done 1403-06-31 > 1402-12-29 on 1403-06-30", V.IN_TIME, (0, 185)),
        ("done 1403-06 on 1403-06-31", V.IN_TIME, (0, 0)),
        ("done 1403 on 1403-11", V.IN_TIME, (0, 0)),
        ("done 1403 on 1403", V.IN_TIME, (0, 0)),
        ("done 1403-06 on 1403", V.ENDED, (0, 0)),
        ("done 1402-12 on 1403", V.ENDED_LATE, (1, 1)),
        ("done - on 1403-01-01", V.ENDED, (0, 0)),
        # ended by the day of the status
        ("done 1403-06-31 by 1403-06-31", V.IN_TIME, (0, 0)),
        ("done 1403-06 by 1403-06-02", V.IN_TIME, (0, 0)),
        ("done 1403-06-31 by 1403-07-01", V.ENDED, (0, 0)),
        ("done 1403-06-31 on 1403-07-01 by 1403-05-01", V.ENDED_LATE, (1, 1)),
        ("done 1403-06-31", V.ENDED, (0, 0)),
        # open: only once the last day that is meant is past
        ("running 1404-12-29", V.NOT_DUE, (0, 0)),
        ("running 1404-12-28", V.OPEN_LATE, (1, 1)),
        ("running 1404-12", V.NOT_DUE, (0, 0)),
        ("running 1404-11", V.OPEN_LATE, (29, 29)),
        ("running 1404", V.NOT_DUE, (0, 0)),
        ("running 1403", V.OPEN_LATE, (365, 365)),
        ("running 1404-12-28 > 1405", V.OPEN_LATE, (1, 0)),
        ("running 1404-12-20 > 1404-12-24 1404-12-26", V.OPEN_LATE, (9, 3)),
        ("running 1405 > 1404-12-28", V.OPEN_LATE, (0, 1)),
        ("running - > 1404-12-28 1405", V.OPEN_LATE, (1, 0)),
        ("running - ", V.NO_END, (0, 0)),
        # without a report
        ("- 1404-12-28", V.UNREPORTED_LATE, (1, 1)),
        ("- 1404-12-29", V.NOT_DUE, (0, 0)),
        ("- -", V.NO_END, (0, 0)),
        # what stands still, and what is not counted
        ("stopped 1404-12-28", V.STOPPED, (1, 1)),
        ("stopped -", V.STOPPED, (0, 0)),
        ("cancelled 1403", V.DROPPED, (0, 0)),
        ("merged 1403", V.MERGED, (0, 0)),
    ],
)
def test_each_class_and_its_borders(
    plan: Library, fields: str, verdict: Verdict, late: tuple[int, int]
) -> None:
    head, _, by = fields.partition(" by ")
    head, _, on = head.partition(" on ")
    head, _, revised = head.partition(" > ")
    status, end = (part.strip("-") or None for part in head.split())
    found = reckoned(
        plan, project(status=status, end=end, revised=revised, completed_on=on, status_date=by)
    )
    assert (found.verdict, (found.late_first, found.late_last)) == (verdict, late)


def test_a_class_has_one_label_and_one_key() -> None:
    assert len({verdict.value for verdict in Verdict}) == len(Verdict) == 10
    assert [verdict.key for verdict in Verdict if not verdict.is_counted] == [
        *("dropped", "merged"),
    ]


def test_a_merged_project_says_where_it_went_in_the_end(plan: Library) -> None:
    ways = {"1": "2", "2": "3", "4": "5", "5": "4", "6": "7"}
    projects = [
        BASE.model_copy(update={"code": code, "status": "merged", "merged_into": ways.get(code)})
        for code in "123456"
    ]
    library = with_projects(plan, projects)
    into = {one.code: reckoned(library, one).into for one in projects}
    went = {code: found.code if found else None for code, found in into.items()}
    # A circle, and a way to what is not published, are refused by the checks; they end here too.
    assert went == {"1": "3", "2": "3", "3": None, "4": "5", "5": "4", "6": None}


def test_figures_of_a_set(plan: Library) -> None:
    given = {
        "1": project(status="running", end="1403-12-30", revised="1404-01-02 1405-01"),
        "2": project(status="running", end="1405-01-01", revised="1404-12-01"),
        "3": project(status="done", end="1403", completed_on="1402-01-01"),
        "4": project(end="1404-11-30", revised="1404-12-01"),
        "5": project(status="cancelled", end="1402", revised="1404"),
    }
    reasons = (
        RevisedEnd(end=JalaliDate(1404, 1, 2), reason="زمین آماده نبود."),
        RevisedEnd(end=PartialDate(1405, 1)),
    )
    given["1"] = given["1"].model_copy(update={"revised_ends": reasons})
    figures = reckon(plan, [one.model_copy(update={"code": code}) for code, one in given.items()])
    assert (figures.total, figures.counted, figures.due, figures.sampled) == (5, 4, 3, True)
    assert {verdict: many for verdict, many in figures.counts if many} == {
        V.IN_TIME: 1,
        V.OPEN_LATE: 2,
        V.UNREPORTED_LATE: 1,
        V.DROPPED: 1,
    }
    # From the last day of 1403 to that of Farvardin 1405; an end that came earlier is no delay.
    told = [(one.project.code, one.days, one.times, one.reasons) for one in figures.postponements]
    assert told == [("1", 396, 2, ("زمین آماده نبود.",)), ("4", 1, 1, ())]
    assert figures.postponed_days == 397
    assert reckon(plan, ()).counts == tuple((verdict, 0) for verdict in Verdict)


def test_next_ends_are_of_what_is_still_under_way(plan: Library) -> None:
    ends = ("1404-12-29", "1404-12-28", "1405-01", "1405-03-29", "1405-03-30", "1405")
    projects = [
        project(status=status, end=end).model_copy(update={"code": f"{status}-{end}"})
        for end in reversed(ends)
        for status in ("running", None, "done", "stopped", "merged")
    ]
    postponed = project(status="running", end="1402", revised="1405-02-01")
    found = next_ends(plan, [*projects, postponed], 3)
    assert [one.last and one.last.typed for one in found] == [
        *("۱۴۰۴/۱۲/۲۹", "۱۴۰۴/۱۲/۲۹", "۱۴۰۵/۰۱", "۱۴۰۵/۰۱", "۱۴۰۵/۰۲/۰۱"),
        *("۱۴۰۵/۰۳/۲۹", "۱۴۰۵/۰۳/۲۹"),
    ]
    assert len(next_ends(plan, projects, 12)) == 10


def test_months_later_stay_within_the_month() -> None:
    day = JalaliDate(1402, 6, 31)
    assert months_later(day, 0) == day
    assert months_later(day, 6) == JalaliDate(1402, 12, 29)
    assert months_later(day, 18) == JalaliDate(1403, 12, 30)
    assert months_later(JalaliDate(1404, 12, 29), 1) == JalaliDate(1405, 1, 29)


DAYS = st.builds(JalaliDate, st.integers(1402, 1406), st.integers(1, 12), st.integers(1, 29))
DATES = DAYS | st.builds(PartialDate, st.integers(1402, 1406), st.none() | st.integers(1, 12))
PROJECTS = st.builds(
    lambda **fields: BASE.model_copy(update=fields),
    status=st.sampled_from(
        (None, "running", "در دست اجرا", "done", "stopped", "cancelled", "merged")
    ),
    status_date=st.none() | DAYS,
    end=st.none() | DATES,
    completed_on=st.none() | DATES,
    revised_ends=st.lists(st.builds(RevisedEnd, end=DATES), max_size=3).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(PROJECTS, max_size=5))
def test_the_classes_part_any_projects(plan: Library, projects: list[Project]) -> None:
    figures = reckon(plan, projects)
    every = [reckoned(plan, one) for one in projects]
    assert [verdict for verdict, _ in figures.counts] == list(Verdict)
    assert dict(figures.counts) == {
        verdict: Counter(one.verdict for one in every)[verdict] for verdict in Verdict
    }
    counted = [one for one in every if plan.is_counted(one.project)]
    assert sum(many for one, many in figures.counts if one.is_counted) == figures.counted
    assert len(counted) == figures.counted
    assert figures.due <= sum(1 for one in counted if one.first)
    for one in every:
        assert one.late_first >= 0 <= one.late_last
        late = one.verdict in (V.OPEN_LATE, V.UNREPORTED_LATE)
        if late or one.verdict in (V.NOT_DUE, V.NO_END):
            assert late == bool(one.late_first or one.late_last)
        if one.verdict is V.ENDED_LATE:
            assert one.late_first > 0
        if one.verdict in (V.IN_TIME, V.ENDED):
            assert one.late_first == 0
        outcome = plan.status_of(one.project)
        assert (outcome is None or outcome.outcome == "open") == (
            one.verdict in (V.OPEN_LATE, V.UNREPORTED_LATE, V.NOT_DUE, V.NO_END)
        )


def test_the_last_report_is_the_latest_of_all_that_is_dated() -> None:
    day, later, last = (JalaliDate(1404, month, 1) for month in (1, 2, 3))
    values = (Actual(date=last, value=Decimal(1)), Actual(date=day, value=Decimal(0)))
    measured = Indicator(title="طول", unit="متر", actuals=values)
    noted = Update(date=later, text="آغاز شد.")
    one = BASE.model_copy(update={"status_date": day})
    assert last_report(BASE) is None
    assert last_report(one) == day
    assert last_report(one.model_copy(update={"updates": (noted,)})) == later
    assert last_report(one.model_copy(update={"indicators": (measured,)})) == last


def test_a_report_is_old_beyond_the_days_of_the_site_while_one_is_awaited(plan: Library) -> None:
    for said, status, after, age, old in (
        ("1404-12-29", "running", 0, 0, False),
        ("1404-12-28", "running", 0, 1, True),
        ("1404-06-29", "running", 180, 181, True),
        ("1404-07-01", "running", 180, 178, False),
        ("1404-06-30", "running", 180, 180, False),
        ("1404-06-29", "stopped", 180, 181, True),
        ("1404-06-29", "", 180, 181, True),
        ("1404-06-29", "done", 180, 181, False),
        ("1404-06-29", "cancelled", 180, 181, False),
        ("1404-06-29", "merged", 180, 181, False),
        ("", "running", 0, None, False),
    ):
        one = project(status=status, status_date=said)
        site = plan.site.model_copy(update={"old_after": after})
        assert report_age(one, site.as_of) == age, said
        assert is_old(replace(plan, site=site), one) is old, (said, status)


def test_a_period_has_what_lies_in_it_with_all_its_days(plan: Library) -> None:
    """Both its first day and its last are in it; dropped projects are not."""
    begin, end = JalaliDate(1404, 1, 1), JalaliDate(1404, 6, 31)
    over = {"status": "خاتمه‌یافته", "status_date": "1404-06-01"}
    moved = (RevisedEnd(end=PartialDate(1403), decided=begin), RevisedEnd(end=PartialDate(1404, 5)))
    projects = (
        project(code="1", end="1404-01-01", completed_on="1404-06-31", **over),
        project(code="2", end="1404-06-31", **over),
        project(code="3", end="1404", status="در دست اجرا"),
        project(code="4", end="1403-01-01").model_copy(update={"revised_ends": moved}),
        project(code="5", end="1404-02-01", status="لغوشده", status_date="1404-02-01"),
        project(code="6", end="1404-07-01", completed_on="1404", **over),
    )
    found = in_period(plan, projects, begin, end)
    parts = (found.due, found.due_again, found.ended, found.postponed)
    assert ["".join(one.code for one in part) for part in parts] == ["12", "4", "12", "4"]
    assert found.undated == 1
