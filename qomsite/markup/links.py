"""A small scanner that finds what a Markdown body links to and which images it shows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qomsite.markup.code import filled, mask_code
from qomsite.text.characters import unescaped
from qomsite.text.patterns import regex

DEFINITION = regex(
    r"^ {0,3}\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ \t]*+(?:\n[ \t]*+)?+"
    r"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<]\S*+))(?=[ \t]*+(?:$|[\"'(]))",
    re.MULTILINE,
)
"""What a link with a label leads to, as it stands in a line of its own."""
_TOKEN = regex(
    r"\\.|(?P<open>!?\[)|(?P<inline>\]\()|\]\[(?P<label>[^\[\]\n]*)\]|(?P<close>\])|(?P<angle><)"
    r"|(?P<end>\n[ \t]*\n)",
    re.DOTALL,
)
_SPACE = regex(r"[ \t]*+(?:\n[ \t]*+)?+")
_ANGLED = regex(r"<([^<>\n]*)>")
_SPACED = regex(r"[ \t]++(?![\"'])[^()\"'\n]*+(?=\))")
"""The rest of a destination with spaces, such as the name of a file; no link comes of it."""
_STOP = regex(r"\\\S|[()\s]")
_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_TAG = regex(r"<[A-Za-z][A-Za-z0-9-]*")
ATTRIBUTE = regex(
    r"[\s/]++(?P<name>[^\s\"'<>/=]++)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"<>]*+)\"|'(?P<single>[^'<>]*+)'|(?P<bare>[^\s\"'=<>`]++)))?+"
)
"""An attribute of a raw tag, from the end of what stands before it."""


class Link(NamedTuple):
    """What a body points at: where the target stands in the text, and whether it is loaded."""

    offset: int
    target: str
    is_image: bool


class _Bracket(NamedTuple):
    start: int
    is_image: bool


def body_links(text: str) -> tuple[Link, ...]:
    """The links and images of a Markdown text, in order.

    Inline links and images, reference definitions, autolinks, ``href`` and ``src`` in raw HTML; not
    what stands in code. Never raises, takes linear time on any text. What it overlooks in malformed
    text, the check of the built pages finds.
    """
    if "]" not in text and "<" not in text:
        return ()
    return tuple(sorted(_Scanner(text).links()))


class _Scanner:
    """Reads one text from its start to its end; no part of it twice."""

    def __init__(self, text: str) -> None:
        masked = mask_code(text)
        self._text = text
        self._definitions = list(DEFINITION.finditer(masked))
        self._masked = filled(masked, (found.span() for found in self._definitions))
        self._brackets: list[_Bracket] = []
        self._last_open = -1
        self._image_labels: set[str] = set()

    def links(self) -> Iterator[Link]:
        at = 0
        while token := _TOKEN.search(self._masked, at):
            at = token.end()
            kind = token.lastgroup
            if kind == "open":
                self._last_open = token.start()
                self._brackets.append(_Bracket(at, token["open"] == "!["))
            elif kind == "inline":
                link, at = self._inline(at)
                yield link
            elif kind in ("label", "close"):
                self._reference(token)
            elif kind == "end":
                self._brackets.clear()
                # The second line end may begin the next paragraph's end.
                at -= 1
            elif kind == "angle":
                links, at = self._html(token.start())
                yield from links
        yield from self._defined()

    def _inline(self, at: int) -> tuple[Link, int]:
        """The destination after ``](``, and where reading goes on."""
        is_image = self._brackets.pop().is_image if self._brackets else False
        space = _SPACE.match(self._masked, at)
        start = space.end() if space else at
        angled = _ANGLED.match(self._masked, start)
        if angled:
            return self._link(angled.start(1), angled.end(1), is_image=is_image), angled.end()
        end = _end_of_bare(self._masked, start)
        if spaced := _SPACED.match(self._masked, end):
            end = spaced.end()
        return self._link(start, end, is_image=is_image), end

    def _reference(self, token: re.Match[str]) -> None:
        bracket = self._brackets.pop() if self._brackets else None
        if bracket is None or not bracket.is_image:
            return
        if token["label"]:
            self._image_labels.add(label(token["label"]))
        elif self._last_open < bracket.start:
            # Nothing was opened inside: what stands in the brackets is itself the label.
            self._image_labels.add(label(self._text[bracket.start : token.start()]))

    def _html(self, start: int) -> tuple[list[Link], int]:
        """The links of an autolink or a tag, and where reading goes on."""
        autolink = _AUTOLINK.match(self._masked, start)
        if autolink:
            link = self._link(autolink.start(1), autolink.end(1), is_image=False)
            return [link], autolink.end()
        tag = _TAG.match(self._masked, start)
        if not tag:
            return [], start + 1
        links: list[Link] = []
        at = tag.end()
        while attribute := ATTRIBUTE.match(self._masked, at):
            at = attribute.end()
            name, value = attribute["name"].lower(), attribute.lastgroup or "name"
            if name in ("href", "src") and value != "name":
                span = attribute.span(value)
                links.append(self._link(*span, is_image=name == "src"))
        return links, at

    def _defined(self) -> Iterator[Link]:
        for definition in self._definitions:
            group = "bare" if definition["bare"] is not None else "angled"
            is_image = label(definition["label"]) in self._image_labels
            yield self._link(*definition.span(group), is_image=is_image)

    def _link(self, start: int, end: int, *, is_image: bool) -> Link:
        return Link(start, unescaped(self._text[start:end]).strip(), is_image)


def _end_of_bare(text: str, start: int) -> int:
    """Where a destination without angle brackets ends: at a space or a ``)`` of no ``(`` of it."""
    depth = 0
    for stop in _STOP.finditer(text, start):
        if stop[0] == "(":
            depth += 1
        elif stop[0] == ")" and depth:
            depth -= 1
        elif not stop[0].startswith("\\"):
            return stop.start()
    return len(text)


def label(text: str) -> str:
    """What a reference and its definition are compared by."""
    return " ".join(text.split()).casefold()
