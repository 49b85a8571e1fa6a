"""The JSON Schemas take all that the loader takes, as an editor reads it, and refuse the rest."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qomsite.loader.yaml_text import Tree
from qomsite.model.fields import validate
from qomsite.model.kinds import Value
from qomsite.model.settings import (
    Contact,
    DeclaredCount,
    District,
    Milestone,
    Period,
    Plan,
    Site,
    Status,
)
from tests.tools.schemas import schemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS: dict[str, Any] = {
    name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()
}
MODELS: dict[str, type[Value]] = {"site": Site, "plan": Plan}


class Reader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a day is a text."""


Reader.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(schema: str, text: str) -> list[str]:
    """What an editor underlines in a settings file."""
    validator = jsonschema.Draft7Validator(SCHEMAS[schema])
    given = yaml.load(text, Reader)
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(given)]


def test_the_shipped_schemas_are_those_of_the_models() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in (ROOT / ".vscode/schemas").iterdir()}
    assert shipped == schemas(), "run `.venv/bin/python tests/tools/reguide.py`"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one_and_the_shipped_settings_pass(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    assert faults(name, (ROOT / f"content/{name}.yaml").read_text("utf-8")) == []


SITE = "title: سایت\norganisation: سازمان\ndescription: متن\nbase_url: https://a.ir/\n"


@pytest.mark.parametrize(
    "line",
    [
        *("titel: سایت", "licence:", "licence: [مجوز]", "as_of: 1403-13-01", "as_of: 2024-05-01"),
        *("as_of: بهار", "base_url: a.ir", "breaking: متن", "breaking: {text: متن}"),
        *("top_menu: [{title: تماس}]", "top_menu: تماس", "contact: {fax: ۱۲}"),
    ],
)
def test_a_wrong_line_is_underlined(line: str) -> None:
    key = line.partition(":")[0]
    kept = [one for one in (SITE + "as_of: 1403-01-01").split("\n") if not one.startswith(key)]
    assert faults("site", SITE + "as_of: 1403-01-01") == []
    assert faults("site", "\n".join([*kept, line])) != []


@pytest.mark.parametrize("key", ["title", "organisation", "base_url"])
def test_a_missing_key_is_underlined(key: str) -> None:
    text = "\n".join(line for line in SITE.split("\n") if not line.startswith(key))
    assert any(f"'{key}' is a required property" in fault for fault in faults("site", text))


FIELDS: dict[str, tuple[type[Value], str, tuple[str, ...]]] = {
    "text": (Site, "title", ("title",)),
    "prose": (Site, "description", ("description",)),
    "day": (Site, "as_of", ("as_of",)),
    "date": (Milestone, "date", ("milestones", "date")),
    "address": (Site, "base_url", ("base_url",)),
    "word": (Contact, "phone", ("contact", "phone")),
    "code": (District, "code", ("districts", "code")),
    "flag": (Status, "counted", ("statuses", "counted")),
    "year": (Period, "first_year", ("period", "first_year")),
    "count": (DeclaredCount, "count", ("counts", "goals", "count")),
    "texts": (Plan, "also_called", ("also_called",)),
}
"""A field of each kind: its model and name, and the way to it from the top of its schema."""

DIGITS = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
NUMBERS = st.text(alphabet=DIGITS + ".٫٬,-+", min_size=1, max_size=6)
DAYS = st.builds(
    lambda year, a, b, sign: f"{year}{sign}{a}{sign}{b}",
    st.sampled_from(["1403", "۱۴۰۰", "١٣٩٥"]),
    st.sampled_from(["1", "01", "۱۲", "9", "10", "٠٧", "13"]),
    st.sampled_from(["1", "01", "۳۱", "30", "٢٩", "32", "7"]),
    st.sampled_from("-/."),
)
FLAGS = st.sampled_from(["بله", "بـله", "آری", "TRUE", "Yes", "no", "خیر", "خير", "نه", "۱", "0"])
CODES = st.text(alphabet="abZ-19۲،, ", min_size=1, max_size=6)
TEXTS = st.one_of(NUMBERS, DAYS, FLAGS, CODES, st.text())


def schema_of(name: str, way: tuple[str, ...]) -> Any:
    """The schema of the field at the end of a way through keys and lists."""
    found = SCHEMAS["site" if way[0] in Site.model_fields and name != "counted" else "plan"]
    for key in way:
        found = next((one for one in found.get("anyOf", []) if "items" in one), found)
        found = found.get("items", found)["properties"][key]
    return found


@pytest.mark.parametrize("kind", FIELDS)
@settings(max_examples=60)
@given(text=TEXTS)
def test_what_the_loader_takes_the_schema_takes(kind: str, text: str) -> None:
    model, name, way = FIELDS[kind]
    tree: dict[str, Tree] = {name: text}
    result = validate(model, tree)
    is_read = isinstance(result, Value) or not any(one.location[0] == name for one in result)
    # Folding drops every sign between the letters of a word; a schema need not.
    signs = "" if kind == "flag" else "٫٬.,،؛+\u2212/%٪-"
    if is_read and text.strip() and not re.search(rf"[^\w\s\u200c\u200e{signs}]|_", text):
        assert jsonschema.Draft7Validator(schema_of(name, way)).is_valid(text), (kind, text)


def test_every_key_has_a_hover_text_in_persian() -> None:
    for name, model in MODELS.items():
        shown = SCHEMAS[name]["properties"]
        assert set(shown) == set(model.model_fields)
        for key, one in shown.items():
            assert re.search("[آ-ی]", one["title"]), key
            assert f"نمونه: `{key}: " in one["markdownDescription"]
            assert one["title"] in one["errorMessage"]
