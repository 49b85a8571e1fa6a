"""What each word of the site says about each document, and how that is written in few bytes.

A word and a document have a rank: how much the document is about the word, as BM25F weighs how
often and where it stands, and how long that place is.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from operator import add

from qomsite.memo import Memo
from qomsite.outputs.search_documents import Document
from qomsite.text.characters import ZWNJ
from qomsite.text.stems import IRREGULAR, STOPS, Word, tokens, word

NUMBER = 7
"""The rank of the number of a record; the others are lower, from 0."""

RANKS = 8
Postings = Sequence[int]
"""The number of each document, in order, times ``RANKS``, with its rank added: as one number each,
for a large site has millions.
"""

Synonyms = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]
"""By its first stem, each word or phrase with synonyms: all its stems; the tokens of the others."""

# What a word counts for in title, summary and body, and how many words each has that is not long.
_TITLE, _SUMMARY, _BODY = (5.0, 7), (2.5, 20), (1.0, 110)
_LENGTH = 0.5
_SATURATION = 4.0
_BEST = 0.8
_OF_SYNONYM = 0.7
_SHORTEST_JOIN = 5
_LOW, _HIGH = (tuple(map(chr, codes)) for codes in (range(35, 92), range(93, 127)))
_SHORT = (*_LOW, *(high + low for high in _HIGH for low in _LOW))
"""The numbers of one or two characters: nearly all, so that these are not made again and again."""


def index(
    documents: Sequence[Document], memo: Memo, groups: Sequence[Sequence[str]] = ()
) -> dict[str, Postings]:
    """The ranks of every word, under its token (ZWNJ within a compound), in the order of wholes.

    A compound is found whole and by its parts, and also where a text writes its parts as words of
    their own, if any text writes it in one. ``groups``: words and phrases that mean the same; a
    text that has one of a group is found by the others too.
    """
    read = [memo.once(_read, document) for document in documents]
    synonyms = _synonyms(groups)
    written = {token for fields in read for _, line in fields for token in line}
    written |= {token for found in synonyms.values() for _, others in found for token in others}
    words = {token: memo.once(word, token) for token in written}
    spelled = _spelled(words)
    compounds = {whole for whole, token in spelled.items() if len(words[token].parts) > 1}
    solid = {whole for whole in spelled if len(whole) >= _SHORTEST_JOIN}
    found: defaultdict[str, array[int]] = defaultdict(partial(array, "L"))
    for number, fields in enumerate(read):
        counts: dict[str, float] = {}
        for (weight, usual), line in fields:
            gain = weight / (1 - _LENGTH + _LENGTH * max(len(line), usual / 2) / usual)
            line_words = [words[token] for token in line]
            said = _said(line_words, weight == _TITLE[0])
            for whole in chain(said, _joins(line_words, compounds, solid)):
                counts[whole] = counts.get(whole, 0) + gain
            for whole in _others(line_words, synonyms):
                counts[whole] = counts.get(whole, 0) + gain * _OF_SYNONYM
        ranks = {
            whole: min(int(NUMBER * count / (count + _SATURATION) / _BEST), NUMBER - 1)
            for whole, count in counts.items()
        }
        ranks |= dict.fromkeys(tokens(documents[number].number), NUMBER)
        for whole, rank in ranks.items():
            found[whole].append(number * RANKS + rank)
    # An irregular word that no document has stands for the commonest with its stem: so it is found
    # mistyped and with an ending, too.
    common = sorted(found.keys() & spelled.keys(), key=lambda whole: (len(found[whole]), whole))
    of_stem = {words[spelled[whole]].stem: found[whole] for whole in common}
    for form, stem in IRREGULAR.items():
        if stem in of_stem:
            found.setdefault(form, of_stem[stem])
    return {spelled.get(whole, whole): found[whole] for whole in sorted(found)}


def _read(document: Document) -> list[tuple[tuple[float, int], list[str]]]:
    texts = (document.title, f"{document.names} . {document.summary}", document.text)
    # Each word once: those of a large site would be most of its memory.
    words = ([*map(sys.intern, tokens(text))] for text in texts)
    return list(zip((_TITLE, _SUMMARY, _BODY), words, strict=True))


def _synonyms(groups: Sequence[Sequence[str]]) -> Synonyms:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for group in groups:
        said = [tokens(phrase) for phrase in group]
        for one in said:
            stems = tuple(word(token).stem for token in one)
            # A phrase is found by itself too: in the text a word of it may have an ending.
            others = tuple(ZWNJ.join(other) for other in said if other != one or other[1:])
            found.setdefault(stems[0], []).append((stems, others))
    return found


def _said(line: list[Word], is_place: bool) -> Iterator[str]:
    """The words of a line, the parts of compounds, and stems that begin unlike their words."""
    for whole, parts, stem in line:
        if is_place or whole not in STOPS:
            yield whole
            if stem[:2] != whole[:2] and stem not in parts:
                yield stem
        for part in parts:
            yield part
            # In حمل‌ونقل and the like, و stands with the word after it.
            if part[0] == "و" and len(part) > 3 and part != parts[0]:
                yield part[1:]


def _others(line: list[Word], synonyms: Synonyms) -> Iterator[str]:
    """The synonyms of the words and phrases of a line."""
    stems = [word.stem for word in line]
    for at, stem in enumerate(stems):
        for phrase, others in synonyms.get(stem, ()):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                yield from (token.replace(ZWNJ, "") for token in others)


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


def line(token: str, postings: Postings = ()) -> str:
    """A word with its documents: the steps between their numbers, and the rank, as characters; then
    its stem, where no ending tells it.
    """
    written = [token, " "]
    after = 0
    for posting in postings:
        written.append(_number(posting - after))
        after = posting - posting % RANKS + RANKS
    stem = word(token).stem
    if stem != word(token, {}).stem:
        written.append(f" {stem}")
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


def blocks(
    lines: Iterable[tuple[str, str]], size: int, most_shared: int = 2
) -> list[tuple[str, list[str]]]:
    """Sorted lines in blocks of about ``size`` characters, each with the key that it starts with.

    ``lines``: key and line. Lines whose keys share two letters stay together (where they are too
    many for a block, those that share ``most_shared``), so that the place of a key is known.
    """
    made: list[tuple[str, list[str]]] = []
    room = 0
    for start, together in _alike(lines, 2, size, most_shared):
        length = sum(map(len, together))
        if not made or room < length:
            made.append((start, []))
            room = size
        made[-1][1].extend(together)
        room -= length
    return made


def _alike(
    lines: Iterable[tuple[str, str]], shared: int, size: int, most: int
) -> Iterator[tuple[str, list[str]]]:
    for start, group in groupby(lines, key=lambda pair: pair[0][:shared]):
        pairs = list(group)
        together = [text for _, text in pairs]
        if shared < most and sum(map(len, together)) > size:
            yield from _alike(pairs, shared + 1, size, most)
        else:
            yield start, together
