"""What the editors find in the repository: settings, tasks, snippets, and the help with keys."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from qomsite.commands.registry import COMMANDS
from qomsite.loader.load import load
from qomsite.model.collections import COLLECTIONS
from qomsite.model.fields import rows
from qomsite.staff.snippets import snippets
from tests.library.plans import project, tiny_with
from tests.model.test_fields import MODELS, all_models
from tests.staff.test_schema import Reader

ROOT = Path(__file__).resolve().parents[2]
EDITOR = ROOT / ".vscode"
EXTENSION = EDITOR / "extensions/qomsite"
PERSIAN = re.compile("[آ-ی]")


def read(name: str) -> Any:
    return json.loads((EDITOR / name).read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(EDITOR.rglob("*")), ids=lambda path: str(path.name))
def test_every_file_is_strict_json_with_unix_lines(path: Path) -> None:
    if path.is_file():
        data = path.read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        if path.suffix != ".js":
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
    kinds = [option["value"] for option in tasks["inputs"][0]["options"]]
    assert kinds == [collection.kind for collection in COLLECTIONS]


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
        assert shipped == snippets(), "run `.venv/bin/python tests/reguide.py`"

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


TEXT = """---
title: طرح
prov
status: x
indicators:
  - title: شاخص
    un
    actuals:
      - {date: 1402-12-29, value: 1300}
draft: ب
---
title: متن
"""


def asked(what: str, line: int, column: int, text: str = TEXT, folder: str = "projects") -> Any:
    """What the extension answers in a file of the shipped content."""
    node = shutil.which("node")
    assert node, "node is missing; `python3 build.py test` needs it"
    program = """
        const [extension, what, file, text, line, column] = process.argv.slice(1);
        const own = require(extension);
        const schema = own.schemaOf(file);
        const answer = schema
          ? own[what](schema, text.split("\\n"), Number(line), Number(column), own.planOf(file))
          : null;
        console.log(JSON.stringify(answer));
    """
    file = str(ROOT / "content" / folder / "1.md")
    words = [str(EXTENSION / "extension.js"), what, file, text, str(line), str(column)]
    done = subprocess.run([node, "-e", program, *words], capture_output=True, check=True)
    return json.loads(done.stdout)


class TestExtension:
    """The extension of this folder, which the editor offers to install."""

    def test_it_can_be_loaded(self) -> None:
        package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
        assert (EXTENSION / package["main"]).is_file()
        assert PERSIAN.search(package["description"])

    def test_it_proposes_the_keys_that_are_not_there_yet(self) -> None:
        found = {one["label"]: one for one in asked("complete", 2, 4)}
        assert "provenance" in found
        assert "title" not in found
        assert found["owner"]["detail"] == "واحد متولی"
        assert "نمونه: `owner: " in found["owner"]["documentation"]
        assert found["documents"]["text"] == "documents:"

    def test_it_proposes_the_keys_within_a_key(self) -> None:
        assert {"unit", "target"} <= {one["label"] for one in asked("complete", 6, 6)}

    def test_it_proposes_values_of_the_schema_and_of_the_plan(self) -> None:
        assert [one["label"] for one in asked("complete", 9, 8)] == ["بله", "خیر"]
        statuses = [one["label"] for one in asked("complete", 3, 9)]
        assert statuses == [status.title for status in plan().statuses]
        owners = [one["label"] for one in asked("complete", 1, 7, "---\nowner: \n---\n")]
        assert owners == [unit.title for unit in plan().departments]

    @pytest.mark.parametrize(
        ("line", "column", "words"),
        [(1, 2, "**عنوان**"), (5, 6, "**شاخص**"), (8, 11, "**تاریخ**"), (8, 30, "**مقدار**")],
    )
    def test_it_says_what_a_key_is(self, line: int, column: int, words: str) -> None:
        assert asked("hover", line, column).startswith(words)

    def test_it_keeps_silent_in_the_text_and_elsewhere(self) -> None:
        assert asked("hover", 11, 2) == ""
        assert asked("complete", 11, 0) == []
        assert asked("hover", 1, 2, folder="media") is None


def plan() -> Any:
    return load(ROOT / "content")[0].plan
