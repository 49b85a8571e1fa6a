"""Letters and digits as they are typed: Arabic forms, kashida, lone marks, one system of digits."""

import re
import unicodedata
from collections.abc import Iterator

from qomsite.text.characters import DIGIT, KASHIDA, LETTER, MARK, ZWNJ
from qomsite.text.digits import persian_digits
from qomsite.text.finding import BREAK, LATIN, OPAQUE, Finding
from qomsite.text.patterns import regex

_PERCENT = regex(f"(?<=[{DIGIT}])[ \t]+(?=[%٪])")
_NUMBER = regex(rf"\+[{DIGIT}]+(?:[ -][{DIGIT}]+){{2,}}|%?[{DIGIT}]+(?:[-–./:,٫٬][{DIGIT}]+)*%?")
_FOREIGN = regex("[0-9\u0660-\u0669%,]")
_ARABIC_DIGIT = regex("[\u0660-\u0669]")
_PERSIAN_DIGIT = regex("[\u06f0-\u06f9]")
_GROUPED = regex(f"[{DIGIT}]{{1,3}}(?:,[{DIGIT}]{{3}})+%?")
_YEARS = regex(f"(?:[{DIGIT}]{{4}})[-–](?:[{DIGIT}]{{4}})")
_FRACTION = regex(f"[{DIGIT}]+,[{DIGIT}]{{1,2}}")
_UNIT = regex(
    "[ \t]*(?:هزار|میلیون|میلیارد|درصد|هکتار|تومان|ریال|تن|درجه|%|٪"
    f"|(?:(?:کیلو|سانتی|میلی|مگا|گیگا){ZWNJ}?)?(?:متر|گرم|وات|لیتر|بایت))"
)
_COUNTED = regex("[ \t]*(?:ساعت|دقیقه|ثانیه|روز|هفته|سال|برابر)")
_AND_A_HALF = regex(f"[{DIGIT}]+[.,][5۵٥]")
"""Of what is counted «2,3 روز» is two days or three, and «2,5 روز» two and a half."""
_LETTER = regex(f"[{LETTER}{LATIN}]")
_BEHIND = regex(f"(?<=[{DIGIT}])(?=[{LETTER}]{{3}})")
_BEFORE = regex(
    f"(?<![{LETTER}{MARK}{ZWNJ}{LATIN}{OPAQUE}])[{LETTER}][{LETTER}{MARK}]+(?=[{DIGIT}])"
)
_SUFFIX = regex("ساله|روزه|ماهه|هفته‌ای|ساعته|گانه|نفره|متری|درصدی|ریالی|تومانی|مین|امین|رقمی")
_CODE = regex(f"{LATIN}[ \t]*\\Z|{LATIN}(?:[ \t]*[=<>+*/]+[ \t]*[(\\[]?|[(\\[])[{DIGIT}.,; \t]*\\Z")
"""Before a number that follows a Latin word, or is part of «x = 5» or «range(1, 10)»."""
_NEAR = 200
"""How far from a number, in characters, a word is looked for."""
_SHELF = regex(f"(?:^|[^{LETTER}])(?:الف|[{LETTER}])\\Z")
_LETTERED = {"الف"}
"""What stands before a digit in the name of a part: «بند الف۲»."""


def digits(text: str) -> Iterator[Finding]:
    """Digits that are not Persian, in Persian prose, and numbers that touch a word.

    Left as they are: digits of Latin words and next to one («Windows 10», «12 km»), dates and times
    in ASCII, numbers with a leading zero or eight digits on end (telephones, codes), lines without
    a Persian letter.
    """
    for found in _NUMBER.finditer(text):
        if _FOREIGN.search(found[0]) and _is_prose(text, found):
            written = _written(text, found)
            if written != found[0]:
                yield Finding(*found.span(), written, "digit-system")
    for found in _PERCENT.finditer(text):
        yield Finding(*found.span(), "", "spacing")
    for found in _BEHIND.finditer(text):
        if not _SUFFIX.match(text, found.start()) and not _is_foreign(text, found.start()):
            yield Finding(found.start(), found.start(), " ", "spacing")
    for found in _BEFORE.finditer(text):
        if found[0] not in _LETTERED:
            yield Finding(found.end(), found.end(), " ", "spacing")


def _is_foreign(text: str, end: int) -> bool:
    """Whether the number that ends here begins at a Latin word or at code."""
    start = end
    while start and re.match(f"[{DIGIT}.,/:-]", text[start - 1]):
        start -= 1
    return start > 0 and text[start - 1] in LATIN + OPAQUE


def _is_prose(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    before = text[max(0, start - 1) : start]
    after = text[end : end + 1]
    # A digit with a key around it is a picture; «م6» is a shelf mark.
    if {before, after} & {LATIN, OPAQUE, "\ufe0f", "\u20e3"} or _SHELF.search(text[:start][-5:]):
        return False
    left = re.split(f"[\n{BREAK}]", text[max(0, start - _NEAR) : start])[-1]
    right = re.split(f"[\n{BREAK}]", text[end : end + _NEAR], maxsplit=1)[0]
    if _CODE.search(left) or right.lstrip(" \t").startswith(LATIN):
        return False
    if _PERSIAN_DIGIT.search(found[0]) or _ARABIC_DIGIT.search(found[0]):
        return True
    nearest = (_LETTER.search(left[::-1]), _LETTER.search(right))
    return any(one is not None and one[0] != LATIN for one in nearest)


def _written(text: str, found: re.Match[str]) -> str:
    number = found[0]
    is_ascii = number.isascii()
    is_amount = _UNIT.match(text, found.end()) or (
        _AND_A_HALF.fullmatch(number) and _COUNTED.match(text, found.end())
    )
    is_fraction = bool(is_amount and _FRACTION.fullmatch(number))
    if is_ascii and (
        (re.search("[-–/:+]", number) and not _YEARS.fullmatch(number))
        or ("," in number and not _GROUPED.fullmatch(number) and not is_fraction)
        or re.match("0[0-9]{4}|[0-9]{8}", number)
        or re.search(r"\..*\.", number)
    ):
        return number
    written = persian_digits(number).replace("%", "٪")
    if _GROUPED.fullmatch(number):
        written = written.replace(",", "٬")
    if written.count(".") == 1 and (number.endswith("%") or is_amount):
        written = written.replace(".", "٫")
    if is_fraction:
        written = written.replace(",", "٫")
    return written


_UNIFIED = str.maketrans("يىكڪہھە", "ییککههه")
_BEARERS = str.maketrans("یى", "يي")
# The shapes that PDF files give back for letters; not the ligatures of whole words (U+FDF0…).
_SHAPES = "\ufb50-\ufbb1\ufbd3-\ufbff\ufe80-\ufefc"
# In their canonical order (UAX #15) vowel signs stand before the hamza.
_VOWELS = "[\u064b-\u0652\u0670]*+"
_ARABIC = regex(f"[يىكڪہھە{_SHAPES}]+(?!{_VOWELS}[\u0653-\u0655])")
_HAMZA = "\u0654"
# As macOS and PDF files give letters: the hamza or madda behind its bearer (UAX #15, NFD).
_DECOMPOSED = regex(f"[اويىی]{_VOWELS}\u0654|ا{_VOWELS}[\u0653\u0655]")
_LONE_HAMZA = regex(f"(?<=ه)[ {ZWNJ}]*ء(?![{LETTER}{MARK}])")
_KASHIDA = regex(
    # «ه‍ـ» of an abbreviation stays: there the kashida keeps a single letter open.
    # A hamza above a kashida would move to the letter before it.
    f"(?:(?<=[{LETTER}{MARK}]){KASHIDA}+(?=[{LETTER}{MARK}])|(?<=[{LETTER}][{LETTER}]){KASHIDA}+)"
    f"(?!{_HAMZA})"
)
_MARKS = regex(f"[{MARK}]+")
_MARK_APART = regex(
    f"(?<=[{LETTER}])[ \t]+\u0650(?=[ \t]+[{LETTER}])|(?<=ا)[ \t]+\u064b(?![{LETTER}])"
)
"""The mark of a genitive, or of an adverb, behind a space."""
_REPEATED = regex(f"([{MARK}])\\1+")
_NO_LETTER = regex(f"[\\s{DIGIT}.،؛؟!:/-]")


def letters(text: str) -> Iterator[Finding]:
    """Arabic letters where Persian has its own, kashida, doubled and lone marks; not «ة»,
    «ؤ», «أ».
    """
    for found in _DECOMPOSED.finditer(text):
        written = unicodedata.normalize("NFC", found[0].translate(_BEARERS))
        yield Finding(*found.span(), written, "arabic-letter")
    for at in (found.start() for found in re.finditer("ۀ", text)):
        yield Finding(at, at + 1, f"ه{_HAMZA}", "arabic-letter")
    for found in _LONE_HAMZA.finditer(text):
        yield Finding(*found.span(), _HAMZA, "half-space")
    for found in _ARABIC.finditer(text):
        written = unicodedata.normalize("NFKC", found[0]).translate(_UNIFIED)
        yield Finding(*found.span(), written, "arabic-letter")
    if KASHIDA in text:
        for found in _KASHIDA.finditer(text):
            yield Finding(*found.span(), "", "kashida")
    apart = _MARK_APART.finditer(text) if " \u0650" in text or " \u064b" in text else ()
    for found in apart:
        yield Finding(*found.span(), found[0][-1], "stray-mark")
    for found in _MARKS.finditer(text):
        start = found.start()
        if start == 0 or _NO_LETTER.match(text, start - 1):
            yield Finding(*found.span(), "", "stray-mark")
        elif len(found[0]) > 1:
            for twice in _REPEATED.finditer(found[0]):
                yield Finding(start + twice.start(), start + twice.end(), twice[1], "stray-mark")
