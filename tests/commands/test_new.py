"""A new record: from options, and what its file looks like."""

import re
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.checks.registry import check
from qomsite.editing.creation import fresh_file
from qomsite.loader.load import load
from qomsite.model.collections import BY_KIND, COLLECTIONS, Collection
from tests.library.plans import project

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


def new(content: Path, *words: str) -> int:
    return cli.main(["new", *words, "--content", str(content)])


def problems(content: Path) -> list[str]:
    loaded, found = load(content)
    return [str(problem) for problem in (*found, *check(loaded))]


class TestOptions:
    """Nothing is asked: what is missing or wrong is told, all of it at once."""

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
        assert new(content, "project") == 1
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
        words = "--title تازه --policy 99 --provenance smple --start 1403/13/1"
        assert new(content, "project", *words.split()) == 1
        errors = capsys.readouterr().err
        assert "--policy: سیاست اجرایی: «99» یافت نشد؛ یکی از این‌ها: ۱ (" in errors
        assert "--provenance: منشأ «smple» شناخته نیست" in errors
        assert "--start: ماه ۱۳ وجود ندارد" in errors
        assert not (content / "projects/5.md").exists()

    def test_what_is_wrong_and_what_is_missing_come_together(
        self, content: Path, capsys: Capture
    ) -> None:
        assert new(content, "project", "--title", "الف", "--start", "1403-13-01") == 1
        errors = capsys.readouterr().err
        assert all(f"--{name}: " in errors for name in ("start", "policy", "provenance"))
        assert "--title" not in errors
        words = ("--title", "الف", "--date", "1404-13-01")
        assert new(content, "news", *words, "--source-page", "") == 1
        errors = capsys.readouterr().err
        assert all(f"--{name}" in errors for name in ("date", "code"))

    @pytest.mark.parametrize(
        ("name", "text", "said"),
        [
            ("policy", "سیاست ۲", "؛ منظور «۲» بود؟"),
            ("policy", "سیاست اجرایی ۳", "؛ منظور «۳» بود؟"),
            ("policy", "هدف ۲", "؛ یکی از این‌ها: "),
            ("districts", "منطقه ۱ و ۸", "؛ منظور «۱، ۸» بود؟"),
            ("districts", "منطقهٔ ۱ و 7", "؛ منظور «8» بود؟"),
        ],
    )
    def test_numbers_behind_a_noun_are_proposed_alone(
        self, name: str, text: str, said: str, content: Path, capsys: Capture
    ) -> None:
        assert new(content, "project", "--title", "الف", f"--{name}", text) == 1
        assert f"{text[-1]}» یافت نشد{said}" in capsys.readouterr().err

    def test_what_only_the_whole_plan_shows_is_told(self, content: Path, capsys: Capture) -> None:
        words = (*WORDS["project"], "--start", "1403-01-02", "--end", "1402-01-01")
        assert new(content, "project", "--title", "تازه", *words) == 1
        errors = capsys.readouterr().err
        assert "--end: پایان ۱۴۰۲/۰۱/۰۱ پیش از شروع ۱۴۰۳/۰۱/۰۲ است" in errors
        assert "[end-before-start]" in errors
        assert "projects/5.md" not in errors
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
