"""What begins an item: rendering, masks, plain text and tidy are of one mind about it."""

import re

import pytest

from qomsite.markup.code import indented_code
from qomsite.markup.prose import mask_body
from qomsite.pages.body import Body
from qomsite.render.markdown import to_html
from qomsite.render.plain import plain_text
from qomsite.text.finding import BREAK
from qomsite.text.vocabulary import Vocabulary
from qomsite.tidy.tidying import tidy_text

MARKS = ("۱.", "٢)", "3-", "۱۴۰۴.", "-", "*", "•", "–", "·", "➢", "- [ ]", "- [x]")
NO_MARKS = ("#قم_۱۴۰۴", "۱۲۳۴۵.", "۱-۲", "۱٫۵", "(۱)")
FRONT = "---\ntitle: متن\n---\n"


def tidied(text: str) -> str:
    """A body as tidy writes it."""
    return tidy_text(FRONT + text, "pages/x.md", Vocabulary(()), frozenset())[0][len(FRONT) :]


@pytest.mark.parametrize("mark", MARKS)
def test_an_item_is_one_for_all(mark: str) -> None:
    text = f"{mark} كار"
    assert "<li>" in to_html(Body(text, "", 1))
    assert mask_body(text) == BREAK * (len(mark) + 1) + "كار"
    assert plain_text(text) == "كار"
    assert tidied(text) == f"{mark} کار"


@pytest.mark.parametrize("mark", NO_MARKS)
def test_what_is_no_item_is_text_for_all(mark: str) -> None:
    text = f"{mark} کار"
    assert to_html(Body(text, "", 1)) == f"<p>{text}</p>"
    assert mask_body(text) == text
    assert plain_text(text) == text
    assert tidied(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "متن[^1].\n\n[^1]: شرح\n    - الف\n    - ب",
        "متن[^1].\n\n[^1]: شرح\n  ۱) الف\n  ۲) ب",
        "واژه\n: معنی\n    • الف\n    • ب",
    ],
)
def test_a_list_directly_under_a_note_or_a_definition_is_its_own(text: str) -> None:
    html = str(to_html(Body(text, "", 1)))
    own = html[html.index("شرح" if "شرح" in text else "معنی") :]
    assert re.search(r"<(ol|ul)>\s*<li>الف</li>\s*<li>ب</li>\s*</\1>.*</(li|dd)>", own, re.S)


def test_a_list_that_stands_out_under_a_note_is_the_texts() -> None:
    html = str(to_html(Body("متن[^1].\n\n[^1]: شرح\n- الف", "", 1)))
    assert html.index("<li>الف</li>") < html.index("شرح")


def test_blocks_of_code_by_their_indentation_alone() -> None:
    text = "الف\n\n    ب\n\n    پ\n\n```\n    ت\n```\n\n- ث\n\n    ج\n\nچ\n\n\tح"
    assert [text[slice(*span)].strip() for span in indented_code(text)] == ["ب", "ح"]
