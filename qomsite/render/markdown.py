"""Markdown of content files into safe HTML: a pure function of the text.

Raw HTML that is safe stays; everything else is made inert by nh3 (an allow list), so a stray
``</main>`` or an unclosed ``<div>`` cannot break the page around it. Nothing is dropped in
silence: the text inside a forbidden tag stays visible as text.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import nh3
from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markupsafe import Markup

from qomsite.errors import ContentInvalid, Place, Problem
from qomsite.model.targets import KINDS, parse_target
from qomsite.pages.frame import Body
from qomsite.pages.permalink import path_of
from qomsite.render.addresses import href
from qomsite.text.slugs import heading_slug

TIME_LIMIT = 4.0
"""Seconds for one text; Python-Markdown needs milliseconds for honest ones and hours for some others."""

_TAGS = {
    *(
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
    ),
    *(
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
    ),
    *(
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
    ),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul"),
}
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
}
_CLASSES = {"footnote", "footnote-ref", "footnote-backref"}
_SCHEMES = {"http", "https", "mailto", "tel", *KINDS}
_TABLE = '<div class="scroll" role="region" aria-label="جدول" tabindex="0"><table>'


class _OutOfTime(Exception):
    pass


def to_html(body: Body) -> Markup:
    """The body as HTML, links led by ``ROOT``; raises :class:`ContentInvalid` for a text that cannot be read."""
    try:
        with _time_limit(TIME_LIMIT):
            return Markup(_sanitise(_convert(body.text)))
    except (RecursionError, _OutOfTime):
        message = "این متن آن‌قدر تودرتو یا درهم است که خوانده نمی‌شود؛ آن را ساده‌تر بنویسید"
        raise ContentInvalid(
            [Problem(Place(body.origin, body.line, 1), "text-too-complex", message)]
        ) from None


def _convert(text: str) -> str:
    return _converter(text).convert(text)


def _converter(text: str) -> Markdown:
    # The page's title is its only h1, so a body that starts at # is moved down by one level.
    lowest = 2 if re.search(r"^#(?!#)", text, re.MULTILINE) else 1
    return Markdown(
        extensions=[
            AttrListExtension(),
            DefListExtension(),
            FencedCodeExtension(),
            FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="بازگشت به متن"),
            SaneListExtension(),
            TableExtension(use_align_attribute=True),
            TocExtension(baselevel=lowest, slugify=lambda value, separator: heading_slug(value)),
        ],
        output_format="html",
    )


def _sanitise(html: str) -> str:
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        clean_content_tags=set(),
        link_rel=None,
    )
    return clean.replace("<table>", _TABLE).replace("</table>", "</table></div>")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute in the output, ``None`` to leave the attribute out."""
    if name == "class":
        return " ".join(word for word in value.split() if word in _CLASSES) or None
    if name in ("href", "src"):
        target = parse_target(value)
        if target:
            return href(path_of(target)) if target.kind in (*KINDS, "media") else None
        # A picture from elsewhere would call a third party whenever the page is read.
        return None if tag == "img" else value
    return value


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raises :class:`_OutOfTime` after ``seconds``, where the system can (POSIX, main thread)."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
