"""Isolates what is drawn from left to right in finished HTML, whatever template it comes from.

In text that is an element, so that what a reader copies holds no control characters; in a title
and an attribute, which hold no elements, they are the isolates of Unicode.
"""

import re
from html import escape, unescape

from qomsite.render.raw_html import INLINE_TAGS
from qomsite.text.characters import DIGIT
from qomsite.text.direction import drawn, is_overridden, isolated, runs

_SOME = f"A-Za-z{DIGIT}"
_PLACE = re.compile(
    # What is code or has its direction already, with all that stands in it.
    r"<(script|style|textarea|pre|code|kbd|samp|bdo)\b.*?</\1(?=>)"
    r'|<(?!input\b|img\b)([a-z0-9]+)\b[^<>]* dir="ltr".*?</\2(?=>)'
    rf"|>(?P<text>[^<>{_SOME}]*[{_SOME}][^<>]*)(?=<)"
    r'|(?P<name> (?:title|alt|aria-label|placeholder)="|<meta (?:name="description"'
    r'|property="og:(?:title|description|site_name)") content=")'
    rf'(?P<value>[^"<>{_SOME}]*[{_SOME}][^"<>]*)(?="[^<>]*>)',
    re.DOTALL,
)
_WITHOUT_ELEMENTS = frozenset({"title", "desc", "option", "text", "tspan"})


def with_direction(html: str) -> str:
    """Well-formed HTML, each run in it that is drawn from left to right isolated."""
    return _PLACE.sub(_place, html)


def _place(found: re.Match[str]) -> str:
    written = found["text"] or found["value"]
    text = unescape(written or "")
    if not runs(text):
        return found[0]
    if found["name"]:
        return found["name"] + escape(isolated(text))
    tag = found.string[found.string.rfind("<", 0, found.start()) + 1 : found.start()]
    name = tag.lstrip("/").partition(" ")[0]
    if name in _WITHOUT_ELEMENTS:
        return ">" + _escaped(isolated(text))
    # A sign behind the element of a word belongs to the word.
    before = "ا" if tag[0] == "/" and name in INLINE_TAGS else ""
    return ">" + drawn(before + text, _in_element, _escaped)[len(before) :]


def _in_element(run: str) -> str:
    name = "bdo" if is_overridden(run) else "bdi"
    return f'<{name} dir="ltr">{_escaped(run)}</{name}>'


def _escaped(text: str) -> str:
    return escape(text, quote=False)
