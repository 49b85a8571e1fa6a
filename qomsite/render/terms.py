"""Explains terms of the glossary where a text first uses them: each becomes a button that opens its
definition (the `popover` attribute of HTML, which needs no script).
"""

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

_JOINED = re.compile(r"\S*")
"""What stands at a word without a space between."""

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
        if term in pending and start >= done:
            pending.remove(term)
            first = start - len(_joined(text[done:start][::-1]))
            last = end + len(_joined(text[end:]))
            around = text[first:start], text[end:last]
            parts += (text[done:first], _with_definition(text[start:end], around, term))
            done = last
    return "".join([*parts, text[done:]])


def _joined(text: str) -> str:
    match = _JOINED.match(text)
    return match[0] if match else ""


def _with_definition(word: str, around: tuple[str, str], term: Term) -> str:
    """The word as a button with its definition. What stands ``around`` it without a space is held
    together with it at the end of a line, as it would be with a word.
    """
    name = f"شرح-{term.anchor}"
    link = href(f"{permalink('page', GLOSSARY_PAGE)}#{term.anchor}")
    button = f'<button class="term" popovertarget="{name}">{word}</button>'
    if any(around):
        button = f'<span class="whole">{around[0]}{button}{around[1]}</span>'
    return (
        f'{button}<span class="definition" id="{name}" popover>{escape(term.definition)} '
        f'<a href="{link}">واژه‌نامه</a></span>'
    )
