"""The terms of the glossary: the definition lists of one authored page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qomsite.markup.code import FILLER, mask_code
from qomsite.text.characters import unescaped
from qomsite.text.phrases import Phrases, is_phrase
from qomsite.text.slugs import term_anchor

GLOSSARY_PAGE = "glossary"
"""The code of the page that holds the glossary."""

_BLOCK_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+(?! {0,3}:[ ])")
_DEFINITION = re.compile(r"^ {0,3}:[ ]{1,3}", re.MULTILINE)
_MARKUP = re.compile(
    r"\[\^[^\]\n]*\]|<[^<>\n]*>|!?\[([^\[\]\n]*)\]\([^()\n]*\)|\\([^\w\s])|[*`]+|\b_+\B|\B_+\b"
)


@dataclass(frozen=True)
class Term:
    """A term, what it means in plain text, and its anchor on the glossary's page."""

    name: str
    definition: str
    anchor: str


class Glossary:
    """The terms, found wherever a text uses them."""

    def __init__(self, terms: tuple[Term, ...] = ()) -> None:
        """``terms``: in the order of the glossary."""
        self.terms = terms
        self._by_anchor = {term.anchor: term for term in terms}
        self._phrases = Phrases((term.name, term) for term in terms)

    def __repr__(self) -> str:
        """What tells it from another: its terms."""
        return f"Glossary({self.terms!r})"

    def used_in(self, text: str) -> tuple[str, ...]:
        """The anchors of the terms that a text uses, each once, in the order of the text."""
        return tuple(dict.fromkeys(term.anchor for _, _, term in self._phrases.find(text)))

    def named(self, anchors: Iterable[str]) -> Iterator[Term]:
        """The terms of some anchors."""
        return (self._by_anchor[anchor] for anchor in anchors)


def read_glossary(text: str) -> Glossary:
    """The glossary that a Markdown text holds.

    A term that is more than words, such as «نمونه (نشان رکوردها)», is left to the page itself: so
    the staff keep a word with another everyday meaning from being explained in every text.
    """
    terms: dict[str, Term] = {}
    for name, definition in _entries(mask_code(text)):
        if definition and is_phrase(name):
            term = Term(name, definition, term_anchor(name))
            terms.setdefault(term.anchor, term)
    return Glossary(tuple(terms.values()))


def _entries(masked: str) -> Iterator[tuple[str, str]]:
    """Each term with its first definition, as plain text."""
    for block in _BLOCK_END.split(masked):
        names, *definitions = _DEFINITION.split(block)
        if definitions and FILLER not in block:
            for name in names.splitlines():
                yield _plain(name), _plain(definitions[0])


def _plain(markdown: str) -> str:
    text = _MARKUP.sub(lambda match: match[1] or match[2] or "", markdown)
    return " ".join(unescaped(text).split())
