"""Markdown of content files into safe HTML: a pure function of the text.

Raw HTML that is safe stays; everything else is made inert by nh3 (an allow list), so a stray
``</main>`` or an unclosed ``<div>`` cannot break the page around it. Nothing is dropped in
silence: a tag that may not stay is visible as text, and so is what stands in it.
"""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType

import nh3
from markdown import Markdown
from markupsafe import Markup

from qomsite.errors import ContentInvalid, Place, Problem, TooComplex
from qomsite.markup.lists import NUMBER
from qomsite.markup.tags import BLOCK_TAGS, INLINE_TAGS
from qomsite.model.targets import KINDS, parse_target
from qomsite.pages.body import Body, Picture
from qomsite.pages.permalink import path_of
from qomsite.render.addresses import href
from qomsite.render.dialect import converter
from qomsite.render.terms import explain
from qomsite.text.characters import hidden_characters

TIME_LIMIT = 4.0
"""Seconds of the processor for one text: Python-Markdown needs milliseconds for honest ones, hours
for others. On a busy machine an honest text has as much time as on a free one."""

_AGAIN = 0.1
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class"},
    "a": {"href"},
    # Its size is the file's own.
    "img": {"src", "alt"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
}
_CLASSES = {"footnote", "footnote-ref", "footnote-backref", "wide"}
_CLASSES |= {"align-start", "align-center", "align-end"}
_SCHEMES = {"http", "https", "mailto", "tel", *KINDS}
_TABLE = '<div class="scroll" role="region" aria-label="جدول" tabindex="0">'
_CODE = ' role="region" aria-label="کد" tabindex="0"'
_UNLINKED = frozenset({"a", "code", "kbd", "pre", "samp"})
_PARTS = re.compile(r'<(/?)([a-z0-9]+)(?:"[^"]*"|[^"<>])*>|[^<]+')
_BARE = re.compile(
    r"(?<![\w/@.:-])(?:(?P<web>https?://)|(?P<www>www\.))[A-Za-z0-9](?:[^\s<>\"'«»،؛؟&]|&amp;)++"
    r"|(?<![\w.%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
)
_SANE_TAG = re.compile(r'<(/?[a-z0-9]+)(?: [a-z-]+="[^"]*")*>')
"""A tag as nh3 writes it."""


def to_html(body: Body) -> Markup:
    """The body as HTML, links led by ``ROOT``; ``ContentInvalid`` past :data:`TIME_LIMIT`."""
    try:
        with _time_limit(TIME_LIMIT):
            html = _sanitised(NUMBER.sub("", _converted(body.text)))
    except TooComplex as error:
        message = "این متن آن‌قدر تودرتو یا درهم است که خوانده نمی‌شود؛ آن را ساده‌تر بنویسید"
        raise ContentInvalid(
            [Problem(Place(body.origin, body.line, 1), "text-too-complex", message)]
        ) from error
    return Markup(explain(with_sizes(html, body.pictures), body.terms))


def _converted(text: str) -> str:
    markdown = _converter(threading.get_ident())
    try:
        return markdown.reset().convert(text)
    except BaseException as error:
        # It may have been left in the middle of the text.
        _converter.cache_clear()
        if not isinstance(error, Exception):
            raise
        # Whatever Python-Markdown stumbles over, the person who wrote the text can mend.
        raise TooComplex from error


@cache
def _converter(thread: int) -> Markdown:  # noqa: ARG001 it is the key
    """The converter of a thread: making one takes longer than reading a text."""
    return converter()


def _sanitised(html: str) -> str:
    clean = nh3.clean(
        html,
        tags=set(BLOCK_TAGS | INLINE_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        clean_content_tags=set(),
        link_rel=None,
    )
    # A block within a paragraph leaves two empty halves of it.
    return _linked(_SANE_TAG.sub(_in_scroll, clean).replace("<p></p>", ""))


def _in_scroll(tag: re.Match[str]) -> str:
    """Tables and code with what they scroll in, code from left to right; other tags as they are."""
    if tag[1] == "table":
        return f"{_TABLE}{tag[0]}"
    if tag[1] in ("pre", "code"):
        is_said = " dir=" in tag[0] or tag.string.endswith("<pre>", 0, tag.start())
        direction = "" if is_said else ' dir="ltr"'
        return f"{tag[0][:-1]}{direction}{_CODE if tag[1] == 'pre' else ''}>"
    return f"{tag[0]}</div>" if tag[1] == "/table" else tag[0]


def _linked(html: str) -> str:
    """``html`` as nh3 writes it, with bare addresses as links."""
    if "://" not in html and "www." not in html and "@" not in html:
        return html
    inside = 0
    parts: list[str] = []
    for part in _PARTS.finditer(html):
        if part[2] in _UNLINKED:
            inside += -1 if part[1] else 1
        parts.append(part[0] if part[2] or inside else _BARE.sub(_link, part[0]))
    return "".join(parts)


def _link(found: re.Match[str]) -> str:
    text = found[0]
    end = len(text.rstrip(".,:;!?…*_)]}"))
    if text[end : end + 1] == ")" and "(" in text[:end]:
        end += 1
    if text[:end].endswith("&amp"):
        end = len(text)
    address, rest = text[:end], text[end:]
    before = "" if found["web"] else "https://" if found["www"] else "mailto:"
    return f'<a href="{before}{address}"><bdi dir="ltr">{address}</bdi></a>{rest}'


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute in the output, ``None`` to leave the attribute out."""
    if hidden_characters(value):
        return None
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
    """Raises :class:`TooComplex` after ``seconds`` of work, where it can (POSIX, main thread)."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    is_on = True

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if is_on:
            raise TooComplex

    before = signal.signal(signal.SIGPROF, stop)
    # Again and again: what is raised while Python clears up an object goes unheard.
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        try:
            is_on = False
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)


_PICTURE = re.compile(r'<img(?=[^<>]* src="([^"]*)")(?:"[^"]*"|[^"<>])*')


def with_sizes(html: str, pictures: tuple[Picture, ...]) -> str:
    """``html``, as nh3 writes it, with the size of every picture that is known; it is fetched when
    the reader comes near, and decoded without holding up the text.
    """
    known = {href(picture.path): picture for picture in pictures}

    def sized(tag: re.Match[str]) -> str:
        picture = known.get(tag[1])
        if picture is None:
            return tag[0]
        size = f'width="{picture.width}" height="{picture.height}"'
        return f'{tag[0]} {size} loading="lazy" decoding="async"'

    return _PICTURE.sub(sized, html) if known else html
