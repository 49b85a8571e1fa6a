"""A new record: from options, from answers, and what its file looks like."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.checks.registry import check
from qomsite.commands import options
from qomsite.loader.load import load
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import BY_KIND, COLLECTIONS, NEWS, PROJECTS, Collection
from qomsite.staff import new as new_command
from qomsite.staff.fresh import fresh_file
from qomsite.staff.interview import Interview
from tests.library.plans import project, tiny_with

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]

WORDS: dict[str, tuple[str, ...]] = {
    "goal": ("--provenance", "sample"),
    "strategy": ("--goal", "1", "--provenance", "sample"),
    "policy": ("--strategy", "1", "--provenance", "sample"),
    "project": ("--policy", "1", "--provenance", "sample"),
    "axis": ("--provenance", "sample"),
    "measure": ("--provenance", "sample"),
    "news": ("--code", "first"),
    "page": ("--code", "first"),
}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(options, "JOURNAL", tmp_path / "journal")
    return tiny_with(tmp_path, {})


def new(content: Path, *words: str) -> int:
    return cli.main(["new", *words, "--content", str(content)])


def problems(content: Path) -> list[str]:
    loaded, found = load(content)
    return [str(problem) for problem in (*found, *check(loaded))]


class TestOptions:
    """Without a terminal nothing is asked."""

    @pytest.mark.parametrize("kind", WORDS)
    def test_a_new_file_of_each_collection_passes_the_check(
        self, kind: str, content: Path, capsys: Capture
    ) -> None:
        before = set(content.rglob("*"))
        assert new(content, kind, "--title", "عنوانی تازه", *WORDS[kind]) == 0
        (made,) = set(content.rglob("*")) - before
        assert made.parent.name == BY_KIND[kind].name
        assert str(made) in capsys.readouterr().out
        assert problems(content) == []

    @pytest.mark.parametrize("word", ["طرح", "طرح‌ها", "projects", "project"])
    def test_a_collection_has_several_names(self, word: str, content: Path) -> None:
        words = ("--title", "تازه", "--policy", "1", "--provenance", "نمونه")
        assert new(content, word, *words) == 0
        assert "provenance: sample\n" in (content / "projects/5.md").read_text("utf-8")

    def test_arabic_letters_are_the_same(self, content: Path) -> None:
        assert new(content, "سياست", "--title", "تازه", *WORDS["policy"]) == 0

    def test_an_unknown_collection_is_wrong_usage(self, content: Path, capsys: Capture) -> None:
        assert new(content, "projct") == 2
        said = capsys.readouterr().err
        assert "«projct»" in said
        assert "یکی از هدف (goal)، راهبرد (strategy)" in said
        assert "منظور «project» بود؟" in said
        assert new(content, "طرحح") == 2
        assert "منظور «طرح» بود؟" in capsys.readouterr().err

    def test_help_names_every_key(self, content: Path, capsys: Capture) -> None:
        assert new(content, "project", "--help") == 0
        shown = capsys.readouterr().out
        assert "--also-serves" in shown
        assert "--source-document" in shown
        assert "مانند ۵۵٫۳ میلیارد تومان" in " ".join(shown.split())
        for entry in shown.split(" --"):
            assert entry.count("مانند") <= 1

    def test_everything_that_is_missing_is_named(self, content: Path, capsys: Capture) -> None:
        assert new(content, "project", "--yes") == 1
        errors = capsys.readouterr().err
        assert all(f"--{name}: " in errors for name in ("title", "policy", "provenance"))
        assert not (content / "projects/5.md").exists()

    def test_a_policy_lacks_one_parent(self, content: Path, capsys: Capture) -> None:
        assert new(content, "policy", "--title", "تازه", "--provenance", "sample") == 1
        assert "--strategy: " in capsys.readouterr().err
        assert new(content, "policy", "--title", "تازه", "--provenance", "sample", "--goal=1") == 0

    def test_a_source_is_missing(self, content: Path, capsys: Capture) -> None:
        words = ("goal", "--title", "تازه", "--provenance", "official")
        assert new(content, *words) == 1
        assert "--source: " in capsys.readouterr().err
        assert new(content, *words, "--source-document", "متن مصوب", "--source-page", "۴۲") == 0
        text = (content / "goals/3.md").read_text("utf-8")
        assert "\nsource:\n  document: متن مصوب\n  page: ۴۲\n" in text

    def test_all_wrong_values_are_told_at_once(self, content: Path, capsys: Capture) -> None:
        words = (
            "--title",
            "تازه",
            "--policy",
            "99",
            "--provenance",
            "smple",
            "--start",
            "1403/13/1",
        )
        assert new(content, "project", *words) == 1
        errors = capsys.readouterr().err
        assert "--policy: سیاست اجرایی: «99» یافت نشد؛ منظور «3» بود؟" in errors
        assert "--provenance: منشأ «smple» شناخته نیست" in errors
        assert "--start: ماه ۱۳ وجود ندارد" in errors
        assert not (content / "projects/5.md").exists()

    def test_what_only_the_whole_plan_shows_is_told(self, content: Path, capsys: Capture) -> None:
        words = (*WORDS["project"], "--start", "1403-01-02", "--end", "1402-01-01")
        assert new(content, "project", "--title", "تازه", *words) == 1
        assert "[end-before-start]" in capsys.readouterr().err
        assert not (content / "projects/5.md").exists()

    def test_lists_and_names(self, content: Path) -> None:
        words = (*WORDS["project"], "--axes", "1، ۲", "--partners", "works")
        words = (*words, "--partners", "سازمان فضای سبز", "--status", "done")
        assert new(content, "project", "--title", "تازه: یک", *words) == 0
        text = (content / "projects/5.md").read_text("utf-8")
        assert "\naxes: [1, 2]\n" in text
        assert "\npartners: [معاونت فنی و عمرانی, سازمان فضای سبز]\n" in text
        assert '\ntitle: "تازه: یک"\n' in text
        assert "\nstatus: خاتمه‌یافته\n" in text

    @pytest.mark.parametrize(
        "given", ["بودجه عمرانی، شهرداری, مشارکت", "[بودجه عمرانی, شهرداری, مشارکت]"]
    )
    def test_texts_of_a_list_are_parted_by_commas(self, given: str, content: Path) -> None:
        words = (*WORDS["project"], "--title", "تازه، یک", "--funding", given)
        assert new(content, "project", *words) == 0
        text = (content / "projects/5.md").read_text("utf-8")
        assert "\nfunding: [بودجه عمرانی, شهرداری, مشارکت]\n" in text
        assert "\ntitle: تازه، یک\n" in text

    def test_a_comma_within_a_title_parts_nothing(self, content: Path) -> None:
        plan = content / "plan.yaml"
        text = plan.read_text("utf-8")
        more = "departments:\n  - {key: sport, title: سازمان فرهنگی، ورزشی}\n"
        plan.write_text(text.replace("departments:\n", more), "utf-8")
        words = (*WORDS["project"], "--title", "تازه", "--partners", "سازمان فرهنگی، ورزشی")
        assert new(content, "project", *words) == 0
        text = (content / "projects/5.md").read_text("utf-8")
        assert "\npartners: [سازمان فرهنگی، ورزشی]\n" in text


class TestCode:
    """A record gets the number after the highest, a page a name."""

    def test_a_gap_and_a_former_code_stay_free(self, tmp_path: Path, content: Path) -> None:
        (content / "projects/9.md").write_text(project("aliases: [11]"), "utf-8")
        assert new(content, "project", "--title", "تازه", *WORDS["project"]) == 0
        assert (content / "projects/12.md").exists()

    @pytest.mark.parametrize(
        ("code", "message"),
        [
            ("۱", "نخستین شمارهٔ آزاد ۵ است"),
            ("a b", "کد فقط حرف لاتین"),
            ("con", "نام پرونده نمی‌شود"),
        ],
    )
    def test_a_wrong_code_is_refused(
        self, code: str, message: str, content: Path, capsys: Capture
    ) -> None:
        words = ("--title", "تازه", *WORDS["project"], "--code", code)
        assert new(content, "project", *words) == 1
        assert message in capsys.readouterr().err

    def test_a_news_item_needs_a_name_and_gets_a_proposal(
        self, content: Path, capsys: Capture
    ) -> None:
        assert new(content, "خبر", "--title", "گزارش ۱۴۰۴") == 1
        assert "--code gzarsh-1404" in capsys.readouterr().err


class TestCount:
    """A plan that is complete gets drafts; one that lacks records gets them published."""

    def test_one_too_many_is_a_draft_and_says_why(self, content: Path, capsys: Capture) -> None:
        assert new(content, "project", "--title", "تازه", *WORDS["project"]) == 0
        assert "\ndraft: بله\n" in (content / "projects/5.md").read_text("utf-8")
        assert "counts.projects" in capsys.readouterr().out

    @pytest.mark.parametrize("declared", ["۵", "۷"])
    def test_one_that_was_lacking_is_published(
        self, declared: str, content: Path, capsys: Capture
    ) -> None:
        plan = content / "plan.yaml"
        text = plan.read_text("utf-8").replace("count: ۴", f"count: {declared}")
        plan.write_text(text, "utf-8")
        assert new(content, "project", "--title", "تازه", *WORDS["project"]) == 0
        assert "\n# draft: بله\n" in (content / "projects/5.md").read_text("utf-8")
        assert "counts" not in capsys.readouterr().out


def uncommented(text: str) -> str:
    """A new file with all its examples in use."""
    lines = text.splitlines(keepends=True)
    is_example = re.compile(r"# (?=[a-z_]+:| )")
    return "".join(is_example.sub("", line) for line in lines)


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda one: str(one.name))
def test_every_example_of_a_new_file_can_be_used(collection: Collection, content: Path) -> None:
    path = content / collection.name / "new.md"
    written = uncommented(fresh_file(collection, {"title": "تازه"}).decode())
    assert "# title" not in written
    path.write_text(written, "utf-8")
    _, found = load(content)
    assert found == ()


def interview(
    content: Path, collection: Collection, answers: Iterable[str]
) -> tuple[Interview, list[str]]:
    said: list[str] = []
    script = iter(answers)
    ask: Callable[[str], str] = lambda question: next(script)  # noqa: E731
    return Interview(load(content)[0], collection, ask, said.append), said


class TestQuestions:
    """A wrong answer is explained and asked again; Enter skips what is optional."""

    def test_a_wrong_answer_is_asked_again(self, content: Path) -> None:
        given: dict[str, Tree] = {"title": "تازه", "summary": "یک", "provenance": "sample"}
        names = ("axes", "owner", "partners", "districts", "status", "end", "budget", "funding")
        given |= dict.fromkeys((*names, "physical_progress", "financial_progress"), "x")
        asked, said = interview(content, PROJECTS, ["", "99", "1", "1403-13-01", "1403-12-01"])
        values = asked.values(given)
        assert (values["policy"], values["start"]) == ("1", "1403-12-01")
        (help_,) = (line for line in said if "نمی‌توان خالی گذاشت" in line)
        assert "کد یا واژه‌ای از عنوان را بنویسید" in help_
        assert "Ctrl-C" in help_
        assert any("ماه ۱۳ وجود ندارد" in line for line in said)

    def test_a_question_has_the_label_beside_the_key(self, content: Path) -> None:
        questions: list[str] = []

        def ask(question: str) -> str:
            questions.append(question)
            return "تازه"

        asked = Interview(load(content)[0], PROJECTS, ask, lambda _: None)
        asked.values({}, ["title"])
        assert questions == ["  عنوان، title (لازم): "]

    def test_the_source_of_an_official_record_is_asked(self, content: Path) -> None:
        asked, _ = interview(content, BY_KIND["measure"], ["تازه", "", "مصوب", "متن", "۴"])
        assert asked.values({}) == {
            "title": "تازه",
            "provenance": "official",
            "source": {"document": "متن", "page": "۴"},
        }

    def test_one_parent_is_enough(self, content: Path) -> None:
        given: dict[str, Tree] = {"title": "ت", "summary": "ت", "provenance": "sample"}
        given |= {"axes": [], "measures": [], "owner": "x"}
        asked, _ = interview(content, BY_KIND["policy"], ["1"])
        assert "goal" not in asked.values(given)
        asked, _ = interview(content, BY_KIND["policy"], ["", "", "2"])
        assert asked.values(given)["goal"] == "2"

    def test_a_name_is_proposed(self, content: Path) -> None:
        asked, _ = interview(content, NEWS, [""])
        assert asked.code("گزارش ۱۴۰۴") == "gzarsh-1404"
        asked, said = interview(content, NEWS, ["approval", "other"])
        assert asked.code("گزارش") == "other"
        assert "از آنِ خبر دیگری است" in said[0]


def test_on_a_terminal_it_asks_and_writes(content: Path, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "new", "news", "--content", str(content)]
    code = (
        "import sys; from pathlib import Path; from qomsite import cli; "
        "from qomsite.commands import options; options.JOURNAL = Path(sys.argv[1]); "
        "sys.exit(cli.main(sys.argv[2:]))"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "journal"), *command[2:]]
    with subprocess.Popen(
        words, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env={**os.environ, "TERM": "dumb"}
    ) as process:
        os.close(slave)
        os.write(master, "خبری تازه\n\n1403-13-01\n1403-12-01\nfirst-news\n".encode())
        shown = b""
        while process.poll() is None or b"serve" not in shown:
            try:
                shown += os.read(master, 4096)
            except OSError:
                break
    os.close(master)
    assert "ماه ۱۳ وجود ندارد" in shown.decode()
    text = (content / "news/first-news.md").read_text("utf-8")
    assert "\ntitle: خبری تازه\n" in text
    assert "\ndate: 1403-12-01\n" in text
    assert problems(content) == []


def test_what_the_whole_plan_refuses_is_asked_again(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    answers = ["", *[""] * 5, "1403-05-01", "1402-01-01", *[""] * 4, "1404-05-01"]
    script = iter(answers)
    monkeypatch.setattr(new_command, "_ask", lambda question: next(script))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert new(content, "project", "--title", "تازه", *WORDS["project"]) == 0
    assert "[end-before-start]" in capsys.readouterr().out
    assert "\nend: 1404-05-01\n" in (content / "projects/5.md").read_text("utf-8")
    assert next(script, None) is None
