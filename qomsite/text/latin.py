"""Persian words in Latin letters, for a file name that a person then puts right."""

import re

from qomsite.text.digits import ascii_digits

_LETTERS = {
    **dict.fromkeys("اآأ", "a"),
    **dict.fromkeys("إئ", "e"),
    **dict.fromkeys("تط", "t"),
    **dict.fromkeys("سصث", "s"),
    **dict.fromkeys("زذضظ", "z"),
    **dict.fromkeys("هحة", "h"),
    **dict.fromkeys("کك", "k"),
    **dict.fromkeys("یيى", "i"),
    **dict.fromkeys("وؤ", "o"),
    **dict(zip("بپجدرفقگلمن", "bpjdrfqglmn", strict=True)),
    **{"چ": "ch", "خ": "kh", "ژ": "zh", "ش": "sh", "غ": "gh"},
}
_FIRST = {"و": "v", "ی": "y", "ي": "y"}
"""Letters that are consonants at the start of a word and mostly vowels within it."""


def latin_slug(text: str, longest: int = 40) -> str:
    """«گزارش نخست ۱۴۰۴» as `gzarsh-nkhst-1404`: whole words, at most ``longest`` signs.

    Short vowels are not written in Persian, so the result is a proposal. Empty where the text has
    no letter or digit that can be written.
    """
    words = re.findall(r"[^\W_]+", ascii_digits(text))
    parts = filter(None, map(_word, words))
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug


def _word(word: str) -> str:
    first = _FIRST.get(word[0], word[0])
    letters = (_LETTERS.get(letter, letter) for letter in first + word[1:])
    return re.sub(r"[^a-z0-9]", "", "".join(letters).lower())
