"""Reads the files that list words line by line: ``words.txt`` and ``synonyms.txt``."""

from collections.abc import Iterator

from qomsite.errors import Place, Problem
from qomsite.messages import problem
from qomsite.model.scalars import Kind, refusal
from qomsite.text.characters import ZWNJ, trimmed
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
            problems.append(problem(place, "bad-word.twice", word=word, line=first[1]))
        elif not WORD.fullmatch(word):
            del known[bare(word)]
            has_space, is_whole = " " in word or "\t" in word, ZWNJ not in word
            key = f"bad-word.{'space' if has_space else 'whole' if is_whole else 'letters'}"
            problems.append(problem(place, key, word=word))
    return Vocabulary(tuple(word for word, _ in known.values()), read_lexicon()), tuple(problems)


def read_synonyms(text: str, path: str) -> tuple[Groups, tuple[Problem, ...]]:
    """The groups of words that mean the same to search, ``a = b = c`` a line, and the problems.

    A line with a problem makes no group.
    """
    groups: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    known: dict[tuple[str, ...], int] = {}
    for _, place, said in _lines(text, path, _GROUP, problems):
        group = tuple(map(trimmed, said.split("=")))
        wrong = list(_wrong(group, place, known))
        problems.extend(wrong)
        if not wrong:
            groups.append(group)
    return tuple(groups), tuple(problems)


def _wrong(
    group: tuple[str, ...], place: Place, known: dict[tuple[str, ...], int]
) -> Iterator[Problem]:
    if len(group) < 2:
        yield problem(place, "bad-synonym.alone", phrase=group[0])
    for phrase in group:
        stems = tuple(word.stem for word in words(phrase))
        if not stems:
            yield problem(place, "bad-synonym.empty")
        elif len(stems) > LONGEST:
            yield problem(place, "bad-synonym.long", phrase=phrase, has=len(stems), most=LONGEST)
        elif stems in known:
            yield problem(place, "bad-synonym.twice", phrase=phrase, line=known[stems])
        known.setdefault(stems, place.line)
