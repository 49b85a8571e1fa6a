"""Two changes of one record: what becomes one, and what is asked."""

from typing import Any

import pytest

from qomsite.editing.answers import choices_of
from qomsite.editing.front_matter import new_document
from qomsite.editing.records import Opened
from qomsite.forms.entered import Pairs
from qomsite.forms.merging import merged, told, values_of
from qomsite.forms.questions import form_of
from qomsite.forms.submission import Submission, filled_from, rebased
from qomsite.loader.document import record_document
from qomsite.loader.load import load
from qomsite.model.collections import PROJECTS
from qomsite.model.records import Project
from tests.sites.folders import TINY

Values = dict[str, Any]
ROWS = [{"date": "1", "value": "1"}, {"date": "2", "value": "2"}]


def rows(*values: str) -> list[Values]:
    return [{**row, "value": value} for row, value in zip(ROWS, values, strict=True)]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ({"a": "1"}, {"a": "2"}, {"a": "1", "b": "3"}, {"a": "2", "b": "3"}),
        ({"a": "1", "b": "1"}, {"b": "1"}, {"a": "1", "b": "2"}, {"b": "2"}),
        ({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1"}, {"a": "2"}),
        ({"a": "1"}, {"a": "2"}, {"a": " 2\r\n"}, {"a": " 2\r\n"}),
        ({"a": "1"}, {}, {"a": ""}, {"a": ""}),
        ({"a": ROWS}, {"a": rows("9", "2")}, {"a": rows("1", "8")}, {"a": rows("9", "8")}),
        ({"a": {"b": "1"}}, {"a": {"b": "2"}}, {"a": {"b": "1", "c": "1"}}, None),
    ],
)
def test_two_changes_become_one(
    base: Values, mine: Values, theirs: Values, both: Values | None
) -> None:
    found, clashing = merged(base | {"body": "x"}, mine | {"body": "x"}, theirs | {"body": "x\n"})
    assert found == (both or {"a": {"b": "2", "c": "1"}}) | {"body": "x\n"}
    assert not clashing


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("1", "2", "3"),
        ("1", None, "3"),
        ("1", "2", None),
        (None, "2", "3"),
        (["1"], ["1", "2"], ["1", "3"]),
        (ROWS, rows("9", "2"), rows("8", "2")),
        (ROWS, rows("9", "2"), ROWS[:1]),
        ({"b": "1"}, {"b": "2"}, {"b": "3", "c": "1"}),
    ],
)
def test_what_both_changed_differently_is_asked_and_mine_stands(
    base: Any, mine: Any, theirs: Any
) -> None:
    versions = [{"a": one, "b": "1"} if one else {"b": "1"} for one in (base, mine, theirs)]
    found, clashing = merged(*versions)
    assert found == versions[1]
    assert clashing == {"a"}


def opened(body: str = "متن.", **values: Any) -> Opened:
    tree = {"title": "باغ", "policy": "1", **values}
    data = new_document({name: value for name, value in tree.items() if value}, body).to_bytes()
    document = record_document(data.decode(), "", [])
    assert document
    return Opened("projects/4.md", data, document, document.tree)


def form(record: Opened, **answers: str) -> Pairs:
    pairs = filled_from(PROJECTS, record, values_of(record.document))
    return tuple((name, answers.get(name, text)) for name, text in pairs)


class TestRebased:
    """A form sent over a file that has changed since."""

    def test_it_says_what_both_say_over_the_file_as_it_stands(self) -> None:
        before = opened(funding=["الف", "ب"], ownr="x", status="در صف")
        now = opened(funding=["الف", "ب", "پ"], ownr="x", status="در صف", summary="تازه")
        sent = (*form(before, title="باغ نو", status=""), ("drop", "ownr"))
        found = rebased(Submission(PROJECTS, "4", now, sent))
        assert found.is_current
        assert not found.asked
        assert found.entered().tree == {
            "title": "باغ نو",
            "policy": "1",
            "funding": ["الف", "ب", "پ"],
            "summary": "تازه",
        }

    def test_a_row_is_that_of_the_file_that_the_form_was_filled_from(self) -> None:
        documents = [{"title": "یک"}, {"title": "دو"}]
        before, now = opened(documents=documents), opened(documents=documents, summary="تازه")
        sent = tuple(pair for pair in form(before) if pair != ("documents", "0"))
        found = rebased(Submission(PROJECTS, "4", now, sent)).entered().tree
        assert found["documents"] == [documents[1]]
        assert found["summary"] == "تازه"

    @pytest.mark.parametrize(
        ("choice", "title", "left"),
        [("mine", "من", ()), ("theirs", "او", ()), ("", "من", ("title",)), ("x", "من", ("title",))],
    )
    def test_an_answer_settles_and_nothing_else_does(
        self, choice: str, title: str, left: tuple[str, ...]
    ) -> None:
        before, now = opened(), opened(title="او", summary="تازه")
        asked = rebased(Submission(PROJECTS, "4", now, form(before, title="من")))
        assert asked.asked == ("title",)
        later = opened(title="او", summary="تازه‌تر")
        for file in (now, later):
            pairs = (*asked.pairs, ("choice.title", choice))
            found = rebased(Submission(PROJECTS, "4", file, pairs))
            assert found.asked == left
            assert found.entered().tree == {**file.document.tree, "title": title}

    def test_an_answer_to_what_changed_again_is_asked_again(self) -> None:
        asked = rebased(Submission(PROJECTS, "4", opened(title="او"), form(opened(), title="من")))
        pairs = (*asked.pairs, ("choice.title", "mine"))
        again = rebased(Submission(PROJECTS, "4", opened(title="او باز"), pairs))
        assert again.asked == ("title",)

    def test_the_body_is_asked_too_and_typing_the_same_is_an_answer(self) -> None:
        now = opened("متن او.")
        asked = rebased(Submission(PROJECTS, "4", now, form(opened(), body="متن من.")))
        assert asked.asked == ("body",)
        same = tuple((name, "متن او." if name == "body" else text) for name, text in asked.pairs)
        assert not rebased(Submission(PROJECTS, "4", now, same)).asked

    @pytest.mark.parametrize("base", ["", "---\n", "---\na: [\n---\n"])
    def test_what_no_form_sends_is_refused(self, base: str) -> None:
        sent = form(opened(), base=base)
        with pytest.raises(ValueError, match=r"form|front matter"):
            rebased(Submission(PROJECTS, "4", opened(title="او"), sent))


def test_what_is_asked_is_told_in_words() -> None:
    content, _ = load(TINY)
    record = (TINY / "projects/1.md").read_text("utf-8")
    document = record_document(record, "", [])
    assert document
    pairs = filled_from(PROJECTS, Opened("", b"", document, document.tree), values_of(document))
    said = {one.name: told(one) for one in form_of(Project, pairs, choices_of(content), {})}
    assert said["policy"] == ("۱. نگهداری درختان",)
    assert said["draft"] == ("خیر",)
    assert said["budget"] == ("۵۵٫۳ میلیارد تومان",)
    assert said["funding"] == ("بودجهٔ عمرانی",)
    assert said["updates"] == (
        "تاریخ: 1402-05-10؛ شرح: نقشه به تصویب رسید.؛ سند رویداد: https://city.example/5",
    )
    assert said["revised_ends"] == (
        "پایان تازه: ۱۴۰۵/۰۲/۳۱؛ روز تصمیم: 1403-11-05؛ دلیل: خاک سست بود.؛ سند تصمیم: نقشهٔ باغ",
    )
    assert len(said["districts"]) == 2
    assert said["source"][0].startswith("سند: سند برنامه؛ صفحه: ۱۲")
