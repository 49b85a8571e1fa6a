"""Each fault has a site of its own; what is said of it is held to the letter."""

from pathlib import Path

import pytest

import qomsite
from qomsite.checks.registry import advise, check
from qomsite.errors import BODY, Keys
from qomsite.loader.load import load
from tests.sites.folders import ADVISED, BROKEN, EXPECTED, copy_tiny, found_in
from tests.slugs import PROBLEM, slugs_in, slugs_of

ROOMS = ("model", "loader", "checks")
BROKEN_SITES = sorted(BROKEN.iterdir())


def test_the_tiny_site_has_no_problem(tmp_path: Path) -> None:
    assert found_in(copy_tiny(tmp_path)) == []


@pytest.mark.parametrize("overlay", BROKEN_SITES, ids=lambda path: path.name)
def test_a_broken_site_gives_its_problems(overlay: Path, tmp_path: Path) -> None:
    expected = (overlay / EXPECTED).read_text("utf-8").splitlines()
    assert found_in(copy_tiny(tmp_path, overlay)) == expected
    assert any(line.endswith(f" [{overlay.name}]") for line in expected)


@pytest.mark.parametrize(
    "overlay", [*BROKEN_SITES, *sorted(ADVISED.iterdir())], ids=lambda path: path.name
)
def test_the_keys_of_a_problem_lead_to_its_place(overlay: Path, tmp_path: Path) -> None:
    content, read = load(copy_tiny(tmp_path, overlay))
    for problem in {*read, *check(content), *advise(content)}:
        place, keys = problem.place, problem.keys
        if place.path not in content.places:
            assert keys == ()
        elif problem.slug != "repeated-key":  # its keys lead to the first one
            found = [content.place(place.path, *keys, key=key) for key in (False, True)]
            assert place in found or content.keys_at(place) == keys


@pytest.mark.parametrize(
    ("overlay", "keys"),
    [
        ("missing-field", {("title",), ("breaking", "to"), ("policy",)}),
        ("unknown-reference", {("policy",)}),
        ("broken-link", {BODY}),
        ("repeated-key", {("policy",), ("source", "page")}),
    ],
)
def test_a_problem_knows_what_it_is_about(overlay: str, keys: set[Keys], tmp_path: Path) -> None:
    content, read = load(copy_tiny(tmp_path, BROKEN / overlay))
    found = {one.keys for one in {*read, *check(content)} if one.slug == overlay}
    assert found >= keys


def test_every_slug_has_its_broken_site_and_no_other_has_one() -> None:
    package = Path(qomsite.__file__).parent
    slugs = set[str]().union(*(slugs_of(package / room, PROBLEM) for room in ROOMS))
    # Decoding needs a library that reading does without.
    slugs |= {*slugs_in((package / "pipeline/pictures.py").read_text("utf-8"), PROBLEM)}
    assert {path.name for path in BROKEN_SITES} == slugs


def test_the_reader_of_slugs_sees_each_form() -> None:
    source = (
        'Problem(place, "a", "x")\nproblem("b-c", "x")\n_reader(parse, "d")\nProblem(place, e, x)\n'
        'content.problem(path, ("f", "g"), "h", x)\ncell.problem(slug, "بد")\n'
        'content.advice(path, (), "i", x)\n'
    )
    assert set(slugs_in(source, PROBLEM)) == {"a", "b-c", "d", "h"}
    assert set(slugs_in(source, ("advice",))) == {"i"}
