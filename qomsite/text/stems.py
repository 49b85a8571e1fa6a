"""The words of a text as search compares them: folded, compounds whole and in parts, and stemmed.

The search index carries the tables, and the script of the search page reads them, so that the same
words come out of both; a stem that no ending tells stands in the index behind its word. The stemmer
rather leaves two words apart than join them wrongly.
"""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from qomsite.text.characters import ZWNJ
from qomsite.text.folding import fold
from qomsite.text.patterns import regex
from qomsite.text.vocabulary import WORD_LISTS


def _folded(listed: str) -> tuple[str, ...]:
    return tuple(map(fold, listed.split()))


APART = _folded("ها های هایی هایم هایت هایش هایمان هایتان هایشان ترین")
"""Endings that belong to the word before them even where a space stands between."""

ENDINGS = (*APART, *_folded("تر ی ای ام ات اش ایم اید اند مان تان شان ان"))
"""What follows a ZWNJ and is no word."""

BEGINNINGS = ("می", "نمی")
"""What stands before a ZWNJ and is no word."""

# Nouns with a plural in ان or ین, as they end: «کارگر», «شهروند»; participles, «ساکن», «معلول»,
# but not «مسلمان», which is no plural of «مسلم»; a few by themselves. Letters as in folded words.
_PERSONS = (
    ".{2,}(ند|گر|کار|دار|بان|یار|سوار|نشین|فروش|شناس|نویس|اموز|ساز|گذار|ورز|پرداز|پژوه|خواه|یی|نی|چی)"
    "|(?!کارو$).ا..|(?!مسلم$)م.{3,}|زن|مرد|پسر|دختر|کودک|(نو)?جوان|بانو|مادر|پدر|همسر|درخت|پزشک|بیمار|"
    "دوست|زوج|شهید|استاد|شاگرد|رهبر|وزیر|داور|قهرمان|(سر|جان)باز"
)
# Verbal nouns with a plural in ات: «اقدام», «انتخاب», «تبلیغ», «تخلف», «تصادف», «محصول».
_DEEDS = (
    "ا.{2,4}ا.|ت..ی.|ت...|ت.ا..|م..و.|مشکل|نظر|خطر|اثر|حیوان|نفر|مقرر|گزارش|پیشنهاد|سفارش|ازمایش"
)

SUFFIXES = (
    *((ending, "", ".{3,}") for ending in sorted(APART, key=lambda ending: (-len(ending), ending))),
    ("تر", "", ".{3,}"),
    ("شان", "", ".{4,}"),
    # نمایندگان، بازنشستگان، همسایگان; but not ناوگان or بازرگان.
    ("گان", "ه", "(.{2,}([نزیر]د|[سشخف]ت)|.{3,}ای|بچ)ه"),
    ("ویان", "و", ".{3,}جو"),
    ("یان", "", "نابینا|اشنا|اقا|.{3,}گرا"),
    ("انی", "", _PERSONS),
    ("ان", "", _PERSONS),
    ("یین", "", "م.{3,}"),
    ("ین", "", ".ا..|م.{3,}"),
    ("اتی", "", _DEEDS),
    ("ات", "", _DEEDS),
    # مسابقات، مطالعات.
    ("ات", "ه", "م.ا..ه"),
    # ساخته، گرفته.
    ("ه", "", ".{2,}[خف]ت"),
    # فضای سبز، شورای شهر.
    ("ای", "ا", ".{2,}ا"),
)
"""An ending, what stands for it in the stem, and the pattern of the stem."""

IRREGULAR: dict[str, str] = dict(
    zip(WORD_LISTS["irregular"][::2], WORD_LISTS["irregular"][1::2], strict=True)
)
"""Words with the stem that no ending tells."""
STOPS = frozenset(map(fold, WORD_LISTS["stops"]))

ASKING = frozenset(map(fold, WORD_LISTS["asking"]))
"""Words that a query which holds others does without."""

ASKING_VERBS = (
    "^(?!شدید|بتونی?$)((ن?می|[بن])?(کن|کرد|دار|داشت|خوا(ه|ست)?|باش|شد|گرفت|رفت|توان|تون)"
    "|ن?می(شو?|ده?|گو?|گیر|رو?|ا[یر]?|دون|گ?ذار|ا?فت|بین|بر|خو?ر|رس|زن|ساز|م[او]ن|پرداز)(?!$))"
    "([منده]|ی[مدن]?|ند)?$"
)
"""The pattern of the verbs that it does without, as they are written and said: می‌شود، میکنه، نداره.
Short ones only behind می: «رود» is a river, «میدان» no verb.
"""


_ONES = "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد"
CARDINALS = {
    **{word: number for number, word in enumerate(_folded(_ONES), 1)},
    **{word: number * 10 for number, word in enumerate(_folded(_TENS), 2)},
    **{"دویست": 200, "سیصد": 300},
}
NUMBERS = {**CARDINALS, "اول": 1, "نخست": 1, "سوم": 3}
"""The words of numbers: those after the name of a kind say a record's number."""


SPOKEN = "^(ها?|ان?)?(ی|[متش]([او]ن)?)?(رو|و)?$"
"""The pattern of what is put to the end of words in speech: درختا، عوارضمو، کوچمون."""

SOUNDS = ("زذضظ", "سصث", "تط", "هح", "غق")
"""Letters that sound alike."""

KEYS = ("qwertyuiop[]asdfghjkl;'zxcvbnm,\\HC", "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوپآژ")
"""The keys of a Persian keyboard (ISIRI 9147), by what they write in Latin and in Persian."""


class Word(NamedTuple):
    """A word: all of it in one, the parts that are words themselves (none but in a compound), and
    the stem. Two words are one when their wholes are equal."""

    whole: str
    parts: tuple[str, ...]
    stem: str


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    return list(map(word, tokens(text)))


def tokens(text: str) -> list[str]:
    """The words of a text, folded; ZWNJ stays where it stands between two parts."""
    found: list[str] = []
    for token in text.translate(_SIGNS).split(" "):
        if ZWNJ in token:
            token = ZWNJ.join(part for part in token.split(ZWNJ) if part)
        if not token:
            continue
        if token in APART and found:
            found[-1] += ZWNJ + token
        else:
            found.append(token)
    return found


def word(token: str, irregular: Mapping[str, str] = IRREGULAR) -> Word:
    """A token with its parts and its stem; ``irregular``: the stems that no ending tells."""
    pieces = token.split(ZWNJ)
    parts = tuple(p for p in pieces if p not in _NO_WORDS) if len(pieces) > 1 else ()
    while len(pieces) > 1 and pieces[-1] in ENDINGS:
        pieces.pop()
    if len(pieces) > 1 and pieces[0] in BEGINNINGS:
        pieces = pieces[1:]
    return Word(token.replace(ZWNJ, ""), parts, stem("".join(pieces), irregular))


def stem(whole: str, irregular: Mapping[str, str] = IRREGULAR) -> str:
    """The stem of a word that is written in one."""
    while (shorter := irregular.get(whole) or _shortened(whole)) != whole:
        whole = shorter
    return whole


def _shortened(whole: str) -> str:
    for ending, instead, pattern in _COMPILED:
        if whole.endswith(ending):
            left = whole[: len(whole) - len(ending)] + instead
            if pattern.fullmatch(left):
                return left
    return whole


_COMPILED = [(ending, instead, regex(pattern)) for ending, instead, pattern in SUFFIXES]
_NO_WORDS = frozenset((*ENDINGS, *BEGINNINGS, *STOPS))


class _Signs(dict[int, str]):
    """What each character is in a word: its folded letters, nothing, ZWNJ, or a gap."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char == ZWNJ:
            sign = ZWNJ
        elif category[0] in "LN":
            sign = fold(char)
        else:
            sign = "" if category[0] == "M" or category == "Cf" else " "
        self[code] = sign
        return sign


_SIGNS = _Signs()
