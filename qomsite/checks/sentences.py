"""Advice on texts that readers must understand at once: long sentences, no summary, no table."""

from collections.abc import Iterator
from itertools import islice

from qomsite.checks.entries import (
    all_entries,
    all_records,
    bodies,
    is_written,
    place_finder,
    problem,
    problem_at,
)
from qomsite.errors import Problem
from qomsite.markup.code import mask_code
from qomsite.markup.lists import ITEM
from qomsite.markup.tables import pasted_tables
from qomsite.model.content import Content
from qomsite.text.patterns import regex

MOST_WORDS = 40
"""Longest sentence. Plain-language guides ask for 15 to 25 words on average; twenty more are left
for a list within a sentence, so that what is found is hard to read beyond doubt."""

MOST_FOUND = 50
"""Long sentences told for one text; its writer has seen by then what is meant."""

# A sentence ends at its mark or, as readers pause there too, at a semicolon; at a blank line; and
# where a line begins a heading, an item, a row, a quotation, a definition or HTML.
_END = regex(
    r"(?<![.!?؟؛…])[.!?؟؛…]++[»”\")\]*_]*+(?=\s|$)"
    rf"|\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-+*|#>:<\[]|{ITEM}))"
)
_LETTER = regex(r"\w")
_NO_SENTENCE = ("#", "|", ">", "<")


def long_sentence(content: Content) -> Iterator[Problem]:
    """A sentence of a summary or a body has at most forty words.

    Words are what stands between spaces, so that a half-space parts none. Headings, tables, code,
    HTML and quotations, whose wording is not the writer's, are passed over.
    """
    for entry in all_entries(content):
        summary = entry.summary or ""
        for start, words in content.memo.once(_long, summary):
            said = _opening(summary, start, words)
            yield problem(content, entry.path, ("summary",), "long-sentence", **said)
    for body in bodies(content):
        if len(body.text) < 2 * MOST_WORDS:
            continue
        place_of = place_finder(body)
        for start, words in content.memo.once(_long, body.text):
            yield problem_at(place_of(start), "long-sentence", **_opening(body.text, start, words))


def pasted_table(content: Content) -> Iterator[Problem]:
    """A table is written as Markdown writes it: neither with tabs nor in HTML."""
    for body in bodies(content):
        place_of = place_finder(body)
        for table in content.memo.once(pasted_tables, body.text):
            key = "pasted-table.fault" if table.fault else "pasted-table"
            yield problem_at(place_of(table.start), key, fault=table.fault)


def missing_summary(content: Content) -> Iterator[Problem]:
    """A record of the real plan says in a sentence what it is; a sample or a draft need not."""
    for record in all_records(content):
        is_real = record.provenance != "sample" and not record.draft
        if is_real and not is_written(content, record.path, "summary"):
            yield problem(content, record.path, ("title",), "missing-summary")


def _long(text: str) -> tuple[tuple[int, int], ...]:
    """The first sentences that are too long: where each begins, and how many words it has."""
    return tuple(islice(_all_long(mask_code(text)), MOST_FOUND))


def _all_long(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        sentence = text[start:end]
        # Most are shorter than forty words could be.
        if len(sentence) > 2 * MOST_WORDS and not sentence.lstrip().startswith(_NO_SENTENCE):
            words = sum(bool(_LETTER.search(word)) for word in sentence.split())
            if words > MOST_WORDS:
                yield start + len(sentence) - len(sentence.lstrip()), words
        start = end


def _opening(text: str, start: int, words: int) -> dict[str, object]:
    opening = " ".join(text[start : start + 100].split()[:4]) + " …"
    return {"opening": opening, "has": words, "most": MOST_WORDS}
