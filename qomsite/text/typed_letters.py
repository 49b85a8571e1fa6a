"""Letters as they are typed: Arabic forms, kashida, marks without a letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qomsite.text.finding import Finding
from qomsite.text.letters import DIGIT, KASHIDA, LETTER, MARK

_UNIFIED = str.maketrans("يىكڪہھە", "ییککههه")
# The shapes that PDF files give back for letters; not the ligatures of whole words (U+FDF0…).
_SHAPES = "\ufb50-\ufbb1\ufbd3-\ufbff\ufe80-\ufefc"
_ARABIC = re.compile(f"[يىكڪہھە{_SHAPES}]+")
_KASHIDA = re.compile(
    # «ه‍ـ» of an abbreviation stays: there the kashida keeps a single letter open.
    f"(?<=[{LETTER}{MARK}]){KASHIDA}+(?=[{LETTER}{MARK}])|(?<=[{LETTER}][{LETTER}]){KASHIDA}+"
)
_MARKS = re.compile(f"[{MARK}]+")
_REPEATED = re.compile(f"([{MARK}])\\1+")
_NO_LETTER = re.compile(f"[\\s{DIGIT}.،؛؟!:/-]")


def letters(text: str) -> Iterator[Finding]:
    """Arabic letters where Persian has its own, kashida, doubled and lone marks.

    «ة», «ؤ» and «أ» are right in many words and stay, and so does a letter's own mark.
    """
    for found in _ARABIC.finditer(text):
        written = unicodedata.normalize("NFKC", found[0]).translate(_UNIFIED)
        yield Finding(*found.span(), written, "arabic-letter")
    if KASHIDA in text:
        for found in _KASHIDA.finditer(text):
            yield Finding(*found.span(), "", "kashida")
    for found in _MARKS.finditer(text):
        start = found.start()
        if start == 0 or _NO_LETTER.match(text, start - 1):
            yield Finding(*found.span(), "", "stray-mark")
        elif len(found[0]) > 1:
            for twice in _REPEATED.finditer(found[0]):
                yield Finding(start + twice.start(), start + twice.end(), twice[1], "stray-mark")
