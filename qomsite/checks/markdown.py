"""What a text is meant to be in Markdown, but is not: it would show as something else."""

import re
from collections.abc import Callable, Iterator

from qomsite.checks.entries import bodies, place_finder
from qomsite.errors import BODY, MOST_ALIKE, Place, Problem, advice
from qomsite.markup.code import indented_code, mask_code
from qomsite.markup.links import DEFINITION, label
from qomsite.markup.lists import is_table
from qomsite.model.content import Content
from qomsite.text.characters import KASHIDA, LETTER, quoted
from qomsite.text.digits import persian_digits

_NOTE = re.compile(
    r"(?:^(?P<edge> {0,3})|(?<!\\))\[\^(?P<name>[^\[\]\n]+)\](?P<colon>:)?", re.MULTILINE
)
_FRONT_MATTER = re.compile(
    r"(?<![^\n]\n)^---[ \t]*\n(?:[A-Za-z_]+:(?:[ \t].*)?\n(?:[ \t]+.*\n|- .*\n)*)+---[ \t]*$",
    re.MULTILINE,
)
# Letters, two numbers, a mark of Word's (those of its symbol font among them), or no space behind.
_SIGN = rf"(?:الف|[{LETTER}]|[A-Za-z]|[ivxIVX]{{2,4}}|\d{{1,3}})"
_MARKED = (
    rf"^ {{0,3}}(?:(?:\({_SIGN}\)|(?!\d){_SIGN}[-–.)]|\d{{1,3}}(?:[-–.]\d{{1,3}})+[-–.)]?"
    rf"|\d{{1,3}}(?:[_/]|[ \t]+[-–.)])|[—{KASHIDA}✓✔✗✘☑☐§o①-⑳\ue000-\uf8ff])[ \t]"
    rf"|(?:[-–+]|\d{{1,3}}[.)])(?=[{LETTER}])"
    rf"|\*(?=[{LETTER}][^*\n]*$)).*"
)
_PERSIAN = re.compile(f"[{LETTER}]")

_UNREAD = (
    (
        "*[",
        re.compile(r"^ {0,3}\*\[[^\[\]\n]+\]:", re.MULTILINE),
        "{0} در این سایت خوانده نمی‌شود؛ معنی کوته‌نوشت را نخستین بار در پرانتز"
        ' بنویسید، یا <abbr title="معنی">کوته‌نوشت</abbr>',
    ),
    (
        "##",
        re.compile(r"^#{2,6}(?=[^#\s])", re.MULTILINE),
        "پس از {0} فاصله نیامده است و این سطر عنوان نمی‌شود؛ بنویسید «{1} …»",
    ),
    (
        "",
        re.compile(rf"{_MARKED}(?:\n{_MARKED})+", re.MULTILINE),
        "این سطرها فهرست نمی‌شوند و در یک بند پی هم می‌آیند؛ هر یک را با «- » یا «۱. » آغاز کنید،"
        " یا میانشان سطری خالی بگذارید",
    ),
    (
        "|",
        re.compile(
            r"(?<!\|\n)^ {0,3}\|.*\|[ \t]*\n(?! {0,3}\|[ \t]*:?-) {0,3}\|.*\|[ \t]*$", re.MULTILINE
        ),
        "این سطرها جدول نمی‌شوند؛ زیر سر جدول سطری مانند |---|---| بگذارید"
        " که به اندازهٔ آن خانه دارد",
    ),
    (
        "] ",
        re.compile(r"(?<!\\)\[[^\[\]\n]+\][ \t]+\((?:[a-z]+:|www\.|#)[^()\s]*\)"),
        "{0} پیوند نمی‌شود، زیرا پیش از پرانتز فاصله آمده است؛ فاصله را بردارید: «[متن](نشانی)»",
    ),
    (
        "[[",
        re.compile(r"\[\[[^\[\]\n]+\]\](?!\()"),
        "{0} پیوند نمی‌شود و کروشه‌ها خودشان دیده می‌شوند؛ بنویسید «[متن](نشانی)»، مانند"
        " «[طرح ۵](project:5)»",
    ),
    (
        "==",
        re.compile(r"(?<![=\w])==(?=[^\s=])[^=\n]+(?<=\S)==(?![=\w])"),
        "{0} برجسته نمی‌شود و نشانه‌ها خودشان دیده می‌شوند؛ بنویسید «**…**»",
    ),
    (
        ":::",
        re.compile(r"^ {0,3}:{3,}[ \t]*[^:\s].*", re.MULTILINE),
        "{0} کادر نمی‌سازد و خودش دیده می‌شود؛ این نشانه‌ها را بردارید، یا متن را با «> » در آغاز"
        " سطر نقل کنید",
    ),
)
"""Forms that are not read: a sign that each has, its pattern, and the message."""
_MARKS = {
    mark: re.compile(
        rf"(?<![\\{mark[0]}]){re.escape(mark)}(?!{re.escape(mark[0])})"
        rf"((?:(?!{re.escape(mark)})[^\n])+){re.escape(mark)}(?!{re.escape(mark[0])})"
    )
    for mark in ("**", "__", "~~", "*")
}
_BULLET = re.compile(r"^[ \t>]*\*(?=[ \t])", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[(?![\^ ])([^\[\]\n]+)\]\[(?!\^)([^\[\]\n]*)\]")

_Found = tuple[tuple[int, str], ...]
"""Where, and the message."""


def second_front_matter(content: Content) -> Iterator[Problem]:
    """Front matter stands once, at the top of its file."""
    for body in bodies(content):
        if "---" in body.text and (found := _FRONT_MATTER.search(mask_code(body.text))):
            message = (
                "در میان متن، مشخصات دیگری میان دو خط --- آمده است؛ هر پرونده یک بار و در آغاز خود"
                " مشخصات دارد. کلیدهایی را که باید بماند به آنجا ببرید و این بخش را بردارید"
            )
            place = place_finder(body)(found.start())
            yield Problem(place, "second-front-matter", message, keys=BODY)


def note_without_text(content: Content) -> Iterator[Problem]:
    """Whatever mark of a note a text has, the note is there."""
    for place, message in _told(content, "[^", _marks):
        yield advice(place, "note-without-text", message, BODY)


def unused_note(content: Content) -> Iterator[Problem]:
    """Each note has a mark in the text, and each mark one note."""
    for place, message in _told(content, "[^", _notes):
        yield advice(place, "unused-note", message, BODY)


def ragged_table(content: Content) -> Iterator[Problem]:
    """Each row of a table has as many cells as its header."""
    for place, message in _told(content, "|", _rows):
        yield advice(place, "ragged-table", message, BODY)


def unread_markdown(content: Content) -> Iterator[Problem]:
    """Nothing is typed as code, or as a form that is not read, where something else is meant."""
    for place, message in _told(content, "", _forms):
        yield advice(place, "unread-markdown", message, BODY)


def _told(
    content: Content, sign: str, rule: Callable[[str], _Found]
) -> Iterator[tuple[Place, str]]:
    """What a rule finds in the texts that have a sign."""
    for body in bodies(content):
        if sign in body.text and (found := content.memo.once(rule, body.text)):
            place = place_finder(body)
            yield from ((place(start), message) for start, message in found[:MOST_ALIKE])


def _marks(text: str) -> _Found:
    marks, texts = _marks_and_texts(text)
    known = {name for _, name in texts}
    return tuple(
        (
            start,
            f"پانویس [^{name}] توضیح ندارد؛ زیر متن، پس از یک سطر خالی، بنویسید"
            f" «[^{name}]: توضیح»، یا این نشانه را بردارید",
        )
        for start, name in marks
        if name not in known
    )


def _notes(text: str) -> _Found:
    marks, texts = _marks_and_texts(text)
    used = {name for _, name in marks}
    first = {name: start for start, name in reversed(texts)}
    found: list[tuple[int, str]] = []
    for start, name in texts:
        why = ""
        if name not in used:
            why = "در متن نشانه‌ای ندارد؛ نشانه‌اش را در جای خود بنویسید یا آن را بردارید"
        elif start != first[name]:
            why = "پیش‌تر توضیح دیگری دارد؛ به این یکی نام دیگری بدهید یا آن را بردارید"
        if why:
            found.append((start, f"پانویس [^{name}] {why}"))
    return tuple(found)


def _marks_and_texts(text: str) -> tuple[_Found, _Found]:
    """The marks of notes in a text, and the beginnings of their texts: where, and their names."""
    marks: list[tuple[int, str]] = []
    texts: list[tuple[int, str]] = []
    for one in _NOTE.finditer(mask_code(text)):
        is_text = one["edge"] is not None and one["colon"]
        (texts if is_text else marks).append((one.start("name") - len("[^"), one["name"]))
    return tuple(marks), tuple(texts)


def _rows(text: str) -> _Found:
    lines = mask_code(text).split("\n")
    start = width = 0
    found: list[tuple[int, str]] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip():
            width = 0
        elif width:
            if _cells(line) != width:
                found.append((start, _ragged("این سطر جدول", line, width)))
        elif is_table(line, below):
            width = _cells(below)
            if _cells(line) != width:
                found.append((start, _ragged("سر جدول", line, width)))
        start += len(line) + 1
    return tuple(found)


def _ragged(what: str, line: str, width: int) -> str:
    has, most = persian_digits(str(_cells(line))), persian_digits(str(width))
    return (
        f"{what} {has} خانه دارد ولی خط زیر سر جدول {most} خانه؛ میان خانه‌ها «|» بگذارید و خانهٔ"
        " بی‌مقدار را خالی بنویسید تا شمارشان یکی شود"
    )


def _cells(line: str) -> int:
    plain = re.sub(r"\\.", "..", line.strip())
    return plain.removeprefix("|").removesuffix("|").count("|") + 1


def _forms(text: str) -> _Found:
    masked = mask_code(text)
    found = [
        (one.start(), message.format(quoted(one[0]), one[0]))
        for sign, pattern, message in _UNREAD
        if sign in masked
        for one in pattern.finditer(masked)
    ]
    found += _emphasis(masked)
    if "][" in masked:
        labels = {label(one["label"]) for one in DEFINITION.finditer(masked)}
        for one in _REFERENCE.finditer(masked):
            name = one[2] or one[1]
            if label(name) not in labels and not (one[1].isdecimal() and one[2].isdecimal()):
                message = (
                    f"{quoted(one[0])} پیوند نمی‌شود، زیرا نشانی {quoted(name)} در این متن نیامده"
                    f" است؛ بنویسید «[{one[1]}](نشانی)»، یا در سطری جدا «[{name}]: نشانی»"
                )
                found.append((one.start(), message))
    for start, end in indented_code(text) if "    " in text or "\t" in text else ():
        if _PERSIAN.search(text, start, end):
            message = (
                "این بند با چهار فاصله یا بیشتر آغاز شده است و مانند کد نشان داده می‌شود؛"
                " فاصله‌های آغاز سطر را بردارید"
            )
            found.append((start, message))
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
                message = (
                    f"در {quoted(one[0])} کنار نشانه فاصله آمده است و نشانه‌ها خودشان دیده می‌شوند؛"
                    f" بنویسید {quoted(mark + inside + mark)}"
                )
                yield one.start(), message
