"""The tables of the staff guide are those of the models."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest

from qomsite.cli import COMMANDS
from qomsite.loader.load import load
from qomsite.model.fields import rows
from tests.model.test_fields import MODELS, all_models
from tests.tools.guide_tables import MARK, NESTED, TABLES, renewed, table

GUIDE = Path(__file__).resolve().parents[2] / "content/README.md"
TEXT = GUIDE.read_text("utf-8")


def test_the_guide_has_the_tables_of_the_models() -> None:
    wanted = renewed(TEXT)
    changes = unified_diff(TEXT.splitlines(), wanted.splitlines(), "guide", "models", "", "", 0, "")
    hint = "tables differ from the models: run `.venv/bin/python tests/tools/reguide.py`"
    assert wanted == TEXT, "\n".join([hint, *changes])


def test_a_table_that_was_edited_is_noticed_and_put_right() -> None:
    edited = TEXT.replace("| `policy` | بله |", "| `policy` | |")
    assert edited != TEXT
    assert renewed(edited) == TEXT


def test_every_table_stands_once_and_every_key_of_every_model_in_one() -> None:
    assert sorted(found[1] for found in MARK.findall(TEXT)) == sorted(TABLES)
    shown = {
        (owner, row.name)
        for one in TABLES.values()
        for row in one.rows
        for owner in one.model.__mro__
        if row.name in getattr(owner, "__annotations__", {})
    }
    for model in MODELS:
        for owner in all_models(model):
            for row in rows(owner):
                definer = next(c for c in owner.__mro__ if row.name in c.__annotations__)
                assert (definer, row.name) in shown


@pytest.mark.parametrize("heading", NESTED.values())
def test_the_keys_of_a_key_have_a_heading(heading: str) -> None:
    assert re.search(f"^#### {heading}$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_one_in_markdown(name: str) -> None:
    lines = table(TABLES[name]).splitlines()
    assert len(lines) == len(TABLES[name].rows) + 2
    assert {line.count("|") for line in lines} == {5}


def test_a_table_says_what_is_needed() -> None:
    shown = table(TABLES["policies"])
    assert "| `strategy` | این یا `goal` |" in shown
    assert "| `title` |" not in shown
    assert "| `title` | بله |" in table(TABLES["همهٔ پرونده‌ها"])


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        renewed("<!-- جدول: نیست -->\n<!-- پایان جدول -->")


def slug(heading: str) -> str:
    """The anchor of a heading, as the usual readers of Markdown make it."""
    return re.sub(r"[^\w\u200c -]", "", heading.strip().lower()).replace(" ", "-")


def test_every_link_within_the_guide_leads_somewhere() -> None:
    prose = re.sub(r"^```.*?^```", "", TEXT, flags=re.DOTALL | re.MULTILINE)
    anchors = {slug(heading) for heading in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)}
    links = set(re.findall(r"\]\(#([^)]+)\)", prose.replace("`[نوشته](مقصد)`", "")))
    assert links - anchors == set()


EXAMPLES = re.findall(
    r"\(`([a-z]+)/[a-z0-9-]+\.md`\)[^\n]*\n\n```markdown\n(---\n.*?)```", TEXT, re.DOTALL
)


@pytest.mark.parametrize(("folder", "text"), EXAMPLES, ids=[folder for folder, _ in EXAMPLES])
def test_the_example_of_each_collection_is_one(folder: str, text: str, content: Path) -> None:
    (content / folder / "99.md").write_text(text, "utf-8")
    assert load(content)[1] == ()


def test_every_collection_is_shown_by_an_example() -> None:
    shown = [folder for folder, _ in EXAMPLES]
    assert shown == ["goals", "strategies", "policies", "projects", "news", "corrections"]


def test_every_command_of_the_guide_is_there() -> None:
    words = set(re.findall(r"python3 build\.py ([a-z]+)", TEXT.split("## پیام‌ها\n")[0]))
    names = {command.name for command in COMMANDS}
    assert words <= names
