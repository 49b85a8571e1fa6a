"""Isolates what is drawn from left to right in finished HTML, whatever template it comes from.

In text that is an element, so that what a reader copies holds no control characters; in a title
and an attribute, which hold no elements, they are the isolates of Unicode.
"""

import re
from html import escape, unescape

from markupsafe import Markup

from qomsite.render.raw_html import INLINE_TAGS
from qomsite.text.characters import DIGIT
from qomsite.text.direction import isolated, parts

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


def with_direction(html: str) -> Markup:
    """Well-formed HTML, each run in it that is drawn from left to right isolated."""
    return Markup(_PLACE.sub(_place, html))


def _place(found: re.Match[str]) -> str:
    text = unescape(found["text"] or found["value"] or "")
    if len(parts(text)) == 1:
        return found[0]
    if found["name"]:
        return found["name"] + escape(isolated(text))
    tag = found.string[found.string.rfind("<", 0, found.start()) + 1 : found.start()]
    name = tag.strip("/").partition(" ")[0]
    if name in _WITHOUT_ELEMENTS:
        return ">" + escape(isolated(text), quote=False)
    # A sign behind the element of a word belongs to the word.
    before = "ا" if tag[0] == "/" and name in INLINE_TAGS else ""
    split = [escape(part, quote=False) for part in parts(before + text)]
    for place in range(1, len(split), 2):
        # The signs between Arabic digits would change sides even so: their order is imposed.
        kind = "bdo" if re.search("[٠-٩]", split[place]) else "bdi"
        split[place] = f'<{kind} dir="ltr">{split[place]}</{kind}>'
    return ">" + "".join(split)[len(before) :]
