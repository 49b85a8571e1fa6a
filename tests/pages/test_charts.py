"""The figures of the charts are those of the roll-ups, each with its base."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qomsite.library.library import Library, Vocabulary, link
from qomsite.library.rollup import roll_up
from qomsite.loader.load import load
from qomsite.model.parts import Indicator, RevisedEnd
from qomsite.model.records import Project
from qomsite.model.settings import Status
from qomsite.pages.indicators import indicator_views
from qomsite.pages.matrix import axis_matrix, status_matrix
from qomsite.pages.progress import counted_marks, progress
from qomsite.pages.schedule import running, timeline, times_in_words
from qomsite.pages.status_mark import status_mark
from qomsite.text.digits import number, parse_number
from qomsite.text.jalali import JalaliDate, PartialDate, last_day_of_year

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"


@pytest.fixture(scope="module")
def library() -> Library:
    """The plan that the repository ships."""
    content, problems = load(CONTENT)
    assert problems == ()
    return link(content)


def projects_of(library: Library) -> tuple[Project, ...]:
    return tuple(library.projects.values())


def as_of(library: Library, day: JalaliDate) -> Library:
    return replace(library, site=library.site.model_copy(update={"as_of": day}))


def with_projects(library: Library, projects: Sequence[Project]) -> Library:
    return replace(library, projects={project.code: project for project in projects})


class TestProgress:
    """The state of projects."""

    def test_counts_are_those_of_the_roll_up(self, library: Library) -> None:
        figures = roll_up(library, projects_of(library))
        state = progress(library, projects_of(library))
        assert state is not None
        assert sum(state.counts) == figures.counted
        assert figures.budget is not None
        assert state.means[-1].value == figures.budget.words
        # Its title says what it means.
        assert number(figures.counted) in state.meaning
        assert number(figures.finished) in state.meaning

    def test_every_status_is_drawn_by_its_outcome_whatever_its_key(self, library: Library) -> None:
        """Of several with one outcome the last is drawn as that; the rest take spare shades."""

        def drawn(*outcomes: str) -> list[str]:
            statuses = [
                Status.model_validate(
                    {
                        "key": f"stopped-{at}",
                        "title": f"وضعیت {at}",
                        "sign": "*",
                        "help": "آزمایش",
                        "outcome": outcome,
                        "counted": "خیر" if outcome in ("dropped", "merged") else "بله",
                    }
                )
                for at, outcome in enumerate(outcomes)
            ]
            terms = ((one, one.key, (one.title,)) for one in statuses)
            more = replace(library, statuses=Vocabulary(terms))
            assert [mark.shade for mark in counted_marks(more)][-1] == "unreported"
            return [status_mark(more, status).shade for status in statuses]

        assert drawn("open") == ["open"]
        assert drawn("open", "open", "finished", "stopped", "dropped", "merged") == [
            *("open-2", "open", "finished", "stopped", "dropped", "merged")
        ]
        assert drawn("open", "open", "open", "finished", "finished", "dropped", "dropped") == [
            *("other-1", "open-2", "open", "other-2", "finished", "dropped-2", "dropped")
        ]

    def test_the_parts_of_a_bar_are_the_counted_statuses_in_order(self, library: Library) -> None:
        state = progress(library, projects_of(library))
        assert state is not None
        shown = {part.mark for part in state.segments}
        assert [part.mark for part in state.segments] == [
            mark for mark in counted_marks(library) if mark in shown
        ]

    def test_unknown_is_never_zero(self, library: Library) -> None:
        silent = [
            project.model_copy(update={"physical_progress": None, "budget": None, "status": None})
            for project in projects_of(library)[:3]
        ]
        state = progress(library, silent)
        assert state is not None
        assert [one for one in state.means if one.title != "میانگین پیشرفت ریالی"] == []
        assert state.meaning == "از ۳ طرح شمرده‌شده، پایان هیچ طرحی گزارش نشده است."

    def test_fewer_than_four_projects_are_no_bar(self, library: Library) -> None:
        counted = [p for p in projects_of(library) if library.is_counted(p)]
        for many in (3, 4):
            state = progress(library, counted[:many])
            assert state is not None
            assert state.segments
            assert sum(state.counts) == (many if many > 3 else 0)

    def test_nothing_is_said_where_none_counts(self, library: Library) -> None:
        out = [p for p in projects_of(library) if not library.is_counted(p)]
        state = progress(library, out)
        assert state is not None
        assert state.meaning == ""
        assert state.counts == ()


class TestMatrix:
    """Counts in cells."""

    def test_each_project_stands_in_one_cell(self, library: Library) -> None:
        groups = [(g, library.projects_of_goal[g.code]) for g in library.goals.values()]
        matrix = status_matrix(library, groups)
        assert matrix is not None
        assert matrix.total == len(library.projects) == sum(matrix.totals)
        assert [sum(row.cells) for row in matrix.rows] == [row.total for row in matrix.rows]
        assert [*map(sum, zip(*(row.cells for row in matrix.rows), strict=True))] == [
            *matrix.totals
        ]
        assert matrix.largest == max(max(row.cells) for row in matrix.rows)
        assert number(matrix.largest) in matrix.meaning
        assert number(matrix.total) in matrix.base

    def test_a_column_for_each_status_that_occurs(self, library: Library) -> None:
        goal = next(iter(library.goals.values()))
        alone = [p for p in projects_of(library) if p.status is None][:2]
        matrix = status_matrix(library, [(goal, alone)])
        assert matrix is not None
        assert [column.key for column in matrix.columns] == ["unreported"]
        assert matrix.rows[0].cells == (2,)

    def test_axes_count_only_what_is_in_count(self, library: Library) -> None:
        matrix = axis_matrix(library)
        assert matrix is not None
        counted = [p for p in projects_of(library) if library.is_counted(p)]
        for row, axis in zip(matrix.rows, library.axes.values(), strict=True):
            assert row.total == sum(axis.code in project.axes for project in counted)
            assert sum(row.cells) == row.total
        assert number(len(counted)) in matrix.base
        assert number(len(library.projects) - len(counted)) in matrix.base

    def test_nothing_to_count(self, library: Library) -> None:
        assert status_matrix(library, []) is None
        assert axis_matrix(with_projects(library, ())) is None


class TestSchedule:
    """Projects in time."""

    def test_every_counted_project_is_drawn_or_named(self, library: Library) -> None:
        for projects in library.projects_of_goal.values():
            found = timeline(library, projects)
            assert found is not None
            counted = [p for p in projects if library.is_counted(p)]
            unknown = len(counted) - len(found.projects)
            assert number(len(found.projects)) in found.base
            assert number(len(counted)) in found.base
            assert bool(unknown) == ("اعلام نشده است" in found.base)

    def test_half_years_count_what_runs_in_them(self, library: Library) -> None:
        found = running(library, projects_of(library))
        assert found is not None
        assert len(found.halves) == 2 * (found.axis.last - found.axis.first + 1)
        counted = [p for p in projects_of(library) if library.is_counted(p)]
        for place in range(len(found.halves)):
            year, second = found.axis.first + place // 2, place % 2
            begin = JalaliDate(year, 7 if second else 1, 1)
            end = last_day_of_year(year) if second else JalaliDate(year, 6, 31)
            running_then = sum(
                p.start.first <= end and max(p.promised_ends[at].last for at in (0, -1)) >= begin
                for p in counted
                if p.start and p.end
            )
            assert found.halves[place].total == running_then
            assert found.halves[place].planned + found.halves[place].added == running_then
        assert number(max(half.total for half in found.halves)) in found.meaning

    def test_time_elapsed_is_of_the_period(self, library: Library) -> None:
        def elapsed(day: JalaliDate) -> str:
            return times_in_words(as_of(library, day), projects_of(library))

        assert "همهٔ دورهٔ برنامه گذشته است" in elapsed(last_day_of_year(1404))
        assert "آغاز نشده است" in elapsed(JalaliDate(1399, 12, 1))
        assert " ۴۰٪ دورهٔ" in elapsed(last_day_of_year(1401))

    def test_unknown_times_are_said_and_not_guessed(self, library: Library) -> None:
        silent = [p.model_copy(update={"start": None}) for p in projects_of(library)]
        assert running(library, silent) is None
        assert times_in_words(with_projects(library, silent), silent) == ""
        found = timeline(with_projects(library, silent), silent)
        assert found is not None
        assert found.projects == ()
        assert running(library, ()) is None
        assert timeline(library, ()) is None

    def test_a_year_or_a_month_counts_with_all_its_days(self, library: Library) -> None:
        one = projects_of(library)[0].model_copy(
            update={
                "status": None,
                "start": PartialDate(1401),
                "end": PartialDate(1403, 6),
                "revised_ends": (RevisedEnd(end=PartialDate(1403)),),
            }
        )
        found = timeline(with_projects(library, [one]), [one])
        assert found is not None
        (time,) = found.projects
        assert (time.words, time.revised_words) == ("۱۴۰۱ تا شهریور ۱۴۰۳", "۱۴۰۳")
        assert (time.start, time.end) == (JalaliDate(1401, 1, 1), JalaliDate(1403, 6, 31))
        assert time.revised == last_day_of_year(1403)
        assert "همهٔ روزهایش" in found.base
        running_in = running(with_projects(library, [one]), [one])
        assert running_in is not None
        halves = [(half.planned, half.added) for half in running_in.halves]
        assert tuple(map(sum, zip(*halves, strict=True))) == (5, 1)


class TestIndicators:
    """Indicators in words and in time."""

    @pytest.mark.parametrize(
        ("values", "meaning", "drawn"),
        [
            ({}, "مقدار واقعی این شاخص اعلام نشده است.", False),
            ({"baseline": "0", "target": "9"}, "مقدار واقعی این شاخص اعلام نشده است.", False),
            (
                {"actuals": ["7"]},
                "تا ۲۹ اسفند ۱۴۰۱ مقدار آن ۷ متر بوده است؛ مقدار هدف اعلام نشده است.",
                False,
            ),
            (
                {"baseline": "0", "actuals": ["7"], "target": "9"},
                "تا ۲۹ اسفند ۱۴۰۱ از ۰ به ۷ متر رسیده است؛ هدف، ۹ متر است.",
                True,
            ),
            (
                {"baseline": "7", "actuals": ["7"]},
                "تا ۲۹ اسفند ۱۴۰۱ در ۷ متر مانده است؛ مقدار هدف اعلام نشده است.",
                True,
            ),
            (
                {"baseline": "0.004", "actuals": ["0.002"], "target": "0.001"},
                "تا ۲۹ اسفند ۱۴۰۱ از ۰٫۰۰۴ به ۰٫۰۰۲ متر رسیده است؛ هدف، ۰٫۰۰۱ متر است.",
                True,
            ),
            (
                {"baseline": "7.0001", "actuals": ["7.0002"], "target": "7.00015"},
                "تا ۲۹ اسفند ۱۴۰۱ از ۷٫۰۰۰۱ به ۷٫۰۰۰۲ متر رسیده است؛ هدف، ۷٫۰۰۰۱۵ متر است.",
                True,
            ),
            (
                {"baseline": "0", "actuals": ["1234.5678"]},
                "تا ۲۹ اسفند ۱۴۰۱ از ۰ به حدود ۱۲۳۴٫۵۷ متر رسیده است؛ مقدار هدف اعلام نشده است.",
                True,
            ),
        ],
    )
    def test_it_says_what_is_known(
        self, library: Library, values: dict[str, object], meaning: str, drawn: bool
    ) -> None:
        actuals = [{"date": "1401-12-29", "value": v} for v in values.pop("actuals", ())]  # type: ignore[attr-defined]
        indicator = Indicator.model_validate(
            {"title": "طول", "unit": "متر", "actuals": actuals, **values}
        )
        record = projects_of(library)[0].model_copy(update={"indicators": (indicator,)})
        (view,) = indicator_views(library, record)
        assert view.meaning == meaning
        exact = [parse_number(actual.value) for actual in view.actuals]
        assert exact == [actual.value for actual in indicator.actuals]
        assert (view.curve is not None) == drawn

    def test_no_value_is_lost(self, library: Library) -> None:
        for project in projects_of(library):
            views = indicator_views(library, project)
            for indicator, view in zip(project.indicators, views, strict=True):
                assert len(view.actuals) == len(indicator.actuals)
                if view.curve:
                    assert len(view.curve.actuals) == len(indicator.actuals)
                    assert view.curve.baseline == indicator.baseline
                    assert view.curve.target == indicator.target
