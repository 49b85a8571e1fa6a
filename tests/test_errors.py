"""How many problems are told: of many alike the first, and how many more there are."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from qomsite.checks.registry import advise, check
from qomsite.errors import (
    MOST_ALIKE,
    MOST_TOLD,
    ContentInvalid,
    Place,
    Problem,
    at_most,
    bounded,
    counts,
)
from qomsite.loader.load import load
from tests.library.plans import tiny_with


def problems(count: int, path: str = "content/pages/a.md", slug: str = "bad-date") -> list[Problem]:
    """As many problems of one kind in one file, in no order."""
    made = [Problem(Place(path, line + 1, 1), slug, "بد") for line in range(count)]
    random.Random(1).shuffle(made)
    return made


def test_as_many_as_are_told_are_all_told() -> None:
    found = problems(MOST_ALIKE)
    assert bounded([*found, *found]) == tuple(sorted(found))


def test_of_many_alike_in_a_file_the_first_are_told() -> None:
    others = [*problems(3, slug="bad-year"), *problems(2, path="content/pages/b.md")]
    told = bounded([*problems(1_500), *others])
    assert len(told) == MOST_ALIKE + 5
    assert counts(told) == (1_505, 0)
    last = told[-3]
    assert str(last) == (
        f"content/pages/a.md:{MOST_ALIKE}:1: و ۱۳۰۱ مورد دیگر مانند این در همین پرونده [bad-date]"
    )
    assert bounded(told) == told


def test_what_was_bounded_before_is_counted_in_full() -> None:
    told = bounded([*bounded(problems(900)), *(replace(p, message="دو") for p in problems(900))])
    assert (len(told), counts(told)) == (MOST_ALIKE, (1_800, 0))


def test_of_many_in_all_errors_come_first() -> None:
    found = [
        replace(one, is_advice=number % 2 == 0)
        for number in range(30)
        for one in problems(100, f"content/pages/{number}.md")
    ]
    told = at_most(MOST_TOLD, bounded(found))
    assert (len(told), counts(told)) == (MOST_TOLD, (3_000, 0))
    assert "و ۲۰۰۱ مورد دیگر، که پس از این‌ها گفته می‌شود" in {one.message for one in told}
    error = ContentInvalid(found)
    assert error.problems == told
    assert len(str(error).splitlines()) == MOST_TOLD


@pytest.mark.parametrize(
    "unit", ["می شود ", '"آ" ', "آب1 ", "آ\t", "1404-1400 ", "#REF! ", "![](x) ", "[a](project:x) "]
)
def test_a_flood_is_told_in_a_few_hundred_lines(tmp_path: Path, unit: str) -> None:
    page = f"---\ntitle: راهنما\nsummary: خلاصه.\n---\n{unit * 2_000}\n"
    content = tiny_with(tmp_path, {"pages/help.md": page})
    read, problems = load(content)
    told = [*problems, *check(read), *advise(read)]
    assert 50 <= len(told) <= 3 * MOST_ALIKE


def test_a_count_of_advice_is_of_all(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {"pages/help.md": f"---\ntitle: راهنما\n---\n{'می شود ' * 999}"})
    read, _ = load(content)
    assert counts(advise(read))[1] >= 999
