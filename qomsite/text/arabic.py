"""Passages in Arabic: verses, prayers and sayings, which are spelt as they are there."""

import re
from collections.abc import Iterator

from qomsite.text.characters import LETTER, MARK, ZWNJ
from qomsite.text.patterns import regex
from qomsite.text.typed_words import FORMS, PARTICIPLES
from qomsite.text.vocabulary import COMPARED, WORD_LISTS, Vocabulary, bare

_VOWELS = "\u064c-\u0650\u0652\u0670"
"""Marks that Persian prose does without; «معلّم» and «مثلاً» are Persian."""
_GAP = "[ \t،؛.]++"
_VOWELLED = f"[{LETTER}{ZWNJ}]++(?:[\u064b\u0651]*+[{_VOWELS}])[{LETTER}{MARK}{ZWNJ}]*+"
_MARKED = (
    regex(
        f"(?<![{LETTER}{MARK}{ZWNJ}]){_VOWELLED}(?:{_GAP}(?:(?:و|[یي]ا){_GAP})?{_VOWELLED}){{2,}}"
    ),
    regex("﴿[^﴾\n]*+﴾"),
)
"""Three words or more with vowels, a verse of the Quran."""
_LETTERS = f"[{LETTER}{MARK}{ZWNJ}]+"
_WORD = regex(_LETTERS)
_RUN = regex(f"(?<![{LETTER}{MARK}{ZWNJ}]){_LETTERS}+(?:[،؛]?[ \t]++{_LETTERS}+)+")
_PLAIN = str.maketrans(dict.fromkeys("أإٱ", "ا"))
_FOREIGN = {
    *WORD_LISTS["arabic"],
    *(word + pronoun for word in WORD_LISTS["governed"] for pronoun in WORD_LISTS["pronouns"]),
} - set(WORD_LISTS["persian-too"])
_RARE = set(WORD_LISTS["rare"])
_OF_ARABIC = _FOREIGN | _RARE
_COMMON = set(WORD_LISTS["common"])
_VERBS = {prefix + form for form in FORMS for prefix in ("", "ن", "ب")}
_PERSIAN = (_VERBS | PARTICIPLES | set(WORD_LISTS["persian"])) - set(WORD_LISTS["arabic-too"])
_PERSIAN_SIGN = regex(f"[پچژگ{ZWNJ}]|^نم[یي]|است$")
_ARTICLE = regex(f"[وفبک]?ال[{LETTER}]{{2,}}[^\\Wه]|لل[{LETTER}]{{3,}}")
_HAMZA = regex(f"[وفبلک]?(?:ال|ل)?أ|[{LETTER}]*إ")
_INFLECTED = regex(f"[{LETTER}]{{2,}}(?:هم|کم|هما|کما|تم|وا|ناک|نا)")
_ENDING = regex(f"(?:{'|'.join(COMPARED)}|ی|ان|ات|ای|م|ش|ند)\\Z")
_PAIR = regex("من ال|بسم الله|خ[یي]ر من |السلام عل[یي] |(?:عل[یي]|[یي]ا) الله|الا ان ")
"""Words that are Persian too, though not beside each other."""
_OPENING = regex("(?:[یي]ا|[کك]ل|لا|ا?قل|ما|من|انا) |ال")
_PERSIAN_ONLY, _KNOWN, _OPEN, _UNKNOWN, _TELLING, _CERTAIN, _UNLESS_TIED = range(-1, 6)
"""How much a word speaks for Arabic; the last is certain unless the article follows."""
_LEAST, _ENOUGH = 3, 6


def passages(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Where Arabic begins and ends: by its marks, or by words that Persian does not have, or
    several that are rare in it, with no word between that is Persian only.
    """
    for pattern in _MARKED:
        yield from (found.span() for found in pattern.finditer(text))
    written = list(set(_WORD.findall(text)))
    # All at once: for each alone it would take three times as long.
    letters = bare("\n".join(written)).split("\n")
    known = {
        word: _PERSIAN_ONLY if _is_persian(word, own) else _weight(own, vocabulary.lexicon)
        for word, own in zip(written, letters, strict=False)
    }
    if max(known.values(), default=_KNOWN) < _TELLING and not _PAIR.search(text):
        return
    for run in _RUN.finditer(text):
        window: list[tuple[int, int, int]] = []
        is_first = True
        for word in _WORD.finditer(text, *run.span()):
            if known[word[0]] == _PERSIAN_ONLY:
                yield from _passage(text, window, is_first, is_last=False)
                window, is_first = [], False
            else:
                window.append((*word.span(), _beside(word, known[word[0]])))
        yield from _passage(text, window, is_first, is_last=True)


def _is_persian(word: str, letters: str) -> bool:
    """Whether Arabic has no such word."""
    return letters in _PERSIAN or _PERSIAN_SIGN.search(word.strip(ZWNJ)) is not None


def _beside(word: re.Match[str], weight: int) -> int:
    """The weight of a word, changed by the word that follows it."""
    if _PAIR.match(word.string, word.start()):
        return _CERTAIN
    if weight == _UNLESS_TIED:
        return _TELLING if word.string.startswith("ال", word.end() + 1) else _CERTAIN
    return weight


def _weight(written: str, lexicon: frozenset[str]) -> int:
    """How much a word speaks for Arabic, wherever it stands."""
    letters = written.translate(_PLAIN)
    if letters in _FOREIGN or (_HAMZA.match(written) and written not in lexicon):
        return _CERTAIN
    if letters in _COMMON:
        return _OPEN
    if letters in ("الله", "السلام"):
        return _UNKNOWN
    is_known = letters in lexicon
    is_joined = letters.startswith("و") and not is_known
    if letters.endswith("ة"):
        # Persian has it before the article only: «آیة الله».
        return _UNLESS_TIED
    if letters in _RARE or (_ARTICLE.fullmatch(letters) and not is_known):
        return _TELLING
    if is_known or _ENDING.sub("", letters) in lexicon:
        return _UNKNOWN if letters.startswith("ال") and letters[2:] in lexicon else _KNOWN
    if letters[:1] in ("و", "ف", "ل") and letters[1:] in _OF_ARABIC:
        return _CERTAIN
    if _INFLECTED.fullmatch(letters):
        is_foreign = is_joined or letters.endswith(("کم", "کما"))
        return _CERTAIN if is_foreign else _TELLING
    # «زکیها» is «has purified it», as «طرحها» is a plural.
    return _OPEN if letters.endswith("ها") else _UNKNOWN


def _passage(
    text: str, window: list[tuple[int, int, int]], is_first: bool, is_last: bool
) -> Iterator[tuple[int, int]]:
    weights = [weight for *_, weight in window]
    telling = [at for at, weight in enumerate(weights) if weight >= _TELLING]
    if not telling:
        return
    is_certain = _CERTAIN in weights
    needed = _ENOUGH - 2 * is_certain
    if is_first and is_last and len(window) >= _LEAST:
        needed -= 3 if _OPENING.match(text, window[0][0]) else is_certain
    if sum(max(0, weight - _OPEN) for weight in weights) < needed:
        return
    first, last = telling[0], telling[-1]
    # Few words before the first that tells, or behind the last, are Arabic too.
    if is_first and weights[:first].count(_KNOWN) <= _LEAST:
        first = 0
    if is_last and weights[last:].count(_KNOWN) <= _LEAST:
        last = len(window) - 1
    yield window[first][0], window[last][1]
