"""What a text is meant to be in Markdown, but is not: it would show as something else."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from qomsite.checks.entries import bodies, place_finder
from qomsite.errors import BODY, MOST_ALIKE, Problem, advice
from qomsite.markup.code import indented_code, mask_code
from qomsite.markup.lists import is_table
from qomsite.model.content import Content
from qomsite.text.characters import LETTER, quoted
from qomsite.text.digits import persian_digits

_NOTE = re.compile(r"(?<!\\)\[\^([^\[\]\n]+)\]")
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\[\]\n]+)\]:", re.MULTILINE)
_FRONT_MATTER = re.compile(
    r"(?<![^\n]\n)^---[ \t]*\n(?:[A-Za-z_]+:(?:[ \t].*)?\n(?:[ \t]+.*\n|- .*\n)*)+---[ \t]*$",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\[\]\n]+\]:", re.MULTILINE)
_HEADING = re.compile(r"^#{2,6}(?=[^#\s])", re.MULTILINE)
_PERSIAN = re.compile(f"[{LETTER}]")

_Told = tuple[tuple[int, str, str], ...]
"""Where, the slug, and the message."""


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


def unread_markdown(content: Content) -> Iterator[Problem]:
    """Notes have a mark and a text, rows as many cells as their header, and no mark is unread."""
    for body in bodies(content):
        place = place_finder(body)
        for start, slug, message in content.memo.once(_unread, body.text):
            yield advice(place(start), slug, message, BODY)


def _unread(text: str) -> _Told:
    if not any(mark in text for mark in ("[", "|", "##", "    ", "\t")):
        return ()
    masked = mask_code(text)
    rules = (_notes(masked), _tables(masked), _forms(masked, text))
    return tuple(told for rule in rules for told in islice(rule, MOST_ALIKE))


def _notes(masked: str) -> Iterator[tuple[int, str, str]]:
    texts = {found.start(1): found[1] for found in _NOTE_TEXT.finditer(masked)}
    marks = [found for found in _NOTE.finditer(masked) if found.start(1) not in texts]
    known, used = set(texts.values()), {mark[1] for mark in marks}
    for mark in marks:
        if mark[1] not in known:
            message = (
                f"پانویس {mark[0]} توضیح ندارد؛ زیر متن، پس از یک سطر خالی، بنویسید"
                f" «[^{mark[1]}]: توضیح»، یا این نشانه را بردارید"
            )
            yield mark.start(), "note-without-text", message
    seen: Counter[str] = Counter()
    for start, name in texts.items():
        seen[name] += 1
        if name not in used or seen[name] > 1:
            why = "در متن نشانه‌ای ندارد" if name not in used else "پیش‌تر توضیح دیگری دارد"
            message = (
                f"پانویس [^{name}] {why}؛ نشانه‌اش را در جای خود در متن بنویسید یا آن را بردارید"
            )
            yield start - len("[^"), "unused-note", message


def _tables(masked: str) -> Iterator[tuple[int, str, str]]:
    lines = masked.split("\n")
    start = at = width = 0
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if not line.strip():
            width = 0
        elif width:
            if _cells(line) != width:
                yield start, "ragged-table", _ragged("این سطر جدول", line, width)
        elif is_table(line, below):
            width = _cells(below)
            if _cells(line) != width:
                yield start, "ragged-table", _ragged("سر جدول", line, width)
        start += len(line) + 1


def _ragged(what: str, line: str, width: int) -> str:
    has, most = persian_digits(str(_cells(line))), persian_digits(str(width))
    return (
        f"{what} {has} خانه دارد ولی خط زیر سر جدول {most} خانه؛ میان خانه‌ها «|» بگذارید و خانهٔ"
        " بی‌مقدار را خالی بنویسید تا شمارشان یکی شود"
    )


def _cells(line: str) -> int:
    plain = re.sub(r"\\.", "..", line.strip())
    return plain.removeprefix("|").removesuffix("|").count("|") + 1


def _forms(masked: str, text: str) -> Iterator[tuple[int, str, str]]:
    for found in _ABBREVIATION.finditer(masked):
        message = (
            f"{quoted(found[0])} در این سایت خوانده نمی‌شود؛ معنی کوته‌نوشت را نخستین بار در پرانتز"
            ' بنویسید، یا <abbr title="معنی">کوته‌نوشت</abbr>'
        )
        yield found.start(), "unread-markdown", message
    for found in _HEADING.finditer(masked):
        message = (
            f"پس از {quoted(found[0])} فاصله نیامده است و این سطر عنوان نمی‌شود؛"
            f" بنویسید «{found[0]} …»"
        )
        yield found.start(), "unread-markdown", message
    for start, end in indented_code(text):
        if _PERSIAN.search(text, start, end):
            message = (
                "این بند با چهار فاصله یا بیشتر آغاز شده است و مانند کد نشان داده می‌شود؛"
                " فاصله‌های آغاز سطر را بردارید"
            )
            yield start, "unread-markdown", message
