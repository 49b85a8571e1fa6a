"""Reads ``synonyms.txt``: words and phrases that mean the same to search, ``a = b = c`` a line."""

from collections.abc import Iterator

from qomsite.errors import Place, Problem
from qomsite.model.scalars import Kind, refusal
from qomsite.text.characters import quoted, trimmed
from qomsite.text.digits import persian_digits
from qomsite.text.stems import words

LONGEST = 4
"""As many words as a phrase may have: the script of the search page looks for no more together."""

_LINE = Kind("text", 1_000)

Groups = tuple[tuple[str, ...], ...]


def read_synonyms(text: str, path: str) -> tuple[Groups, tuple[Problem, ...]]:
    """The groups of a text, and what is wrong with its lines; lines with # are skipped.

    A line with a problem makes no group.
    """
    groups: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    known: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        said = trimmed(line)
        if not said or said.startswith("#"):
            continue
        place = Place(path, number, line.index(said) + 1)
        if found := refusal(said, _LINE):
            problems.append(Problem(place, found.slug, found.message))
            continue
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
