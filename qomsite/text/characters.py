"""Single characters: which make up a word, which no content may hold, how a message shows them."""

import re
from html import unescape
from pathlib import Path

from qomsite.text.patterns import regex

ZWNJ = "\u200c"
ZWJ = "\u200d"
NBSP = "\u00a0"
ODD_SPACES = f"{NBSP}\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""Signs that look like a space and are none to YAML, such as that of word processors."""
BOM = "\ufeff"
KASHIDA = "\u0640"
LETTER = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff"
"""Arabic letters, those of Persian among them, for use within a class."""
MARK = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
"""Vowel signs and other marks above and below letters."""
DIGIT = "0-9\u06f0-\u06f9\u0660-\u0669"
LONGEST_CELL = 32_767
"""How many a cell of Excel holds (its documented limit)."""
NON_JOINING = "اآأإدذرزژوؤء"
"""A letter that is never joined to the next one: a half-space behind it changes nothing."""

_ROWS = Path(__file__).with_name("refused.txt").read_text("utf-8").splitlines()[1:]
_RANGES = [
    (int(first, 16), int(last or first, 16), name)
    for codes, _, name in (row.partition(" ") for row in _ROWS)
    for first, _, last in [codes.partition("-")]
]
_PICTOGRAPH = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
"""Pictures among which a joiner makes one of several (UTS #51): «👩‍💻»."""
_REFUSED = regex(
    f"(?<![{_PICTOGRAPH}\ufe0f]){ZWJ}|{ZWJ}(?![{_PICTOGRAPH}])|["
    + "".join(
        f"{re.escape(chr(first))}-{re.escape(chr(last))}"
        for first, last, _ in _RANGES
        if chr(first) != ZWJ
    )
    + "]"
)
_DRAWN = [chr(code) for code, last, _ in _RANGES if code == last and chr(code).isprintable()]
"""What is refused though Python takes it for printable."""


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """Return the offset and the Persian name, with U+XXXX, of each refused character in `text`.

    Refused are bidi controls, whatever is invisible, lone surrogates, noncharacters and the trace
    of a failed decoding. A tab, a line feed and the ZWNJ are text; a carriage return is none.
    """
    # Most texts have none, which is known without a look at each place.
    bare = text.replace("\n", "").replace("\t", "").replace(ZWNJ, "")
    if bare.isprintable() and not any(one in text for one in _DRAWN):
        return []
    return [(found.start(), _named(ord(found.group()))) for found in _REFUSED.finditer(text)]


_ENDLESS = regex("&#[0-9]{100,};?")


def unescaped(text: str) -> str:
    """``text`` with the characters that its entities of HTML name; U+FFFD for an endless number."""
    return unescape(_ENDLESS.sub("\ufffd", text))


# Word's optional hyphen and the blank without width are what many typed for a half-space; a line
# separator within a line parts words; the trace of a failed decoding, and what may be one, stays to
# be seen.
_FOR_HALF_SPACE = regex(f"(?<=[{LETTER}])[\u00ad\u200b]+(?=[{LETTER}])")
_FOR_SPACE = regex("[ ]?[\u000b\u000c\u001c-\u001f\u0085\u2028\u2029]+[ ]?")
_KEPT = regex("[\u0080-\u0084\u0086-\u009f\ufffd\ud800-\udfff]")


def without_hidden(text: str) -> str:
    """``text`` without its refused characters; the few that stand for a lost letter stay."""
    text = _FOR_HALF_SPACE.sub(ZWNJ, text)
    text = _FOR_SPACE.sub(" ", text)
    return _REFUSED.sub(lambda found: found[0] if _KEPT.match(found[0]) else "", text)


# Letters and digits of any script join, and so do the marks above a letter before it.
_LOOSE = regex(f"(?<![^\\W_]|[{MARK}]){ZWNJ}|{ZWNJ}(?![^\\W_])")
_BLANKS = f" \t\n{ODD_SPACES}"


def refused(text: str) -> tuple[int, str] | None:
    """The offset and the name of the first character that no value may hold: what is hidden, and a
    half-space which does not stand between two letters or digits.
    """
    hidden, loose = _REFUSED.search(text), _LOOSE.search(text)
    if loose and not (hidden and hidden.start() < loose.start()):
        return loose.start(), "نیم‌فاصلهٔ نابه‌جا U+200C"
    return (hidden.start(), _named(ord(hidden[0]))) if hidden else None


def trimmed(text: str) -> str:
    """``text`` without blanks and line ends at its margins; what is refused stays to be refused."""
    return text.strip(_BLANKS)


def _named(code: int) -> str:
    name = next(name for first, last, name in _RANGES if first <= code <= last)
    return f"{name} U+{code:04X}"


_LONGEST = 40


def quoted(text: str) -> str:
    """Return `text` in «», cut to forty characters, with what cannot be seen written as U+XXXX, so
    that a message stays one line that any terminal can print.
    """
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    shown = (c if c.isprintable() or c == ZWNJ else f"[U+{ord(c):04X}]" for c in cut)
    return f"«{''.join(shown)}»"


LINE_END = regex(r"\r\n|\r|\n")
"""The end of a line as any system writes it."""


def plain_lines(text: str) -> str:
    """A text in which every line ends with a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
