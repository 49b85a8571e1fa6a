"""The headings and defined terms within a text: their levels and their anchors."""

import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from qomsite.text.slugs import heading_slug, term_anchor

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OWN_ID = re.compile(r"[ ]*+\{#([^\s{}]++)\}[ ]*+$")
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")


class Headings(Treeprocessor):
    """Gives each heading its anchor; where one is of the first level, all move down by one.

    The first level is the page's title. An anchor made from a heading's words has a letter that is
    not ASCII; the ids of the page around the text have none, so the two never meet.
    """

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _TAGS]
        own = [_take_own_id(heading) for heading in headings]
        taken = {name for name in own if name}
        taken |= {name for element in root.iter("dt") if (name := element.get("id"))}
        down = any(heading.tag == "h1" for heading in headings)
        for heading, given in zip(headings, own, strict=True):
            name = given or heading_slug(_words(heading), taken)
            if not given and name.isascii():
                name = heading_slug(f"بخش {_words(heading)}", taken)
            taken.add(name)
            heading.tag = f"h{min(int(heading.tag[1]) + down, len(_TAGS))}"
            heading.set("id", name)


class Terms(Treeprocessor):
    """Gives each term of a definition list its anchor, so that one can point at its definition."""

    def run(self, root: Element) -> None:
        taken: set[str] = set()
        for term in root.iter("dt"):
            name = term_anchor(_words(term), taken)
            taken.add(name)
            term.set("id", name)


def _take_own_id(heading: Element) -> str:
    """The id that «{#id}» at the end of a heading gives it; the mark is taken away."""
    last = heading[-1] if len(heading) else None
    text = (heading.text if last is None else last.tail) or ""
    match = _OWN_ID.search(text)
    if not match:
        return ""
    rest = text[: match.start()].rstrip("#").rstrip()
    if last is None:
        heading.text = rest
    else:
        last.tail = rest
    return match[1]


def _words(element: Element) -> str:
    text = HTML_PLACEHOLDER_RE.sub("", "".join(element.itertext()))
    return _ESCAPED.sub(lambda match: chr(int(match[1])), text)
