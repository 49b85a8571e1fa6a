"""What begins an item: rendering, masks, plain text and tidy are of one mind about it."""

import pytest

from qomsite.markup.code import indented_code
from qomsite.markup.prose import mask_body
from qomsite.pages.body import Body
from qomsite.render.markdown import to_html
from qomsite.render.plain import plain_text
from qomsite.text.finding import BREAK
from qomsite.text.vocabulary import Vocabulary
from qomsite.tidy.tidying import tidy_text

MARKS = ("۱.", "٢)", "3-", "۱۴۰۴.", "-", "*", "•", "–", "- [ ]", "- [x]")
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


def test_blocks_of_code_by_their_indentation_alone() -> None:
    text = "الف\n\n    ب\n\n    پ\n\n```\n    ت\n```\n\n- ث\n\n    ج\n\nچ\n\n\tح"
    assert [text[slice(*span)].strip() for span in indented_code(text)] == ["ب", "ح"]
