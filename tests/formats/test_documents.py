"""``check --format``: documents that a program reads, with nothing else on the output."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qomsite import cli
from qomsite.errors import Place, Problem, advice
from qomsite.formats.json_document import json_document
from qomsite.formats.sarif import SCHEMA, sarif_document
from tests.library.plans import project, tiny_with

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]

PROBLEMS = (
    Problem(Place("content/projects/10.md", 3, 7), "unknown-reference", "ده «۱۰»"),
    advice(Place("content/projects/9.md", 8, 2), "long-sentence", "دراز"),
    Problem(Place("content/projects/9.md", 2, 1), "unknown-field", "نه"),
    Problem(Place("content/پیام 1.md"), "bad-file-name", "نام"),
    Problem(Place("content/projects/9.md", 5, 1), "unknown-field", "نه"),
)


def faulty(folder: Path) -> Path:
    """A site with two problems and an advice in one file."""
    lines = ("ownr: x", "status: done")
    return tiny_with(folder, {"projects/4.md": project(*lines, policy="99")})


@pytest.mark.parametrize("form", ["json", "sarif"])
class TestCommand:
    """The document alone is on the output, and the exit status is that of the text."""

    @pytest.fixture(autouse=True)
    def unrendered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What pages are rendered into is the matter of other tests, and takes seconds."""
        monkeypatch.setattr("qomsite.build.site.render_site", lambda *_: None)

    def test_problems(self, form: str, tmp_path: Path, capsys: Capture) -> None:
        content = faulty(tmp_path)
        assert cli.main(["check", "--format", form, "--content", str(content)]) == 1
        said = capsys.readouterr()
        assert json.loads(said.out)
        assert said.err == ""

    def test_advice(self, form: str, tmp_path: Path, capsys: Capture) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("status: done")})
        words = ["check", "--format", form, "--content", str(content)]
        assert cli.main(words) == 0
        said = capsys.readouterr().out
        assert "missing-fact" in said
        assert cli.main([*words, "--strict"]) == 1
        assert capsys.readouterr().out == said

    def test_nothing(self, form: str, tmp_path: Path, capsys: Capture) -> None:
        content = tiny_with(tmp_path, {})
        assert cli.main(["check", "--format", form, "--content", str(content)]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["problems"] if form == "json" else told["runs"][0]["results"]) == []

    def test_no_content(self, form: str, tmp_path: Path, capsys: Capture) -> None:
        assert cli.main(["check", "--format", form, "--content", str(tmp_path / "none")]) == 1
        assert "unreadable-file" in capsys.readouterr().out

    def test_what_a_template_lacks_comes_in_the_same_form(
        self, form: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = Place("templates/pages/goal.html", 3, 1)
        fault = Problem(place, "unknown-variable", "نام")
        monkeypatch.setattr("qomsite.build.site._template_problems", lambda *_: [fault])
        content = tiny_with(tmp_path, {})
        assert cli.main(["check", "--format", form, "--content", str(content)]) == 1
        assert json.loads(capsys.readouterr().out)


class TestJson:
    """The object that the README describes."""

    def test_whole(self) -> None:
        told = json.loads(json_document(7, PROBLEMS))
        assert told["version"] == 1
        assert told["counts"] == {"files": 7, "errors": 4, "advice": 1}
        assert told["problems"][1:3] == [
            {
                "path": "content/projects/9.md",
                "line": line,
                "column": column,
                "level": level,
                "slug": slug,
                "message": message,
                "guide": f"content/README.md#{slug}",
            }
            for line, column, level, slug, message in (
                (2, 1, "error", "unknown-field", "نه"),
                (5, 1, "error", "unknown-field", "نه"),
            )
        ]
        assert [problem["level"] for problem in told["problems"]].count("advice") == 1

    def test_what_concerns_a_whole_file_stands_at_its_top(self) -> None:
        (problem,) = json.loads(json_document(1, [Problem(Place("a.md"), "x", "y")]))["problems"]
        assert (problem["line"], problem["column"]) == (1, 1)

    def test_the_order_is_that_of_the_text_and_the_same_each_time(self) -> None:
        told = json_document(1, PROBLEMS)
        assert told == json_document(1, PROBLEMS[::-1])
        lines = [(p["path"], p["line"]) for p in json.loads(told)["problems"]]
        assert lines[1:] == [
            *(("content/projects/9.md", line) for line in (2, 5, 8)),
            ("content/projects/10.md", 3),
        ]


class TestSarif:
    """SARIF 2.1.0, by the demands of the standard (OASIS, errata 01)."""

    @pytest.fixture
    def log(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(sarif_document(PROBLEMS, ROOT))
        return told

    def test_the_log_names_its_version(self, log: dict[str, Any]) -> None:
        # 3.13: version; the schema is that of the version.
        assert (log["version"], log["$schema"]) == ("2.1.0", SCHEMA)
        assert "sarif-schema-2.1.0.json" in SCHEMA

    def test_there_is_one_run_of_a_named_tool(self, log: dict[str, Any]) -> None:
        (run,) = log["runs"]
        assert run["tool"]["driver"]["name"] == "qomsite"
        # 3.14.25: so the columns are counted; 3.14.7: an RFC 5646 language.
        assert run["columnKind"] == "unicodeCodePoints"
        assert run["language"] == "fa"

    def test_every_result_has_its_rule_at_its_index(self, log: dict[str, Any]) -> None:
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == sorted({p.slug for p in PROBLEMS})
        assert len(run["results"]) == len(PROBLEMS)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            level = "note" if result["ruleId"] == "long-sentence" else "error"
            assert result["level"] == level
            assert rules[result["ruleIndex"]]["defaultConfiguration"]["level"] == level
            assert result["message"]["text"]

    def test_a_place_is_relative_to_the_project_and_counts_from_1(
        self, log: dict[str, Any]
    ) -> None:
        places = [
            location["physicalLocation"]
            for result in log["runs"][0]["results"]
            for location in result["locations"]
        ]
        addresses = [place["artifactLocation"]["uri"] for place in places]
        # 3.10.1: a valid URI reference; 3.4.4: a relative one goes with the name of its base.
        assert addresses[0] == "content/%D9%BE%DB%8C%D8%A7%D9%85%201.md"
        assert all(re.fullmatch(r"[\w./%-]+", address, re.ASCII) for address in addresses)
        assert {place["artifactLocation"]["uriBaseId"] for place in places} == {"%SRCROOT%"}
        # 3.30.5, 3.30.6: both count from 1.
        assert places[0]["region"] == {"startLine": 1, "startColumn": 1}
        assert places[1]["region"] == {"startLine": 2, "startColumn": 1}

    def test_a_rule_speaks_persian_and_leads_to_its_heading(self, log: dict[str, Any]) -> None:
        guide = ROOT / "content/README.md"
        for rule in log["runs"][0]["tool"]["driver"]["rules"]:
            # 3.49.12: a whole address.
            assert rule["helpUri"] == f"{guide.as_uri()}#{rule['id']}"
            for text in (
                rule["name"],
                rule["shortDescription"]["text"],
                rule["fullDescription"]["text"],
                rule["help"]["text"],
                rule["help"]["markdown"],
            ):
                assert re.search("[آ-ی]", text), rule["id"]
            # 3.12: a text may stand without its markdown, never the other way round.
            assert "درست:" in rule["help"]["text"]

    def test_without_a_guide_the_problems_are_told(self, tmp_path: Path) -> None:
        (run,) = json.loads(sarif_document(PROBLEMS, tmp_path))["runs"]
        assert len(run["results"]) == len(PROBLEMS)
        assert all(rule["id"] for rule in run["tool"]["driver"]["rules"])

    def test_it_knows_no_clock(self, log: dict[str, Any]) -> None:
        assert sarif_document(PROBLEMS, ROOT) == sarif_document(PROBLEMS[::-1], ROOT)
        assert "Utc" not in json.dumps(log)
