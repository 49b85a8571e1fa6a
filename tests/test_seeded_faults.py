"""A hundred and fifty faults of all kinds in the shipped content are all told in one run.

Each stands in a file of its own, at a place that is known; nothing else is told.
"""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest

from qomsite import cli

ROOT = Path(__file__).resolve().parents[1]
Told = tuple[str, int, int, str]


class Fault(NamedTuple):
    """Lines of front matter that are wrong: the keys that they stand for, and where the fault is.

    ``{code}`` in the lines is the code of the file, so that no two files say the same.

    ``at``: the line among ``lines`` (-1: the top of the front matter) and the column of the fault.
    """

    slug: str
    instead: str
    lines: str
    at: tuple[int, int] = (0, 0)


def of(slug: str, line: str, instead: str = "") -> Fault:
    """A fault whose value is wrong: it is told where the value begins."""
    key = line.partition(":")[0]
    return Fault(slug, instead or key, line, (0, len(key) + 3))


STATUS = "status status_date merged_into completed_on completion_evidence"
RUNNING = "status: در دست اجرا\nstatus_date: 1404-01-01"
TIMES = "start end revised_ends completed_on"
LIST = "indicators:\n  - "
PART = LIST + "title: نهال"
PROJECT_FAULTS = (
    # keys
    Fault("unknown-field", "owner", "ownr: معاونت مالی", (0, 1)),
    Fault("unknown-field", "budget", "Budget: ۵ میلیارد تومان", (0, 1)),
    Fault("unknown-field", "", "code: 12", (0, 1)),
    Fault("unknown-field", "", "تاریخ: 1402-12-29", (0, 1)),
    Fault("unknown-field", "indicators", f"{PART}\n    units: اصله\n    unit: اصله", (2, 5)),
    Fault("missing-field", "title", "", (-1, 1)),
    Fault("missing-field", "policy", "", (-1, 1)),
    Fault("missing-field", "indicators", PART, (1, 5)),
    Fault("missing-field", "updates", "updates:\n  - date: 1402-12-29", (1, 5)),
    Fault("repeated-key", "funding", "funding: بودجه عمرانی\nfunding: بودجه جاری", (1, 1)),
    Fault("repeated-key", "", "policy: 1", (0, 1)),
    # shapes
    Fault("empty-value", "owner", "owner:", (0, 7)),
    of("empty-value", 'budget: ""'),
    of("wrong-type", "budget: [1, 2]"),
    of("wrong-type", "status_reason: {a: b}", "status_reason"),
    of("wrong-type", "indicators: بسیار"),
    Fault("wrong-type", "source", "source: گزارش", (0, 9)),
    # dates
    of("bad-date", "start: 1402-12-30", TIMES),
    of("bad-date", "end: 1402-13-01", "end revised_ends"),
    of("bad-date", "status_date: 2025-05-21"),
    of("bad-date", "status_date: 29/12/1402"),
    Fault("bad-date", "revised_ends", "revised_ends:\n  - end: به‌زودی", (1, 10)),
    Fault("bad-date", "updates", "updates:\n  - {date: 1402-07-31, text: آغاز کار.}", (1, 12)),
    of("date-in-future", "status_date: 1449-01-01"),
    Fault("end-before-start", TIMES, "start: 1403-01-01\nend: 1402-01-01", (1, 6)),
    Fault("revised-ends", TIMES, "end: 1403-01-01\nrevised_ends:\n  - end: 1403-01-01", (2, 10)),
    Fault("former-key", TIMES, "end: 1403-01-01\nrevised_end: 1402-01-01", (1, 1)),
    Fault("outcome-mismatch", STATUS, f"{RUNNING}\nmerged_into: 12", (2, 14)),
    # numbers
    of("bad-share", "physical_progress: 101"),
    of("bad-share", "financial_progress: −۱"),
    of("bad-share", "physical_progress: نیمه"),
    of("bad-amount", "budget: ۵۵٫۳ میلیارد"),
    of("bad-amount", "budget: تومان"),
    of("bad-amount", "budget: ۵ میلیارد دلار"),
    Fault("bad-number", "indicators", LIST + "{title: نهال, unit: اصله, baseline: هزار}", (1, 41)),
    # words and codes
    of("unknown-status", "status: در حال اجرا"),
    of("unknown-owner", "owner: معاونت امور شهر"),
    of("unknown-owner", "partners: معاونت امور شهر"),
    of("unknown-district", "districts: 9"),
    Fault("unknown-district", "districts", "districts: [1, ۱۱]", (0, 16)),
    of("unknown-reference", "policy: 182"),
    Fault("unknown-reference", "axes", "axes: [1, 20]", (0, 11)),
    of("unknown-reference", "also_serves: 999"),
    of("bad-code", "policy: سیاست ۱۸"),
    Fault("bad-code", "axes", "axes: [1, سه]", (0, 11)),
    Fault("repeated-reference", "axes", "axes: [1, 2, ۱]", (0, 14)),
    Fault("bad-alias", "aliases", "aliases: [طرح/{code}, T-{code}]", (0, 11)),
    Fault("duplicate-alias", "aliases", "aliases: [t-1a]", (0, 11)),
    of("duplicate-title", "title: تکمیل پیاده‌راه خیابان‌های منتهی به حرم"),
    of("bad-choice", "draft: شاید"),
    of("bad-choice", "provenance: نمونه‌ای", "provenance"),
    of("provenance-source", "provenance: official", "provenance source"),
    Fault("bad-address", "source", "source: {address: qom.ir}", (0, 19)),
    Fault("document-target", "documents", "documents:\n  - {title: نقشهٔ مسیر}", (1, 5)),
    Fault("broken-link", "documents", "documents:\n  - {title: نقشه, file: nowhere.pdf}", (1, 25)),
    # what nobody sees, and what YAML does not read
    Fault("hidden-character", "funding", "funding: بودجه\u200b جاری", (0, 15)),
    Fault("hidden-character", "summary", "summary: \u202eزمین آماده است.", (0, 10)),
    Fault("bad-yaml", "title", "title: گام نخست: آماده‌سازی", (0, 16)),
    Fault("bad-yaml", "funding", "funding: [بودجه جاری", (0, 10)),
    Fault("bad-yaml", "status_reason", "status_reason: &زمین آماده است.", (0, 16)),
    Fault("bad-yaml", "status_reason", "status_reason: !زمین آماده است.", (0, 16)),
    Fault("bad-yaml", "status_reason", "status_reason: @زمین", (0, 16)),
)
BODY_FAULTS = (
    ("broken-link", "[طرح](project:999)", 7),
    ("broken-link", "[طرح](projct:12)", 7),
    ("broken-link", "[طرح](../projects/12.md)", 7),
    ("broken-link", "[نقشه](media/nowhere.pdf)", 8),
    ("missing-image", "![نقشهٔ مسیر](media/nowhere.jpg)", 15),
    ("foreign-image", "![نقشهٔ مسیر](https://example.ir/map.jpg)", 15),
    ("hidden-character", "متن \ufeffتازه.", 5),
)
"""What stands at the end of a body, and the column of the fault."""

POLICY_FAULTS = (
    Fault("policy-parent", "strategy goal", "", (-1, 1)),
    Fault("policy-parent", "strategy goal", "strategy: 1\ngoal: 1", (1, 7)),
    Fault("unknown-reference", "measures", "measures: [1, 61]", (0, 15)),
    Fault("unknown-reference", "strategy", "strategy: 30", (0, 11)),
    Fault("unknown-owner", "owner", "owner: شهرداری", (0, 8)),
    Fault("unknown-field", "", "budget: ۵ میلیارد تومان", (0, 1)),
)
OTHER_FAULTS = (
    ("goals/3.md", Fault("unknown-field", "", "policy: 3", (0, 1))),
    ("goals/4.md", of("unknown-reference", "axes: 77")),
    ("strategies/3.md", of("unknown-reference", "goal: 9")),
    ("strategies/4.md", Fault("missing-field", "goal", "", (-1, 1))),
    ("axes/3.md", of("unknown-reference", "measures: 61")),
    ("axes/4.md", of("empty-value", 'summary: ""')),
    ("measures/3.md", Fault("missing-field", "title", "", (-1, 1))),
    ("measures/4.md", Fault("missing-field", "provenance", "", (-1, 1))),
    ("news/council-approval.md", Fault("broken-link", "related", "related: [goal:9]", (0, 11))),
    ("pages/about.md", Fault("unknown-field", "", "date: 1402-12-29", (0, 1))),
)
ENOUGH = 150


def without(lines: list[str], keys: str) -> list[str]:
    """Front matter without some keys, with all that stands below them."""
    kept: list[str] = []
    dropping = False
    for line in lines:
        if line[:1] not in (" ", "-"):
            dropping = line.partition(":")[0] in keys.split()
        if not dropping:
            kept.append(line)
    return kept


def seeded(content: Path, name: str, fault: Fault) -> Told:
    """Writes a fault into the front matter of a file; returns where it is to be told."""
    path = content / name
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    kept = without(front.splitlines(), fault.instead)
    lines = [*kept, *fault.lines.replace("{code}", path.stem).splitlines()]
    path.write_text("\n".join(["---", *lines, "---", body]), "utf-8")
    line = 2 if fault.at[0] < 0 else 2 + len(kept) + fault.at[0]
    return f"content/{name}", line, fault.at[1], fault.slug


def spoilt(content: Path, name: str, slug: str, text: str, column: int) -> Told:
    """Writes a fault at the end of a body; returns where it is to be told."""
    path = content / name
    before = path.read_text("utf-8").rstrip("\n") + "\n\n"
    path.write_text(f"{before}{text}\n", "utf-8")
    return f"content/{name}", before.count("\n") + 1, column, slug


def all_seeded(content: Path) -> Iterator[Told]:
    """Seeds faults of every kind, each in a file of its own; the first project stays as it is."""
    front, bodies = cycle(PROJECT_FAULTS), cycle(BODY_FAULTS)
    for code in range(2, 2 + 2 * len(PROJECT_FAULTS)):
        yield seeded(content, f"projects/{code}.md", next(front))
    for code in range(200, 200 + 2 * len(BODY_FAULTS)):
        yield spoilt(content, f"projects/{code}.md", *next(bodies))
    for code, fault in enumerate(POLICY_FAULTS, 2):
        yield seeded(content, f"policies/{code}.md", fault)
    for name, fault in OTHER_FAULTS:
        yield seeded(content, name, fault)
    yield from _files(content)


def _files(content: Path) -> Iterator[Told]:
    """The faults of whole files."""
    (content / "projects/notes.txt").write_text("یادداشت", "utf-8")
    yield "content/projects/notes.txt", 1, 1, "unexpected-file"
    (content / "polices").mkdir()
    yield "content/polices", 1, 1, "unexpected-file"
    (content / "news/خبر.md").write_text("---\ntitle: خبر\n---\n", "utf-8")
    yield "content/news/خبر.md", 1, 1, "bad-file-name"
    shutil.copy(content / "projects/1.md", content / "projects/01.md")
    # The file is read under the code that it would have: which of the two is it?
    yield "content/projects/01.md", 1, 1, "bad-file-name"
    yield "content/projects/1.md", 1, 1, "duplicate-code"
    (content / "measures/60.md").write_text("title: بی خط\n", "utf-8")
    yield "content/measures/60.md", 1, 1, "missing-front-matter"
    text = (content / "measures/59.md").read_text("utf-8")
    (content / "measures/59.md").write_bytes(text.encode("utf-16"))
    yield "content/measures/59.md", 1, 1, "not-utf8"
    plan = content / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace("{count: ۶۰, source: qomgoya}", "{count: ۶۱, source: qomgoy}"), "utf-8"
    )
    line = text[: text.index("  measures: {count")].count("\n") + 1
    yield "content/plan.yaml", line, 21, "count-mismatch"
    yield "content/plan.yaml", line, 33, "unknown-source"


def test_all_are_told_in_one_run_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    expected = sorted(all_seeded(content))
    assert len(expected) >= ENOUGH
    assert len({slug for *_, slug in expected}) > 30
    assert cli.main(["check", "--format", "json", "--content", str(content)]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    found = sorted((p["path"], p["line"], p["column"], p["slug"]) for p in problems)
    assert [one for one in found if one not in expected] == []
    assert [one for one in expected if one not in found] == []
    assert found == expected
    assert all(re.search("[آ-ی]", problem["message"]) for problem in problems)
