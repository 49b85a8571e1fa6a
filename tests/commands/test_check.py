"""``check --format``: documents that a program reads, with nothing else on the output."""

import json
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.errors import Place, Problem, advice
from qomsite.terminal import json_document
from tests.library.plans import project, tiny_with

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


@pytest.mark.usefixtures("unrendered")
class TestCommand:
    """The document alone is on the output, and the exit status is that of the text."""

    def test_problems(self, tmp_path: Path, capsys: Capture) -> None:
        content = faulty(tmp_path)
        assert cli.main(["check", "--format", "json", "--content", str(content)]) == 1
        said = capsys.readouterr()
        assert json.loads(said.out)
        assert said.err == ""

    def test_advice(self, tmp_path: Path, capsys: Capture) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("status: done")})
        words = ["check", "--format", "json", "--content", str(content)]
        assert cli.main(words) == 0
        said = capsys.readouterr().out
        assert "missing-fact" in said
        assert cli.main([*words, "--strict"]) == 1
        assert capsys.readouterr().out == said

    def test_nothing(self, content: Path, capsys: Capture) -> None:
        assert cli.main(["check", "--format", "json", "--content", str(content)]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["problems"] == []

    def test_no_content(self, tmp_path: Path, capsys: Capture) -> None:
        assert cli.main(["check", "--format", "json", "--content", str(tmp_path / "none")]) == 1
        assert "unreadable-file" in capsys.readouterr().out

    def test_what_a_template_lacks_comes_in_the_same_form(
        self, content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = Place("templates/pages/goal.html", 3, 1)
        fault = Problem(place, "unknown-variable", "نام")
        monkeypatch.setattr("qomsite.pipeline.build.template_problems", lambda *_: [fault])
        assert cli.main(["check", "--format", "json", "--content", str(content)]) == 1
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
                "column": 1,
                "level": "error",
                "slug": "unknown-field",
                "message": "نه",
                "guide": "content/README.md#unknown-field",
            }
            for line in (2, 5)
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
