"""The command line: what it understands, what it answers, and its exit status."""

import io
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.cli import COMMANDS
from qomsite.commands import again, options, publishing
from qomsite.errors import EnvironmentProblem, Place, Problem, advice
from qomsite.pipeline.request import MANIFEST
from qomsite.pipeline.verify import Verified
from qomsite.terminal import show_problems
from tests.conftest import Terminal
from tests.library.plans import project
from tests.sites.folders import tree

ROOT = Path(__file__).resolve().parents[1]
PERSIAN = re.compile("[آ-ی]")
Capture = pytest.CaptureFixture[str]


def run(content: Path, *words: str) -> int:
    output = () if words[:1] == ("check",) else ("--output", str(content.parent / "public"))
    return cli.main([*words, "--content", str(content), *output])


WRONG = (
    *("frobnicate", "build extra", "build --nonsense", "--nonsense", "build --format json"),
    *("serve --release", "serve --output public", "check --output x"),
    *(f"build --jobs {value}" for value in ("0", "65", "-1", "x", "1.5", "")),
    *(f"serve --port {value}" for value in ("80", "65536", "x", "")),
    *(f"check --format {value}" for value in ("xml", "")),
)
NO_ADDRESSES = (
    *("example.ir", "ftp://example.ir", "https:///plan", "http://[x", "https://example.ir/?a=b"),
    *("https://example.ir/#a", 'https://example.ir/"x', "https://example.ir/a b", ""),
)
BASE_URLS = [["build", "--base-url", address] for address in NO_ADDRESSES]


def test_a_folder_named_by_way_of_its_parent_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content/goals").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "content/goals")
    assert [options.absolute(way) for way in ("..", "../../content", "../goals/..")] == [
        tmp_path / "content"
    ] * 3


class TestUsage:
    """Wrong usage says in Persian what is wrong, and where help is; exit status 2."""

    @pytest.mark.parametrize("words", [*map(str.split, WRONG), *BASE_URLS])
    def test_wrong(self, words: list[str], capsys: Capture) -> None:
        assert cli.main(words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert PERSIAN.search(said.err)
        assert "--help" in said.err
        assert "Traceback" not in said.err
        assert "_base_url" not in said.err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("check --contnet x", "«--contnet» شناخته نیست؛ منظور «--content» بود؟"),
            ("new project --titel الف --polcy=1", "«--titel» شناخته نیست؛ منظور «--title» بود؟"),
            ("new project --titel الف --polcy=1", "«--polcy» شناخته نیست؛ منظور «--policy» بود؟"),
            ("check x", "«x» شناخته نیست\n"),
            ("--relase", "«--relase» شناخته نیست؛ منظور «--release» بود؟"),
        ],
    )
    def test_each_unknown_option_comes_with_the_nearest(
        self, words: str, said: str, capsys: Capture
    ) -> None:
        assert cli.main(words.split()) == 2
        assert said in capsys.readouterr().err

    @pytest.mark.parametrize("words", [("--help",), ("-h",)])
    def test_help_names_every_command(self, words: tuple[str, ...], capsys: Capture) -> None:
        assert cli.main(words) == 0
        said = capsys.readouterr().out
        for command in COMMANDS:
            assert re.search(rf"^ +{command.name} .*[آ-ی]", said, re.MULTILINE), command

    @pytest.mark.parametrize(
        ("command", "options"),
        [
            (
                "build",
                "content output base-url jobs no-cache strict release allow-sample in-place quiet",
            ),
            ("serve", "content port base-url jobs no-cache"),
            ("check", "content strict format"),
            ("export", "content"),
            ("import", "content remove yes"),
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
    def test_default(
        self,
        words: tuple[str, ...],
        content: Path,
        capsys: Capture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(os, "cpu_count", lambda: 2)
        if not words:
            Path(again.CACHE, "pages.sqlite").unlink()
        assert run(content, *words) == 0
        said = capsys.readouterr()
        assert str(content.parent / "public" / "index.html") in said.out
        assert "python3 build.py serve" in said.out
        assert (content.parent / "public/projects/1.html").is_file()
        # Colour is for terminals only.
        assert "\x1b" not in said.out + said.err

    def test_the_last_line_says_what_was_made_and_what_was_there(
        self, content: Path, capsys: Capture
    ) -> None:
        def last(*words: str) -> dict[str, int]:
            assert run(content, "build", *words) == 0
            said = capsys.readouterr().out.splitlines()
            assert words != ("--quiet",) or len(said) == 1
            numbers = re.findall(r"(\d+) (از نو|از پیش|[آ-ی‌]+)", said[-1])
            return {what: int(many) for many, what in numbers}

        public = content.parent / "public"
        cold, unchanged = last(), last("--quiet")
        files = sum(path.is_file() for path in public.rglob("*")) - 1
        assert cold["پرونده"] == cold["نوشته"] == files
        assert cold["صفحه"] == sum(1 for _ in public.rglob("*.html"))
        assert (unchanged["نوشته"], unchanged["بی‌تغییر"], unchanged["حذف"]) == (0, files, 0)
        before = tree(public)
        with (content / "projects/1.md").open("a", encoding="utf-8") as file:
            file.write("\nجمله‌ای تازه.\n")
        edit = last("--quiet")
        new = {path for path, said in tree(public).items() if said != before.get(path)}
        new.discard(MANIFEST)
        assert edit["نوشته"] == len(new)
        assert edit["از نو"] == sum(path.endswith(".html") for path in new)
        assert edit["از نو"] + edit["از پیش"] == edit["صفحه"]

    def test_problems_leave_the_site_as_it_was(self, content: Path, capsys: Capture) -> None:
        assert run(content) == 0
        index = content.parent / "public/index.html"
        before = index.stat().st_mtime_ns
        (content / "projects/4.md").write_text(project(policy="99"), "utf-8")
        assert run(content) == 1
        assert "[unknown-reference]" in capsys.readouterr().err
        assert index.stat().st_mtime_ns == before

    def test_only_a_build_speaks_of_the_former_site(self, content: Path, capsys: Capture) -> None:
        (content / "projects/4.md").write_text(project(policy="99"), "utf-8")
        assert run(content) == 1
        assert "سایت پیشین دست‌نخورده ماند" in capsys.readouterr().err
        assert cli.main(["export", "plan.pdf", "--content", str(content)]) == 1
        assert "سایت پیشین" not in capsys.readouterr().err

    def test_samples_are_no_release(self, content: Path, capsys: Capture) -> None:
        assert run(content, "build", "--release") == 1
        said = capsys.readouterr().err
        assert said.count("[sample-in-release]") >= 1
        assert "--allow-sample" in said
        assert not (content.parent / "public").exists()
        assert "[reserved-address]" in said
        real = "--base-url", "https://plan.city.ir/"
        assert run(content, "build", "--release", "--allow-sample", *real) == 0

    def test_a_release_without_samples_is_built(self, content: Path) -> None:
        for path in content.rglob("*.md"):
            text = path.read_text("utf-8")
            source = "provenance: official\nsource: {document: سند, page: ۱}"
            path.write_text(text.replace("provenance: sample", source), "utf-8")
        assert run(content, "--release", "--base-url", "https://plan.city.ir/") == 0

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

    def test_in_place_says_what_holds_then(
        self, content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        public = content.parent / "public"
        assert run(content) == 0
        assert "در جای خود" not in capsys.readouterr().out
        folder = public.stat().st_ino
        (content / "projects/4.md").write_text(project(), "utf-8")
        assert run(content, "--in-place") == 0
        assert "در جای خود عوض شدند (چنان‌که خواسته شد)" in capsys.readouterr().out
        monkeypatch.chdir(public)
        for title in ("یک", "دو"):
            changed = project().replace("title: طرح", f"title: {title}")
            (content / "projects/4.md").write_text(changed, "utf-8")
            assert cli.main(["--content", "../content", "--output", "../public"]) == 0
            assert "درون پوشهٔ خروجی اجرا شد" in capsys.readouterr().out
            assert title in (public / "projects/4.html").read_text("utf-8")
        assert public.stat().st_ino == folder
        assert run(content) == 0
        assert "در جای خود" not in capsys.readouterr().out

    def test_paths_are_taken_from_the_working_folder(
        self, content: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.chdir(content.parent)
        assert cli.main(["--content", "content", "--output", "out"]) == 0
        assert (content.parent / "out/index.html").is_file()
        monkeypatch.chdir(content / "projects")
        assert cli.main(["--content", "..", "--output", "../../other"]) == 0
        assert (content.parent / "other/index.html").is_file()
        (content / "goals/1.md").unlink()
        assert cli.main(["check", "--content", ".."]) == 1
        assert re.search(r"^content/\w+/\w+\.md", capsys.readouterr().out, re.MULTILINE)

    def test_a_working_folder_that_is_gone_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "gone").mkdir()
        command = f'cd gone && rmdir ../gone && exec "{sys.executable}" "{ROOT}/build.py" check'
        told = subprocess.run(
            command, shell=True, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )
        assert told.returncode == 1
        assert told.stderr.startswith("پوشه‌ای که در آن هستید دیگر نیست")


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

    def test_a_format_that_is_none_names_those_there_are(
        self, content: Path, capsys: Capture
    ) -> None:
        assert run(content, "check", "--format", "jsn") == 2
        said = capsys.readouterr().err
        assert "--format: «jsn» پذیرفته نیست؛ یکی از text، json؛ منظور «json» بود؟" in said


class TestAdvice:
    """Advice stops nothing, unless it is asked to."""

    @pytest.fixture
    def advised(self, content: Path) -> Path:
        """Two pieces of advice before and after a place where a problem could be."""
        lines = ("status: done", "status_date: 1403-01-01", "physical_progress: 12")
        (content / "projects/4.md").write_text(
            project(*lines, "revised_ends: {end: 1405-01-01}"), "utf-8"
        )
        return content

    @pytest.mark.usefixtures("unrendered")
    def test_a_check_shows_it_and_is_content(self, advised: Path, capsys: Capture) -> None:
        assert run(advised, "check") == 0
        said = capsys.readouterr().out
        assert re.search(
            r"^  content/projects/4\.md:7:20: پیشنهاد: .* \[facts-disagree\]$", said, re.M
        )
        assert "۲ پیشنهاد در ۱ پرونده." in said
        assert "هیچ مشکلی نیست" in said

    @pytest.mark.usefixtures("unrendered")
    def test_strict_makes_it_count(self, advised: Path, capsys: Capture) -> None:
        assert run(advised, "check", "--strict") == 1
        said = capsys.readouterr().out
        assert "--strict" in said
        assert "هیچ مشکلی نیست" not in said
        assert run(advised, "build", "--strict") == 1
        said = capsys.readouterr().err
        assert "[facts-disagree]" in said
        assert not (advised.parent / "public").exists()

    @pytest.mark.parametrize("command", ["build", "check"])
    def test_strict_is_content_where_there_is_none(
        self, command: str, content: Path, capsys: Capture
    ) -> None:
        assert run(content, command, "--strict") == 0
        assert "پیشنهاد" not in capsys.readouterr().out

    def test_problems_and_advice_of_a_file_stand_together_in_order(
        self, advised: Path, capsys: Capture
    ) -> None:
        path = advised / "projects/4.md"
        text = path.read_text("utf-8")
        text = text.replace("revised_end", "ownr: x\nrevised_end").replace(
            "policy: 1", "policy: 99"
        )
        path.write_text(text, "utf-8")
        (advised / "projects/10.md").write_text(project("x: y"), "utf-8")
        (advised / "projects/9.md").write_text(project("x: y"), "utf-8")
        assert run(advised, "check") == 1
        said = capsys.readouterr().out
        assert re.findall(
            r"\.md:(\d+:\d+): .*\[([a-z-]+)\]", said.partition("projects/9.md\n")[0]
        ) == [
            ("3:9", "unknown-reference"),
            ("7:20", "facts-disagree"),
            ("8:1", "unknown-field"),
            ("9:15", "missing-fact"),
        ]
        headings = re.findall(r"^content/\S+$", said, re.M)
        assert headings == [
            *("content/plan.yaml", "content/projects/4.md"),
            *("content/projects/9.md", "content/projects/10.md"),
        ]
        assert "۶ مشکل و ۳ پیشنهاد در ۴ پرونده." in said

    def test_a_build_counts_it_even_if_nothing_changed(
        self, advised: Path, capsys: Capture
    ) -> None:
        words = ["--content", str(advised), "--output", str(advised.parent / "public")]
        assert cli.main(words) == 0
        line = "۲ پیشنهاد هست؛ برای دیدنشان: python3 build.py check"
        assert line in capsys.readouterr().out
        assert run(advised, "--strict") == 1
        capsys.readouterr()
        assert again.is_said(words)
        assert line in capsys.readouterr().out

    def test_a_failed_build_speaks_of_problems_only(self, advised: Path, capsys: Capture) -> None:
        (advised / "projects/3.md").write_text(project("ownr: x"), "utf-8")
        assert run(advised) == 1
        said = capsys.readouterr().err
        assert "[unknown-field]" in said
        assert "پیشنهاد" not in said

    def test_it_has_another_colour_than_a_problem(self, advised: Path) -> None:
        out = Terminal()
        place = Place("content/a.md", 1, 1)
        show_problems([advice(place, "kind", "بهتر"), Problem(place, "fault", "غلط")], out)
        colours = {
            slug: re.search(rf"^(\x1b\[\d+m)?.*\[{slug}\]", out.getvalue(), re.M)[1]  # type: ignore[index]
            for slug in ("kind", "fault")
        }
        assert colours["kind"]
        assert colours["kind"] != colours["fault"]


class TestImports:
    """What answers at once imports nothing that makes records or pages."""

    HEAVY = ("pydantic", "pydantic_core", "jinja2", "markdown", "nh3", "yaml", "fontTools")
    PROGRAM = (
        "import sys; from qomsite import cli; "
        "from qomsite.commands import again; again.CACHE = sys.argv[1]; "
        "status = cli.main(sys.argv[2:]); "
        f"print(status, *(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
    )

    def said(self, tmp_path: Path, *words: str) -> str:
        command = [sys.executable, "-c", self.PROGRAM, str(tmp_path / "cache"), *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        return done.stderr.strip()

    def test_help(self, tmp_path: Path) -> None:
        assert self.said(tmp_path, "--help") == "0"

    OURS = (
        "commands commands.again environment loader loader.regular_file pipeline pipeline.unchanged"
    )
    SLOW = "argparse collections dataclasses decimal enum functools json pathlib re signal typing"
    AT_ONCE = (
        "import sys; sys.path[:] = sys.argv[2].split('|'); before = {*sys.modules}; "
        "from qomsite.commands import again; again.CACHE = sys.argv[1]; "
        "assert again.is_said(sys.argv[3:]); "
        "print(*{*sys.modules} - before, file=sys.stderr)"
    )

    def test_an_unchanged_build(self, content: Path, tmp_path: Path) -> None:
        words = ("build", "--content", str(content), "--output", str(tmp_path / "public"))
        assert all(map(find_spec, self.HEAVY))
        # The font was cut before, as the pages were rendered.
        assert {*self.said(tmp_path, *words).split(), "fontTools"} == {"0", *self.HEAVY}
        # Without what an environment may import at its start.
        command = [sys.executable, "-I", "-S", "-c", self.AT_ONCE]
        command += [str(tmp_path / "cache"), "|".join([str(ROOT), *sys.path]), *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert "همه از پیش" in done.stdout, done.stderr
        imported = {*done.stderr.split()}
        ours = {name.removeprefix("qomsite.") for name in imported if name.startswith("qomsite.")}
        assert ours == {*self.OURS.split()}
        assert imported.isdisjoint(self.SLOW.split())


def test_a_full_disk_for_what_is_said_is_told_in_a_sentence(
    content: Path, unrendered: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with io.FileIO("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(full, "utf-8", write_through=True))
        with pytest.raises(EnvironmentProblem, match="نوشته نشد: دیسک پر است"):
            run(content, "check")


def test_so_it_is_when_a_site_is_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "verify", lambda folder: Verified(1, "x"))
    with io.FileIO("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(full, "utf-8", write_through=True))
        with pytest.raises(EnvironmentProblem, match="نوشته نشد: دیسک پر است"):
            cli.main(["verify"])


@pytest.mark.parametrize("words", ["tidy", "export x.xlsx", "import x.xlsx", "new goal --title a"])
def test_what_reads_or_writes_the_content_tells_that_it_is_not_there(
    tmp_path: Path, words: str, capsys: Capture
) -> None:
    assert cli.main([*words.split(), "--content", str(tmp_path / "none")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "پوشهٔ محتوا در «" in said.err


@pytest.mark.parametrize("words", ["build --output", "verify", "tidy"])
def test_a_name_that_no_disk_takes_is_told_in_a_sentence(words: str) -> None:
    command = [sys.executable, "build.py", *words.split(), "n" * 256]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "نام یا مسیر بیش از اندازه بلند است" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("closed", "words", "status", "said"),
    [
        ("0<&- 1>&-", "check --help", 0, ""),
        ("0<&- 1>&- 2>&-", "check --nope", 2, ""),
        ("1>&-", "check --nope", 2, "«--nope» شناخته نیست"),
    ],
)
def test_a_closed_stream_hides_what_is_said_and_nothing_else(
    closed: str, words: str, status: int, said: str
) -> None:
    command = ["sh", "-c", f'"$0" build.py {words} {closed}', sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
