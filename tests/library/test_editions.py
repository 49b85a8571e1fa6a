"""What differs between editions: every kind of change is found, and nothing else."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.library.editions import Change, compare, counts, today
from qomsite.library.library import Library
from qomsite.model.editions import FrozenRecord, Frozens, read_edition, write_edition
from qomsite.text.characters import hidden_characters
from qomsite.text.jalali import JalaliDate
from tests.library.plans import library_of, project

DAY = JalaliDate(1404, 12, 29)
BEFORE = project(
    "start: 1402-02-01", "end: 1403", "budget: ۵ میلیارد تومان", "axes: [1]", "status: در دست اجرا"
)
CHANGES = {
    Change.REWORDED: BEFORE.replace("متن طرح", "متن دیگر طرح"),
    Change.MOVED: BEFORE.replace("axes: [1]", "axes: [2]"),
    Change.DATED: BEFORE.replace("end: 1403", "end: 1403-06"),
    Change.BUDGETED: BEFORE.replace("۵ میلیارد", "۶ میلیارد"),
    Change.OTHER: BEFORE.replace("title: طرح", "title: طرح\nfunding: [بودجه]"),
    Change.STATE: BEFORE.replace("axes: [1]", "axes: [1]\nphysical_progress: 40"),
}


def records(folder: Path, files: Mapping[str, str]) -> Frozens:
    folder.mkdir()
    return today(library_of(folder, files))


@pytest.mark.parametrize("change", CHANGES)
def test_each_kind_of_change_is_told_from_the_others(change: Change, tmp_path: Path) -> None:
    before = records(tmp_path / "before", {"projects/9.md": BEFORE})
    after = records(tmp_path / "after", {"projects/9.md": CHANGES[change]})
    (found,) = compare(before, after)
    assert (found.collection, found.code, found.sample) == ("projects", "9", True)
    assert [one.change for one in found.fields] == [change]
    assert {kind for kind, many in counts([found]).items() if many} == {change}


def test_a_later_end_is_a_change_of_time_and_a_measured_value_is_not(tmp_path: Path) -> None:
    later = BEFORE.replace("axes", "revised_ends: [{end: 1404-06}]\naxes")
    before = records(tmp_path / "before", {"projects/9.md": BEFORE})
    after = records(tmp_path / "after", {"projects/9.md": later})
    assert [one.change for one in compare(before, after)[0].fields] == [Change.DATED]
    goal = "---\ntitle: هدف\nprovenance: sample\nindicators:\n- {title: طول, unit: متر}\n---\n"
    measured = goal.replace("متر}", "متر, actuals: [{date: 1403-01-01, value: 2}]}")
    before = records(tmp_path / "one", {"goals/9.md": goal})
    after = records(tmp_path / "other", {"goals/9.md": measured})
    assert [one.change for one in compare(before, after)[0].fields] == [Change.STATE]


def test_what_comes_and_goes_is_told_and_a_new_code_is_neither(tmp_path: Path) -> None:
    before = records(tmp_path / "before", {"projects/9.md": BEFORE, "projects/10.md": BEFORE})
    renamed = BEFORE.replace("axes", "aliases: [9]\naxes")
    after = records(tmp_path / "after", {"projects/11.md": BEFORE, "projects/12.md": renamed})
    found = {one.code: one for one in compare(before, after)}
    assert found.keys() == {"10", "11", "12"}
    assert found["10"].change is Change.REMOVED
    assert found["11"].change is Change.ADDED
    assert found["12"].change is None
    assert [(one.name, one.before, one.after) for one in found["12"].fields] == [
        ("code", "9", "12")
    ]


def test_a_field_that_the_table_no_longer_has_is_told_by_its_name() -> None:
    one = FrozenRecord("official", {"title": "ط", "colour": "سبز"}, {})
    other = FrozenRecord("official", {"title": "ط"}, {})
    (found,) = compare({"projects/1": one}, {"projects/1": other})
    assert [(field.name, field.row, field.after) for field in found.fields] == [
        ("colour", None, "")
    ]


SIGNS = st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))
TEXTS = st.text(SIGNS, max_size=8).filter(lambda text: not hidden_characters(text))
FROZEN = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
)
KEPT = FROZEN.filter(bool)
PARTS = st.dictionaries(st.sampled_from(["title", "end", "axes", "indicators", "x"]), KEPT)
KEYS = st.sampled_from(["projects/1", "projects/2", "goals/1", "axes/a"])
RECORDS = st.dictionaries(KEYS, st.builds(FrozenRecord, st.just("sample"), PARTS, PARTS))


@given(RECORDS, RECORDS)
def test_what_differs_is_told_and_nothing_else(before: Frozens, after: Frozens) -> None:
    assert compare(before, before) == ()
    differ = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    assert {f"{one.collection}/{one.code}" for one in compare(before, after)} == differ


@given(RECORDS)
def test_an_edition_is_read_as_it_was_written(records: Frozens) -> None:
    data = write_edition(DAY, "", records)
    assert b"\n" not in data
    found = read_edition(data, "x")
    assert (found.as_of, found.previous, found.records, found.data) == (DAY, "", records, data)


@given(RECORDS, st.integers(0), st.characters(codec="utf-8"))
def test_an_edition_that_was_changed_is_refused_or_has_another_hash(
    records: Frozens, at: int, sign: str
) -> None:
    data = write_edition(DAY, "", records)
    text = data.decode()
    place = at % len(text)
    changed = (text[:place] + sign + text[place + 1 :]).encode()
    try:
        found = read_edition(changed, "x")
    except ValueError:
        return
    assert found.data == changed
    assert (found.sha256 == read_edition(data, "x").sha256) == (changed == data)


@pytest.mark.parametrize(
    "tree",
    [
        [],
        {},
        {"as_of": "1404-12-29", "previous": None, "records": {}},
        {"as_of": "1404-12-29", "previous": "", "records": [], "more": ""},
        {"as_of": "1404-12-29", "previous": "", "records": {"projects/1": {}}},
    ],
)
def test_what_has_another_shape_is_no_edition(tree: object) -> None:
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"))
    for data in (text, f"\ufeff{text}", "[" * 200_000, '{"a":1,"a":1}', "NaN", "\udcff"):
        with pytest.raises(ValueError, match=r"."):
            read_edition(data.encode(errors="surrogateescape"), "x")


def test_drafts_are_in_no_edition(tmp_path: Path) -> None:
    library: Library = library_of(tmp_path, {"projects/9.md": project("draft: بله")})
    assert "projects/9" not in today(library)
