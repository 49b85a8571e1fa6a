"""The script that narrows the list of projects says of each row what the list itself shows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qomsite.library.library import Library
from qomsite.outputs.filter_data import files
from qomsite.outputs.site import Site
from qomsite.pages.filter import filter_data, marks
from qomsite.pages.registry import compose
from qomsite.pages.site import site_view
from tests.library.plans import library_of

ROOT = Path(__file__).resolve().parents[2]


def site_of(library: Library) -> Site:
    return Site(library, site_view(library), compose(library))


@pytest.fixture(scope="module")
def site(shipped: Site) -> Site:
    return shipped


def data(site: Site) -> Any:
    (artifact,) = files(site)
    assert artifact.path == filter_data(site.library).path
    found = re.fullmatch(r"filterData\((.*)\);\n", artifact.content.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_row_is_told_with_its_goal_and_status(site: Site) -> None:
    told, known = data(site), marks(site.library)
    rows = filter_data(site.library).rows
    assert len(told["rows"]) == len(rows) == 270
    for row, one in zip(rows, told["rows"], strict=True):
        (number, title, path, is_sample, goal, status), marks_told = one[:6], one[6:]
        assert (number, title, path) == (row.number, row.title, row.path)
        assert (bool(is_sample), goal + 1) == (row.sample, row.goal)
        assert known[status] == row.status
        late = marks_told[0] if marks_told else 0
        why = marks_told[1] if marks_told[1:] else ""
        assert (told["orders"][0][1][late] if late else "", why) == (row.late, row.reason)
    assert any(row.late and row.reason for row in rows)


def test_choices_and_rows_are_those_of_the_facets(site: Site) -> None:
    told = data(site)["facets"]
    facets = filter_data(site.library).facets
    for facet, (phrase, choices, rows) in zip(facets, told, strict=True):
        assert (phrase, rows) == (facet.phrase, facet.rows)
        assert [tuple(choice) for choice in choices] == [
            (choice.value, choice.title, choice.phrase) for choice in facet.choices
        ]
        assert rows.count(",") == 269


def test_each_row_has_the_figure_that_it_is_sorted_by(site: Site) -> None:
    told, orders = data(site), filter_data(site.library).orders
    for (ranks, words), order in zip(told["orders"], orders, strict=True):
        assert list(map(int, ranks.split())) == list(order.ranks)
        assert words[: len(order.words)] == list(order.words)
    places = range(1, 2 * len(orders) + 1)
    assert told["facets"][-1][2].split(",") == [" ".join(map(str, places))] * 270


def test_a_plan_without_projects_has_no_script(tmp_path: Path) -> None:
    none = library_of(tmp_path, {f"projects/{code}.md": "" for code in "1234"})
    assert list(files(site_of(none))) == []


def test_markup_in_a_title_cannot_end_the_script(tmp_path: Path) -> None:
    title = "</script><script>alert(1)</script>\u2028"
    project = f'---\ntitle: "{title.strip()}"\npolicy: 1\nprovenance: sample\n---\n'
    library = library_of(tmp_path, {"projects/2.md": project})
    titles = [row[1] for row in data(site_of(library))["rows"]]
    assert title.strip() in titles
