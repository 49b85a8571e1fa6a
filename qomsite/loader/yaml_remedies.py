"""What the YAML parser finds wrong, in Persian: where to look, why, and what to do."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from qomsite.markup.lists import ITEM
from qomsite.model.targets import KINDS
from qomsite.text.characters import LETTER, ODD_SPACES, ZWNJ, quoted, without_hidden
from qomsite.text.digits import ascii_digits, persian_digits
from qomsite.text.patterns import regex

Fault = tuple[tuple[int, int], str]
"""Line and column from 0, and a Persian sentence."""

QUOTE_IT = 'مقدار را در گیومهٔ " بگذارید'

_START = "ساختار این سطر درست نیست"
_TAB = "تورفتگی با تب است؛ به‌جای هر تب دو فاصله بگذارید"
_WHERE_OPENED = (
    "found unexpected end of stream",
    "did not find expected ',' or",
    "did not find expected alphabetic",
    "did not find expected whitespace",
    "could not find expected ':'",
)
"""What was left open, and a mark that is none, are put right where they begin."""

_TABLE = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()[1:]
_REMEDIES = [line.split(" | ", 1) for line in _TABLE]
"""A part of what the parser says in English, and the remedy that most often helps."""

_KEY = regex(r"(?P<indent> *)[\w-]+:(?:\s|$)")
_KEYED = regex(r"\s*(?:- +)*([A-Za-z_][\w-]*):\s+(\S.*?)\s*$")
_ONE_QUOTED = r"(?:\"[^\",،]*\"|'[^',،]*')"
_LIST_OF_QUOTED = regex(rf"{_ONE_QUOTED}(?:\s*[,،]\s*{_ONE_QUOTED})+$")
_PERCENT = regex(r"%\s*((?P<whole>\d{1,9})(?:[.,٫/]\d+)?)\s*(?=[,}\]#]|$)")
# The errors of spreadsheets, such as #REF!, have a rule of their own.
_LOST = regex(
    r"(?P<gap>[ \t]+)(?!#(?:[A-Z0/]+[!?]|N/A))(?P<words>#(?P<space>[ \t]*)(?P<first>[^\s#])[^\n]*)"
)
ODD_SPACE = regex(f"[{ODD_SPACES}]")
_MOST_LINES = 2_000
_LONGEST_LINE = 300
_INDENT = regex(r"\s*")
_COLON = regex(
    r"\s*(?P<dash>(?:-\s+)*)(?P<key>[A-Za-z_][\w-]*)(?P<gap>\s*)(?P<colon>[:：﹕︓∶꞉])"
    r"(?P<after>\s*)(?P<value>.*)"
)
# What people type where YAML's lists have a dash and a blank; the sure ones begin no sentence.
_LISTED = regex(
    rf"(?P<indent> *)(?:(?P<sure>(?![-+*–\d]){ITEM}|-(?=[{LETTER} \t])|\*(?=[ \t]))"
    rf"|{ITEM}|[–*](?=[{LETTER}])|-(?=\d)|[—−ـ]|[{LETTER}]{{1,3}}\))[ \t]*(?P<rest>\S[^\n]*)"
)
_MOST_ITEMS = 100
_NO_COLON = regex(r"(?P<key>[a-z_]+)(?:\s*(?:[؛;،,→]|[-=]>?)\s*|\s+)(?P<value>[^\W_][^:]*)$")
# Lines further in than the beginning of a block, or of what stands in quotation marks, are text.
_BLOCK = regex(r" *(?:- +)*(?:[^#\s][^#]*: +)?(?:[|>][-+0-9]*\s*(?:#.*)?|\"[^\"]*|'[^']*)$")


def spot(mark: object) -> tuple[int, int]:
    """Line and column from 0 of a mark of either parser; the top where the parser gave none."""
    return getattr(mark, "line", 0), getattr(mark, "column", 0)


def remedy(error: yaml.MarkedYAMLError, text: str) -> tuple[tuple[int, int], str]:
    """Line and column from 0 where ``text`` is to be put right, and a Persian sentence."""
    said = f"{error.context or ''} {error.problem or ''}"
    at = spot(error.problem_mark or error.context_mark)
    if error.context_mark and (error.problem or "").startswith(_WHERE_OPENED):
        at = spot(error.context_mark)
    if "mapping values are not allowed" in said and (key := _before_a_key(text, at)):
        return key
    line = "".join(text.split("\n")[at[0] : at[0] + 1])
    before, line_from = line[: at[1]], line[at[1] :]
    in_flow = re.search(r"[\[{]", before)
    figure = _PERCENT.match(line_from)
    if whole := _in_quotes(line):
        closed = re.search(r"[]}\"']\s*$", before)
        why = ""
        if "block mapping" in said:
            why = f"پس از {closed[0].strip()} چیزی نمی‌آید" if closed else ""
        elif not (in_flow or re.search(r":\s+[\"']", before)):
            if line_from[:1] in ("@", "`", "%") and not figure:
                why = f"«{line_from[0]}» در آغاز مقدار پذیرفته نیست"
            elif "mapping values" in said:
                why = "دونقطه در میان مقدار آمده"
        if why:
            name, _, value = line.partition(": ")
            several = ""
            if _LIST_OF_QUOTED.match(value.strip()):
                right = f"{name.strip()}: [{value.strip().replace('،', ',')}]"
                several = f"، و اگر چند مقدار است در کروشه: {quoted(right)}"
            return at, f"{_START}: {why}؛ همهٔ مقدار را در گیومه بنویسید: {whole}{several}"
    if line_from.startswith("%"):
        # Only a share has a per cent sign, and it is at most a hundred and stands in no braces.
        number = persian_digits(figure[1]).replace(",", "٫") if figure else ""
        if figure and (in_flow or int(figure["whole"]) > 100):
            return at, f"{_START}: عدد را بی «%» بنویسید، «{number}»"
        right = f"«{number}٪»" if figure else "مانند «۶۲٪»"
        return at, f"{_START}: «%» را پس از عدد بنویسید، {right}"
    for fragment, what in _REMEDIES:
        if fragment in said:
            return at, f"{_START}: {what}"
    return at, f"{_START}؛ هر سطر به شکل «کلید: مقدار» است"


def _in_quotes(line: str) -> str:
    """The key of a line and its value in quotation marks; empty where it has none."""
    found = _KEYED.match(line[:_LONGEST_LINE])
    return quoted(f"{found[1]}: {_marked(found[2])}") if found else ""


def _marked(value: str) -> str:
    """A value in the quotation marks in which it stands as it is."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _before_a_key(text: str, at: tuple[int, int]) -> tuple[tuple[int, int], str] | None:
    """Where the colon that was refused is that of a key, the fault is in how the line begins."""
    lines = text.split("\n")
    key = _KEY.match(lines[at[0]])
    if not key or key.end() < at[1] or ":" in key[0][: at[1]]:
        return None
    indent = len(key["indent"])
    if indent:
        return (at[0], indent), f"{_START}: تورفتگی این کلید زیاد است؛ آن را با بقیه هم‌تراز کنید"
    above = next((line for line in range(at[0] - 1, -1, -1) if lines[line].strip()), None)
    if above is None:
        return None
    # The line above has no colon and was taken for the beginning of a key of two lines.
    return (above, 0), f"{_START}: پس از نام کلید دونقطه و یک فاصله نیامده است"


def joined_items(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Lines of a plain value that were meant as items of a list, of which YAML makes one text."""
    is_apart = not text[text.rfind("\n", 0, start) + 1 : start].strip(" -")
    if not is_apart and "\n" not in text[start:end]:
        return  # as nearly all are
    at = start
    found: list[re.Match[str]] = []
    while at < end and len(found) < _MOST_ITEMS:
        found += filter(None, [_LISTED.match(text, at, end)])
        at = text.find("\n", at, end) + 1 or end
    if len(found) > 1 or (found and is_apart and found[0]["sure"]):
        yield from ((line.end("indent"), _item(line)) for line in found)


def _item(line: re.Match[str]) -> str:
    return (
        f"{_START}: هر مورد فهرست با خط تیره و فاصله آغاز می‌شود و با موردهای دیگر هم‌تراز است؛"
        f" بنویسید {quoted('- ' + line['rest'])}"
    )


def cut(text: str, start: int, end: int, in_flow: bool) -> tuple[int, str] | None:
    """Where a plain value of ``text`` is cut by « #», and what to do; ``None`` for a remark.

    A remark has a space behind its #, as people write it on purpose, and follows a code, a number
    or a date, or two blanks: one blank behind a Persian word makes « # » a sign of the text.
    """
    lost, value = _LOST.match(text, end), text[start:end]
    if lost is None:
        return None
    is_apart = len(lost["gap"]) > 1 or ascii_digits(value).isascii()
    if is_apart and lost["space"] and not lost["first"].isdecimal():
        return None
    words = lost["words"].strip()
    own = re.split(r"[],}]", words)[0] if in_flow else words
    whole = _marked(" ".join(f"{value} {own}".split()))
    return lost.start("words"), (
        f"آنچه پس از « #» آمده خوانده نمی‌شود: {quoted(words)}؛ اگر از مقدار است همه را در گیومه "
        f"بنویسید: {quoted(whole)}، و اگر یادداشت است آن را با # در سطری جدا بنویسید"
    )


def odd_space(char: str, where: str) -> str:
    """What is said of a space that YAML does not know."""
    name = f"U+{ord(char):04X}"
    kind = "فاصلهٔ نشکن" if "NO-BREAK" in unicodedata.name(char, "") else "فاصله‌ای غیر از فاصلهٔ ساده"
    return f"{where} {name} ({kind}) آمده است؛ به‌جای آن فاصلهٔ ساده بگذارید"


def line_faults(text: str) -> Iterator[Fault]:
    """What is wrong with single lines of a text that is no mapping, whatever stopped the parser."""
    above: int | None = None
    for at, whole in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES]):
        line = whole[:_LONGEST_LINE]
        indent = len(_INDENT.match(line)[0])  # type: ignore[index]
        if above is not None and (indent > above or not line.strip()):
            continue
        above = indent if _BLOCK.match(line) else None
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        for column, char in enumerate(line[:indent]):
            if char != " ":
                said = _TAB if char == "\t" else odd_space(char, "در تورفتگی")
                yield (at, column), f"{_START}: {said}"
                break
        item = _LISTED.match(line)
        if item and (item["sure"] or not indent) and not re.match(r"- +\S", line[indent:]):
            yield (at, indent), _item(item)
        elif key := _COLON.match(line):
            yield from (((at, column), said) for column, said in _colon_faults(key))
        elif bare := _NO_COLON.match(line):
            right = quoted(f"{bare['key']}: {bare['value'].strip()}")
            yield (at, 0), f"{_START}: پس از نام کلید دونقطه و یک فاصله نیامده است؛ بنویسید {right}"


def _colon_faults(line: re.Match[str]) -> Iterator[tuple[int, str]]:
    key, value = line["key"], line["value"]
    right = quoted(f"{key}: {without_hidden(value).strip(ZWNJ).strip()}")
    # On a line of its own below a key, or in a list, project:12 may well be a link.
    is_link = line.start("key") > 0 and key in KINDS
    for group, where in (("gap", "پس از نام کلید"), ("after", "پس از دونقطه")):
        if odd := ODD_SPACE.search(line[group]):
            yield line.start(group) + odd.start(), f"{_START}: {odd_space(odd[0], where)}"
            return
    if line["colon"] != ":":
        code = f"U+{ord(line['colon']):04X} {unicodedata.name(line['colon'])}"
        message = f"{_START}: نشان «{line['colon']}» ({code}) دونقطهٔ ساده نیست؛ بنویسید {right}"
        yield line.start("colon"), message
    elif value and not (line["after"] or value.startswith("//") or is_link):
        yield line.end("colon"), f"{_START}: پس از دونقطه فاصله نیامده است؛ بنویسید {right}"
