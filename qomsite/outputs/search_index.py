"""Which words stand in which documents, and how that is written in few bytes."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import add

from qomsite.memo import Memo
from qomsite.outputs.search_documents import Document
from qomsite.text.characters import ZWNJ
from qomsite.text.stems import STOPS, Word, tokens, word

BODY, SUMMARY, TITLE, NUMBER = range(4)
"""Where a word stands; the highest place counts."""

Postings = Mapping[int, int]
"""Document → place."""

_SHORTEST_JOIN = 5
_LOW, _HIGH = (tuple(map(chr, codes)) for codes in (range(35, 92), range(93, 127)))
_SHORT = (*_LOW, *(high + low for high in _HIGH for low in _LOW))
"""The numbers of one or two characters: nearly all, so that these are not made again and again."""


def index(documents: Sequence[Document], memo: Memo) -> dict[str, Postings]:
    """The places of every word, under its token (ZWNJ within a compound), in the order of wholes.

    A compound is found whole and by its parts, and also where a text writes its parts as words of
    their own, if any text writes it in one.
    """
    read = [memo.once(_read, document) for document in documents]
    written = {token for fields in read for _, line in fields for token in line}
    words = {token: memo.once(word, token) for token in written}
    spelled = _spelled(words)
    compounds = {whole for whole, token in spelled.items() if len(words[token].parts) > 1}
    solid = {whole for whole in spelled if len(whole) >= _SHORTEST_JOIN}
    found: dict[str, dict[int, int]] = {}
    for number, fields in enumerate(read):
        places: dict[str, int] = {}
        # From the highest place down: the first that is noted counts.
        for place, line in fields:
            line_words = [words[token] for token in line]
            for whole, parts, _ in line_words:
                if place >= TITLE or whole not in STOPS:
                    places.setdefault(whole, place)
                for part in parts:
                    places.setdefault(part, place)
                    # In حمل‌ونقل and the like, و stands with the word after it.
                    if part[0] == "و" and len(part) > 3 and part != parts[0]:
                        places.setdefault(part[1:], place)
            for whole in _joins(line_words, compounds, solid):
                places.setdefault(whole, place)
        for whole, place in places.items():
            found.setdefault(whole, {})[number] = place
    return {spelled.get(whole, whole): found[whole] for whole in sorted(found)}


def _read(document: Document) -> list[tuple[int, list[str]]]:
    return [
        (NUMBER, tokens(document.number)),
        (TITLE, tokens(document.title)),
        (SUMMARY, tokens(f"{document.names} . {document.summary}")),
        (BODY, tokens(document.text)),
    ]


def _spelled(words: Mapping[str, Word]) -> dict[str, str]:
    """Each whole with the token that shows most of how it is made up."""
    spelled: dict[str, str] = {}
    for token in sorted(words, key=lambda token: (token.count(ZWNJ), token)):
        spelled[words[token].whole] = token
    return spelled


def _joins(line: list[Word], compounds: set[str], solid: set[str]) -> set[str]:
    """The known words that neighbours form together: two or three a compound, two any other."""
    wholes = [word.whole for word in line]
    stems = [word.stem for word in line]
    pairs = list(map(add, wholes, wholes[1:]))
    # What stands nearly everywhere makes words by chance.
    content = ["\n" if whole in STOPS else whole for whole in wholes]
    three = chain(map(add, pairs, wholes[2:]), map(add, pairs, stems[2:]))
    found = compounds.intersection(chain(pairs, map(add, wholes, stems[1:]), three))
    return found | solid.intersection(map(add, content, content[1:]))


def line(token: str, postings: Postings) -> str:
    """A word with its documents: the steps between their numbers, and the place, as characters."""
    written = [token, " "]
    before = -1
    for number in sorted(postings):
        written.append(_number((number - before - 1) * 4 + postings[number]))
        before = number
    return "".join(written)


def _number(value: int) -> str:
    """A number in printable characters: high digits, if any, then one low digit."""
    if value < len(_SHORT):
        return _SHORT[value]
    value, low = divmod(value, len(_LOW))
    written = _LOW[low]
    while value:
        value, high = divmod(value - 1, len(_HIGH))
        written = _HIGH[high] + written
    return written


def blocks(lines: Iterable[tuple[str, str]], size: int) -> list[tuple[str, list[str]]]:
    """Sorted lines in blocks of about ``size`` characters, each with the key that it starts with.

    ``lines``: key and line. Lines whose keys share two letters stay together, so that the place of
    a key, and of all that begin with it, is known from its first two letters.
    """
    made: list[tuple[str, list[str]]] = []
    room = 0
    for start, group in groupby(lines, key=lambda pair: pair[0][:2]):
        together = [text for _, text in group]
        length = sum(map(len, together))
        if not made or room < length:
            made.append((start, []))
            room = size
        made[-1][1].extend(together)
        room -= length
    return made
