"""The chapter of the staff guide on problems: a heading for each slug, and examples that are true.

The examples are put into a small site, each in its place: the wrong one is reported under the
slug that it stands for, the right one brings nothing at all.
"""

import ast
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from qomsite.checks.registry import advise, check
from qomsite.loader.load import load
from qomsite.memo import Memo
from qomsite.model.collections import PLAN_COLLECTIONS
from qomsite.model.fields import rows
from qomsite.model.records import Goal, Policy, Project
from qomsite.terminal import GUIDE
from qomsite.text.digits import persian_digits
from qomsite.text.typography import FAMILIES
from tests.guide_sections import Explanation, explanations
from tests.sites.folders import ADVISED, BROKEN
from tests.slugs import PROBLEM, slugs_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "qomsite"
SHIPPED = ROOT / "content"
SECTIONS = explanations((ROOT / GUIDE).read_text("utf-8"))
MAKERS = (*PROBLEM, "advice")

RECORDS = {
    "goals": (1, 2),
    "strategies": (5,),
    "policies": (1, 13, 17, 18),
    "projects": (1, 12, 13),
    "axes": (3, 4),
    "measures": (10,),
}
"""The records of the small site: those that the examples name."""

PHOTO = b"\xff\xd8\xff"
"""How a photo begins; reading the content looks no further."""

STATUS = "status: در دست اجرا\nstatus_date: 1404-01-01"
PARENTS = {"strategies": "goal: 1", "policies": "goal: 1", "projects": "policy: 18\n" + STATUS}
BASE = "---\ntitle: {title}\nsummary: رکورد آزمایش.\n{parent}\nprovenance: sample\n---\n"


def strings(folder: Path) -> set[str]:
    """Every text that stands in the code."""
    return {
        node.value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


CONTENT_SLUGS = {
    *(slug for room in ("model", "loader", "checks") for slug in slugs_of(PACKAGE / room, MAKERS)),
    *(path.name for path in (*BROKEN.iterdir(), *ADVISED.iterdir())),
    *FAMILIES,
}
"""What reading and checking the content can tell."""


class TestHeadings:
    """Every slug has one heading, and every heading is of a slug."""

    def test_every_slug_has_one(self) -> None:
        headings = [section.slug for section in SECTIONS]
        assert len(headings) == len(set(headings))
        assert slugs_of(PACKAGE, MAKERS) | CONTENT_SLUGS <= set(headings)

    def test_none_is_of_a_slug_that_is_no_more(self) -> None:
        slugs = strings(PACKAGE) | slugs_of(PACKAGE / "checks", MAKERS)
        assert {section.slug for section in SECTIONS} <= slugs

    @pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
    def test_each_says_why_and_shows_a_wrong_and_a_right_example(
        self, section: Explanation
    ) -> None:
        assert re.search("[آ-ی]", section.cause)
        assert section.text.endswith(".")
        assert (len(section.wrong), len(section.right)) == (1, 1)
        assert section.wrong != section.right

    def test_none_has_been_left_out_of_the_chapter(self) -> None:
        text = (ROOT / GUIDE).read_text("utf-8")
        named = set(re.findall(r"^### ([a-z]+(?:-[a-z0-9]+)*)$", text, re.MULTILINE))
        assert named == {section.slug for section in SECTIONS}


NOT_PLACED = {
    "bad-file-name": "the name of a file is wrong, not its text",
    "unexpected-file": "the name of a file is wrong, not its text",
    "unreadable-file": "a file is not there, or is a link or a folder",
    "not-utf8": "bytes that no example in a UTF-8 guide can show",
    "file-too-large": "the size of a file is wrong",
    "too-long": "an example that long could not be read",
    "bad-image": "the bytes of a picture are wrong",
    "wrong-ending": "the bytes of a file are wrong",
    "count-mismatch": "the number of files is wrong",
    "large-picture": "the size of a picture is wrong",
}
"""What is told of content but cannot be shown by a text in a file, each with its reason."""

Put = Callable[[Path, str, str], None]
"""Writes an example into the site: the site, the example, and both examples together."""


def keys_of(example: str) -> set[str]:
    """The keys that stand at the left edge."""
    return set(re.findall(r"^([a-z_]+):", example, re.MULTILINE))


def into_front(name: str, keep: str = "") -> Put:
    """Into the front matter of a record, instead of the keys that either example has."""

    def put(content: Path, example: str, both: str) -> None:
        path = content / name
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        kept = [line for line in front.splitlines() if not keys_of(line) & keys_of(both)]
        path.write_text("\n".join(["---", *kept, keep + example.rstrip(), "---", body]), "utf-8")

    return put


def into_settings(content: Path, example: str, both: str) -> None:
    """Into ``site.yaml``, instead of the keys that it has."""
    path = content / "site.yaml"
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not keys_of(line) & keys_of(both)]
    path.write_text("\n".join([*kept, example]), "utf-8")


def as_words(content: Path, example: str, both: str) -> None:
    """As the list of the plan's own words."""
    (content / "words.txt").write_text(example, "utf-8")


def as_synonyms(content: Path, example: str, both: str) -> None:
    """As the list of synonyms."""
    (content / "synonyms.txt").write_text(example, "utf-8")


def as_edition(content: Path, example: str, both: str) -> None:
    """As the only edition; its newline is not of it."""
    shutil.rmtree(content / "editions", ignore_errors=True)
    (content / "editions").mkdir()
    (content / "editions/1404-12-29.json").write_text(example.rstrip("\n"), "utf-8")


def below(key: str, name: str = "projects/1.md") -> Put:
    """Into the front matter, indented below a key."""

    def put(content: Path, example: str, both: str) -> None:
        lines = "\n".join(f"  {line}" for line in example.splitlines())
        into_front(name)(content, f"{key}:\n{lines}", f"{key}:")

    return put


def into_body(name: str = "projects/1.md") -> Put:
    """As the body of a record."""

    def put(content: Path, example: str, both: str) -> None:
        path = content / name
        path.write_text(path.read_text("utf-8") + example, "utf-8")

    return put


def as_file(content: Path, example: str, both: str) -> None:
    """As a whole file."""
    text, parts = example, example.split("---\n")
    if len(parts) == 3:  # what every project has besides
        text = f"---\n{parts[1]}summary: رکورد آزمایش.\npolicy: 18\nprovenance: sample\n---\n"
    (content / "projects/1.md").write_text(text, "utf-8")


def as_correction(content: Path, example: str, both: str) -> None:
    """As the front matter of a correction."""
    (content / "corrections").mkdir()
    text = f"---\ntitle: تصحیح\nsummary: تصحیح آزمایش.\n{example}---\n"
    (content / "corrections/one.md").write_text(text, "utf-8")


def instead_in_plan(content: Path, example: str, both: str) -> None:
    """Over the lines of ``plan.yaml`` that begin with its keys."""
    path = content / "plan.yaml"
    text = path.read_text("utf-8")
    for line in example.splitlines():
        key = line.partition(":")[0]
        text, count = re.subn(rf"^  {key}: .*$", f"  {line}", text, count=1, flags=re.MULTILINE)
        assert count == 1, key
    path.write_text(text, "utf-8")


def as_words_of_plan(name: str) -> Put:
    """As the departments or the statuses of the plan."""

    def put(content: Path, example: str, both: str) -> None:
        path = content / "plan.yaml"
        text = path.read_text("utf-8")
        lines = "".join(f"  {line}\n" for line in example.splitlines())
        pattern = rf"^{name}:\n(?:[ #].*\n|\n)*"
        text, count = re.subn(pattern, f"{name}:\n{lines}\n", text, count=1, flags=re.MULTILINE)
        assert count == 1
        path.write_text(text, "utf-8")

    return put


def beside(name: str, other: str, line: str) -> Put:
    """Into the front matter of one record, where another has a line of its own."""

    def put(content: Path, example: str, both: str) -> None:
        into_front(other)(content, line, line)
        into_front(name)(content, example, both)

    return put


def beside_a_draft(content: Path, example: str, both: str) -> None:
    """Into a project, where policy 18 is a draft; the others go without it."""
    for code in (12, 13):
        into_front(f"projects/{code}.md")(content, "policy: 17", "policy:")
    into_front("policies/18.md")(content, "draft: بله", "draft:")
    path = content / "plan.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  policies: {count: 4", "  policies: {count: 3"), "utf-8")
    into_front("projects/1.md")(content, example, both)


def with_hidden(content: Path, example: str, both: str) -> None:
    """Into a project, with a real invisible character for the words that stand for it."""
    made = re.sub(r"\[نویسهٔ ناپیدا\]", "\u200b", example)
    into_front("projects/1.md")(content, made, both)


def beside_a_picture(content: Path, example: str, both: str) -> None:
    """Into the body of a project, beside a picture that nothing else names."""
    (content / "media/plan.jpg").write_bytes(PHOTO)
    into_body()(content, example, both)


def into_indicator(content: Path, example: str, both: str) -> None:
    """Into an indicator of a project."""
    keys = indent(example, "    ")
    front = f"indicators:\n  - title: نشان\n    unit: متر\n    baseline: 0\n{keys}"
    into_front("projects/1.md")(content, front, "indicators:")


PLACED: dict[str, Put] = {
    "missing-front-matter": as_file,
    "bad-number": into_indicator,
    "indicator-direction": into_indicator,
    "bad-year": instead_in_plan,
    "bad-period": instead_in_plan,
    "bad-address": below("source"),
    "unknown-source": instead_in_plan,
    "duplicate-code": as_words_of_plan("departments"),
    "status-counted": as_words_of_plan("statuses"),
    "duplicate-title": beside("projects/1.md", "projects/12.md", "title: نوسازی ایستگاه‌ها"),
    "duplicate-alias": beside("projects/1.md", "projects/12.md", "aliases: [T-118]"),
    "draft-reference": beside_a_draft,
    "hidden-character": with_hidden,
    "correction-mismatch": as_correction,
    "sample-correction": as_correction,
    "document-target": below("documents"),
    "bad-word": as_words,
    "bad-synonym": as_synonyms,
    "changed-edition": as_edition,
    "former-key": into_settings,
    "report-period": into_settings,
    "unused-file": beside_a_picture,
}
"""Where an example belongs; any other goes into front matter or a body, as its form says."""


def guessed(right: str) -> Put:
    """Into the record that has all the keys of an example, or into a body."""
    keys = keys_of(right)
    models = (("projects/1.md", Project), ("policies/17.md", Policy), ("goals/1.md", Goal))
    for name, model in models:
        if keys and keys <= {row.name for row in rows(model)}:
            return into_front(name)
    return into_body()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with the settings that the project ships, so that its words are known."""
    content = tmp_path_factory.mktemp("guide") / "content"
    content.mkdir()
    for path in SHIPPED.iterdir():
        if path.is_file():
            shutil.copy(path, content)
    # The description counts the records of the whole plan.
    settings = content / "site.yaml"
    settings.write_text(
        re.sub("[۰-۹]+ (?=هدف|سیاست|طرح)", "", settings.read_text("utf-8")), "utf-8"
    )
    plan = (content / "plan.yaml").read_text("utf-8")
    for collection in PLAN_COLLECTIONS:
        name, count = collection.name, len(RECORDS[collection.name])
        pattern = rf"^(  {name}:\s*(?:\{{|\n\s+)count: )[0-9۰-۹]+"
        plan, found = re.subn(pattern, rf"\g<1>{count}", plan, flags=re.MULTILINE)
        assert found == 1, name
        (content / name).mkdir()
        for code in RECORDS[name]:
            title = f"{collection.singular} {persian_digits(str(code))}"
            text = BASE.format(title=title, parent=PARENTS.get(name, "draft: خیر"))
            (content / name / f"{code}.md").write_text(text, "utf-8")
    (content / "plan.yaml").write_text(plan, "utf-8")
    for name in ("news", "pages"):
        (content / name).mkdir()
        for path in (SHIPPED / name).glob("[!_]*.md"):
            text = f"---\ntitle: {path.stem}\nsummary: صفحهٔ آزمایش.\n---\nمتن.\n"
            (content / name / path.name).write_text(text, "utf-8")
    (content / "media").mkdir()
    for name, data in {
        "naghsheh.jpg": PHOTO,
        "map.jpg": PHOTO,
        "naghsheh-125.pdf": b"%PDF-",
    }.items():
        (content / "media" / name).write_bytes(data)
        with (content / "pages/about.md").open("a", encoding="utf-8") as page:
            page.write(f"\n[پرونده](media/{name})\n")
    return content


def told(content: Path, memo: Memo) -> set[str]:
    """The slugs of all that is told of a content folder."""
    read, problems = load(content, memo)
    return {problem.slug for problem in (*problems, *check(read), *advise(read))}


@pytest.fixture(scope="module")
def known(site: Path) -> Memo:
    """What is known of the small site: its other files need not be looked at with each example."""
    memo = Memo()
    assert told(site, memo) == set()
    return memo


def test_the_small_site_has_no_fault(site: Path) -> None:
    assert told(site, Memo()) == set()


@pytest.mark.parametrize(
    "section",
    [one for one in SECTIONS if one.slug in CONTENT_SLUGS - NOT_PLACED.keys()],
    ids=lambda section: section.slug,
)
def test_the_examples_are_true(
    section: Explanation, site: Path, known: Memo, tmp_path: Path
) -> None:
    both = f"{section.wrong[0]}\n{section.right[0]}"
    put = PLACED.get(section.slug) or guessed(section.right[0])
    for name, example in (("wrong", section.wrong[0]), ("right", section.right[0])):
        content = tmp_path / name / "content"
        shutil.copytree(site, content)
        put(content, example, both)
    assert section.slug in told(tmp_path / "wrong/content", known.renewed())
    assert told(tmp_path / "right/content", known.renewed()) == set()


@pytest.mark.parametrize("slug", sorted(NOT_PLACED))
def test_what_no_example_can_show_has_a_broken_site(slug: str) -> None:
    folder = next(folder for folder in (BROKEN, ADVISED) if (folder / slug).is_dir())
    assert f"[{slug}]" in (folder / slug / "expected.txt").read_text("utf-8")


def test_what_is_placed_is_explained() -> None:
    assert {*PLACED, *NOT_PLACED} <= {section.slug for section in SECTIONS}
