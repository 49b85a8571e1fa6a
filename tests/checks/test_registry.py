"""The rules together: all faults in one run, and no rule raises on what is not there."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from qomsite import checks
from qomsite.checks import registry
from qomsite.checks.links import MOST_FAULTS
from qomsite.checks.registry import ADVICE, CHECKS, check
from qomsite.errors import ContentInvalid, Problem
from qomsite.loader.load import load
from qomsite.model.content import Content
from tests.library.plans import tiny_with
from tests.sites.folders import TINY, found_in

RULES = (*CHECKS, *ADVICE)


def edit(content: Path, name: str, *changes: tuple[str, str]) -> None:
    """Replaces texts that stand once in a file."""
    text = (content / name).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (name, old)
        text = text.replace(old, new)
    (content / name).write_text(text, "utf-8")


def slugs(content: Path) -> list[str]:
    """The slugs that a run gives, in order of place."""
    return [line.rpartition("[")[2][:-1] for line in found_in(content)]


FAULTS = (
    ("policy: 1\n", "policy: 99\n", 4, "unknown-reference"),
    ("also_serves: [2, 3]", "also_serves: [2, ۲]", 5, "repeated-reference"),
    ("owner:", "ownr:", 7, "unknown-field"),
    ("districts: [1, ۸]", "districts: [1, ۹]", 9, "unknown-district"),
    ("status: در دست اجرا", "status: در دستور", 10, "unknown-status"),
    ("status_date: 1404-11-30", "status_date: 1404-12-30", 11, "bad-date"),
    ("end: 1403-12-30\nrevised_end", "end: 1400-12-29\nrevised_end", 14, "end-before-start"),
    ("budget: ۵۵٫۳ میلیارد تومان", "budget: ۵۵٫۳ میلیارد", 16, "bad-amount"),
    ("physical_progress: 62", "physical_progress: 120", 18, "bad-share"),
    ("target: 4200", "target: چهار", 24, "bad-number"),
    ("[T-118]", "[T_118]", 38, "bad-alias"),
    ("(policy:2)", "(polcy:2)", 45, "broken-link"),
)
"""What is replaced in one file, by what, and the line and slug that are reported."""


def test_all_faults_of_a_file_are_reported_at_once_at_their_places(content: Path) -> None:
    edit(content, "projects/1.md", *(fault[:2] for fault in FAULTS))
    read, problems = load(content)
    found = ContentInvalid([*problems, *check(read)]).problems
    expected = [("content/projects/1.md", line, slug) for _, _, line, slug in FAULTS]
    assert [(problem.place.path, problem.place.line, problem.slug) for problem in found] == expected


def test_every_rule_is_registered() -> None:
    rules = {
        function
        for found in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}.")
        for name, function in inspect.getmembers(import_module(found.name), inspect.isfunction)
        if not name.startswith("_")
        and inspect.get_annotations(function) == {"content": Content, "return": Iterator[Problem]}
    }
    assert rules == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_says_what_it_holds(rule: Callable[[Content], object]) -> None:
    assert (inspect.getdoc(rule) or "").splitlines()[0].endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_needs_neither_settings_nor_records(rule: registry.Check) -> None:
    tiny, _ = load(TINY)
    assert list(rule(Content(None, None, {}, {}, {}, {}))) == []
    list(rule(replace(tiny, plan=None)))
    list(rule(replace(tiny, site=None)))
    list(rule(replace(tiny, records={}, codes={}, media={}, places={})))


def test_problems_come_once_and_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    tiny, _ = load(TINY)
    faulty = replace(tiny, codes={})
    problems = check(faulty)
    monkeypatch.setattr(registry, "CHECKS", (*CHECKS, *reversed(CHECKS)))
    assert check(faulty) == problems
    assert list(problems) == sorted(set(problems))


class TestDrafts:
    def test_a_draft_may_name_a_draft(self, content: Path) -> None:
        edit(content, "goals/2.md", ("provenance", "draft: بله\nprovenance"))
        edit(content, "policies/3.md", ("provenance", "draft: بله\nprovenance"))
        edit(content, "plan.yaml", ("goals: {count: 2", "goals: {count: 1"))
        edit(content, "plan.yaml", ("policies: {count: 3", "policies: {count: 2"))
        assert slugs(content) == ["draft-reference", "draft-reference"]

    def test_a_link_to_a_draft_is_broken_but_in_a_draft(self, content: Path) -> None:
        edit(
            content,
            "pages/about.md",
            ("summary", "draft: بله\nsummary"),
            ("## ", "[x](page:about)\n## "),
        )
        assert [line.split(": ")[0] for line in found_in(content)] == [
            "content/news/approval.md:8:19",
            "content/news/approval.md:10:28",
            "content/site.yaml:14:33",
        ]


class TestNoFalseAlarm:
    @pytest.mark.parametrize(
        ("name", "old", "new", "expected"),
        [
            ("policies/2.md", "strategy: 1", "strategy: ط", ["bad-code"]),
            ("projects/2.md", "https://news.example/2", "news", ["bad-address"]),
            ("projects/1.md", "start: 1401-03-15", "start: 1401-13-15", ["bad-date"]),
            ("projects/1.md", "policy: 1\n", "policy: ط\n", ["bad-code"]),
            ("plan.yaml", "horizon: 1414", "horizon: x", ["bad-year"]),
            ("site.yaml", "as_of: 1404-12-29", "as_of: x", ["bad-date"]),
        ],
    )
    def test_a_value_that_was_not_read_is_reported_once(
        self, content: Path, name: str, old: str, new: str, expected: list[str]
    ) -> None:
        edit(content, name, (old, new))
        assert slugs(content) == expected

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("owner: سازمان فضای سبز", "owner: سازمان  فضاي‌سبز"),
            ("owner: سازمان فضای سبز", "owner: Green"),
            ("status: در دست اجرا", "status: running"),
            ("status: در دست اجرا", "status: دردست‌اجرا"),
            ("end: 1403-12-30\nrev", "end: 1401-03-15\nrev"),
            ("(policy:2)", "(policy:۲)"),
            ("(policy:2)", "(#بخش)"),
            ("(policy:2)", "(policy:2#بخش)"),
            ("(policy:2)", "(media/map.png)"),
            ("(policy:2)", "(mailto:a@b.example)"),
            ("(policy:2)", "(tel:+98137)"),
            ("(policy:2)", "(HTTPS://city.example/x_(y))"),
        ],
    )
    def test_other_spellings_are_fine(self, content: Path, old: str, new: str) -> None:
        edit(content, "projects/1.md", (old, new))
        assert found_in(content) == []


NO_LINKS = (
    "javascript:alert(1) JaVaScRiPt:alert(1) java&#115;cript:alert(1) data:text/html,x vbscript:x "
    "//cdn.example/x /projects/1 project project: project:1:2 media/ media/../site.yaml "
    "../../etc/passwd https:// file:///etc/passwd ftp://x.example"
)


@pytest.mark.parametrize("link", NO_LINKS.split())
def test_a_link_of_any_other_form_is_broken(content: Path, link: str) -> None:
    edit(content, "projects/1.md", ("(policy:2)", f"({link})"))
    edit(content, "site.yaml", ("to: goal:1", f'to: "{link}"'))
    # A YAML field has no entities to take apart.
    assert slugs(content) == ["broken-link", "broken-link"]


def test_a_flood_of_broken_links_ends(content: Path) -> None:
    text = "".join(f"[a](project:x{number})\n" for number in range(20_000))
    (content / "pages/many.md").write_text(f"---\ntitle: بسیار\n---\n{text}", "utf-8")
    found = [line for line in found_in(content) if "many.md" in line]
    assert len(found) == MOST_FAULTS + 1
    assert found[-1].startswith(f"content/pages/many.md:{MOST_FAULTS + 4}:5: بیش از ۱۰۰")


def test_codes_between_messages_are_persian(content: Path) -> None:
    for code in range(5, 13):
        text = f"---\ntitle: طرح {code}\npolicy: 1\nprovenance: sample\n---\n"
        (content / f"projects/{code}.md").write_text(text, "utf-8")
    edit(content, "plan.yaml", ("count: ۴", "count: 12"))
    edit(content, "projects/1.md", ("(policy:2)", "(project:99)"))
    assert [line.split("؛", 1)[1] for line in found_in(content)] == [
        " کدهای موجود ۱ تا ۱۲ [broken-link]"
    ]


def test_a_problem_is_one_line() -> None:
    tiny, _ = load(TINY)
    problems: list[Problem] = list(check(replace(tiny, codes={}, media={})))
    assert problems
    assert all("\n" not in str(problem) for problem in problems)


PAIRS = "title: طرح\npolicy: 2\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PAIRS, 1),
        (f"\n---\n{PAIRS}متن", 2),
        (f"---\n# یادداشت\n{PAIRS}---", 1),
        (f"----\n{PAIRS}----", 1),
        (f"—\n{PAIRS}—", 1),
        ("---\ntitle:طرح\npolicy:2\n---", 1),
        ("title: طرح\nindicators:\n  - title: نهال\nlayout: x\npolicy: 2", 1),
        ("policy：2\nprovenance：sample", 1),
        ("عنوان: طرح\nسیاست: ۲", 1),
        (f"متن.\n\n{PAIRS}", 3),
        (f"متن.\n\n---\n\n{PAIRS}", 3),
        (f"```\n{PAIRS}```", 0),
        ("    title: طرح\n    policy: 2", 0),
        ("title: طرح\n\nمتن", 0),
        ("شروع: ۱۴۰۲\nپایان: ۱۴۰۵", 0),
        ("عنوان: کتاب\nنویسنده: علی", 0),
        ("عنوان: کارگاه\nتاریخ: ۱۴۰۴/۰۲/۰۱\nمکان: قم\nهدف: آموزش", 0),
        ("email: a@b.example\ntel: 025", 0),
        ("Note: x\n---\nمتن", 0),
        ("متن\n\n---\nhttps://x.example\n---", 0),
    ],
)
def test_a_record_pasted_over_a_text_is_told(text: str, line: int, tmp_path: Path) -> None:
    overlay = {"pages/pasted.md": f"---\ntitle: متن\nsummary: متن.\n---\n{text}\n"}
    found = [one.split(": ")[0] for one in found_in(tiny_with(tmp_path, overlay))]
    assert found == ([f"content/pages/pasted.md:{4 + line}:1"] if line else [])
