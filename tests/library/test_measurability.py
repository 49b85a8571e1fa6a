"""What can be measured and what is published: by their rules alone, whatever came of the work."""

from pathlib import Path

import pytest

from qomsite.library.library import Library
from qomsite.library.measurability import Condition, expected, lacking, openness, withheld
from qomsite.model.records import Project
from tests.library.plans import library_of, project

WHOLE = (
    "indicators: [{title: طول, unit: متر, baseline: 0, target: 9,"
    " actuals: [{date: 1402-01-01, value: 1}]}]"
)
RANGE = WHOLE.replace("target: 9", "direction: range, range: [1, 2]")
KNOWN = ("owner: سازمان فضای سبز", "end: 1403", "districts: [1]")
C = Condition


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny plan; projects are made of it by other lines of front matter."""
    return library_of(tmp_path_factory.mktemp("plan"))


@pytest.mark.parametrize(
    ("lines", "lacks"),
    [
        ((*KNOWN, WHOLE), ()),
        ((*KNOWN, RANGE), ()),
        ((*KNOWN, WHOLE, "physical_progress: 0"), ()),
        ((), (C.INDICATOR, C.OWNER, C.END, C.PLACE)),
        ((WHOLE,), (C.OWNER, C.END, C.PLACE)),
        ((*KNOWN, WHOLE.replace("baseline: 0, ", "")), (C.INDICATOR,)),
        ((*KNOWN, WHOLE.replace("target: 9, ", "")), (C.INDICATOR,)),
        ((*KNOWN, WHOLE.replace(", actuals: [{date: 1402-01-01, value: 1}]", "")), (C.INDICATOR,)),
        # One whole indicator is enough; a later promise is an end too.
        ((*KNOWN, f"{WHOLE[:-1]}, {{title: شمار, unit: تن}}]"), ()),
        ((KNOWN[0], "revised_ends: [{end: 1404}]", KNOWN[2], WHOLE), ()),
    ],
)
def test_each_condition_is_asked_alone(
    lines: tuple[str, ...], lacks: tuple[Condition, ...], tmp_path: Path
) -> None:
    plan = library_of(tmp_path, {"projects/1.md": project(*lines)})
    assert lacking(plan.projects["1"]) == lacks


def test_openness_counts_what_readers_expect(plan: Library, tmp_path: Path) -> None:
    bare = library_of(
        tmp_path, {"projects/1.md": project("physical_progress: 0", "status_reason: دلیل")}
    ).projects["1"]
    facts = expected(Project)
    assert [row.name for row in facts if row not in withheld(bare)] == ["physical_progress"]
    assert (openness([bare]).published, openness([bare]).expected) == (1, len(facts))
    every = list(plan.projects.values())
    assert openness(every).expected == len(facts) * len(every)
    assert openness(every).published == sum(openness([one]).published for one in every)
    assert openness(()).expected == 0
