"""What of a Markdown body or of a value is prose; all else is masked, character by character."""

import re
from collections.abc import Collection, Iterator

from qomsite.markup.code import filled, mask_code
from qomsite.markup.links import label
from qomsite.markup.lists import ITEM, TASK
from qomsite.text.finding import BREAK, LATIN, OPAQUE
from qomsite.text.patterns import regex
from qomsite.text.slugs import heading_slug, term_anchor

_ADDRESS = regex(r"(?:(?:https?|ftp|mailto|tel):|www\.)[^\s<>\"'«»]+")
# Signs of ASCII without a space, a Latin word if there is a letter: qom.ir, m2, 12-a, T-118, C++.
_RUN = regex("[!-~\u00c0-\u024f]++")
# Code outside a fence: a Latin name or a brace at a quote, print("الف"), x["الف"], {"نام": "قم"}.
_QUOTED = r"(?:\"[^\"\n]*\"|'[^'\n]*')"
_PLAIN = r"[^\"'\n()\[\]{}\u0600-\u06ff]*"
_NAME = r"(?<![\w.])[\d.]*+[A-Za-z_][\w.]*+"
_CALL = regex(
    rf"{_NAME}(?:[(\[]{_PLAIN}| ?=[ \[(]?){_QUOTED}(?:{_PLAIN}{_QUOTED})*{_PLAIN}[)\]]?"
    rf"|\{{[ ]?{_QUOTED}(?:{_PLAIN}{_QUOTED})*{_PLAIN}\}}",
    re.ASCII,
)
_LATIN_LETTER = regex("[A-Za-z\u00c0-\u024f]")
_OUTER = "\"'.,;:!?()[]{}<>*_~|`"
_ENTITY = regex(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);")
_ARABIC_TEXT = regex(
    r"<(?P<tag>[a-z]+)\b[^<>]*\blang=[\"']?(?!fa)[a-z][^<>]*>.{0,2000}?</(?P=tag)>",
    re.DOTALL | re.I,
)
_TAG = regex(r"</?[A-Za-z][^<>]*>|<[^\s<>]+@[^\s<>]+>|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>")
_CODE = regex(r"<(pre|code|kbd|samp|script|style)\b[^<>]*>", re.I)
_DEFINITION = regex(r"^ {0,3}\[(?!\^)([^\[\]\n]+)\]:[^\n]*$", re.MULTILINE)
_TARGET = regex(r"\]\((?:[^()\n]|\([^()\n]*+\))*+\)?|\]\[[^\[\]\n]*\]")
_NOTE = regex(r"\[\^[^\[\]\n]+\](?::[ \t]*)?")
_OWN_ID = regex(r"\{[ ]*+[#.:][^{}\n]*+\}")
_RULE = regex(
    r"^[ \t]*+(?:\|?[ \t]*+:?-{2,}:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*\|?|={2,}"
    r"|(?:[*_-][ \t]*+){3,})[ \t]*+$",
    re.MULTILINE,
)
_MARKER = regex(
    rf"^(?:[ \t]*+(?:>|{ITEM}(?:[ \t]++{TASK})?|:(?=[ \t])|\#{{1,6}}(?=\s)|[!?]{{3}}))+"
    r"[ \t]*+"
    r"|^[ \t]++|(?<![ \t])[ \t]++$",
    re.MULTILINE,
)
_ESCAPE = regex(r"\\[!-/:-@\[-`{-~]")
_HEADING = regex(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_TERM = regex(r"^(\S.*)(?=\n(?:\n)?:[ \t])", re.MULTILINE)
_SETEXT = regex(r"^(\S.*)(?=\n(?:=+|-+)[ \t]*$)", re.MULTILINE)


def mask_body(text: str, anchors: Collection[str] = ()) -> str:
    """A Markdown body with a filler for each character that is not prose, line ends kept.

    Masked are code, comments, tags, entities, what stands in another language, the targets of
    links, notes' and links' labels, ids, markers of lists and headings, rules of tables, addresses
    and Latin words; and headings and terms that ``anchors`` (linked by their words) lead to.
    """
    masked = mask_code(text)
    if "<" in masked:
        masked = _filled(_TAG, _filled(_ARABIC_TEXT, filled(masked, _html_code(masked))))
    if "]" in masked:
        labels = {label(found[1]) for found in _DEFINITION.finditer(masked)}
        masked = _filled(_NOTE, _filled(_TARGET, _filled(_DEFINITION, masked)))
        if labels:
            masked = re.sub(
                r"\[([^\[\]\n]*)\]",
                lambda found: OPAQUE * len(found[0]) if label(found[1]) in labels else found[0],
                masked,
            )
    if "{" in masked:
        masked = _filled(_OWN_ID, masked)
    if anchors:
        masked = _without_anchors(masked, anchors)
    masked = _filled(_ESCAPE, masked) if "\\" in masked else masked
    masked = _filled(_ENTITY, masked) if "&" in masked else masked
    masked = _filled(_MARKER, _filled(_RULE, masked, BREAK), BREAK)
    return mask_latin(_filled(_CALL, masked, LATIN))


def mask_latin(text: str) -> str:
    """A text with its addresses, Latin words and codes masked."""
    if ":" in text or "www." in text:
        text = _filled(_ADDRESS, text, LATIN)
    return _RUN.sub(_latin, text)


def _latin(found: re.Match[str]) -> str:
    word = found[0]
    if not _LATIN_LETTER.search(word):
        return word
    core = word.strip(_OUTER)
    start = word.index(core)
    end = start + len(core)
    return word[:start] + LATIN * len(core) + word[end:]


def _filled(pattern: re.Pattern[str], text: str, filler: str = OPAQUE) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", filler, found[0]), text)


def _html_code(text: str) -> Iterator[tuple[int, int]]:
    """Where code in HTML is, tags and all; what no tag closes is prose."""
    done = 0
    unclosed: set[str] = set()
    for found in _CODE.finditer(text):
        name = found[1].casefold()
        if found.start() < done or name in unclosed:
            continue
        closing = re.compile(rf"</{name}\s*>", re.I).search(text, found.end())
        if closing is None:  # nor is any that follows
            unclosed.add(name)
            continue
        done = closing.end()
        yield found.start(), done


def _without_anchors(text: str, anchors: Collection[str]) -> str:
    """Other words would give another anchor, and the links to it would lead nowhere."""

    def fill(found: re.Match[str]) -> str:
        names = heading_slug(found[1]), term_anchor(found[1])
        return OPAQUE * len(found[0]) if set(names) & set(anchors) else found[0]

    for pattern in (_HEADING, _TERM, _SETEXT):
        text = pattern.sub(fill, text)
    return text
