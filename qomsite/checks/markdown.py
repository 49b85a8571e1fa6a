"""What a text is meant to be in Markdown, but is not: it would show as something else."""

import re
from collections.abc import Callable, Iterator, Mapping

from qomsite.checks.entries import bodies, place_finder, problem_at
from qomsite.errors import BODY, MOST_ALIKE, Problem, advice
from qomsite.markup.code import FILLER, filled, indented_code, mask_code
from qomsite.markup.links import DEFINITION, label
from qomsite.markup.lists import ITEM, SEPARATOR, begins_item, is_table
from qomsite.markup.tables import pasted_tables
from qomsite.markup.tags import shown_tags
from qomsite.messages import message
from qomsite.model.collections import COLLECTIONS
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.text.characters import KASHIDA, LETTER, ZWNJ
from qomsite.text.folding import fold
from qomsite.text.patterns import regex

_NOTE = regex(
    r"(?:^(?P<edge> {0,3})|(?<!\\))\[\^(?P<name>[^\[\]\n]+)\](?P<colon>[ \t]*[:：])?", re.MULTILINE
)
_FENCE = r"^(?:-{3,}|[—–]+)[ \t]*$"
_TOPS = regex(r"\n[ \t]*\n(?=---|[—–]|[A-Za-z_]+[ \t]*[:：])")
_KEY = regex(
    rf"^(?:[A-Za-z_]+|[{LETTER}][{LETTER}{ZWNJ} ]{{1,30}}?)(?=[ \t]*[:：](?!//))", re.MULTILINE
)
_FRONT_MATTER = regex(
    rf"\s*(?P<fence>{_FENCE}\s*)?(?P<lines>(?:(?:{_KEY.pattern}|^(?:[ \t]+\S|- |\#)).*(?:\n|\Z))+)"
    rf"(?P<end>{_FENCE})?",
    re.MULTILINE,
)
"""Keys with their values and remarks, with or without fences."""
_PARENT = regex(r"^(?:منشأ|(?:هدف|راهبرد|سیاست)[^\n:：]*[:：][ \t]*\d)", re.MULTILINE)
"""What only a record has: a text may have a title, a date and a place as well."""
_SIGN = rf"(?:الف|[{LETTER}]|[A-Za-z]|[ivxIVX]{{2,4}}|\d{{1,3}})"
# No space behind what would begin an item, or numbers of several levels.
_TIGHT = (
    rf"(?:(?:[-–+]|\d{{1,3}}[.)])(?=[{LETTER}])|\*(?=[{LETTER}][^*\n]*$)"
    r"|\d{1,3}(?:[-–.]\d{1,3})+[-–.)][ \t])"
)
# Letters, two numbers, a number and a dash of another kind, pictures, or a mark of Word's (those of
# its symbol font among them).
_MARKED = (
    rf"^[ \t]*(?!{ITEM})(?:(?:[(\[«]{_SIGN}[)\]»]|\[ \]|(?!\d){_SIGN}[-–.)](?![ \t]+{_SIGN}\.)"
    rf"|\d{{1,3}}(?:[-–.]\d{{1,3}})+|\d{{1,3}}(?:[_/]|[ \t]+[-–.)](?![ \t]+\d))|[—{KASHIDA}o~»›])"
    rf"[ \t]|{_TIGHT}"
    rf"|\d{{1,3}}(?:[{KASHIDA}٫:—−\u2010-\u2012\u2015][ \t]*(?=[{LETTER}])|\ufe0f?\u20e3)"
    r"|[٭※†‡§←-⇿⌀-⏿①-⓿■-◿☀-➿⬀-⯿\ue000-\uf8ff\U0001f000-\U0001faff]"
    rf"[\ufe0f\U0001f3fb-\U0001f3ff]*(?=[ \t{LETTER}])).*"
)
_ITEM = rf"^[ \t]*{ITEM}.*"
# Two blanks at its end keep a line apart from the next.
_NEXT = r"(?<!  )\n"
_PERSIAN = regex(f"[{LETTER}]")
_QUOTE = regex(r"^(?: {0,3}>)+", re.MULTILINE)
_BARS = regex("[｜¦│┃║]")
_FRAMED = r" {0,3}\|.*\|[ \t]*$"
_CELLS = r"(?>.*[^\s\\|][ \t]*\|[ \t]*[^\s|].*$)"
_TABLE = regex(rf"(?<!\|\n)^(?=.*\|).*\n(?=.*\|){SEPARATOR.pattern}(?:\n.*\S.*)*", re.MULTILINE)
_CUT = {
    is_framed: regex(
        rf"\n[ \t]*\n(?!.*\n(?=.*\|){SEPARATOR.pattern})((?:{rows})(?:\n.*\S.*)*)", re.MULTILINE
    )
    for is_framed, rows in ((True, _FRAMED), (False, f"{_FRAMED}|{_CELLS}"))
}
"""Rows behind a blank line; below rows between bars, a line with one inside is a source or note."""
_TARGET = r"(?:[A-Za-z]+:|www\.|#|media/)[^()\s]*"

_UNREAD = (
    ("*[", "abbreviation", regex(r"^ {0,3}\*\[[^\[\]\n]+\]:", re.MULTILINE)),
    ("##", "heading", regex(r"^#{2,6}(?=[^#\s])", re.MULTILINE)),
    (
        "",
        "list",
        regex(
            rf"{_MARKED}(?:{_NEXT}{_MARKED})+|^[ \t]*{_TIGHT}.*\n{_ITEM}|{_ITEM}\n[ \t]*{_TIGHT}.*",
            re.MULTILINE,
        ),
    ),
    (
        "|",
        "table",
        regex(
            rf"^{_FRAMED}(?:\n(?:[ \t|:+=─-╿-]*\n)?{_FRAMED})+|^{_CELLS}(?:\n{_CELLS})+",
            re.MULTILINE,
        ),
    ),
    ("]", "space", regex(rf"(?<!\\)!?\[[^\[\]\n]+\](?=\s)[ \t]*\n?[ \t]*\({_TARGET}\)")),
    (")[", "turned", regex(rf"(?<![\]\\])\({_TARGET}\)\[(?!\^)[^\[\]\n]+\](?![(\[:])")),
    (
        "](",
        "unclosed",
        regex(rf"!?\[[^\[\]\n]+\]\({_TARGET}(?=\s|$)(?!\s*\"|[^()\n]*\))", re.MULTILINE),
    ),
    ("](", "empty", regex(rf"(?<![!\\])\[[ \t]*\]\({_TARGET}\)")),
    ("]:", "note", regex(rf"^ {{0,3}}\[\d{{1,3}}\]:(?=[ \t]*[{LETTER}])", re.MULTILINE)),
    ("[[", "wiki", regex(r"\[\[[^\[\]\n]+\]\](?!\()")),
    ("==", "highlight", regex(r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])")),
    (":::", "box", regex(r"^ {0,3}:{3,}[ \t]*[^:\s].*", re.MULTILINE)),
)
"""Forms that are not read: a sign that each has, its name, its pattern."""
_MARKS = {
    mark: regex(
        rf"(?<![\\{mark[0]}]){re.escape(mark)}(?!{re.escape(mark[0])})"
        rf"((?:(?!{re.escape(mark)})[^\n])+){re.escape(mark)}(?!{re.escape(mark[0])})"
    )
    for mark in ("**", "__", "~~", "*")
}
_BULLET = regex(r"^[ \t>]*\*(?=[ \t])", re.MULTILINE)
_REFERENCE = regex(r"(?<!\\)\[(?![\^ ])([^\[\]\n]+)\]\[(?!\^)([^\[\]\n]*)\]")

_Found = tuple[tuple[int, str], ...]
"""Where, and the message."""


def second_front_matter(content: Content) -> Iterator[Problem]:
    """Front matter stands once, at the top of its file."""
    names = {row.name for collection in COLLECTIONS for row in rows(collection.model)}
    for body in bodies(content):
        start = _second(body.text, names)
        if start is not None:
            yield problem_at(place_finder(body)(start), "second-front-matter")


def _second(text: str, names: set[str]) -> int | None:
    """Where the front matter of a record begins in a text."""
    masked = ""
    for start in (0, *(top.end() for top in _TOPS.finditer(text))):
        found = _FRONT_MATTER.match(text, start)
        keys = _KEY.findall(found["lines"]) if found else []
        if not found or not keys:
            continue
        is_closed = found["fence"] and found["end"] and keys[0].isascii()
        is_titled = keys[0] == "عنوان" and _PARENT.search(found["lines"])
        if is_closed or is_titled or len(names & {*keys}) > 1:
            masked = masked or mask_code(text)
            if masked[found.start("lines")] != FILLER:
                return found.end() - len(found[0].lstrip())
    return None


def note_without_text(content: Content) -> Iterator[Problem]:
    """Whatever mark of a note a text has, the note is there."""
    return _told(content, "note-without-text")


def unused_note(content: Content) -> Iterator[Problem]:
    """Each note has a mark in the text, and each mark one note."""
    return _told(content, "unused-note")


def ragged_table(content: Content) -> Iterator[Problem]:
    """Each row of a table has as many cells as its header."""
    return _told(content, "ragged-table")


def unread_markdown(content: Content) -> Iterator[Problem]:
    """Nothing is typed as code, or as a form that is not read, where something else is meant."""
    return _told(content, "unread-markdown")


def _told(content: Content, slug: str) -> Iterator[Problem]:
    """What a rule finds in the texts, in which all rules look for what they find at once."""
    rule = [*_RULES].index(slug)
    for body in bodies(content):
        if found := content.memo.kept(_found, body.text)[rule]:
            place = place_finder(body)
            yield from (advice(place(at), slug, said, BODY) for at, said in found[:MOST_ALIKE])


def _found(text: str) -> tuple[_Found, ...]:
    """What each rule finds in a text that has its sign."""
    return tuple(rule(text) if sign in text else () for sign, rule in _RULES.values())


def _marks(text: str) -> _Found:
    marks, texts = _marks_and_texts(text)
    known = {name for _, name in texts}
    alike = {fold(name): name for name in known if fold(name)}
    lone = [(start, name, alike.get(fold(name))) for start, name in marks if name not in known]
    return (
        *(
            (start, message(f"note-without-text{'.other' * bool(other)}", name=name, other=other))
            for start, name, other in lone
        ),
        *(
            (start, message("note-without-text.colon", name=name))
            for start, name in texts
            if not text.startswith(f"[^{name}]:", start)
        ),
    )


def _notes(text: str) -> _Found:
    marks, texts = _marks_and_texts(text)
    used = {name for _, name in marks}
    alike = {*map(fold, used)} - {""}
    first = {name: start for start, name in reversed(texts)}
    return tuple(
        (start, message(f"unused-note.{'twice' if name in used else 'unmarked'}", name=name))
        for start, name in texts
        if (name not in used and fold(name) not in alike) or start != first[name]
    )


def _marks_and_texts(text: str) -> tuple[_Found, _Found]:
    """The marks of notes in a text, and the beginnings of their texts: where, and their names."""
    marks: list[tuple[int, str]] = []
    texts: list[tuple[int, str]] = []
    for one in _NOTE.finditer(mask_code(text)):
        is_text = one["edge"] is not None and one["colon"]
        (texts if is_text else marks).append((one.start("name") - len("[^"), one["name"]))
    return tuple(marks), tuple(texts)


def _rows(text: str) -> _Found:
    lines = _without_code(text).split("\n")
    start = width = 0
    found: list[tuple[int, str]] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip() or (width and begins_item(line)):
            width = 0
        elif width:
            if (has := _cells(line)) != width:
                found.append((start, message("ragged-table.row", has=has, wide=width)))
        elif is_table(line, below):
            width = _cells(below)
            if (has := _cells(line)) != width:
                found.append((start, message("ragged-table.head", has=has, wide=width)))
        start += len(line) + 1
    return tuple(found)


def _without_code(text: str) -> str:
    """The text with its code masked, and with blanks for the marks of quotations."""
    return _QUOTE.sub(lambda mark: " " * len(mark[0]), mask_code(text))


def _cells(line: str) -> int:
    plain = re.sub(r"\\.", "..", line.strip())
    return plain.removeprefix("|").removesuffix("|").count("|") + 1


def _forms(text: str) -> _Found:
    masked = _BARS.sub("|", _without_code(text))
    found: list[tuple[int, str]] = []
    if "|" in masked:
        tables = [
            (one, _CUT[one[0].lstrip().startswith("|")].match(masked, one.end()))
            for one in _TABLE.finditer(masked)
        ]
        found += ((cut.start(1), message("unread-markdown.cut")) for _, cut in tables if cut)
        masked = filled(masked, ((one.start(), (cut or one).end()) for one, cut in tables))
    found += [
        (one.start(), message(f"unread-markdown.{name}", found=one[0].replace("\n", " ")))
        for sign, name, pattern in _UNREAD
        if sign in masked
        for one in pattern.finditer(masked)
    ]
    found += _emphasis(masked)
    if "][" in masked:
        labels = {label(one["label"]) for one in DEFINITION.finditer(masked)}
        for one in _REFERENCE.finditer(masked):
            name = one[2] or one[1]
            if label(name) not in labels and not (one[1].isdecimal() and one[2].isdecimal()):
                said = {"found": one[0], "name": name, "text": one[1]}
                found.append((one.start(), message("unread-markdown.reference", **said)))
    if "<" in masked:
        outside = filled(masked, ((table.start, table.end) for table in pasted_tables(text)))
        for start, tag, is_known in shown_tags(outside):
            key = "unread-markdown.lone-tag" if is_known else "unread-markdown.tag"
            found.append((start, message(key, found=tag)))
    for start, end in indented_code(text) if "    " in text or "\t" in text else ():
        if _PERSIAN.search(text, start, end):
            found.append((start, message("unread-markdown.code")))
    return tuple(found)


def _emphasis(masked: str) -> Iterator[tuple[int, str]]:
    """Pairs of marks with a blank inside, which show as they are typed."""
    lines = _BULLET.sub(lambda one: " " * len(one[0]), masked)
    for mark, pattern in _MARKS.items() if any(mark in lines for mark in _MARKS) else ():
        for one in pattern.finditer(lines):
            inside = one[1].strip()
            # One star with a blank on both sides multiplies.
            is_mark = inside != one[1] and (len(mark) > 1 or one[1][0] != one[1][-1])
            if is_mark and re.search(r"[^\W\d_]", inside):
                said = {"found": one[0], "right": mark + inside + mark}
                yield one.start(), message("unread-markdown.emphasis", **said)


_RULES: Mapping[str, tuple[str, Callable[[str], _Found]]] = {
    "note-without-text": ("[^", _marks),
    "unused-note": ("[^", _notes),
    "ragged-table": ("|", _rows),
    "unread-markdown": ("", _forms),
}
"""The rules of texts, each with a sign without which there is nothing to find."""
