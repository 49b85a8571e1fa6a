"""The linked plan: relations in both directions, and nothing that is not published."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from qomsite.library.library import UNREPORTED, Library, link
from qomsite.loader.load import load
from qomsite.model.records import Entry
from tests.library.plans import library_of, project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny site, linked."""
    return library_of(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The shipped content, linked."""
    return link(load(ROOT / "content")[0])


def codes(records: Iterable[Entry]) -> list[str]:
    return [record.code for record in records]


class TestLevels:
    """Goal, strategy, policy, project, where the strategy may be left out."""

    def test_a_policy_under_a_strategy_has_the_goal_of_the_strategy(self, plan: Library) -> None:
        policy = plan.policies["1"]
        assert policy.goal is None
        assert plan.strategy_of(policy) == plan.strategies["1"]
        assert plan.goal_of(policy) == plan.goals["1"]

    def test_a_policy_may_hang_directly_under_its_goal(self, plan: Library) -> None:
        policy = plan.policies["3"]
        assert plan.strategy_of(policy) is None
        assert plan.goal_of(policy) == plan.goals["2"]
        assert plan.direct_policies(plan.goals["2"]) == (policy,)
        assert plan.direct_policies(plan.goals["1"]) == ()

    def test_a_project_has_the_goal_of_its_policy(self, plan: Library) -> None:
        assert plan.goal_of(plan.projects["1"]).code == "1"
        assert plan.goal_of(plan.projects["2"]).code == "2"

    def test_what_hangs_under_a_record(self, plan: Library) -> None:
        assert codes(plan.strategies_of_goal["1"]) == ["1"]
        assert "2" not in plan.strategies_of_goal
        assert codes(plan.policies_of_goal["1"]) == ["1", "2"]
        assert codes(plan.policies_of_strategy["1"]) == ["1", "2"]
        assert codes(plan.projects_of_policy["1"]) == ["1", "4"]
        assert codes(plan.projects_of_goal["1"]) == ["1", "3", "4"]
        # A project may serve other policies without hanging under them.
        assert codes(plan.projects_also_serving["2"]) == ["1"]
        assert codes(plan.projects_also_serving["3"]) == ["1"]
        assert codes(plan.projects_of_policy["2"]) == ["3"]
        assert codes(plan.projects_of_goal["2"]) == ["2"]


class TestRelations:
    """Axes, measures, units, districts, statuses, news."""

    def test_axes_and_measures(self, plan: Library) -> None:
        assert codes(plan.axes_of(plan.projects["1"])) == ["1", "2"]
        assert codes(plan.projects_of_axis["2"]) == ["1"]
        assert codes(plan.policies_of_axis["1"]) == ["1"]
        assert "2" not in plan.policies_of_axis
        assert codes(plan.axes_of_measure["2"]) == ["1"]
        assert codes(plan.policies_of_measure["1"]) == ["1"]

    def test_units_are_found_by_key_and_by_title(self, plan: Library) -> None:
        assert codes(plan.projects_of_owner["green"]) == ["1"]
        assert codes(plan.projects_of_partner["works"]) == ["1"]
        assert codes(plan.policies_of_owner["green"]) == ["1"]
        assert plan.departments.find("سازمان فضاي سبز").key == "green"

    def test_an_unknown_unit_is_none(self, plan: Library) -> None:
        with pytest.raises(KeyError):
            plan.departments.find("واحد دیگر")

    def test_districts_and_statuses(self, plan: Library) -> None:
        assert codes(plan.projects_of_district["8"]) == ["1"]
        assert codes(plan.projects_of_status["running"]) == ["1"]
        assert codes(plan.projects_of_status[UNREPORTED]) == ["2", "3", "4"]
        status = plan.status_of(plan.projects["1"])
        assert status is not None
        assert status.key == "running"
        assert plan.status_of(plan.projects["2"]) is None

    def test_news_is_found_from_what_it_is_about(self, plan: Library) -> None:
        assert codes(plan.news_about["goal", "1"]) == ["approval"]
        assert codes(plan.news_about["page", "about"]) == ["approval"]
        assert ("goal", "2") not in plan.news_about

    def test_records_are_found_by_kind_and_code(self, plan: Library) -> None:
        known = {"goal": "1", "project": "4", "news": "approval", "page": "about"}
        for kind, code in known.items():
            found = plan.find(kind, code)
            assert found is not None
            assert found.code == code
        assert plan.find("goal", "9") is None
        assert plan.find("view", "tree") is None


class TestPublished:
    """Drafts are left behind; samples are counted; news is in order."""

    def test_a_draft_is_nowhere(self, tmp_path: Path) -> None:
        plan = library_of(tmp_path, {"projects/4.md": project("draft: بله")})
        assert codes(plan.projects.values()) == ["1", "2", "3"]
        assert codes(plan.projects_of_policy["1"]) == ["1"]
        assert codes(plan.projects_of_goal["1"]) == ["1", "3"]
        assert plan.find("project", "4") is None

    def test_samples_are_known_by_their_provenance(self, plan: Library) -> None:
        samples = codes(
            record for record in plan.samples() if record.path.startswith("content/pro")
        )
        assert samples == ["3", "4"]

    def test_news_is_newest_first_and_undated_last(self, tmp_path: Path) -> None:
        files = {
            f"news/{code}.md": f"---\ntitle: {title}\n{date}---\n"
            for code, title, date in (
                ("b", "پ", ""),
                ("a", "ب", ""),
                ("old", "آ", "date: 1390-01-01\n"),
                ("new", "ی", "date: 1404-12-29\n"),
            )
        }
        plan = library_of(tmp_path, files)
        assert codes(plan.news) == ["new", "approval", "old", "a", "b"]

    def test_the_order_is_that_of_codes_by_value(self, shipped: Library) -> None:
        assert list(shipped.projects) == [str(number) for number in range(1, 271)]

    def test_unchecked_content_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="checked"):
            link(load(tmp_path)[0])


class TestBothWays:
    """What a record names knows the record, and the other way round, in the shipped content."""

    def test_up_and_down(self, shipped: Library) -> None:
        for project_ in shipped.projects.values():
            policy = shipped.policies[project_.policy]
            assert project_ in shipped.projects_of_policy[policy.code]
            goal = shipped.goal_of(project_)
            assert project_ in shipped.projects_of_goal[goal.code]
            assert policy in shipped.policies_of_goal[goal.code]
            strategy = shipped.strategy_of(policy)
            if strategy:
                assert policy in shipped.policies_of_strategy[strategy.code]
                assert strategy in shipped.strategies_of_goal[goal.code]
            else:
                assert policy in shipped.direct_policies(goal)

    def test_nothing_is_counted_twice_or_left_out(self, shipped: Library) -> None:
        for index, records in (
            (shipped.projects_of_goal, shipped.projects),
            (shipped.projects_of_policy, shipped.projects),
            (shipped.projects_of_status, shipped.projects),
            (shipped.policies_of_goal, shipped.policies),
            (shipped.strategies_of_goal, shipped.strategies),
        ):
            found = [record.code for group in index.values() for record in group]
            assert sorted(found) == sorted(records)

    def test_across(self, shipped: Library) -> None:
        for project_ in shipped.projects.values():
            assert all(project_ in shipped.projects_of_axis[code] for code in project_.axes)
            assert all(
                project_ in shipped.projects_of_district[code] for code in project_.districts
            )
            serving = shipped.projects_also_serving
            assert all(project_ in serving[code] for code in project_.also_serves)
        for axis in shipped.axes.values():
            assert all(axis in shipped.axes_of_measure[code] for code in axis.measures)
