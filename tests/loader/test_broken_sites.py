"""Each fault has a site of its own; what is said of it is held to the letter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qomsite
from tests.sites.folders import BROKEN, EXPECTED, copy_tiny, found_in

ROOMS = ("model", "loader", "checks")
BROKEN_SITES = sorted(BROKEN.iterdir())
SLUG_ARGUMENT = {"Problem": 1, "problem": 0, "_reader": 1}
"""The calls that name a slug, and where among their arguments."""


def slugs_in(source: str) -> Iterator[str]:
    """The slugs that a module gives; a slug that is not a literal must come through one that is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            at = SLUG_ARGUMENT.get(node.func.id)
            if at is not None and len(node.args) > at:
                slug = node.args[at]
                if isinstance(slug, ast.Constant):
                    yield str(slug.value)


def all_slugs() -> set[str]:
    """Every slug that reading and checking content can give."""
    package = Path(qomsite.__file__).parent
    modules = [path for room in ROOMS for path in (package / room).glob("*.py")]
    return {slug for path in modules for slug in slugs_in(path.read_text("utf-8"))}


def test_the_tiny_site_has_no_problem(tmp_path: Path) -> None:
    assert found_in(copy_tiny(tmp_path)) == []


@pytest.mark.parametrize("overlay", BROKEN_SITES, ids=lambda path: path.name)
def test_a_broken_site_gives_its_problems(overlay: Path, tmp_path: Path) -> None:
    expected = (overlay / EXPECTED).read_text("utf-8").splitlines()
    assert found_in(copy_tiny(tmp_path, overlay)) == expected
    assert any(line.endswith(f" [{overlay.name}]") for line in expected)


def test_every_slug_has_its_broken_site_and_no_other_has_one() -> None:
    assert {path.name for path in BROKEN_SITES} == all_slugs()


def test_the_reader_of_slugs_sees_each_form() -> None:
    source = (
        'Problem(place, "a", "x")\nproblem("b", "x")\n_reader(parse, "c")\nProblem(place, d, x)'
    )
    assert set(slugs_in(source)) == {"a", "b", "c"}
