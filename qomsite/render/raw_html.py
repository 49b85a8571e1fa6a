"""Raw HTML within Markdown: which tags stay tags, and which are shown as the text that they are.

A tag stays if it is safe and has its partner; whatever else begins with «<» is text, so that no
word is lost, as with Python-Markdown's own reading, and no tag of a text can reach out of it.
"""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HtmlInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import HTML_PLACEHOLDER, STX

from qomsite.markup.code import mask_code
from qomsite.markup.tags import BLOCK_TAGS, DEEPEST, INLINE_TAGS, TAG, VOID_TAGS
from qomsite.text.characters import hidden_characters, unescaped

_ENTITY = r"(&(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);)"
_PLACE = HTML_PLACEHOLDER % "([0-9]+)"
_TOKEN = re.compile(rf"<p>{_PLACE}</p>|{_PLACE}|<(/?)([a-z0-9]+)[^<>]*>")
_IN_TAG = re.compile(_PLACE)
_COMMENT = "<!--"
_UNMASKED = "\ufdd1" * len(_COMMENT)


class RawHtml(Extension):
    """Puts this module's reading of raw HTML in the place of Python-Markdown's."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        # Before blocks of code are put aside: a comment may begin above one.
        md.preprocessors.register(_Comments(md), "comments", 27)
        md.inlinePatterns.register(_Tags(TAG, md), "html", 90)
        md.inlinePatterns.register(_Entities(_ENTITY, md), "entity", 80)
        md.postprocessors.register(_Places(md), "raw_html", 30)


class _Tag(str):
    """A raw tag that may stay."""

    @property
    def name(self) -> str:
        return re.split(r"[\s/>]", self.removeprefix("<").removeprefix("/"), maxsplit=1)[0].lower()

    @property
    def closes(self) -> bool:
        return self.startswith("</")


class _Comments(Preprocessor):
    """Takes comments away, also those over several paragraphs, but not from code."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return "".join(_without_comments(text)).split("\n") if _COMMENT in text else lines


class _Tags(HtmlInlineProcessor):
    """Puts aside every tag that may stay."""

    def handleMatch(  # type: ignore[override]
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str | None, int | None, int | None]:
        text, name = m[1], m[3].lower()
        is_void = name in VOID_TAGS
        # A tag with Markdown in its attributes is none.
        if name not in BLOCK_TAGS | INLINE_TAGS or STX in text or (m[2] if is_void else m[4]):
            return None, None, None
        return self.md.htmlStash.store(_Tag(text)), m.start(), m.end()


class _Entities(HtmlInlineProcessor):
    """Puts aside every entity, but those for characters that may not be typed either."""

    def handleMatch(  # type: ignore[override]
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str | None, int | None, int | None]:
        made = unescaped(m[1])
        if not made or hidden_characters(made):
            return "&amp;" + m[1][1:], m.start(), m.end()
        return self.md.htmlStash.store(m[1]), m.start(), m.end()


class _Places(Postprocessor):
    """Puts back what was put aside: tags with a partner as tags, other tags as text."""

    def run(self, text: str) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        if not stash:
            return text
        kept = _with_partner(text, stash)

        def put(match: re.Match[str]) -> str:
            alone = match[1]
            if match[4]:
                return _IN_TAG.sub(lambda inner: escape(str(stash[int(inner[1])])), match[0])
            key = int(alone or match[2])
            item = stash[key]
            if isinstance(item, _Tag):
                is_block = item.name in BLOCK_TAGS and key in kept
                shown = str(item) if key in kept else escape(item, quote=False)
            else:
                is_block = str(item).startswith("<")  # a fenced block of code
                shown = str(item)
            return f"<p>{shown}</p>" if alone and not is_block else shown

        return _TOKEN.sub(put, text)


def _with_partner(text: str, stash: list[str | Element]) -> set[int]:
    """The keys of the tags that stay: an inline tag finds its partner within its paragraph, a block
    tag anywhere.
    """
    kept: set[int] = set()
    pending: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        if match[4]:
            if match[3] and match[4] in BLOCK_TAGS:
                pending = [entry for entry in pending if entry[0] in BLOCK_TAGS]
            continue
        key = int(match[1] or match[2])
        tag = stash[key]
        if not isinstance(tag, _Tag):
            continue
        if tag.name in VOID_TAGS:
            kept.add(key)
        elif not tag.closes:
            if len(pending) < DEEPEST:
                pending.append((tag.name, key))
        elif partner := next((p for p in reversed(pending) if p[0] == tag.name), None):
            kept |= {key, partner[1]}
            del pending[pending.index(partner) :]
    return kept


def _without_comments(text: str) -> Iterator[str]:
    # What stands in code is no comment; for the mask, comments must not be masked as well.
    masked = mask_code(text.replace(_COMMENT, _UNMASKED))
    done = 0
    start = masked.find(_UNMASKED)
    while start >= 0:
        end = text.find("-->", start + len(_COMMENT))
        if end < 0:
            break
        yield text[done:start]
        done = end + len("-->")
        start = masked.find(_UNMASKED, done)
    yield text[done:]
