"""Spaces, half-spaces, punctuation and quotes as they are typed."""

import re
from collections.abc import Iterator

from qomsite.text.characters import DIGIT, LETTER, MARK, ODD_SPACES, ZWNJ
from qomsite.text.finding import BREAK, LATIN, OPAQUE, Finding
from qomsite.text.patterns import regex

_WORDLIKE = f"{LETTER}{MARK}\u06f0-\u06f9\u0660-\u0669"
_CLOSING = "»)…"
_ODD_SPACE = regex(
    f"(?<=[{_WORDLIKE}،؛؟!:.»)…])[ \t]*+[{ODD_SPACES}][ \t{ODD_SPACES}]*+(?=\\S)"
    f"|(?<=[^\\s{BREAK}])[ \t]*+[{ODD_SPACES}][ \t{ODD_SPACES}]*+(?=[{_WORDLIKE}«])"
)
_ODD_START = regex(f"(?:(?<=[\n{BREAK}])|\\A)[{ODD_SPACES}][ \t{ODD_SPACES}]*+(?=[{LETTER}])")
_TAB = regex(rf"(?<=[{_WORDLIKE}،؛؟!:.»)]) *\t[ \t]*(?=[{_WORDLIKE}«(])")
_DOUBLED = regex(
    f"(?<=[{_WORDLIKE}،؛؟!:.»)…]) {{2,}}(?=[^\\s|])|(?<=[^\\s|{BREAK}]) {{2,}}(?=[{_WORDLIKE}«])"
)
_DOMAIN = f"(?:ایران|کام)(?![{LETTER}])"
_BEFORE = regex(
    rf"(?<=[{_WORDLIKE}{_CLOSING}])[ \t]+(?:(?=[،؟»)]|؛(?!\)))"
    rf"|(?=[!:](?![\w\[/()|*'=-]|{LATIN}(?!{LATIN})))"
    # «این .آن»; a domain begins with its dot, «.ایران», and an emoticon with its eyes, «:دی».
    rf"|(?=\.(?:[\s»)]|$))|(?=[!:.](?!{_DOMAIN}|(?:دی+|پی+)(?![{LETTER}]))[{LETTER}]{{2}}))"
)
_NUMBER_ALONE = regex(rf"(?:\A|[\n{BREAK}])[ \t]*[{DIGIT}]{{1,9}}\Z")
_INSIDE = regex(rf"(?<=[«(])(?<![:;]\()[ \t]+(?=[{_WORDLIKE}«])")
_BEHIND = regex(
    rf"[،؛](?=[{_WORDLIKE}{DIGIT}«(])|[؟!:](?=[{LETTER}«])|\.(?=(?!{_DOMAIN})[{LETTER}]{{2}})"
    rf"|[{LETTER}](?=«[{LETTER}])"
)
_LATIN_LETTER = "(?:کیو|آر|اچ|آی|یو|اس|ای?کس|دا?بلیو)"
"""The name of a Latin letter that is no other word."""
# «جی.پی.اس», «پی.سی», «سی.شارپ»: the dots are part of the word.
_ABBREVIATION = regex(
    rf"(?<![{LETTER}{ZWNJ}.])(?:(?:(?:[{LETTER}]{{1,4}}|{_LATIN_LETTER})\.){{2,}}"
    rf"(?:[{LETTER}]{{1,4}}|{_LATIN_LETTER})(?:های?|هایی)?"
    rf"|[{LETTER}]{{2}}\.[{LETTER}]{{2}}|[{LETTER}]{{2,6}}\.{_LATIN_LETTER}"
    rf"|(?:{_LATIN_LETTER}|ای|بی|پی|جی|سی|تی|وای)\.[{LETTER}]{{2,6}})(?![{LETTER}])"
)
_LIST = regex(f"(?<![{LETTER}])[{LETTER}]++(?:,[{LETTER}]++){{4,}}")
"""Data of a program: «و,در,به,که,از»."""
_HONORIFIC = regex(rf"(?<=[{LETTER}])(?=\((?:ع|س|ص|ره|عج|قدس|صلی|سلام)[ )])")
_LEFT = {
    ":": regex(rf"[{LETTER}{MARK}»)]:\Z"),
    ".": regex(rf"[{LETTER}]{{2}}\.\Z"),
    "،؛؟!": regex(rf"[{_WORDLIKE}{_CLOSING}].\Z"),
    "": regex(rf"[{LETTER}]{{2}}\Z"),
}
"""What must stand before a sign, the sign included, for a space to be missing behind it."""
_NAMESPACE = regex(rf"(?<![{LETTER}])(?:ویژه|کاربر|بحث|پرونده|رده|الگو|درگاه|مدیاویکی):\Z")
"""The first part of the name of a page of a wiki, «ویژه:نسخه»: the colon belongs to the name."""
_BETWEEN_DIGITS = regex(f"[{DIGIT}]")
_OUTSIDE = "\\s،؛؟!:.«»()\\[\\]…"
_USELESS = regex(
    f"{ZWNJ}{{2,}}|(?:(?<=[{_OUTSIDE}])|^){ZWNJ}|{ZWNJ}(?=[{_OUTSIDE}]|$)"
    f"|{ZWNJ}(?=[{MARK}]++(?![{LETTER}]))",
    re.MULTILINE,
)
_MAYBE_USELESS = regex(f"{ZWNJ}[{_OUTSIDE}{MARK}{ZWNJ}]|[{_OUTSIDE}]{ZWNJ}|\\A{ZWNJ}|{ZWNJ}\\Z")
_BEFORE_MARKS = regex(f"(?<=[{LETTER}]){ZWNJ}+(?P<marks>[{MARK}]+)(?=[{LETTER}])")
_OLD_HALF_SPACE = regex(f"(?<=[{LETTER}])\u00ac(?=[{LETTER}])")
_LATIN_MARK = regex(
    # Behind a bracket only where a Persian word is in it: «foo();» is code.
    rf"(?:(?<=[{LETTER}{MARK}»])|(?<=[{LETTER}{MARK}]\)))[ \t]*(?:,(?=[ \t]*[{_WORDLIKE}{DIGIT}«])"
    rf"|;(?=[ \t]*(?:[{LETTER}«]|$))|\?+(?=[\s»)!]|$))"
    rf"|(?<=[\u06f0-\u06f9]),(?=[ \t]+[{LETTER}«])",
    re.MULTILINE,
)
_REPEATED = tuple(
    # «!!» before a bracket or «=» is Markdown or code.
    regex(rf"(?<=[{LETTER}{MARK}»)؟!]){sign}{{2,}}(?![\[=])")
    for sign in "؟!"
)
_PERSIAN = {",": "،", ";": "؛", "?": "؟"}
_DOTS = regex(
    # Four after a colon, or before a number, may be a blank to be filled.
    rf"(?<=[{LETTER}{MARK} ])(?:\.{{3}}|(?<!: )\.{{4,5}}(?![ \t]*[{DIGIT}]))(?!\.)"
    rf"(?=[\s{LETTER}»)]|$)",
    re.MULTILINE,
)
_QUOTE = regex('["“”„‟«»\n' + BREAK + "]")


def spaces(text: str) -> Iterator[Finding]:
    """Doubled, missing and needless spaces and half-spaces, Latin punctuation, quotes."""
    for pattern, replacement, slug, signs in _SIMPLE:
        # Most texts have none of the signs: looking for them takes a hundredth of the time.
        if any(sign in text for sign in signs):
            for found in pattern.finditer(text):
                if pattern is not _BEFORE or not _would_number(text, found):
                    yield Finding(*found.span(), replacement, slug)
    missing = [found for found in _BEHIND.finditer(text) if _is_missing(text, found)]
    short = _ABBREVIATION.finditer(text) if missing else ()
    abbreviations = {at for found in short for at in range(*found.span())}
    for found in missing:
        if found.start() not in abbreviations:
            yield Finding(found.end(), found.end(), " ", "spacing")
    if _MAYBE_USELESS.search(text):
        for found in _BEFORE_MARKS.finditer(text):
            yield Finding(*found.span(), found["marks"] + ZWNJ, "half-space")
        for found in _USELESS.finditer(text):
            inner = len(found[0]) > 1 and not _edge(text, found)
            yield Finding(*found.span(), ZWNJ if inner else "", "half-space")
    if any(sign in text for sign in _PERSIAN):
        listed = {at for found in _LIST.finditer(text) for at in range(*found.span())}
        for found in _LATIN_MARK.finditer(text):
            if found.start() not in listed:
                yield Finding(*found.span(), _PERSIAN[found[0].strip()[0]], "punctuation")
    if any(sign in text for sign in '"“”„‟'):
        yield from _quotes(text)


_SIMPLE: tuple[tuple[re.Pattern[str], str, str, tuple[str, ...]], ...] = (
    (_ODD_SPACE, " ", "spacing", tuple(ODD_SPACES)),
    (_ODD_START, "", "spacing", tuple(ODD_SPACES)),
    (_TAB, " ", "spacing", ("\t",)),
    (_DOUBLED, " ", "spacing", ("  ",)),
    (_BEFORE, "", "spacing", tuple(space + sign for space in " \t" for sign in "،؛؟!:.»)")),
    (_INSIDE, "", "spacing", ("« ", "( ", "«\t", "(\t")),
    (_OLD_HALF_SPACE, ZWNJ, "half-space", ("\u00ac",)),
    (_DOTS, "…", "punctuation", ("...",)),
    *((one, sign, "punctuation", (sign * 2,)) for one, sign in zip(_REPEATED, "؟!", strict=True)),
    (_HONORIFIC, " ", "spacing", ("(",)),
)


def _would_number(text: str, found: re.Match[str]) -> bool:
    """Whether a number at the start of a line would become the mark of a list: «۱۲ .»."""
    before = text[max(0, found.start() - 12) : found.start()]
    return text[found.end()] in ".)" and _NUMBER_ALONE.search(before) is not None


def _is_missing(text: str, found: re.Match[str]) -> bool:
    at = found.end()
    sign = text[at - 1]
    left = next(pattern for signs, pattern in _LEFT.items() if sign in signs or not signs)
    if not left.search(text[max(0, at - 4) : at]):
        return False
    if sign == ":" and _NAMESPACE.search(text[max(0, at - 12) : at]):
        return False
    # «۱،۲» may be one number.
    return sign not in "،؛" or not all(map(_BETWEEN_DIGITS.match, (text[at - 2], text[at])))


def _edge(text: str, found: re.Match[str]) -> bool:
    """Whether what surrounds half-spaces is not a letter or digit on each side."""
    sides = (text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1])
    wordlike = f"[{LETTER}{MARK}{DIGIT}{LATIN}{OPAQUE}]"
    return not all(side and re.match(wordlike, side) for side in sides) or bool(
        re.match(f"[{MARK}]", sides[1])
    )


def _quotes(text: str) -> Iterator[Finding]:
    """Pairs of quotes within a line whose words begin in Persian; what is within «» stays."""
    depth = 0
    opened: int | None = None
    for found in _QUOTE.finditer(text):
        sign, at = found[0], found.start()
        if sign in ("\n", BREAK):
            depth, opened = 0, None
        elif sign == "«":
            depth += 1
        elif sign == "»":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif opened is None:
            opened = at
        else:
            inside = text[opened + 1 : at]
            first = re.search(f"[{LETTER}{LATIN}]", inside)
            if first and first[0] != LATIN and inside.strip() == inside:
                yield Finding(opened, opened + 1, "«", "quotes")
                yield Finding(at, at + 1, "»", "quotes")
            opened = None
