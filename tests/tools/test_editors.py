"""What the editors find in the repository: settings, tasks, snippets, and the help with keys."""

import configparser
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from qomsite.cli import COMMANDS
from qomsite.loader.load import load
from qomsite.model.fields import rows
from tests.library.plans import project, tiny_with
from tests.model.test_fields import MODELS, all_models
from tests.tools.snippets import snippets
from tests.tools.test_schemas import Reader

ROOT = Path(__file__).resolve().parents[2]
EDITOR = ROOT / ".vscode"
PERSIAN = re.compile("[آ-ی]")


def read(name: str) -> Any:
    return json.loads((EDITOR / name).read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(EDITOR.rglob("*")), ids=lambda path: str(path.name))
def test_every_file_is_strict_json_with_unix_lines(path: Path) -> None:
    if path.is_file():
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        json.loads(data)


def test_settings_name_files_that_are_there() -> None:
    settings = read("settings.json")
    for schema, content in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert (ROOT / content).is_file()
    assert settings["files.encoding"] == "utf8"
    assert settings["files.eol"] == "\n"
    # The half-space is text; a mark that turns the direction of writing is not.
    assert settings["editor.unicodeHighlight.allowedCharacters"] == {"\u200c": True}
    assert settings["editor.unicodeHighlight.invisibleCharacters"] is True


def test_tasks_run_commands_that_are_there() -> None:
    tasks = read("tasks.json")
    names = {command.name for command in COMMANDS}
    for task in tasks["tasks"]:
        assert PERSIAN.search(task["label"])
        assert PERSIAN.search(task["detail"])
        assert task["args"][0] == "build.py"
        assert {*task["args"][1:2]} <= names


def test_the_editor_finds_each_problem_at_its_place(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {"projects/1.md": project("ownr: x", "start: 1403-13-01")})
    matcher = read("tasks.json")["tasks"][0]["problemMatcher"]["pattern"]
    _, problems = load(content)
    assert len(problems) == 2
    for problem in problems:
        found = re.match(matcher["regexp"], f"  {problem}")
        assert found
        assert found[matcher["file"]] == problem.place.path
        assert found[matcher["line"]] == str(problem.place.line)
        assert found[matcher["column"]] == str(problem.place.column)
        assert found[matcher["message"]] == problem.message
        assert found[matcher["code"]] == problem.slug


class TestSnippets:
    """A plain editor completes every key, with an example, and says in Persian what it is."""

    def test_the_shipped_ones_are_those_of_the_models(self) -> None:
        shipped = (EDITOR / "qomsite.code-snippets").read_text("utf-8")
        assert shipped == snippets(), "run `.venv/bin/python tests/tools/reguide.py`"

    def test_every_key_of_every_model_has_one(self) -> None:
        found = json.loads(snippets())
        keys = {row.name for m in MODELS for deep in all_models(m) for row in rows(deep)}
        assert set(found) == keys
        for name, one in found.items():
            assert one["prefix"] == name
            assert PERSIAN.search(one["description"])
            assert one["scope"] == "markdown,yaml"

    def test_what_they_write_is_the_key(self) -> None:
        for name, one in json.loads(snippets()).items():
            written = re.sub(r"\$\{1:((?:[^\\}]|\\.)*)\}", r"\1", "\n".join(one["body"]))
            plain = re.sub(r"\\([\\$}])", r"\1", written)
            assert list(yaml.load(plain, Reader)) == [name], plain


def test_editorconfig_keeps_utf8_and_unix_lines() -> None:
    parser = configparser.ConfigParser()
    parser.read_string("[top]\n" + (ROOT / ".editorconfig").read_text("utf-8"))
    assert parser["*"]["charset"] == "utf-8"
    assert parser["*"]["end_of_line"] == "lf"
    assert parser["*"]["indent_size"] == "2"
    assert parser["*.py"]["indent_size"] == "4"
