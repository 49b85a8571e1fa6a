"""One spelling for each Persian word; `spelling.txt` lists what may have two, with reasons."""

import ast
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

from qomsite.text.characters import LETTER, MARK, ZWNJ
from qomsite.text.folding import fold
from qomsite.text.vocabulary import without_ezafe
from tests.listing import expect_none

ROOT = Path(__file__).parents[1]
PAIRS = Path(__file__).with_name("spelling.txt")
# Words as people type them, in all their spellings; tables of letters and of folded words.
LEFT_OUT = "words synonyms collation folding slugs stems typed_characters typed_words vocabulary"
PATTERNS = (
    "*.md",
    "content/*.*",
    "content/*/*.md",
    "templates/**/*.*",
    "assets/**/*.js",
    "qomsite/**/*.py",
)
WORD = re.compile(f"[{LETTER}][{LETTER}{MARK}]*(?:{ZWNJ}[{LETTER}{MARK}]+)*")
ENDING = re.compile(f"(?<=[{LETTER}]{{4}}){ZWNJ}?(?:ها(?:یی?|یم|یت|یش|یشان)?|تر(?:ین)?|انی?|ا?ی)$")
EZAFE = "\u0654\u0650"
# The guide's examples of what is wrong.
SHOWN_FAULT = re.compile("^نادرست:\\s+```.*?^```", re.DOTALL | re.MULTILINE)
# A phrase that ends so is a verb, «نوشته شده است»; joined it is an adjective, «متن نوشته‌شده».
VERB = re.compile(" (?:و|ن?شده|یافته|مانده|رفته|برده|گذاشته)$")

Spellings = defaultdict[str, dict[str, str]]  # of each key: its spellings, a file of each


def texts() -> Iterator[tuple[str, str]]:
    """The texts of the project, each with the name of its file."""
    for path in sorted(path for pattern in PATTERNS for path in ROOT.glob(pattern)):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if path.parent.name in ("content", "text") and path.stem in LEFT_OUT.split():
            continue
        if path.suffix == ".py":
            yield from ((name, literal) for literal in literals(ast.parse(text)))
        else:
            yield name, SHOWN_FAULT.sub("", html.unescape(text))


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings, without docstrings; of an f-string its parts, with a gap for each value."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "{}" for p in node.values]
            yield "".join(map(str, parts))
            waiting += [part for part in node.values if not isinstance(part, ast.Constant)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            waiting += ast.iter_child_nodes(node)


@cache
def keys(word: str) -> frozenset[str]:
    """What all spellings of a word share: with a hamza as the letter that bears it, and without."""
    plain = word.replace(f"ه{ZWNJ}ای", "ه+ی").replace("آ", "+ا")
    return frozenset({fold(plain), fold(re.sub("[ئؤأء\u0654]", "", plain))})


def spellings(found: Iterable[tuple[str, str]]) -> Spellings:
    """The words, as they are and without an ending; and what is one word here and several there."""
    known, stems, apart = Spellings(dict), Spellings(dict), dict[str, str]()
    for name, text in found:
        words = [(*m.span(), m[0].rstrip(EZAFE), m[0]) for m in WORD.finditer(text)]
        for at, (_, end, word, written) in enumerate(words):
            phrase, stem = word, ENDING.sub("", word)
            for table, form in ((known, word), (stems, stem)) if len(word) > 1 else ():
                for key in keys(form):
                    table[key].setdefault(form, name)
            for start, after, following, _ in words[at + 1 : at + 3]:
                if text[end:start] != " " or word == "و":
                    break
                if word.endswith("ه") and phrase == word:
                    known[f"{word} {following}"].setdefault(f"{written} {following}", name)
                phrase, end = f"{phrase} {following}", after
                apart.setdefault(phrase, name)
    joined = frozenset(known)
    for phrase, name in apart.items():
        for form in {phrase, ENDING.sub("", phrase)}:
            for key in keys(form) & joined if not VERB.search(form) else ():
                known[key].setdefault(form, name)
    for key, forms in stems.items():
        known[key] = forms | known[key]
    return known


def faults(found: list[tuple[str, str]]) -> dict[frozenset[str], str]:
    """Each two spellings of one word, with their files; and «ه ی» or «ه‌ی» in place of «هٔ»."""
    ezafe = {name for name, text in found if without_ezafe(text) != text}
    return {frozenset({name}): f"«ه ی» in {name}" for name in ezafe} | {
        frozenset(dict(two)): " ↔ ".join(f"{word} ({name})" for word, name in two)
        for forms in spellings(found).values()
        for two in combinations(forms.items(), 2)
    }


def test_every_word_has_one_spelling() -> None:
    lines = (line.partition("#")[0] for line in PAIRS.read_text("utf-8").splitlines())
    listed = {frozenset(map(str.strip, line.split("="))) for line in lines if line.strip()}
    found = faults(list(texts()))
    expect_none(sorted(told.replace(ZWNJ, "|") for two, told in found.items() if two not in listed))
    expect_none(f"listed for nothing: {' = '.join(two)}" for two in listed - found.keys())


def test_a_second_spelling_is_found() -> None:
    for one, other in (
        *(("می‌شود", "میشود"), ("ارزیابی‌ها", "ارزیابی ها"), ("مسئول", "مسؤول"), ("کاشی", "كاشي")),
        *(("جست‌وجو", "جست و جو"), ("پیش‌بینی", "پیش بینی‌ها"), ("آب‌خوری", "آبخوری‌ها")),
        *(("خانهٔ ما", "خانه‌ی ما"), ("خانهٔ ما", "خانه ما"), ("مثلاً", "مثلا")),
    ):
        assert faults([("a", one), ("b", other)]), other
    assert not faults([("a", "خانهٔ ما در شهر"), ("b", "خانه، ما و شهرها؛ متن نوشته‌شده")])
