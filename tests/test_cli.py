"""The command line: what it understands, what it answers, and its exit status."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.commands import options
from qomsite.commands.registry import COMMANDS
from tests.library.plans import project, tiny_with

PERSIAN = re.compile("[آ-ی]")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny site; the cache of builds is away from that of the project."""
    monkeypatch.setattr(options, "CACHE", tmp_path / "cache")
    return tiny_with(tmp_path, {})


def run(content: Path, *words: str) -> int:
    output = () if words[:1] == ("check",) else ("--output", str(content.parent / "public"))
    return cli.main([*words, "--content", str(content), *output])


class TestUsage:
    """Wrong usage says in Persian what is wrong, and where help is; exit status 2."""

    @pytest.mark.parametrize(
        "words",
        [
            ("frobnicate",),
            ("build", "extra"),
            ("build", "--nonsense"),
            ("--nonsense",),
            ("build", "--jobs", "0"),
            ("build", "--jobs", "65"),
            ("build", "--jobs", "-1"),
            ("build", "--jobs", "x"),
            ("build", "--jobs", "1.5"),
            ("build", "--jobs"),
            ("build", "--base-url", "example.ir"),
            ("build", "--base-url", "ftp://example.ir"),
            ("build", "--base-url", "https:///plan"),
            ("build", "--base-url", "http://[x"),
            ("build", "--base-url", "https://example.ir/?a=b"),
            ("build", "--base-url", "https://example.ir/#a"),
            ("build", "--base-url", 'https://example.ir/"x'),
            ("build", "--base-url", "https://example.ir/a b"),
            ("build", "--base-url", ""),
            ("serve", "--release"),
            ("serve", "--output", "public"),
            ("serve", "--port", "80"),
            ("serve", "--port", "65536"),
            ("serve", "--port", "x"),
            ("serve", "--port"),
            ("check", "--output", "x"),
        ],
    )
    def test_wrong(self, words: tuple[str, ...], capsys: Capture) -> None:
        assert cli.main(words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert PERSIAN.search(said.err)
        assert "--help" in said.err
        assert "Traceback" not in said.err
        assert "_base_url" not in said.err

    @pytest.mark.parametrize("words", [("--help",), ("-h",)])
    def test_help_names_every_command(self, words: tuple[str, ...], capsys: Capture) -> None:
        assert cli.main(words) == 0
        said = capsys.readouterr().out
        for command in COMMANDS:
            assert re.search(rf"^ +{command.name} .*[آ-ی]", said, re.MULTILINE), command

    @pytest.mark.parametrize(
        ("command", "options"),
        [
            ("build", "content output base-url jobs no-cache release allow-sample"),
            ("serve", "content port base-url jobs no-cache"),
            ("check", "content"),
        ],
    )
    def test_help_explains_every_option(self, command: str, options: str, capsys: Capture) -> None:
        assert cli.main([command, "--help"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        listed = said.partition("options:")[2]
        for option in options.split():
            assert re.search(rf"--{option} [^-]*[آ-ی]", listed), option


class TestBuild:
    """``build`` is what is done when nothing is said."""

    @pytest.mark.parametrize("words", [("build",), (), ("--jobs", "1"), ("--no-cache",)])
    def test_default(self, words: tuple[str, ...], content: Path, capsys: Capture) -> None:
        assert run(content, *words) == 0
        said = capsys.readouterr()
        assert str(content.parent / "public" / "index.html") in said.out
        assert "python3 build.py serve" in said.out
        assert (content.parent / "public/projects/1.html").is_file()

    def test_problems_leave_the_site_as_it_was(self, content: Path, capsys: Capture) -> None:
        assert run(content) == 0
        index = content.parent / "public/index.html"
        before = index.stat().st_mtime_ns
        (content / "projects/4.md").write_text(project(policy="99"), "utf-8")
        assert run(content) == 1
        assert "[unknown-reference]" in capsys.readouterr().err
        assert index.stat().st_mtime_ns == before

    def test_samples_are_no_release(self, content: Path, capsys: Capture) -> None:
        assert run(content, "build", "--release") == 1
        said = capsys.readouterr().err
        assert said.count("[sample-in-release]") >= 1
        assert "--allow-sample" in said
        assert not (content.parent / "public").exists()
        assert run(content, "build", "--release", "--allow-sample") == 0

    def test_a_release_without_samples_is_built(self, content: Path) -> None:
        for path in content.rglob("*.md"):
            text = path.read_text("utf-8")
            source = "provenance: official\nsource: {document: سند, page: ۱}"
            path.write_text(text.replace("provenance: sample", source), "utf-8")
        assert run(content, "--release") == 0

    def test_a_base_url_is_in_absolute_links_only(self, content: Path) -> None:
        assert run(content, "--base-url", "https://other.example/a") == 0
        public = content.parent / "public"
        assert "https://other.example/a/sitemap.xml" in (public / "robots.txt").read_text()
        assert 'href="/a/index.html"' in (public / "404.html").read_text("utf-8")

    def test_an_output_that_is_no_place_for_it(self, content: Path, capsys: Capture) -> None:
        words = ["build", "--content", str(content), "--output", str(content)]
        assert cli.main(words) == 1
        assert PERSIAN.search(capsys.readouterr().err)
        assert (content / "site.yaml").is_file()

    @pytest.mark.parametrize("command", ["build", "check"])
    def test_content_that_is_not_there(
        self, command: str, content: Path, tmp_path: Path, capsys: Capture
    ) -> None:
        assert run(tmp_path / "nowhere", command) == 1
        said = capsys.readouterr()
        assert "[unreadable-file]" in said.out + said.err

    def test_paths_are_taken_from_the_working_folder(
        self, content: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(content.parent)
        assert cli.main(["--content", "content", "--output", "out"]) == 0
        assert (content.parent / "out/index.html").is_file()

    def test_colour_is_for_terminals_only(self, content: Path, capsys: Capture) -> None:
        assert run(content) == 0
        said = capsys.readouterr()
        assert "\x1b" not in said.out + said.err


class TestCheck:
    """``check`` says all problems and writes nothing."""

    def test_fine(self, content: Path, capsys: Capture) -> None:
        assert run(content, "check") == 0
        assert "هیچ مشکلی نیست" in capsys.readouterr().out
        assert not (content.parent / "public").exists()

    def test_problems(self, content: Path, capsys: Capture) -> None:
        (content / "projects/4.md").write_text(project("ownr: x", policy="99"), "utf-8")
        shutil.rmtree(content / "media")
        assert run(content, "check") == 1
        said = capsys.readouterr().out
        assert re.search(r"content/projects/4\.md:\d+:\d+: .*\[unknown-reference\]", said)
        assert "[unknown-field]" in said
        assert "[missing-image]" in said
        assert not (content.parent / "public").exists()
