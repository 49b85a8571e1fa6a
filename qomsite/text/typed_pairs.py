"""Small words that are written as one and typed as two: «هم چنین», «اگر چه»."""

import re
from collections.abc import Iterator

from qomsite.text.characters import LETTER, MARK, NBSP, ZWNJ
from qomsite.text.finding import BREAK, Finding
from qomsite.text.patterns import regex
from qomsite.text.typed_words import FORMS
from qomsite.text.vocabulary import JOINED_TO

_APART = f"(?<![{LETTER}{MARK}{ZWNJ}])"
_END = f"(?![{LETTER}{MARK}{ZWNJ}])"
_GAP = f"{ZWNJ}*[ \t{NBSP}]+{ZWNJ}*"
_START = rf"(?:^|[.،؛؟!:«(…–—{BREAK}])[ \t]*"
_OPENING = rf"(?:{_START}|{_APART}و[ \t]+|{_START}(?:و|اما|ولی)[ \t]+)"
_WHOLE = rf"(?:^|[^\s{LETTER}{MARK}{ZWNJ}]|{_APART}(?:همه|همهٔ|هر|تمام))[ \t]*"
_PREPOSITION = rf"{_APART}(?:با|از|به|بر|برای|در|میان|بین|کنار|روی)[ \t]+"
_NEITHER = "(?<!هر )(?<!هیچ )(?<!آن )(?<!این )"
_OBJECT = rf"[ \t]+را{_END}"
_VERBS = FORMS - {"باید", "شاید", "توان"}
# «هم چنین طرحی است» and «هم چنین گفت» may say «such a» and «so».
_NO_SUCH = rf"(?![ \t]*(?:[{LETTER}]+ی|{'|'.join(sorted(_VERBS))}){_END}|[ \t]*ن?می[ {ZWNJ}])"
_TOLD = r"(?![^.؛!\n]{0,200}؟)"
_DENIED_NOT = rf"(?![^.،؛؟!\n]{{0,60}}{_APART}ن)"
_THEREFORE = (
    rf"(?=[ \t]*(?:،|ن?می[ {ZWNJ}]|(?:باید|نباید|لازم|اگر|برای|در|از|هر|همه|ما|بهتر|ضروری){_END}))"
)

_UNIT = "(?:متر|گرم|گراد|لیتر|وات|ولت|آمپر|هرتز|بایت|بیت|ثانیه|پاسکال|ژول|کالری|تن)ی?"

_ROWS = (
    ("هم~(?:چنین|چنان)", "", _OPENING, _NO_SUCH, True),
    ("هم~(?:چنین|چنان)", "", "", "", False),
    ("هم~اکنون", ZWNJ, _START, "", True),
    ("ا?گر~چه", "", _OPENING, _NO_SUCH + _TOLD, True),
    ("ا?گر~چه", "", "", _TOLD, False),
    ("چنان~چه", "", "", _TOLD, True),
    ("آن~چه", "", _WHOLE, _TOLD, True),
    ("بل~که", "", _START, "", True),
    ("بنا~بر~این", "", _START, _THEREFORE, True),
    ("بنا~بر(?:این)", "", _START, _THEREFORE, True),
    ("هیچ~یک", ZWNJ, "", rf"(?=[ \t]+(?:از|را){_END})", True),
    ("هیچ~کدام", ZWNJ, "", "", True),
    ("(?:بهره|علاقه|ضابطه|قاعده|دغدغه)~مند(?:ی|ان|تر)?", ZWNJ, "", "", True),
    ("(?:یک|هم)~دیگر", "", _NEITHER, rf"(?={_OBJECT})", True),
    ("یک~دیگر", "", _PREPOSITION, _DENIED_NOT, True),
    ("یک~دیگر", "", _PREPOSITION, "", False),
    ("هم~دیگر", "", _PREPOSITION, _DENIED_NOT, False),
    (f"(?:سانتی|میلی)~{_UNIT}", ZWNJ, "", "", True),
    (f"(?:کیلو|مگا|گیگا|هکتو|میکرو)~{_UNIT}", "", "", "", True),
)
"""The words with a gap at each ~, what is between them, what must stand before and behind, and
whether no other reading is left."""


def _pattern(words: str, before: str, behind: str) -> re.Pattern[str]:
    written = words.replace("~", f"({_GAP})")
    return regex(f"{before}{_APART}{written}{_END}{behind}", re.MULTILINE)


_PATTERNS = tuple(
    (_pattern(words, before, behind), joint, is_certain)
    for words, joint, before, behind, is_certain in _ROWS
)
_ANY = regex("|".join(dict.fromkeys(row[0].replace("~", _GAP) for row in _ROWS)))
"""Most texts have none of them: looking for each takes ten times as long."""


def pairs(text: str) -> Iterator[Finding]:
    """The gaps within such words, and the «ه» that «بطور» lacks."""
    for found in JOINED_TO.finditer(text):
        yield Finding(found.end(), found.end(), f"ه{ZWNJ}", "joined-word")
    if not _ANY.search(text):
        return
    for pattern, joint, is_certain in _PATTERNS:
        for found in pattern.finditer(text):
            for group in range(1, len(found.regs)):
                yield Finding(*found.span(group), joint, "joined-word", is_certain)
