"""Passages in Arabic: verses, prayers and sayings, which are spelt as they are there."""

import re
from collections.abc import Iterator

from qomsite.text.characters import LETTER, MARK, ZWNJ
from qomsite.text.typed_words import FORMS, PARTICIPLES
from qomsite.text.vocabulary import COMPARED, Vocabulary, bare

_VOWELS = "\u064c-\u0650\u0652\u0670"
"""Marks that Persian prose does without; «معلّم» and «مثلاً» are Persian."""
_GAP = "[ \t،؛.]++"
_VOWELLED = f"[{LETTER}{ZWNJ}]++(?:[\u064b\u0651]*+[{_VOWELS}])[{LETTER}{MARK}{ZWNJ}]*+"
_WITH_ARTICLE = f"[وبفك]?ا[{MARK}]*+ل[{LETTER}{MARK}]{{2,}}+"
_MARKED = (
    re.compile(f"(?<![{LETTER}{MARK}{ZWNJ}]){_VOWELLED}(?:{_GAP}(?:و{_GAP})?{_VOWELLED}){{2,}}"),
    re.compile(
        f"(?<![{LETTER}{MARK}]){_WITH_ARTICLE}"
        f"(?:[ \t]++(?:[{LETTER}{MARK}]++[ \t]++)?{_WITH_ARTICLE})+"
    ),
    re.compile("﴿[^﴾\n]*+﴾"),
)
"""Three words or more with vowels, a chain of words with the article, a verse of the Quran."""
_WORD = f"[{LETTER}{MARK}{ZWNJ}]+"
_RUN = re.compile(f"{_WORD}(?:[ \t]+{_WORD})+")
_FOREIGN_WORDS = (
    "انی انه انهم انک انکم انما فان فانه فانما لان لانه بالله الیه الیها الیک الیکم الینا "
    "الیهم ربنا ربک ربکم ربهم لقد ولقد الذی الذین التی لیس لیست انت انتم نحن اولئک لکم لنا "
    "لها منهم منکم فیها فیه فیهم عنها عنهم علینا فمن ومن فلا فما وما فهو وهو یومئذ ایها ایاک "
    "نعبد نستعین نستعینک اهدنا حسبنا حسبی اشهد استغفر استغفرک اعوذ نعوذ اغفر ارحم ارحمنا "
    "آمنوا عملوا یعلم یعلمون تعلمون یشاء تشاء انزل انزلنا جعلنا جعلناکم خلقنا افلح خاب زدنی "
    "آتنا وقنا یغیر یضیع یحب یرزق یکلف کنتم کانوا قالوا یقول اشفعی توکلت راجعون مولاه "
    "عندک عنده عندهم یسر اشرح فاستقم وجعلنا واعتصموا بحبل تفرقوا اذا بینهم ادعونی یشکر کلکم "
    "تعاونوا قولوا لعلکم فکانما"
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
"""Words that no Persian sentence has."""
_RARE_WORDS = (
    "انا الله اله لا الا ان ولا والله الی فی عن قد قل قال ثم هو هی کان رب لک ربی لله بسم سبحان هذا "
    "منها لم اللهم"
)
_RARE = frozenset(_RARE_WORDS.split())
"""Words of Arabic sentences that Persian has too."""
_COMMON_WORDS = (
    "و من ما یا علی کل هم صلی علیه علیها علیهم علیهما آله سلم علیک العظمی الاسلام والمسلمین السلام"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words of both, and of what is said before and after the names of holy people."""
_PERSIAN_WORDS = (
    "که را از با در به این آن است هست نیست شد شده شود بود باشد برای تا هر خود یک ها های می اند"
)
_PERSIAN = FORMS | PARTICIPLES | set(_PERSIAN_WORDS.split())
_PERSIAN_SIGN = re.compile(f"[پچژگ{ZWNJ}]")
_ARTICLE = re.compile(f"[وفبک]?ال[{LETTER}]{{3,}}|لل[{LETTER}]{{3,}}|[{LETTER}]{{2,}}ة")
_ENDING = re.compile(f"(?:{'|'.join(COMPARED)}|ی|ان|ات|ای|م|ش|ند)\\Z")
_KNOWN, _OPEN, _UNKNOWN, _TELLING, _CERTAIN = range(5)
_LEAST, _ENOUGH = 3, 5


def passages(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Where Arabic begins and ends: by its marks and articles, or by its words.

    Among words without a mark it takes one that Persian does not have, or several that are rare in
    it, and no word between that is Persian only.
    """
    for pattern in _MARKED:
        yield from (found.span() for found in pattern.finditer(text))
    for run in _RUN.finditer(text):
        is_quoted = text[max(0, run.start() - 1) : run.start()] in ("«", "(")
        window: list[tuple[int, int, int]] = []
        for word in re.finditer(_WORD, run[0]):
            letters = bare(word[0])
            if letters in _PERSIAN or _PERSIAN_SIGN.search(word[0].strip(ZWNJ)):
                yield from _passage(run.start(), window, is_quoted)
                window = []
            else:
                window.append((*word.span(), _weight(letters, vocabulary)))
        yield from _passage(run.start(), window, is_quoted)


def _weight(letters: str, vocabulary: Vocabulary) -> int:
    """How much a word speaks for Arabic."""
    if letters in _FOREIGN:
        return _CERTAIN
    if letters in _COMMON:
        return _OPEN
    if letters in _RARE or (_ARTICLE.fullmatch(letters) and letters not in vocabulary.lexicon):
        return _TELLING
    if letters in vocabulary.lexicon or _ENDING.sub("", letters) in vocabulary.lexicon:
        return _KNOWN
    # «زکیها» is «has purified it», as «طرحها» is a plural.
    return _OPEN if letters.endswith("ها") else _UNKNOWN


def _passage(
    start: int, window: list[tuple[int, int, int]], is_quoted: bool
) -> Iterator[tuple[int, int]]:
    weights = [weight for _, _, weight in window]
    telling = [one for one in window if one[2] >= _TELLING]
    is_certain = _CERTAIN in weights and len(window) >= _LEAST
    if is_certain or sum(max(0, weight - _OPEN) for weight in weights) >= _ENOUGH:
        if (is_certain or is_quoted) and weights.count(_KNOWN) * _LEAST <= len(window):
            telling = window
        if len(telling) > 1:
            yield start + telling[0][0], start + telling[-1][1]
