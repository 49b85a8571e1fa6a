"""The profile of a build: each stage is where it is looked for, and counts for itself alone."""

from pathlib import Path

from tests.benchmarks.corpus import ROOT
from tests.benchmarks.generators import GENERATORS, edit_template
from tests.benchmarks.stages import STAGES, Clock, place


def test_every_stage_is_a_function_of_the_pipeline() -> None:
    assert all(callable(getattr(*place(stage))) for stage in STAGES)


def test_a_stage_within_another_counts_for_itself_alone() -> None:
    time = iter([0, 10, 13, 20, 100, 101])
    clock = Clock(lambda: next(time))
    inner = clock.around("inner", lambda: None)
    clock.around("outer", inner)()
    inner()
    assert clock.seconds == {"inner": 3 + 1, "outer": 10 + 7}


def test_an_edit_of_our_template_adds_to_all_pages(tmp_path: Path) -> None:
    ours = GENERATORS["qomsite"]
    copy = tmp_path / ours.template
    copy.parent.mkdir(parents=True)
    copy.write_bytes((ROOT / ours.template).read_bytes())
    edit_template(tmp_path, ours, "یک")
    assert copy.read_text("utf-8").count("<p>یک</p>\n</main>") == 1
