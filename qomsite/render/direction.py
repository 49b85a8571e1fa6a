"""Isolates what is drawn from left to right in finished HTML, whatever template it comes from.

In text that is an element, so that what a reader copies holds no control characters; in a title
and an attribute, which hold no elements, they are the isolates of Unicode.
"""

import re
from html import escape, unescape

from markupsafe import Markup

from qomsite.markup.tags import INLINE_TAGS
from qomsite.memo import Memo
from qomsite.text.characters import DIGIT
from qomsite.text.direction import isolated, parts

_SOME = f"A-Za-z{DIGIT}"
_NAMED = (
    *(" title", " alt", " aria-label", " placeholder", '<meta name="description" content'),
    *(f'<meta property="og:{name}" content' for name in ("title", "description", "site_name")),
)
_PLACE = re.compile(
    # What is code or has its direction already, with all that stands in it.
    # What is no sign of an end is leapt over, three times as fast as it is looked at.
    r"<(script|style|textarea|pre|code|kbd|samp|bdo)\b(?:[^<]++|<(?!/\1>))*+</\1(?=>)"
    r'|<(?!input\b|img\b)([a-z0-9]+)\b[^<>]* dir="ltr"(?:[^<]++|<(?!/\2>))*+</\2(?=>)'
    rf"|>(?P<text>[^<>{_SOME}]*[{_SOME}][^<>]*)(?=<)"
    # Every alternative begins with a sign of its own: what begins with none of them is leapt over.
    rf'|="(?:{"|".join(f"(?<={name}=.)" for name in _NAMED)})'
    rf'(?P<value>[^"<>{_SOME}]*[{_SOME}][^"<>]*)(?="[^<>]*>)'
)
_LONG = 200
"""Characters of a text that is not worth knowing."""
_WITHOUT_ELEMENTS = frozenset({"title", "desc", "option", "text", "tspan"})


def with_direction(html: str, memo: Memo | None = None) -> Markup:
    """Well-formed HTML, each run in it that is drawn from left to right isolated. ``memo``: what is
    known of short texts, most of which stand on several pages.
    """
    known = memo or Memo()

    def placed(found: re.Match[str]) -> str:
        if text := found["text"]:
            tag = html[html.rfind("<", 0, found.start()) + 1 : found.start()]
            name = tag.partition(" ")[0]
            # A long one stands on few pages: to know those of all would take more than the site.
            short = len(text) < _LONG
            return known.once(_in_text, text, name) if short else _in_text(text, name)
        value = found["value"]
        return known.once(_in_attribute, value) if value else found[0]

    return Markup(_PLACE.sub(placed, html))


def _in_attribute(value: str) -> str:
    text = unescape(value)
    return f'="{value if len(parts(text)) == 1 else escape(isolated(text))}'


def _in_text(html: str, tag: str) -> str:
    """A text behind a tag, of which ``tag`` is the name, with a slash where it ends one."""
    text, name = unescape(html), tag.strip("/")
    if len(parts(text)) == 1:
        return f">{html}"
    if name in _WITHOUT_ELEMENTS:
        return ">" + escape(isolated(text), quote=False)
    # A sign behind the element of a word belongs to the word.
    before = "ا" if tag.startswith("/") and name in INLINE_TAGS else ""
    split = [escape(part, quote=False) for part in parts(before + text)]
    for place in range(1, len(split), 2):
        # The signs between Arabic digits would change sides even so: their order is imposed.
        kind = "bdo" if re.search("[٠-٩]", split[place]) else "bdi"
        split[place] = f'<{kind} dir="ltr">{split[place]}</{kind}>'
    return ">" + "".join(split)[len(before) :]
