"""The Markdown that texts are written in: Python-Markdown, put right where it loses words."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension, footnotes
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER_RE, STX

from qomsite.errors import TooComplex
from qomsite.markup.lists import NUMBER, canonical
from qomsite.render.raw_html import RawHtml
from qomsite.text.digits import persian_digits
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


DEEPEST = 40
"""How deep a text may nest; Python-Markdown would go on to where the stack happens to end."""

MOST_CELLS = 50_000
"""Of one table: a few rows under very many columns would otherwise fill the memory."""

_WIDE = 100
"""The first number that is wider than the indentation of lists."""

_NOWHERE = "\ufdd1"
_ALIGNED = {"left": "align-start", "center": "align-center", "right": "align-end"}
_UNFIT = re.compile(r"[\s<>]")
# Between two digits a star multiplies: «۲*۳*۴».
_STAR = r"(?!(?<=\d)\*+\d)"
_EMPHASIS = {
    "strong": (rf"{_STAR}(\*\*)(?=\S)(.+?)(?<=\S){_STAR}\1(?!\*)", 65),
    "em": (rf"{_STAR}(\*)(?=[^\s*])((?:[^*]|(?<=\d)\*(?=\d))+)(?<=\S){_STAR}\1(?!\*)", 64),
    "strong2": (r"(?<!\w)(__)(?=\S)(.+?)(?<=\S)\1(?!\w)", 63),
    "em2": (r"(?<!\w)(_)(?=[^\s_])([^_]+)(?<=\S)\1(?!\w)", 62),
    "del": (r"(?<!~)(~~)(?=[^\s~])((?:[^~]|~(?!~))+)(?<=\S)\1(?!~)", 61),
}


def converter() -> Markdown:
    """A converter of this dialect."""
    return Markdown(
        extensions=[
            RawHtml(),
            DefListExtension(),
            _FencedCode(),
            _Footnotes(BACKLINK_TEXT="↩", BACKLINK_TITLE="بازگشت به متن", PLACE_MARKER=_NOWHERE),
            SaneListExtension(),
            _Dialect(),
        ],
        output_format="html",
    )


class _Dialect(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # As Python-Markdown's own table extension does.
        if "|" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("|")
        md.parser.blockprocessors.register(
            _Tables(md.parser, {"use_align_attribute": True}), "table", 75
        )
        md.inlinePatterns.register(_Links(inlinepatterns.LINK_RE, md), "link", 160)
        md.inlinePatterns.register(_Images(inlinepatterns.IMAGE_LINK_RE, md), "image_link", 150)
        for name in ("em_strong", "em_strong2"):
            md.inlinePatterns.deregister(name, strict=False)
        for name, (pattern, priority) in _EMPHASIS.items():
            tag = name.removesuffix("2")
            md.inlinePatterns.register(
                inlinepatterns.SimpleTagInlineProcessor(pattern, tag), name, priority
            )
        headings: Any = md.parser.blockprocessors["hashheader"]
        # «#قم» is a hashtag.
        words = headings.RE.pattern.replace("(?P<header>", r"(?=\s|$)(?P<header>")
        headings.RE = re.compile(words, headings.RE.flags)
        # What has been put aside by then is code.
        md.preprocessors.register(_Lines(md), "lines", 20)
        md.treeprocessors.register(_Numbers(md), "numbers", 30)
        # The terms first: headings keep clear of their anchors.
        md.treeprocessors.register(Terms(md), "terms", 6)
        md.treeprocessors.register(Headings(md), "headings", 5)
        md.treeprocessors.register(_Depth(md), "depth", 4)
        md.treeprocessors.register(_BackLinks(md), "back_links", 3)


class _Lines(Preprocessor):
    """Lists and tables as people type them."""

    def run(self, lines: list[str]) -> list[str]:
        return list(canonical(lines))


class _Numbers(Treeprocessor):
    """Gives items the numbers that they were typed with, and wide ones their room."""

    def run(self, root: Element) -> None:
        for numbered in root.iter("ol"):
            widest = int(numbered.get("start", "1")) + len(numbered)
            for item in numbered:
                holder = item[0] if len(item) and not (item.text or "").strip() else item
                if told := NUMBER.match(holder.text or ""):
                    holder.text = (holder.text or "")[told.end() :]
                    item.set("value", told[1])
                    widest = max(widest, int(told[1]))
            if widest >= _WIDE:
                numbered.set("class", "wide")


class _BackLinks(Treeprocessor):
    """Takes the way back from notes that no mark leads to, so that it does not lead nowhere."""

    def run(self, root: Element) -> None:
        marks = {f"#{mark.get('id')}" for mark in root.iter("sup")}
        for parent in root.iter("p"):
            for child in [*parent]:
                if child.get("class") == "footnote-backref" and child.get("href") not in marks:
                    parent.remove(child)


class _FencedCode(FencedCodeExtension):
    """Blocks of code. After the fence stands a language, in ASCII, or it is no fence."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        processor: Any = md.preprocessors["fenced_code_block"]
        pattern = FencedBlockPreprocessor.FENCED_BLOCK_RE
        words = pattern.pattern.replace(r"[^\n]*", "[ -~]*").replace(
            r"[\w#.+-]*", "[a-zA-Z0-9_#.+-]*"
        )
        processor.FENCED_BLOCK_RE = re.compile(words, pattern.flags)


class _Footnotes(footnotes.FootnoteExtension):
    """Notes, numbered in Persian. Their names stand in one line; two of one name are two notes."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        processor: Any = md.parser.blockprocessors["footnote"]
        pattern = footnotes.FootnoteBlockProcessor.RE
        processor.RE = re.compile(pattern.pattern.replace(r"[^\]]*", r"[^\[\]\n]+"), pattern.flags)
        md.inlinePatterns.register(_NoteMarks(r"\[\^([^\]]*)\]", self), "footnote", 175)

    def setFootnote(self, id: str, text: str) -> None:
        while id in self.footnotes:
            id += "′"
        super().setFootnote(id, text)


class _NoteMarks(footnotes.FootnoteInlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        mark, start, end = super().handleMatch(m, data)
        if isinstance(mark, Element):
            mark[0].text = persian_digits(mark[0].text or "")
            return mark, start, end
        return None, None, None


class _Target:
    """The destination of a link or a picture: without spaces, and closed."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        target, title, end, is_link = super().getLink(data, index)  # type: ignore[misc]
        is_sound = end > index and data[end - 1] == ")" and not _UNFIT.search(target)
        return target, title, end, is_link and is_sound


class _Links(_Target, inlinepatterns.LinkInlineProcessor):
    pass


class _Images(_Target, inlinepatterns.ImageInlineProcessor):
    pass


class _Tables(TableProcessor):
    """Tables whose header is as wide as their widest row: no cell is dropped."""

    separator: Any
    _split_row: Any

    def run(self, parent: Element, blocks: list[str]) -> None:
        rows = blocks[0].split("\n")[2:]
        widest = max([len(self.separator), *(len(self._split_row(row.strip(" "))) for row in rows)])
        if widest * len(rows) > MOST_CELLS:
            raise TooComplex
        self.separator = [*self.separator, *[""] * (widest - len(self.separator))]
        super().run(parent, blocks)
        for cell in parent[-1].iter():
            if side := cell.attrib.pop("align", ""):
                cell.set("class", _ALIGNED[side])


class _Depth(Treeprocessor):
    """Refuses a tree that is deeper than any honest text."""

    def run(self, root: Element) -> None:
        level = [root]
        for _ in range(DEEPEST):
            level = [child for element in level for child in element]
        if level:
            raise TooComplex
