"""Front matter changed in one place stays as it was in every other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.editing.front_matter import edited, with_values
from qomsite.errors import Problem
from qomsite.loader.document import settings_document
from qomsite.loader.yaml_text import Tree, read_yaml

ORDER = ("title", "summary", "policy", "axes", "status", "start", "indicators", "provenance")
FRONT = """\
# سرآغاز
title: نام  # یادداشت
summary: >-
  یک جمله
  در دو سطر

axes: [3, 4]   # محورها
# پیش از وضعیت
status: در دست اجرا
indicators:
  - title: طول
    unit: متر  # واحد
    actuals:
      - {date: 1402-12-29, value: 1300}
      # میان دو مقدار
      - {date: 1403-12-30, value: 2600}
  - title: شمار
    unit: عدد
provenance: sample
# پایان
"""


def read(front: str) -> dict[str, Tree]:
    problems: list[Problem] = []
    result = read_yaml(front, "x.md", 1, problems)
    assert result is not None, problems
    assert problems == []
    return result[0]


def changed(front: str, **wanted: Any) -> str:
    tree = read(front) | wanted
    new = edited(front, {name: value for name, value in tree.items() if value is not None}, ORDER)
    assert read(new) == {name: value for name, value in tree.items() if value is not None}
    return new


def lines(front: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came."""
    old_lines, new_lines = front.splitlines(), new.splitlines()
    return (
        [line for line in old_lines if line not in new_lines],
        [line for line in new_lines if line not in old_lines],
    )


def test_nothing_wanted_changes_nothing() -> None:
    assert changed(FRONT) == FRONT


def test_a_value_changes_and_its_comment_stays() -> None:
    new = changed(FRONT, title="نام دیگر")
    assert lines(FRONT, new) == (["title: نام  # یادداشت"], ["title: نام دیگر  # یادداشت"])


def test_a_value_that_needs_quotes_gets_them() -> None:
    assert 'title: "گام نخست: آغاز"  # یادداشت' in changed(FRONT, title="گام نخست: آغاز")


def test_a_text_of_lines_becomes_literal() -> None:
    new = changed(FRONT, status="الف\n\nب")
    assert "status: |-\n  الف\n\n  ب\nindicators:" in new


def test_a_text_of_lines_before_a_comment_is_quoted() -> None:
    assert 'title: "الف\\nب"  # یادداشت' in changed(FRONT, title="الف\nب")


def test_a_folded_text_becomes_a_line_and_the_blank_line_stays() -> None:
    assert "summary: کوتاه\n\naxes:" in changed(FRONT, summary="کوتاه")


def test_a_key_goes_and_its_neighbours_comments_stay() -> None:
    new = changed(FRONT, status=None)
    assert lines(FRONT, new) == (["status: در دست اجرا"], [])


def test_a_key_of_many_lines_goes() -> None:
    new = changed(FRONT, indicators=None)
    assert "status: در دست اجرا\nprovenance: sample\n# پایان\n" in new


def test_new_keys_stand_where_the_table_has_them() -> None:
    new = changed(FRONT, policy="18", start="1401-01-01")
    assert "\npolicy: 18\naxes:" not in new  # a blank line parts the text from what follows it
    assert "policy: 18\n" in new
    assert "status: در دست اجرا\nstart: 1401-01-01\nindicators:" in new


def test_a_value_deep_inside_changes_alone() -> None:
    tree: Any = read(FRONT)
    tree["indicators"][0]["actuals"][1]["value"] = "2700"
    new = changed(FRONT, indicators=tree["indicators"])
    assert lines(FRONT, new) == (
        ["      - {date: 1403-12-30, value: 2600}"],
        ["      - {date: 1403-12-30, value: 2700}"],
    )


def test_a_part_of_a_list_comes_and_goes_alone() -> None:
    tree: Any = read(FRONT)
    more = [*tree["indicators"][0]["actuals"], {"date": "1404-12-29", "value": "3000"}]
    tree["indicators"][0]["actuals"] = more
    new = changed(FRONT, indicators=tree["indicators"])
    assert lines(FRONT, new) == ([], ["      - {date: 1404-12-29, value: 3000}"])
    tree["indicators"][0]["actuals"] = more[1:]
    new = changed(new, indicators=tree["indicators"])
    assert lines(FRONT, new)[0] == ["      - {date: 1402-12-29, value: 1300}"]
    assert "# میان دو مقدار" in new
    assert changed(new, indicators=tree["indicators"][:1]).count("- title:") == 1


def test_windows_line_ends_stay() -> None:
    document = settings_document(FRONT.replace("\n", "\r\n"))
    wanted = {**document.tree, "status": "الف\nب", "policy": "3"}
    new = with_values(document, wanted, ORDER).to_bytes().decode()
    assert new.count("\n") == new.count("\r\n")


@pytest.mark.parametrize("front", ["", "# تنها یادداشت\n", "title: الف", "title:\n", "title:   \n"])
def test_little_or_nothing_before(front: str) -> None:
    assert read(edited(front, {"title": "ب", "policy": "1"}, ORDER)) == {
        "title": "ب",
        "policy": "1",
    }


def test_a_comment_further_in_is_not_taken_for_the_last_line_of_a_text() -> None:
    front = "title: الف\naxes:\n  - 1\n  # یادداشت\nstatus: ب\n"
    new = changed(front, axes=None, summary="یک\nدو")
    assert new == 'title: الف\nsummary: "یک\\nدو"\n  # یادداشت\nstatus: ب\n'


def test_an_empty_part_of_a_list_gets_a_value() -> None:
    new = changed("axes:\n  -\n  - 2 # دو\n", axes=["1", "2"])
    assert new == "axes:\n  - 1\n  - 2 # دو\n"


@pytest.mark.parametrize(
    "front",
    [
        "{title: الف, status: ب,\n summary: پ}\n",
        "? title\n: الف\nstatus: ب\nsummary: پ\n",
        "title: الف\nsummary: |+\n  پ\n\n\nstatus: ب\n",
        "title: |\n  الف\nsummary: |\n  پ\nstatus: |\n  ب",
        "title: الف\rstatus: ب\rsummary: پ\r",
        "title: الف\n...\n",
    ],
)
def test_a_rare_way_of_writing_loses_no_other_value(front: str) -> None:
    assert edited(front, read(front), ORDER) == front
    changed(front, status=None)
    changed(front, title=None, summary=None, status=None)
    changed(front, title="ت", policy="1", axes=["1"])


def test_whatever_ends_a_line_is_escaped() -> None:
    changed(FRONT, title="الف\x85ب\u2028پ\u2029ت")


words = st.text(
    st.one_of(
        st.sampled_from("الف ب‌پ ۱۲: #-[]{},'\"|>&*!%@`?\\\n\t"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp"]),
    ),
    max_size=12,
)
keys = st.from_regex(r"[a-z_]{1,6}", fullmatch=True)
trees = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
fronts = st.dictionaries(keys, trees, min_size=1, max_size=4)


@given(fronts, fronts, st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_wanted_reads_back(
    first: dict[str, Tree], wanted: dict[str, Tree], newline: str
) -> None:
    before = settings_document(edited("", first, ()).replace("\n", newline))
    assert before.tree == read(before.to_bytes().decode()) == first
    after = with_values(before, first | wanted, ())
    assert after.tree == read(after.to_bytes().decode()) == first | wanted
    assert with_values(after, wanted, ()).tree == wanted
    assert with_values(before, first, ()) == before
