"""Markdown as plain text: what a reader would hear, for search and its snippets; never shown as
HTML.
"""

import re

from qomsite.markup.lists import ITEM, TASK
from qomsite.text.characters import unescaped

_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
_REFERENCE = re.compile(
    r"^ {0,3}\[[^\]^\n][^\]\n]*\]:[ \t]*(?=\S*$|\S+[ \t]+[\"'(])\S+", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]*(?:[-*_:|][ \t]*){3,}$", re.MULTILINE)
_LEAD = re.compile(
    rf"^[ \t]*(?:(?:[#>:]+[ \t]|{ITEM}(?:[ \t]+{TASK})?)[ \t]*)+|^\[\^[^\]\n]+\]:", re.MULTILINE
)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_NOTE = re.compile(r"\[\^[^\[\]\n]+\]|\{[:#][^{}\n]*\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_COMMENT = re.compile(r"<!--[^-]*+(?:-(?!->)[^-]*+)*+-->")
_MARKS = re.compile(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])")
_MAIN = (
    (_FENCE, ""),
    (_REFERENCE, ""),
    (_RULE, ""),
    (_LEAD, ""),
    (_LINK, r"\1"),
    (_NOTE, ""),
    (_TAG, " "),
    (_MARKS, ""),
)


def plain_text(markdown: str) -> str:
    """The words of a Markdown text in one line."""
    # Without those that never end, each comment is found at the first attempt.
    commented, end, rest = markdown.rpartition("-->")
    text = _COMMENT.sub(" ", commented + end) + rest
    for pattern, instead in _MAIN:
        text = pattern.sub(instead, text)
    return " ".join(unescaped(text.replace("|", " ")).split())
