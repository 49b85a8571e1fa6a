"""No text takes the rules, the search or tidy longer than its length accounts for."""

import pytest

from qomsite.checks.registry import ADVICE, CHECKS
from qomsite.library.glossary import Glossary, Term
from qomsite.memo import Memo
from qomsite.model.content import Content
from qomsite.model.records import Page
from qomsite.outputs.search_documents import Document
from qomsite.outputs.search_index import index
from qomsite.render.plain import plain_text
from qomsite.text.vocabulary import Vocabulary
from qomsite.tidy.tidying import tidy_text
from tests.growth import expect_linear
from tests.render.pathological import PROSE, TEXTS

PATH = "pages/about.md"
FRONT = "---\ntitle: دربارهٔ برنامه\n---\n"
WORDS = Vocabulary(("بهره‌برداری",))
TERMS = Glossary((Term("طرح جامع", "سند.", "x"),))


def look_through(body: str) -> None:
    """All that is done with a text besides showing it."""
    page = Page(path=f"content/{PATH}", code="about", title="x", body=body, body_line=4)
    content = Content(
        None, None, {"pages": (page,)}, {}, {}, {}, words=WORDS, texts={page.path: FRONT + body}
    )
    for rule in (*CHECKS, *ADVICE):
        for _ in rule(content):
            pass
    plain = plain_text(body)
    index([Document("about.html", "صفحه", "x", "", plain)], Memo())
    TERMS.used_in(body)
    tidy_text(FRONT + body, PATH, WORDS, frozenset())


# Behind words of Arabic: only then are all others looked at for it.
SIGNS = (
    *"aA1_.-([\"'</ا\u0651\u200c۱",
    "a.",
    "a_",
    "a-",
    "a1",
    "1,",
    "a(",
    "a[",
    "a=",
    "اّ",
    "می\u200c",
)
RUNS = {f"a run of {sign!r}": f"إن الله. {sign * 12_000}" for sign in SIGNS}
FLOODS = {**TEXTS, **PROSE, **RUNS}


@pytest.mark.parametrize("name", sorted(FLOODS))
def test_a_text_takes_as_long_as_it_is_long(name: str) -> None:
    expect_linear(lambda size: look_through(FLOODS[name][:size]), 3_000)
