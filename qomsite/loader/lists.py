"""Reads the files that list words line by line: ``words.txt`` and ``synonyms.txt``."""

from collections.abc import Iterator

from qomsite.errors import Place, Problem
from qomsite.model.scalars import Kind, refusal
from qomsite.text.characters import ZWNJ, quoted, trimmed
from qomsite.text.digits import persian_digits
from qomsite.text.stems import words
from qomsite.text.vocabulary import WORD, Vocabulary, bare, read_lexicon

LONGEST = 4
"""As many words as a synonym may have: the script of the search page looks for no more together."""

_WORD, _GROUP = Kind("word"), Kind("text", 1_000)

Groups = tuple[tuple[str, ...], ...]


def _lines(
    text: str, path: str, kind: Kind, problems: list[Problem]
) -> Iterator[tuple[int, Place, str]]:
    """The number, the place and the words of each line; those with # are skipped."""
    for number, line in enumerate(text.split("\n"), start=1):
        said = trimmed(line)
        if not said or said.startswith("#"):
            continue
        place = Place(path, number, line.index(said) + 1)
        if found := refusal(said, kind):
            problems.append(Problem(place, found.slug, found.message))
        else:
            yield number, place, said


def read_words(text: str, path: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The plan's own words, one a line with half-spaces; a problem for each line that is none."""
    problems: list[Problem] = []
    known: dict[str, tuple[str, int]] = {}
    for number, place, word in _lines(text, path, _WORD, problems):
        first = known.setdefault(bare(word), (word, number))
        if first[1] != number:
            message = (
                f"واژهٔ {quoted(word)} تکراری است؛ بار نخست در سطر"
                f" {persian_digits(str(first[1]))} آمده، یکی را بردارید"
            )
            problems.append(Problem(place, "bad-word", message))
        elif not WORD.fullmatch(word):
            del known[bare(word)]
            problems.append(Problem(place, "bad-word", _reason(word)))
    return Vocabulary(tuple(word for word, _ in known.values()), read_lexicon()), tuple(problems)


def _reason(word: str) -> str:
    if " " in word or "\t" in word:
        return (
            f"در {quoted(word)} فاصله هست؛ در هر سطر یک واژه بنویسید و میان بخش‌هایش به‌جای فاصله"
            " نیم‌فاصله بگذارید"
        )
    if ZWNJ not in word:
        return (
            f"{quoted(word)} نیم‌فاصله ندارد؛ اینجا تنها واژه‌هایی می‌آید که نیم‌فاصله دارند،"
            " مانند «برنامه‌ریزی»"
        )
    return (
        f"{quoted(word)} واژهٔ فارسی ساده‌ای نیست؛ تنها حرف فارسی و نیم‌فاصلهٔ میان حرف‌ها پذیرفته است"
    )


def read_synonyms(text: str, path: str) -> tuple[Groups, tuple[Problem, ...]]:
    """The groups of words that mean the same to search, ``a = b = c`` a line, and the problems.

    A line with a problem makes no group.
    """
    groups: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    known: dict[tuple[str, ...], int] = {}
    for number, place, said in _lines(text, path, _GROUP, problems):
        group = tuple(map(trimmed, said.split("=")))
        wrong = [Problem(place, "bad-synonym", reason) for reason in _wrong(group, number, known)]
        problems.extend(wrong)
        if not wrong:
            groups.append(group)
    return tuple(groups), tuple(problems)


def _wrong(group: tuple[str, ...], number: int, known: dict[tuple[str, ...], int]) -> Iterator[str]:
    if len(group) < 2:
        yield (
            f"در سطر {quoted(group[0])} «=» نیست؛ واژه‌های هم‌معنا را با آن جدا کنید: «پارک = بوستان»"
        )
    for phrase in group:
        stems = tuple(word.stem for word in words(phrase))
        if not stems:
            yield "میان دو «=»، یا پیش یا پس از آن، واژه‌ای نیست؛ واژه‌ای بنویسید یا «=» را بردارید"
        elif len(stems) > LONGEST:
            yield (
                f"{quoted(phrase)} {persian_digits(str(len(stems)))} واژه است و بیش از"
                f" {persian_digits(str(LONGEST))} واژه پذیرفته نیست؛ آن را کوتاه کنید"
            )
        elif stems in known:
            yield (
                f"{quoted(phrase)} یا شکل دیگری از آن پیش‌تر در سطر"
                f" {persian_digits(str(known[stems]))} آمده است؛ هم‌معناها را در یک سطر و هر کدام را"
                " یک بار بنویسید"
            )
        known.setdefault(stems, number)
