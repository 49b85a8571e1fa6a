"""A form and the file that it edits say the same, in both directions."""

import random
from pathlib import Path

import pytest

from qomsite.editing.answers import choices_of
from qomsite.editing.front_matter import new_document
from qomsite.editing.records import Opened, order_of, saved
from qomsite.forms.entered import Pairs, entered, pairs_of
from qomsite.forms.questions import FormField, form_of, with_row, with_row_moved, without_row
from qomsite.loader.document import record_document
from qomsite.loader.load import load
from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import BY_NAME, COLLECTIONS, PROJECTS
from qomsite.model.fields import rows

CONTENT = Path(__file__).resolve().parents[2] / "content"
SHIPPED = sorted(
    path for path in CONTENT.glob("*/*.md") if path.parent.name in BY_NAME and path.stem[0] != "_"
)
HOSTILE = (
    "ساده",
    "]]>",
    "---",
    "...",
    "{{ page }}{% raw %}",
    "- نه فهرست",
    "key: value",
    "# یادداشت",
    "'تک\" دو",
    "بله",
    "no",
    "010",
    "12:30",
    "1403-01-05",
    "&a *b !c",
    "@سلام `کد`",
    "🌱 درخت 👨‍👩‍👧",
    "שלום عليكم",
    "پنهان\u200cفاصله",
    "دو\nسطر",
    "سه\n\n  سطر\n",
    "\\n \\x \\",
    "|-",
    ">",
    "a, b] c}",
    "~",
    "null",
    "<script>alert(1)</script>",
    "%",
    "? x",
)


def submitted(data: bytes, name: str, pairs: Pairs, body: str) -> bytes:
    """A file after its form was sent."""
    document = record_document(data.decode(), "", [])
    assert document
    collection = BY_NAME[name]
    said = entered(collection.model, pairs, document.tree)
    record = Opened("", data, document, document.tree)
    change = saved(record, collection, "", said.tree, body)
    assert change.after is not None
    return change.after


def sent(fields: tuple[FormField, ...]) -> Pairs:
    """What a browser sends of a form, in the order of the page."""
    pairs: list[tuple[str, str]] = []
    for field in fields:
        if field.widget == "checks":
            pairs += [(field.name, one.value) for one in field.options if one.is_chosen]
        elif field.widget in ("rows", "texts"):
            for row in field.rows:
                pairs += [(field.name, row.name), *sent(row.fields)]
        elif field.widget == "keys":
            pairs += sent(field.fields)
        elif field.figure:
            scale = next(one.value for one in field.figure if one.is_chosen)
            unit = next(one.value for one in field.units if one.is_chosen)
            pairs += [
                (f"{field.name}.number", field.value),
                (f"{field.name}.scale", scale),
                (f"{field.name}.unit", unit),
            ]
        elif field.widget == "choice":
            chosen = [one.value for one in field.options if one.is_chosen]
            pairs.append((field.name, chosen[0] if chosen else ""))
        else:
            pairs.append((field.name, field.value.replace("\n", "\r\n")))
    return tuple(pairs)


def test_every_shipped_file_is_the_same_after_its_form_was_sent_untouched() -> None:
    content, _ = load(CONTENT)
    choices = choices_of(content)
    assert len(SHIPPED) == 483
    for path in SHIPPED:
        data = path.read_bytes()
        document = record_document(data.decode(), "", [])
        assert document
        model = BY_NAME[path.parent.name].model
        fields = form_of(model, tuple(pairs_of(model, document.tree)), choices, {})
        body = document.body.replace("\n", "\r\n")
        assert submitted(data, path.parent.name, sent(fields), body) == data, path


def test_random_edits_read_back() -> None:
    """Whatever is typed into a line or a text stands in the file, and nothing else is changed."""
    draw = random.Random(1404)
    for path in draw.sample(SHIPPED, 60):
        data = path.read_bytes()
        document = record_document(data.decode(), "", [])
        assert document
        name = path.parent.name
        model = BY_NAME[name].model
        asked = [
            row.name for row in rows(model) if row.kind in ("text", "prose") and not row.several
        ]
        pairs = dict(pairs_of(model, document.tree))
        wanted: dict[str, Tree] = dict(document.tree)
        for key in draw.sample(asked, 2):
            text = draw.choice(HOSTILE)
            wanted[key] = text.strip()
            pairs = {**pairs, key: text.replace("\n", "\r\n")}
        # A name may stand more than once: the lists are sent as they are.
        others = [pair for pair in pairs_of(model, document.tree) if pair[0] not in asked]
        form = (*((key, pairs[key]) for key in asked), *others)
        body = draw.choice(["", "---\n\nمتن {{ x }} ]]>\r\nسطر", document.body])
        after = record_document(submitted(data, name, form, body).decode(), "", [])
        assert after
        assert after.tree == wanted, path
        assert after.body.rstrip("\n") == body.replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_new_record_says_what_was_typed(text: str) -> None:
    said = entered(PROJECTS.model, (("title", text), ("funding", "n0"), ("funding.n0", text)), {})
    assert said.tree == {"title": text.strip(), "funding": [text.strip()]}
    written = record_document(new_document(said.tree, text).to_bytes().decode(), "", [])
    assert written
    assert written.tree == said.tree


TREE: dict[str, Tree] = {
    "title": "  پارک ",
    "ownr": "ناشناخته",
    "axes": "۴، ۱",
    "source": "نه چند کلید",
    "summary": "",
    "funding": "یک منبع",
    "budget": "نمی‌دانیم",
    "indicators": [{"title": "الف", "unit": "متر", "odd": "می‌ماند"}],
}


def edited(pairs: Pairs) -> dict[str, Tree]:
    return entered(PROJECTS.model, pairs, TREE).tree


class TestWhatTheFormDoesNotKnow:
    """It stays until someone asks for its end."""

    def test_it_stays(self) -> None:
        assert edited(tuple(pairs_of(PROJECTS.model, TREE))) == TREE

    def test_it_goes_when_asked(self) -> None:
        pairs = (*pairs_of(PROJECTS.model, TREE), ("drop", "ownr"), ("drop", "summary"))
        assert set(TREE) - set(edited(pairs)) == {"ownr", "summary"}

    def test_another_value_takes_its_place(self) -> None:
        pairs = dict(pairs_of(PROJECTS.model, TREE)) | {"source.page": "۱۲", "drop": "source"}
        assert edited(tuple(pairs.items()))["source"] == {"page": "۱۲"}

    def test_a_key_within_a_row_stays_with_its_row(self) -> None:
        pairs = with_row(tuple(pairs_of(PROJECTS.model, TREE)), "indicators")
        pairs = with_row_moved(pairs, "indicators", "n0", -1)
        pairs = (*pairs, ("indicators.n0.title", "ب"))
        assert edited(pairs)["indicators"] == [{"title": "ب"}, TREE["indicators"][0]]  # type: ignore[index]

    def test_what_cannot_be_read_stands_there_to_be_put_right(self) -> None:
        assert dict(pairs_of(PROJECTS.model, TREE))["budget"] == "نمی‌دانیم"


class TestRows:
    """Added, moved, taken away."""

    PAIRS: Pairs = (("funding", "0"), ("funding.0", "a"), ("funding", "1"), ("funding.1", "b"))

    def tree(self, pairs: Pairs) -> Tree | None:
        return entered(PROJECTS.model, pairs, {}).tree.get("funding")

    def test_a_blank_row_says_nothing(self) -> None:
        assert self.tree(with_row(self.PAIRS, "funding")) == ["a", "b"]

    def test_two_new_rows_have_two_names(self) -> None:
        pairs = with_row(with_row(self.PAIRS, "funding"), "funding")
        assert [text for name, text in pairs if name == "funding"] == ["0", "1", "n0", "n1"]

    def test_a_row_goes(self) -> None:
        assert self.tree(without_row(self.PAIRS, "funding", "0")) == ["b"]

    def test_the_last_row_takes_the_key_along(self) -> None:
        pairs = without_row(without_row(self.PAIRS, "funding", "0"), "funding", "1")
        assert entered(PROJECTS.model, pairs, {"funding": ["a", "b"]}).tree == {}

    def test_a_row_moves_and_stops_at_the_end(self) -> None:
        moved = with_row_moved(self.PAIRS, "funding", "0", 1)
        assert self.tree(moved) == ["b", "a"]
        assert with_row_moved(moved, "funding", "0", 1) == moved


@pytest.mark.parametrize(
    ("before", "ticked", "after"),
    [
        (["4", "1"], ("1", "4"), ["4", "1"]),
        (["4", "1"], ("1", "2", "4"), ["4", "1", "2"]),
        (["4", "1"], ("4",), ["4"]),
        (["4", "4"], ("4", "4"), ["4", "4"]),
        (["4", "4"], ("4",), ["4"]),
        ("۴ و ۱", ("۱", "۴"), "۴ و ۱"),
        (["4"], (), None),
    ],
)
def test_ticks_keep_the_order_of_the_file(
    before: Tree, ticked: tuple[str, ...], after: Tree | None
) -> None:
    pairs = tuple(("axes", code) for code in ticked)
    assert entered(PROJECTS.model, pairs, {"axes": before}).tree.get("axes") == after


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (("۵۵٫۳", "میلیارد", "تومان"), "۵۵٫۳ میلیارد تومان"),
        (("500", "", "ریال"), "500 ریال"),
        (("", "میلیارد", "تومان"), None),
    ],
)
def test_an_amount_is_put_together(parts: tuple[str, str, str], written: str | None) -> None:
    names = ("budget.number", "budget.scale", "budget.unit")
    said = entered(PROJECTS.model, tuple(zip(names, parts, strict=True)), {})
    assert said.tree.get("budget") == written
    assert said.names["budget",] == "budget.number"


def test_no_question_has_the_name_of_a_control_of_the_form() -> None:
    for collection in COLLECTIONS:
        assert not {"token", "stamp", "do", "code", "body", "drop"} & set(order_of(collection))
