"""Half-spaces within words: of verbs, plurals, comparisons, and of the plan's own words."""

import re
from collections.abc import Iterator

from qomsite.text.characters import DIGIT, KASHIDA, LETTER, MARK, NBSP, NON_JOINING, ZWNJ
from qomsite.text.finding import Finding
from qomsite.text.patterns import regex
from qomsite.text.vocabulary import COMPARED, PLURALS, WORD_LISTS, Vocabulary, bare

_PERSONS = ("م", "ی", "یم", "ید", "ند")

FORMS = frozenset(
    [stem + ending for stem in WORD_LISTS["present"] for ending in (*_PERSONS, "د")]
    + [stem + ending for stem in WORD_LISTS["past"] for ending in (*_PERSONS, "")]
    + ["توان", "باید", "شاید"]
) - frozenset(WORD_LISTS["no-verbs"])
"""What may follow «می» and «نمی»."""

JOINED_FORMS = frozenset(form for form in FORMS if not form.startswith(("دان", "ران"))) | {
    "دانست",
    "دانستند",
}
"""What may follow them without a space: «میدانم» is also «my square»."""

ADJECTIVES = frozenset(WORD_LISTS["adjectives"])

_BESIDE_COMPARED = ("از", "است", "نیست", "بود", "شد", "شود", "باشد", "کرد", "می")
"""What follows a comparison, though «تر» may be «wet» there too."""
_ADJECTIVE = regex(r"..(?:مند|ناک|پذیر|آور|آمیز|انگیز|یافته|پسند)\Z")
_PREFIXED = regex(f"(?:کم(?!{ZWNJ}کم)|پر|خوش|بد|بی){ZWNJ}")
_MAYBE_ADJECTIVE = regex(r"..(?:[^او]ی|ین|انه)\Z")

MERGED = frozenset({"کم", "بیش"})
"""«کمتر» and «بیشتر» are written in one."""

_TOKEN = regex(f"[{LETTER}{MARK}{KASHIDA}{ZWNJ}]+")
_GAP = regex(f"{ZWNJ}*[ \t{NBSP}]+{ZWNJ}*")
_VERBAL = ("نمی", "می")
_ENDINGS = (*PLURALS, *COMPARED)
_ENCLITICS = ("ام", "ای", "ات", "اش", "اند", "ایم", "اید")
_OF_VERBS = frozenset(("ام", "ای", "اند", "ایم", "اید"))
_EZAFE = ("ی", "ي")
_SOUNDED_H = regex("(?:ا|کو|گرو|انبو|اندو|شکو|ستو|پژو|وجو|مکرو)ه\\Z")
_NOT = "نا"
_ALONE = frozenset((*_VERBAL, *_ENDINGS, *_ENCLITICS, *_EZAFE, _NOT))
_NO_NOUN = frozenset(WORD_LISTS["no-nouns"])
PARTICIPLES = frozenset(
    f"{prefix}{stem}ه"
    for stem in WORD_LISTS["past"]
    for prefix in ("", "ن", "بر", "باز", "در", "فرا")
)
_CALLS = ("کاش", "وای", "خدا", "دوست")
"""What follows «ای» where it stands for itself."""
_RARE_PLURALS = ("هایم", "هایت")
"""So do names end: «مانهایم», and so are they called: «یوهان هایم»."""
_POINTERS = ("آن", "این")
_ARABIC = regex(f"[وبفک]?ال[{LETTER}]{{3,}}|[{LETTER}]{{2,}}ة")
"""Words of an Arabic sentence, if no word of Persian; beside them «بابها» is «its gate»."""
_BESIDE_ARABIC = regex(r"\b(?:سوره|بنت|فیها|\w*عنها|علی \w+ها)\b")
"""Where a word near them is Arabic, though it looks like a plural of Persian."""
_DAY = regex(f"(?<![{DIGIT}])[{DIGIT}]{{1,2}}[ \t]+\\Z")
_ORDINAL = regex(
    f"(?:اول|یکم|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|[{LETTER}]*دهم|بیستم|سی[ {ZWNJ}]?ام)[ \t]+\\Z"
)
_MOST_PARTS = 4
_BACK, _NEAR = 4, 3
_NOUNS_TOO = frozenset(WORD_LISTS["nouns-too"])
_POINTED = regex(
    f"(?<![{LETTER}{MARK}{ZWNJ}])(?:آن|این|هر|همان|همین|چند|قانون)[ \t]+"
    f"(?:[{LETTER}]+[ \t]+و[ \t]+)?\\Z"
)
_OWNED = regex(f"[ \t]+(?:برای[ \t]+[{LETTER}{ZWNJ}]+[ \t]+)?ن?دا(?:رد|شت)(?![{LETTER}])")
"""Before and behind «زمان بندی», «بودجه بندی»: a clause at that time, of that law."""
_MORE = regex(
    "[ \t]+(?:قول|خاطر|حدیث|روایت|حکایت|داستان|سخن|چوگان|و[ \t]+برگ"
    f"|(?:هم[ \t]+)?(?:ن?می[ \t{ZWNJ}]?(?:زد|زن|نوا)|(?:زد|نواخت)(?![{LETTER}])))"
)
"""Behind «حمل و نقل», «ساخت و ساز», «گفت و گوی», whose last part begins another word."""


def words(text: str, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Half-spaces that were lost, or written as a space, where the word leaves no doubt."""
    written = list(set(_TOKEN.findall(text)))
    # All at once: for each alone it would take three times as long.
    letters = bare("\n".join(written)).split("\n")
    suspects = {
        word
        for word, own in zip(written, letters, strict=False)
        if own in _ALONE or vocabulary.may_end(own) or _joints(word, own, vocabulary)
    }
    if not suspects:
        return
    tokens = list(_TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        if token[0] not in suspects:
            continue
        for count, slug, is_certain in _joints(token[0], bare(token[0]), vocabulary):
            place = token.start() + _offset(token[0], count)
            near = [bare(other[0]) for other in tokens[max(0, at - _BACK) : at + _NEAR + 1]]
            is_arabic = bare(token[0])[:count] not in _VERBAL and (
                _BESIDE_ARABIC.search(" ".join(near)) is not None
                or any(_ARABIC.fullmatch(a) and a not in vocabulary.lexicon for a in near)
            )
            yield Finding(place, place, ZWNJ, slug, is_certain and not is_arabic)
        yield from _spaced(text, tokens, at, vocabulary)


def _joints(word: str, letters: str, vocabulary: Vocabulary) -> tuple[tuple[int, str, bool], ...]:
    """After how many of a word's ``letters`` a half-space is missing, and whether for certain."""
    is_apart = letters not in vocabulary.lexicon
    wanted = dict.fromkeys(vocabulary.breaks(letters), ("joined-word", is_apart))
    if is_apart and (letters.endswith(_ENDINGS) or letters.startswith(_VERBAL)):
        for count, is_certain in _common_breaks(word.rstrip(ZWNJ), vocabulary):
            wanted.setdefault(count, ("half-space", is_certain))
    if not wanted:
        return ()
    # A half-space behind the last letter parts nothing.
    present = {len(bare(word[:at])) for at, sign in enumerate(word) if sign == ZWNJ}
    return tuple((count, *wanted[count]) for count in sorted(wanted) if count not in present)


def _common_breaks(word: str, vocabulary: Vocabulary) -> Iterator[tuple[int, bool]]:
    """Those that follow from grammar; endings are those of the part behind the last half-space."""
    letters, last = bare(word), bare(word.rpartition(ZWNJ)[2])
    for prefix, forms in zip(_VERBAL, (FORMS, JOINED_FORMS), strict=True):
        if letters.startswith(prefix) and letters.removeprefix(prefix) in forms:
            yield len(prefix), True
    if last in vocabulary.lexicon:  # «بی‌منتها»
        return
    for ending in PLURALS:
        stem = last.removesuffix(ending)
        if stem != last:
            if f"{stem}ها" in vocabulary.lexicon:  # «منتهای آرزو»
                return
            if stem in _POINTERS or (
                len(stem) > 1
                and stem[-1] not in NON_JOINING
                and stem not in _NO_NOUN
                and vocabulary.is_word(stem)
            ):
                # «مدرسهای» is «مدرسه‌ای» as well.
                is_certain = ending not in _RARE_PLURALS and (
                    ending != "های" or f"{stem}ه" not in vocabulary.lexicon
                )
                yield len(letters) - len(ending), is_certain
            break
    for ending in COMPARED:
        stem = last.removesuffix(ending)
        if stem != last:
            is_compared = stem not in MERGED and (
                stem in ADJECTIVES
                or (ending == "ترین" and len(stem) > 2 and stem in vocabulary.lexicon)
            )
            if is_compared and stem[-1] not in NON_JOINING:
                yield len(letters) - len(ending), True
            break


def _offset(word: str, count: int) -> int:
    """Where in a word its ``count``-th letter ends, with the marks upon it."""
    at = 0
    while at < len(word) and len(bare(word[: at + 1])) <= count:
        at += 1
    while at and word[at - 1] == ZWNJ:
        at -= 1
    return at


def _spaced(
    text: str, tokens: list[re.Match[str]], at: int, vocabulary: Vocabulary
) -> Iterator[Finding]:
    letters = bare(tokens[at][0])
    before = _neighbour(text, tokens, at - 1)
    after = _neighbour(text, tokens, at)
    noun = bare(tokens[at - 1][0]) if before else ""
    # «رتبهٔ ای پلاس», «رایانهٔ ام‌اس»: what follows the mark is another word.
    is_bare = before is not None and not tokens[at - 1][0].endswith("\u0654")
    if letters in _VERBAL and after and bare(tokens[at + 1][0]) in FORMS:
        if noun != "ماه":
            # «۲۱ می بود», «هشتم می بود»: the month of May; but «دور دوم می رود».
            day = text[max(0, tokens[at].start() - 9) : tokens[at].start()]
            is_past = bare(tokens[at + 1][0]) in WORD_LISTS["past"]
            is_certain = not (_DAY.search(day) or (is_past and _ORDINAL.search(day)))
            yield Finding(*after, ZWNJ, "half-space", is_certain)
    elif before and letters in _ENDINGS:
        rest = text[tokens[at].end() : tokens[at].end() + 6]
        is_noun, is_told = len(noun) > 1 and noun not in _NO_NOUN, False
        if letters in PLURALS:
            is_lost = is_noun and not rest.startswith((" و هوی", " های"))
        else:
            is_compared = noun in ADJECTIVES or _ADJECTIVE.search(noun) is not None
            is_compared |= _PREFIXED.match(text, tokens[at - 1].start()) is not None
            is_lost = is_compared and not rest.startswith(" و خشک")
            is_lost |= letters == "ترین" and is_noun
            follower = bare(tokens[at + 1][0]) if after else ""
            is_told = follower in _BESIDE_COMPARED and _MAYBE_ADJECTIVE.search(noun) is not None
        if is_lost or is_told:
            joins = noun[-1] not in NON_JOINING and noun not in MERGED
            is_certain = is_lost and letters not in _RARE_PLURALS
            yield Finding(*before, ZWNJ if joins else "", "half-space", is_certain)
    elif letters == _NOT and after:
        other = bare(tokens[at + 1][0].partition(ZWNJ)[0])
        if len(other) > 2 and other not in FORMS and vocabulary.is_word(_NOT + other):
            yield Finding(*after, "", "joined-word")
    elif before and is_bare and letters in _ENCLITICS:
        is_verb = letters in _OF_VERBS and noun in PARTICIPLES
        if is_verb or _ends_in_silent_h(noun, vocabulary):
            rest = text[tokens[at].end() : tokens[at].end() + 8].lstrip()
            yield Finding(*before, ZWNJ, "half-space", not rest.startswith(_CALLS))
    elif before and is_bare and tokens[at][0].strip(ZWNJ) in _EZAFE:
        if noun in PARTICIPLES or _ends_in_silent_h(noun, vocabulary):
            yield Finding(before[0], tokens[at].end(), "\u0654", "half-space")
    elif before and vocabulary.may_end(letters):
        yield from _compound(text, tokens, at, vocabulary)


def _ends_in_silent_h(noun: str, vocabulary: Vocabulary) -> bool:
    """Whether a word ends in the «ه» of «خانه», and not in that of «راه», «گروه» and «وجوه»."""
    return (
        len(noun) > 2
        and noun[-1] == "ه"
        and not _SOUNDED_H.search(noun)
        and noun not in _NO_NOUN
        and noun in vocabulary.lexicon
    )


def _compound(
    text: str, tokens: list[re.Match[str]], last: int, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """The spaces within a word of the list that stands in several words."""
    gaps: list[tuple[int, int, int]] = []
    letters = bare(tokens[last][0])
    for first in range(last - 1, max(-1, last - _MOST_PARTS), -1):
        gap = _neighbour(text, tokens, first)
        if not gap:
            return
        part = bare(tokens[first][0])
        gaps = [
            (len(part), *gap),
            *((count + len(part), start, end) for count, start, end in gaps),
        ]
        letters = part + letters
        places, breaks = vocabulary.gaps(letters), vocabulary.breaks(letters)
        if places and all(count in places for count, *_ in gaps):
            is_one = _is_one_word(text, tokens, first, last, vocabulary)
            for count, start, end in gaps:
                yield Finding(start, end, ZWNJ if count in breaks else "", "joined-word", is_one)
            return


def _is_one_word(
    text: str, tokens: list[re.Match[str]], first: int, last: int, vocabulary: Vocabulary
) -> bool:
    """Whether no reading as two words exists: «گفت و گو», «برنامه ریزی», but not «آتش نشان داد»."""
    letters = bare(tokens[last][0])
    start, end = tokens[first].start(), tokens[last].end()
    if bare(tokens[last - 1][0]) == "و":
        return letters not in FORMS and not _MORE.match(text, end)
    return vocabulary.is_bound(letters) and not (
        letters in _NOUNS_TOO
        and (_POINTED.search(text[max(0, start - 20) : start]) or _OWNED.match(text, end))
    )


def _neighbour(text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, int] | None:
    """The space between a word and the next one, if nothing else is between them."""
    if not 0 <= at < len(tokens) - 1:
        return None
    start, end = tokens[at].end(), tokens[at + 1].start()
    start -= len(tokens[at][0]) - len(tokens[at][0].rstrip(ZWNJ))
    end += len(tokens[at + 1][0]) - len(tokens[at + 1][0].lstrip(ZWNJ))
    return (start, end) if _GAP.fullmatch(text, start, end) else None
