"""The table of fields, as forms, sheets, schemas and the guide see it."""

import pytest

from qomsite.errors import Problem
from qomsite.loader.yaml_text import read_yaml
from qomsite.model.collections import COLLECTIONS, Listing
from qomsite.model.fields import Row, row, rows, validate
from qomsite.model.kinds import Value
from qomsite.model.parts import Actual, Indicator
from qomsite.model.records import FROM_FILE, Project
from qomsite.model.settings import District, Plan, PlanSource, Site

MODELS: list[type[Value]] = [*(collection.model for collection in COLLECTIONS), Listing, Site, Plan]
NAMEABLE = {*(collection.name for collection in COLLECTIONS), *Plan.model_fields, ""}


def all_models(model: type[Value]) -> list[type[Value]]:
    """A model and all models in it."""
    inner = [one.nested for one in rows(model) if one.nested]
    return [model, *(deep for one in inner for deep in all_models(one))]


def all_rows(model: type[Value]) -> list[Row]:
    """The rows of a model and of all models in it."""
    return [one for owner in all_models(model) for one in rows(owner)]


EXAMPLES = {
    (owner.__name__, one.name): (owner, one)
    for model in MODELS
    for owner in all_models(model)
    for one in rows(owner)
}


@pytest.mark.parametrize(("owner", "one"), EXAMPLES.values(), ids=map(".".join, EXAMPLES))
def test_the_example_of_every_row_is_read_by_its_own_reader(owner: type[Value], one: Row) -> None:
    problems: list[Problem] = []
    read = read_yaml(f"{one.name}: {one.example}", "", 1, problems)
    assert read
    assert problems == []
    assert not one.example.isspace()
    faults = validate(owner, read[0])
    found = () if isinstance(faults, Value) else faults
    assert [fault for fault in found if fault.location[0] == one.name] == []


@pytest.mark.parametrize("model", MODELS)
def test_every_row_says_what_it_is(model: type[Value]) -> None:
    for one in all_rows(model):
        assert one.title, one
        assert one.help, one
        assert one.help not in (one.title, one.name), one
        assert (one.kind == "keys") == (one.nested is not None), one
        assert one.names in NAMEABLE, one


@pytest.mark.parametrize("model", [*(one.model for one in COLLECTIONS), Listing])
def test_what_a_file_gives_is_no_row_but_the_code_of_a_district_is(model: type[Value]) -> None:
    assert not FROM_FILE & {one.name for one in rows(model)}
    assert row(District, "code").required


def test_a_row_knows_its_kind_at_any_depth() -> None:
    assert row(Project, "start").kind == "date"
    assert row(Project, "title").required
    assert not row(Project, "budget").required
    axes = row(Project, "axes")
    assert (axes.kind, axes.several, axes.names) == ("code", True, "axes")
    partners = row(Project, "partners")
    assert (partners.kind, partners.several, partners.names) == ("text", True, "departments")
    assert row(Project, "indicators").nested is Indicator
    assert row(Indicator, "actuals").nested is Actual
    sources = row(Plan, "sources")
    assert (sources.nested, sources.by_key, sources.several) == (PlanSource, True, False)


def test_the_rows_stand_in_the_order_of_the_table() -> None:
    names = [one.name for one in rows(Project)]
    assert names == [name for name in Project.model_fields if name not in FROM_FILE]


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        row(Project, "ownr")
