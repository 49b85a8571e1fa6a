"""Files are put right: the prose of them, and not a byte of anything else."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qomsite.checks.prose import prose, rough_prose
from qomsite.checks.typography import model_of
from qomsite.editing.changes import Change
from qomsite.errors import Place, Problem
from qomsite.loader.document import record_document
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.model.former_keys import FormerKey
from qomsite.model.parts import Document
from qomsite.model.records import Project
from qomsite.pages.body import Body
from qomsite.render.markdown import to_html
from qomsite.text.characters import without_hidden
from qomsite.text.finding import BREAK, LATIN, OPAQUE, Finding
from qomsite.text.folding import fold
from qomsite.text.typography import findings
from qomsite.text.vocabulary import Vocabulary, read_lexicon
from qomsite.tidy.former import without_former
from qomsite.tidy.tidying import tidied, tidy_text
from tests.library.plans import project, tiny_with

PASTED = Path(__file__).parent / "pasted"
PATH = "projects/2.md"
WORDS = Vocabulary(("برنامه‌ریزی", "پنج‌ساله", "گفت‌وگو", "سامان‌دهی"), read_lexicon())


def tidy(text: str, path: str = PATH) -> str:
    return tidy_text(text, path, WORDS, frozenset())[0]


def test_pasted_text_becomes_what_a_careful_person_would_type() -> None:
    pasted = (PASTED / "pasted.md").read_text("utf-8")
    assert tidy(pasted) == (PASTED / "tidied.md").read_text("utf-8")
    assert tidy(tidy(pasted)) == tidy(pasted)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay(newline: str) -> None:
    lines = ["---", "title: كار ها", "---", "می شود", "", "سیاست ها", ""]
    after = ["---", "title: کارها", "---", "می‌شود", "", "سیاست‌ها", ""]
    assert tidy(newline.join(lines)) == newline.join(after)


def test_mixed_line_ends_and_the_mark_at_the_start_stay() -> None:
    assert tidy("\ufeff---\r\ntitle: كار\n---\r\nمی شود\nطرح ها\r\n") == (
        "\ufeff---\r\ntitle: کار\n---\r\nمی‌شود\nطرح‌ها\r\n"
    )


@pytest.mark.parametrize(
    ("hidden", "clean"),
    [
        ("طرح\u200f \u202bشهر\u202c", "طرح شهر"),
        ("می\u00adشود", "می‌شود"),
        ("می\u200bشود", "می‌شود"),
        ("طرح\ufeff\u0000 شهر", "طرح شهر"),
        ("طرح\u000bشهر\u2028نو", "طرح شهر نو"),
        ("طرح \u2028 شهر", "طرح شهر"),
    ],
)
def test_hidden_characters_go_wherever_they_stand(hidden: str, clean: str) -> None:
    before = f"---\ntitle: {hidden}\npolicy: 3\n---\n{hidden}\n\n    {hidden}\n"
    after = f"---\ntitle: {clean}\npolicy: 3\n---\n{clean}\n\n    {clean}\n"
    text, counts = tidy_text(before, PATH, WORDS, frozenset())
    assert text == after
    assert counts["hidden-character"] >= 3


def test_what_a_lost_letter_left_stays_to_be_seen() -> None:
    assert "\ufffd" in tidy("---\ntitle: شهر\n---\nطر\ufffd شهر\n")


def test_front_matter_that_cannot_be_read_is_left_and_the_body_is_not() -> None:
    before = "---\ntitle: گام: نخست: كار ها\n---\nمی شود\n"
    assert tidy(before) == "---\ntitle: گام: نخست: كار ها\n---\nمی‌شود\n"


def test_what_has_two_readings_is_left() -> None:
    before = "---\ntitle: مدرسهای شهر\n---\nجشن ۲۱ می بود و می شود\n"
    assert tidy(before) == before.replace("می شود", "می‌شود")


def test_the_settings_are_put_right_too(tmp_path: Path) -> None:
    text = (tiny_with(tmp_path, {}) / "plan.yaml").read_text("utf-8")
    wrong = text.replace("title: در دست اجرا", "title: در  دست اجرا").replace("ی", "ي")
    after = tidy(wrong, "plan.yaml")
    assert wrong != text
    assert "در دست اجرا" in after
    assert read_yaml(after, "", 1, []) is not None


class TestFolder:
    """A whole folder of content."""

    def test_only_what_changes_is_named(self, tmp_path: Path) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("summary: بطور کلی می شود")})
        [one], left = tidied(content, [])
        assert (one.path, left) == ("projects/4.md", [])
        assert one.counts == {"half-space": 1, "joined-word": 1}
        assert "به‌طور کلی می‌شود" in one.after.decode()
        assert (content / "projects/4.md").read_bytes() == one.before

    def test_a_pasted_table_is_written_or_left_with_its_file(self, tmp_path: Path) -> None:
        body = "متن می شود\n\nسال\tبودجه\n۱۴۰۳\t۵۵\n"
        files = {
            "projects/3.md": project("") + body,
            "projects/4.md": project("") + body + '"الف\t',
        }
        content = tiny_with(tmp_path, files)
        [one], [left] = tidied(content, [])
        assert one.counts == {"half-space": 1, "pasted-table": 1}
        assert (
            "\nمتن می‌شود\n\n| سال | بودجه |\n| --- | --- |\n| ۱۴۰۳ | ۵۵ |\n" in one.after.decode()
        )
        assert (one.path, left.path) == ("projects/3.md", "projects/4.md")
        (content / one.path).write_bytes(one.after)
        assert tidied(content, [one.path]) == ([], [])

    def test_only_the_files_asked_for(self, tmp_path: Path) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("summary: می شود")})
        assert tidied(content, ["projects/3.md"]) == ([], [])
        changed, left = tidied(content, ["words.txt", "projects/99.md", "projects/4.md"])
        assert [one.path for one in changed] == ["projects/4.md"]
        assert [one.path for one in left] == ["words.txt", "projects/99.md"]

    def test_the_words_of_the_folder_are_used(self, tmp_path: Path) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("summary: کفسازی")})
        assert tidied(content, [])[0] == []
        (content / "words.txt").write_text("کف‌سازی\n", "utf-8")
        [one], _ = tidied(content, [])
        assert "کف‌سازی" in one.after.decode()

    @pytest.mark.parametrize(
        ("before", "rule"),
        [
            ("طرح", Finding(0, 0, "- ", "spacing")),
            ("پروژه", Finding(0, 0, "x: ", "spacing")),
            ("متن", Finding(0, 3, "شهر", "spacing")),
            ("پروژه", Finding(0, 5, "کار", "spacing")),
        ],
    )
    def test_a_file_that_would_say_something_else_is_left(
        self, before: str, rule: Finding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Should a rule ever be wrong, the file is kept from it."""
        text = project("summary: پروژه").replace("متن طرح.", "طرح متن شهر")
        content = tiny_with(tmp_path, {"projects/4.md": text})

        def typed(text: str, path: str, *_: object) -> list[Finding]:
            at = text.rfind(before)
            if path != "projects/4.md" or at < 0 or rule.replacement in text[at - 3 : at + 3]:
                return []
            return [Finding(at + rule.start, at + rule.end, rule.replacement, rule.slug)]

        monkeypatch.setattr("qomsite.tidy.tidying.typed", typed)
        changed, [left] = tidied(content, [])
        assert changed == []
        assert left.path == "projects/4.md"

    def test_a_file_with_a_new_problem_is_left(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files = {name: project("summary: می شود") for name in ("projects/4.md", "projects/5.md")}
        content = tiny_with(tmp_path, files)

        def new_problems(_: Path, changes: Sequence[Change]) -> tuple[Problem, ...]:
            found = [one for one in changes if one.after != one.before and "4" in one.path]
            return tuple(Problem(Place(f"content/{one.path}"), "x", "بد") for one in found)

        monkeypatch.setattr("qomsite.tidy.tidying.new_problems", new_problems)
        changed, [left] = tidied(content, [])
        assert [one.path for one in changed] == ["projects/5.md"]
        assert (left.path, "بد" in left.reason) == ("projects/4.md", True)

    def test_what_was_wrong_before_stops_nothing(self, tmp_path: Path) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("ownr: كار", policy="99")})
        text = (content / "projects/4.md").read_text("utf-8")
        (content / "projects/4.md").write_text(text + "می شود\n", "utf-8")
        [one], left = tidied(content, [])
        assert (one.path, left) == ("projects/4.md", [])

    def test_what_is_no_utf8_is_named(self, content: Path) -> None:
        (content / "projects/4.md").write_bytes("---\ntitle: كار\n---\n".encode("cp1256"))
        changed, [left] = tidied(content, [])
        assert changed == []
        assert (left.path, "UTF-8" in left.reason) == ("projects/4.md", True)


FORMER = (
    FormerKey(Project, "manager", "مجری", "owner", "همان"),
    FormerKey(Project, "priority", "اولویت", None, "دیگر نیست"),
    FormerKey(Project, "until", "تا", "ends", "فهرست", lambda text: [{"end": text}]),
    FormerKey(Document, "web", "وب", "address", "بله یا خیر", lambda text: f"{text}؟"),
)


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("a: 1\nmanager: x # که\nb: 2\n", "a: 1\nowner: x # که\nb: 2\n", 1),
        ("a: 1\npriority:\n  - ۱ # یک\n  - ۲\n# که\nb: 2\n", "a: 1\n# که\nb: 2\n", 1),
        ("priority: |\n  سطر\n\n  سطر\n\nmanager: x\n", "\nowner: x\n", 2),
        ("owner: x\nmanager: y\n", "owner: x\nmanager: y\n", 0),
        ("source: {manager: x}\n", "source: {manager: x}\n", 0),
        ("{a: ۱, manager: x, b: ۲}\n", "{a: ۱, owner: x, b: ۲}\n", 1),
        ("until: 1404-02  # که\nb: 2\n", "ends:\n  - end: 1404-02  # که\nb: 2\n", 1),
        ("until: 'یک: دو'\nb: 2\n", 'ends:\n  - end: "یک: دو"\nb: 2\n', 1),
        ("until:\n  1404-02 # که\nb: 2\n", "ends:\n  - end: 1404-02 # که\nb: 2\n", 1),
        ("until: >-\n  ۱۴۰۴\n\nb: 2\n", "ends:\n  - end: ۱۴۰۴\n\nb: 2\n", 1),
        ("{until: 1404, b: 2}\n", "{ends: [{end: 1404}], b: 2}\n", 1),
        ("until:\nb: 2\n", "until:\nb: 2\n", 0),
        ("until: [۱, ۲]\nb: 2\n", "until: [۱, ۲]\nb: 2\n", 0),
        ("until: ۱\nends: []\n", "until: ۱\nends: []\n", 0),
        (
            "documents:\n  - {web: بله, title: x}\n  - title: y\n    web: no # که\n"
            "  - {web: شاید}\n",
            "documents:\n  - {address: بله؟, title: x}\n  - title: y\n    address: no؟ # که\n"
            "  - {address: شاید؟}\n",
            3,
        ),
        ("documents: {web: خیر}\nmanager: x\n", "documents: {address: خیر؟}\nowner: x\n", 2),
        ("{priority: ۱}\n", "{priority: ۱}\n", 0),
        ("manager: [\n", "manager: [\n", 0),
        ("'manager':\n", "owner:\n", 1),
        ("priority:\na: 1\n", "a: 1\n", 1),
    ],
)
def test_former_keys(before: str, after: str, count: int) -> None:
    for head, tail in (("---\n", "---\nmanager: متن\r\n"), ("\ufeff--- \r\n", "---")):
        text, found = without_former(head + before + tail, PATH, FORMER)
        assert (text, found) == (head + after + tail, count)


def test_a_removed_line_is_taken_out_of_the_settings(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
    text = (content / "site.yaml").read_text("utf-8")
    for old in (f"offline: خیر\n{text}", f"\ufeffoffline: خیر\r\n{text}", f"{text}offline: x\n"):
        (content / "site.yaml").write_bytes(old.encode())
        [one], left = tidied(content, [])
        mark = "\ufeff" if old[0] == "\ufeff" else ""
        assert (one.after.decode(), left) == (mark + text, [])
        assert one.counts["former-key"] == 1


def test_the_ends_of_lines_stay_where_lines_are_added() -> None:
    text, found = without_former("---\r\na: 1\r\nuntil: ۱\r\n---\r\nمتن\r\n", PATH, FORMER)
    expected = "---\r\na: 1\r\nends:\r\n  - end: ۱\r\n---\r\nمتن\r\n"
    assert (text, found) == (expected, 1)


def test_what_the_project_renamed_is_put_right_and_reads_the_same(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
    new = "  - {key: done, title: خاتمه‌یافته, sign: ●, help: کار به پایان رسیده است., "
    plan = (content / "plan.yaml").read_text("utf-8")
    assert f"{new}outcome: finished" in plan
    (content / "plan.yaml").write_text(plan.replace("outcome: finished", "finished: بله"), "utf-8")
    old = (
        "---\ntitle: طرح\npolicy: 1\nend: 1403\nrevised_end: 1404-02-31\nprovenance: sample\n---\n"
    )
    (content / "projects/4.md").write_text(old, "utf-8")
    changed, left = tidied(content, [])
    assert left == []
    assert {one.path: one.after.decode() for one in changed} == {
        "plan.yaml": plan,
        "projects/4.md": old.replace("revised_end: ", "revised_ends:\n  - end: "),
    }


_PIECES = "، ... ؟ \u200c ُ 12 m2 ۴۵% *كار* [ي](#كار) <br> [^ي] &zwnj; a@b.example \\* \\ * _ کشــور"
PIECES = [
    *("می شود", "طرح ها", "كار", "برنامهریزی", "بزرگ تر", "8 هدف،29راهبرد", "«قم»", '"شهر"'),
    *("متن", "سطر نخست", "  ", " ", "\u00a0", " ،", " .", "[طرح ها](project:1)", "`می شود  ي`"),
    *("``a ` ي``", "**می شود**", "_كار ها_", "<b title='ي'>می شود</b>", "<!-- ي  -->"),
    *_PIECES.split(),
    *("![طرح ها](media/map.png)", "https://city.example/ي،ك?a=1,2", "<https://city.example/ي>"),
]
LINES = [
    *("", "", "    ", "- ", "1. ", "۱. ", "> ", "## ", ":   ", "| ", "* "),
    *("```", "|---|---|", "---", "===", "[^ي]: ", "[كار]: project:1", "    كد می شود", "\tكد  ي"),
]
LINE = st.builds(
    lambda start, parts: start + " ".join(parts),
    st.sampled_from(LINES),
    st.lists(st.sampled_from(PIECES), max_size=5),
)
BODY = st.lists(LINE, max_size=8).map("\n".join)


def _written(style: str, words: str) -> str:
    if style == '"':
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == "'":
        return "'" + words.replace("'", "''") + "'"
    return f"{style}\n  " + words


VALUE = st.builds(
    _written,
    st.sampled_from(['"', "'", "|", ">-"]),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join),
)


def deeper(value: str) -> str:
    return value.replace("\n", "\n    ")


PLAIN = st.lists(
    st.sampled_from(["می شود", "طرح  ها", "كار", "8 هدف،29راهبرد", 'شهر "قم"', "عنوان:متن", "m2"]),
    min_size=1,
    max_size=4,
).map(" ".join)
FRONT = st.builds(
    lambda summary, text, plain: (
        f"title: {plain}\nsummary: {summary}\npolicy: 3\nprovenance: sample\n"
        f"# كار  ها\nupdates:\n  - date: 1402-05-10\n    text: {deeper(text)}\n"
        f"start: 1402-05-10\nfunding: [{plain.replace(':', ' ')}, كار ها]\n"
    ),
    VALUE,
    VALUE,
    PLAIN,
)


def _shape(tree: Tree) -> object:
    if isinstance(tree, dict):
        return [(key, _shape(value)) for key, value in tree.items()]
    if isinstance(tree, list):
        return list(map(_shape, tree))
    return fold(tree)


@settings(max_examples=60)
@given(FRONT, BODY)
def test_what_is_looked_at_first_holds_every_finding(front: str, body: str) -> None:
    text = f"---\n{front}---\n{body}\n"
    rough = rough_prose(text, is_settings=False, anchors=frozenset())
    exact = prose(text, model_of(PATH), is_settings=False, anchors=frozenset())
    assert findings(rough, WORDS) or not findings(exact, WORDS)


@settings(max_examples=60)
@given(FRONT)
def test_front_matter_reads_back_with_the_same_keys_kinds_and_letters(front: str) -> None:
    before = f"---\n{front}---\nمتن\n"
    after = tidy(before)
    old, new = (record_document(text, "", []) for text in (before, after))
    assert old is not None
    assert new is not None
    trees = [read_yaml(part.front, "", 1, []) for part in (old, new)]
    assert trees[0] is not None
    assert trees[1] is not None
    assert _shape(trees[0][0]) == _shape(trees[1][0])
    assert tidy(after) == after


def kept(text: str) -> str:
    """The characters of a file that are no prose, in order."""
    masked = prose(text, model_of(PATH), is_settings=False, anchors=frozenset())
    pairs = zip(text, masked, strict=True)
    return "".join(
        char for char, mask in pairs if mask in (OPAQUE, LATIN, BREAK) and char not in " \t"
    )


@settings(max_examples=60)
@given(BODY)
@example("\u200c * می شود")
@example("12  . می شود")
@example("#\u200cمی شود\n\n---\u200c\n\n1.\u200c می شود\n\n \u200c   می شود")
def test_what_is_no_prose_keeps_every_byte_and_a_second_run_changes_nothing(body: str) -> None:
    before = f"---\ntitle: طرح\npolicy: 3\nprovenance: sample\n---\n{body}\n"
    after = tidy(before)
    assert kept(after) == kept(before)
    assert after.count("\n") == before.count("\n")
    assert tidy(after) == after


@settings(max_examples=60)
@given(BODY)
@example("می شود\n\tكد  ي\n\tكد  ي")
@example("\u200c * می شود")
@example("#\u200cمی شود\n\n---\u200c\n\n1.\u200c می شود\n\n \u200c   می شود")
def test_a_file_that_is_changed_renders_to_the_same_structure(
    tmp_path_factory: pytest.TempPathFactory, body: str
) -> None:
    """What the rules alone would break is left as it is."""
    content = tiny_with(tmp_path_factory.mktemp("tidy"), {})
    path = content / PATH
    path.write_text(f"---\ntitle: طرح\npolicy: 1\nprovenance: sample\n---\n{body}\n", "utf-8")
    changed, _ = tidied(content, [PATH])

    def tags(data: bytes) -> list[str]:
        text = without_hidden(data.decode()).split("---\n", 2)[2]
        html = re.sub(r' (?:id|alt)="[^"]*"', "", to_html(Body(text, PATH, 1)))
        return re.findall(r"<[^<>]*>", html)

    for one in changed:
        assert tags(one.after) == tags(one.before)
