"""The JSON Schemas take all that the loader takes, as an editor reads it, and refuse the rest."""

from __future__ import annotations

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
from qomsite.model.collections import COLLECTIONS
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.model.records import Article, Goal, Project
from qomsite.model.settings import Contact, DeclaredCount, Period, Status
from qomsite.model.validation import validate
from qomsite.staff.document import parse
from qomsite.staff.schema import schemas
from tests.model.test_fields import MODELS, all_models

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / ".vscode/schemas"
SCHEMAS: dict[str, Any] = {
    name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()
}


class Reader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a day is a text."""


Reader.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(schema: str, text: str) -> list[str]:
    """What an editor underlines in a file of front matter or settings."""
    validator = jsonschema.Draft7Validator(SCHEMAS[schema])
    given = yaml.load(text, Reader)
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(given)]


def test_the_shipped_schemas_are_those_of_the_models() -> None:
    shipped = {path.name: path.read_text("utf-8") for path in SHIPPED.iterdir()}
    assert shipped == schemas(), "run `.venv/bin/python tests/reguide.py`"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("folder", [one.name for one in COLLECTIONS])
def test_all_shipped_records_pass(folder: str) -> None:
    found = {}
    for path in (ROOT / "content" / folder).glob("*.md"):
        document = parse(path.read_bytes())
        assert document
        name = "listing" if path.name == "_index.md" else folder
        if wrong := faults(name, document.front):
            found[path.name] = wrong
    assert found == {}


@pytest.mark.parametrize("name", ["site", "plan"])
def test_the_shipped_settings_pass(name: str) -> None:
    assert faults(name, (ROOT / f"content/{name}.yaml").read_text("utf-8")) == []


def project(*lines: str) -> str:
    return "\n".join(["title: طرح", "policy: 1", "provenance: sample", *lines])


@pytest.mark.parametrize(
    "line",
    [
        "ownr: معاونت",
        "owner:",
        "owner: [معاونت]",
        "start: 1403-13-01",
        "start: 2024-05-01",
        "start: بهار",
        "budget: 55",
        "budget: ۵۵ میلیارد",
        "physical_progress: 120",
        "physical_progress: زیاد",
        "also_serves: [سیاست]",
        "also_serves: [1.5]",
        "districts: [-2]",
        "draft: شاید",
        "draft: 2",
        "source: متن مصوب",
        "source: {adress: x}",
        "indicators: [{title: شاخص}]",
        "indicators: [{title: شاخص, unit: متر, target: زیاد}]",
        "indicators: [{title: شاخص, unit: متر, actuals: [{date: 1403-01-01}]}]",
        "documents: [{title: نقشه}]",
        "documents: [{title: نقشه, file: a.pdf, address: 'https://x.ir'}]",
        "documents: [{title: نقشه, address: x.ir}]",
        "updates: رویداد",
    ],
)
def test_a_wrong_line_is_underlined(line: str) -> None:
    assert faults("projects", project()) == []
    assert faults("projects", project(line)) != []


@pytest.mark.parametrize("key", ["title", "policy", "provenance"])
def test_a_missing_key_is_underlined(key: str) -> None:
    text = "\n".join(line for line in project().split("\n") if not line.startswith(key))
    assert any(f"'{key}' is a required property" in fault for fault in faults("projects", text))


def test_a_policy_has_one_parent() -> None:
    text = "title: سیاست\nprovenance: نمونه\n"
    assert faults("policies", text + "goal: 1\n") == []
    assert faults("policies", text) != []
    assert faults("policies", text + "goal: 1\nstrategy: 2\n") != []


FIELDS: dict[str, tuple[type[Value], str]] = {
    "text": (Project, "title"),
    "prose": (Project, "summary"),
    "code": (Project, "policy"),
    "codes": (Project, "axes"),
    "day": (Article, "date"),
    "share": (Project, "physical_progress"),
    "money": (Project, "budget"),
    "flag": (Status, "counted"),
    "year": (Period, "first_year"),
    "count": (DeclaredCount, "count"),
    "texts": (Goal, "aliases"),
    "provenance": (Goal, "provenance"),
    "optional": (Contact, "phone"),
}
DIGITS = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
NUMBERS = st.text(alphabet=DIGITS + ".٫٬,-+", min_size=1, max_size=6)
WORDS = st.sampled_from(
    [
        "میلیارد تومان",
        "ميليارد تومان",
        "هزار میلیارد ریال",
        "میلیون ریال",
        "٪",
        "%",
        "درصد",
        "تومان",
    ]
)
DAYS = st.builds(
    lambda year, a, b, sign: f"{year}{sign}{a}{sign}{b}",
    st.sampled_from(["1403", "۱۴۰۰", "١٣٩٥"]),
    st.sampled_from(["1", "01", "۱۲", "9", "10", "٠٧", "13"]),
    st.sampled_from(["1", "01", "۳۱", "30", "٢٩", "32", "7"]),
    st.sampled_from("-/."),
)
FLAGS = st.sampled_from(["بله", "بـله", "آری", "TRUE", "Yes", "no", "خیر", "خير", "نه", "۱", "0"])
KINDS = st.sampled_from(["Official", "گزارش‌شده", "گزارش شده", "SAMPLE", "مصوب", "نمونه"])
CODES = st.text(alphabet="abZ-19۲،, ", min_size=1, max_size=6)
TEXTS = st.one_of(
    NUMBERS, DAYS, FLAGS, KINDS, CODES, st.builds("{} {}".format, NUMBERS, WORDS), st.text()
)


def schema_of(model: type[Value], name: str) -> Any:
    """The schema of a field, wherever its model stands."""
    found = [one for one in map(_table, SCHEMAS.values()) if (model.__name__, name) in one]
    return found[0][model.__name__, name]


def _table(schema: dict[str, Any]) -> dict[tuple[str, str], Any]:
    names = {frozenset(row.name for row in rows(m)): m.__name__ for m in reversed(NESTED)}
    table: dict[tuple[str, str], Any] = {}
    pending: list[Any] = [schema]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            properties = one.get("properties")
            if isinstance(properties, dict):
                model = names[frozenset(properties)]
                table |= {(model, name): value for name, value in properties.items()}
            pending += one.values()
        elif isinstance(one, list):
            pending += one
    return table


NESTED = [deep for model in MODELS for deep in all_models(model)]


@pytest.mark.parametrize("kind", FIELDS)
@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_what_the_loader_takes_the_schema_takes(kind: str, text: str) -> None:
    model, name = FIELDS[kind]
    tree: dict[str, Tree] = {name: text}
    result = validate(model, tree)
    is_read = isinstance(result, Value) or not any(one.location[0] == name for one in result)
    # Folding drops every sign between the letters of a word; a schema need not.
    signs = "" if kind in ("flag", "provenance") else "٫٬.,،؛+\u2212/%٪-"
    if is_read and text.strip() and not re.search(rf"[^\w\s\u200c\u200e{signs}]|_", text):
        validator = jsonschema.Draft7Validator(schema_of(model, name))
        assert validator.is_valid(text), (kind, text)


def test_every_key_has_a_hover_text_in_persian() -> None:
    for schema in SCHEMAS.values():
        for (_, name), shown in _table(schema).items():
            assert re.search("[آ-ی]", shown["title"]), name
            assert f"نمونه: `{name}: " in shown["markdownDescription"]
            assert shown["title"] in shown["errorMessage"]


def test_every_row_of_every_model_is_in_a_schema() -> None:
    known = {key for schema in SCHEMAS.values() for key in _table(schema)}
    named: list[tuple[type[Value], Row]] = [(m, row) for m in NESTED for row in rows(m)]
    same = {frozenset(row.name for row in rows(m)): m.__name__ for m in reversed(NESTED)}
    assert {(same[frozenset(r.name for r in rows(m))], row.name) for m, row in named} <= known
