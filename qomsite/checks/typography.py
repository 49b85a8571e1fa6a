"""How the prose of the content is typed, and what no reader can make sense of."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TypeVar
from urllib.parse import unquote

from qomsite.checks.entries import Body, place_finder
from qomsite.checks.prose import prose, rough_prose, span
from qomsite.errors import MOST_ALIKE, Place, Problem, advice
from qomsite.loader.load import LISTING_FILE, PLAN_FILE, SITE_FILE
from qomsite.markup.tables import pasted_tables
from qomsite.messages import message
from qomsite.model.collections import BY_NAME, Listing
from qomsite.model.content import Content
from qomsite.model.kinds import Value
from qomsite.model.settings import Plan, Site
from qomsite.text.characters import DIGIT, KASHIDA, LETTER, MARK, NBSP, ZWNJ, quoted
from qomsite.text.digits import ascii_digits, between
from qomsite.text.finding import BREAK, OPAQUE, Finding, applied
from qomsite.text.patterns import regex
from qomsite.text.typography import FAMILIES, findings
from qomsite.text.vocabulary import Vocabulary

T = TypeVar("T")
_SETTINGS: dict[str, type[Value]] = {SITE_FILE: Site, PLAN_FILE: Plan}
_ANCHOR = regex(r"#([^\s()\[\]\"'<>{}#]*[^\x00-\x7f%][^\s()\[\]\"'<>{}]*|[^\s()#%]*+%[^\s()#]*)")
_AROUND = regex(f"[{LETTER}{MARK}{DIGIT}{ZWNJ}]*\\Z")
_BEYOND = regex(f"[{LETTER}{MARK}{DIGIT}{ZWNJ}]*")
_NEXT = regex(f"[ \\t]*[{LETTER}{MARK}{DIGIT}{ZWNJ}]+|[،؛؟!:.»)]")
_YEAR = "1[34][0-9]{2}|(?:19|20)[0-9]{2}"
_YEARS = regex(
    rf"(?<![-0-9./])({_YEAR})[ \t]*(?:[-\u2010-\u2015\u2212{KASHIDA}]|(?:تا|الی)(?![{LETTER}]))"
    rf"[ \t]*({_YEAR})(?![0-9]|[-./][0-9])"
)
_LONGEST_RANGE = 100
_SPREADSHEET = regex(
    r"(?<![\w/])#(?:REF!|N/A\b|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|(?<!#)#{7,}(?!#)"
)
_COMMENT = regex(r"[ \t]*+#[ #]")


def model_of(path: str) -> type[Value] | None:
    """The model of a file by its path from the content folder; ``None`` for no file of content."""
    folder, _, name = path.rpartition("/")
    if not folder:
        return _SETTINGS.get(name)
    if "/" in folder or folder not in BY_NAME or not name.endswith(".md"):
        return None
    return Listing if name == LISTING_FILE else BY_NAME[folder].model


def linked_anchors(texts: Collection[str]) -> frozenset[str]:
    """The anchors, made from Persian words, that any of the texts links to."""
    return frozenset(unquote(found) for text in texts for found in _ANCHOR.findall(text))


def typed(
    text: str, path: str, vocabulary: Vocabulary, anchors: frozenset[str]
) -> tuple[Finding, ...]:
    """What is not well typed in the text of a file (``path`` from the content folder)."""
    rough = rough_prose(text, is_settings="/" not in path, anchors=anchors)
    if not findings(rough, vocabulary):
        return ()
    masked = _masked(text, path, anchors)
    found = findings(masked, vocabulary)
    return tuple(replace(one, start=span(text, masked, one.start)) for one in found)


def typed_body(
    text: str, path: str, vocabulary: Vocabulary, anchors: frozenset[str]
) -> tuple[Finding, ...]:
    """What is not well typed in the body of a file whose front matter cannot be read."""
    masked = prose(text, None, is_settings="/" not in path, anchors=anchors)
    return tuple(findings(masked, vocabulary))


def _masked(text: str, path: str, anchors: frozenset[str]) -> str:
    return prose(text, model_of(path), is_settings="/" not in path, anchors=anchors)


def typography(content: Content) -> Iterator[Problem]:
    """Prose is typed as Persian is; one rule for all families, as one look through a text is."""
    anchors = linked_anchors(content.texts.values())
    for place, (slug, said) in _found(content, _told, content.words, anchors):
        yield advice(place, slug, said, content.keys_at(place))


def reversed_years(content: Content) -> Iterator[Problem]:
    """A range of years begins with the earlier one, if no season or count backwards is meant."""
    for place, said in _found(content, _reversed_years):
        yield advice(place, "reversed-years", said, content.keys_at(place))


def spreadsheet_error(content: Content) -> Iterator[Problem]:
    """What a spreadsheet shows in place of a value is no text."""
    for place, said in _found(content, _spreadsheet_errors):
        yield Problem(place, "spreadsheet-error", said, keys=content.keys_at(place))


def _found(
    content: Content, find: Callable[..., tuple[tuple[int, T], ...]], *more: Hashable
) -> Iterator[tuple[Place, T]]:
    """What ``find`` says of each text, with its place."""
    for path, text in content.texts.items():
        place_at = place_finder(Body(path, 1, text, is_draft=False))
        for start, said in content.memo.kept(find, text, path.partition("/")[2], *more):
            yield place_at(start), said


def _reversed_years(text: str, path: str) -> tuple[tuple[int, str], ...]:
    if not _YEARS.search(ascii_digits(text)):
        return ()
    return tuple(
        (
            found.start(),
            message(
                "reversed-years",
                found=text[slice(*found.span())],
                right=between(found[2], found[1]),
            ),
        )
        for found in _YEARS.finditer(ascii_digits(_masked(text, path, frozenset())))
        if 0 < int(found[1]) - int(found[2]) <= _LONGEST_RANGE
    )


def _spreadsheet_errors(text: str, path: str) -> tuple[tuple[int, str], ...]:
    if not _SPREADSHEET.search(text):
        return ()
    masked = _masked(text, path, frozenset())
    return tuple(
        (found.start(), message("spreadsheet-error", found=found[0]))
        for found in _SPREADSHEET.finditer(text)
        if _is_shown(text, masked, found.start())
    )


def _is_shown(text: str, masked: str, start: int) -> bool:
    """Whether a value was meant here: also where YAML takes a lone # for a comment."""
    if masked[start] != BREAK:
        return masked[start] != OPAQUE
    if not text[start - 1 : start].isspace():
        return False
    line = _COMMENT.match(text, text.rfind("\n", 0, start) + 1)
    return line is None or line.end() > start + 2


def _told(
    text: str, path: str, vocabulary: Vocabulary, anchors: frozenset[str]
) -> tuple[tuple[int, tuple[str, str]], ...]:
    """What is said of the typing of a file: where, the family, and the message."""
    tables = pasted_tables(text)
    every = [
        one
        for one in typed(text, path, vocabulary, anchors)
        # What is said of a pasted table says it of its tabs.
        if "\t" not in text[one.start : one.end]
        or not any(table.start <= one.start < table.end for table in tables)
    ]
    told: list[tuple[int, tuple[str, str]]] = []
    ends: dict[str, int] = {}
    many: Counter[str] = Counter()
    for found in every:
        # What one family finds in a word is told once.
        if found.start >= ends.get(found.slug, 0):
            start, end = _word(text, found)
            many[found.slug] += 1
            # Beyond these they are counted only.
            said = (
                _message(text, start, end, every, vocabulary, found.slug)
                if many[found.slug] <= MOST_ALIKE
                else FAMILIES[found.slug]
            )
            told.append((found.start, (found.slug, said)))
            ends[found.slug] = end
    return tuple(told)


def _word(text: str, found: Finding) -> tuple[int, int]:
    """Where the word begins and ends that a finding is in, or the words that it is between."""
    before = _AROUND.search(text[max(0, found.start - 20) : found.start])
    beyond = _BEYOND if found.replacement else _NEXT
    after = beyond.match(text[found.end : found.end + 20])
    left, right = (len(side[0]) if side else 0 for side in (before, after))
    return found.start - left, found.end + right


def _message(
    text: str, start: int, end: int, every: Sequence[Finding], words: Vocabulary, slug: str
) -> str:
    """What to write instead of a word, with all that is wrong in it put right."""
    first = bisect_left(every, start, key=lambda one: one.start)
    near = takewhile(lambda one: one.start <= end, every[first : first + end - start + 2])
    inside = [one for one in near if one.end <= end]
    old = text[start:end]
    moved = [replace(one, start=one.start - start, end=one.end - start) for one in inside]
    new = applied(old, moved)
    # Putting one thing right may bring up another.
    new = applied(new, (one for one in findings(new, words) if one.is_certain))
    if slug == "spacing":
        old, new = (side.replace(" ", "␣").replace(NBSP, "⍽") for side in (old, new))
    if not all(one.is_certain for one in inside):
        return f"{FAMILIES[slug]}: اگر {quoted(old)} یک واژه است، بنویسید {quoted(new)}"
    return f"{FAMILIES[slug]}: به‌جای {quoted(old)} بنویسید {quoted(new)}"
