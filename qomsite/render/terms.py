"""Explains terms of the glossary where a text first uses them.

The term becomes a button that opens its definition (the `popover` attribute of HTML, which needs
no script), with a link to the glossary in it.
"""

from __future__ import annotations

import re
from html import escape

from qomsite.library.glossary import GLOSSARY_PAGE, Term
from qomsite.pages.permalink import permalink
from qomsite.render.addresses import href
from qomsite.text.phrases import Phrases

_OPAQUE = frozenset(
    {"a", "abbr", "button", "caption", "code", "del", "dfn", "dt", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "kbd", "pre", "samp", "sub", "summary", "sup", "th"}
)
"""Where no term is explained: links, code, headings, and what has a meaning of its own."""

_PARTS = re.compile(r'<(/?)([a-z0-9]+)(?:"[^"]*"|[^"<>])*>|&[^;\s]*;|[^<&]+')


def explain(html: str, terms: tuple[Term, ...]) -> str:
    """``html``, well-formed as nh3 writes it, with the first use of each term explained."""
    if not terms:
        return html
    phrases = Phrases((term.name, term) for term in terms)
    pending = set(terms)
    inside = 0
    parts: list[str] = []
    for part in _PARTS.finditer(html):
        if part[2] in _OPAQUE:
            inside += -1 if part[1] else 1
        is_text = part[0][0] not in "<&" and not inside
        parts.append(_explained(part[0], phrases, pending) if is_text and pending else part[0])
    return "".join(parts)


def _explained(text: str, phrases: Phrases[Term], pending: set[Term]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, term in phrases.find(text):
        if term in pending:
            pending.remove(term)
            parts += (text[done:start], _with_definition(text[start:end], term))
            done = end
    return "".join([*parts, text[done:]])


def _with_definition(word: str, term: Term) -> str:
    name = f"شرح-{term.anchor}"
    link = href(f"{permalink('page', GLOSSARY_PAGE)}#{term.anchor}")
    return (
        f'<button class="term" popovertarget="{name}">{word}</button>'
        f'<span class="definition" id="{name}" popover>{escape(term.definition)} '
        f'<a href="{link}">واژه‌نامه</a></span>'
    )
