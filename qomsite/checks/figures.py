"""Advice on figures of the plan in running text, which stay when the records become others."""

import re
from collections.abc import Iterator

from qomsite.checks.entries import Body, codes, drafts, place_finder, problem, problem_at
from qomsite.errors import Problem
from qomsite.markup.code import mask_code
from qomsite.model.collections import GOALS, PAGES, PLAN_COLLECTIONS, PROJECTS, Listing
from qomsite.model.content import Content
from qomsite.model.records import Page
from qomsite.text.characters import DIGIT, ZWNJ
from qomsite.text.patterns import regex
from qomsite.text.stems import CARDINALS

_NAMED = {one.singular.split()[0]: one for one in PLAN_COLLECTIONS} | {"پروژه": PROJECTS}
_WORD = f"(?:{'|'.join(CARDINALS)})"
_FIGURE = (
    rf"(?<![\w{ZWNJ}٫٬/.-])(?P<many>[{DIGIT}]{{1,4}}|{_WORD}(?: و {_WORD}){{0,3}})"
    rf"\s(?P<noun>{'|'.join(_NAMED)})(?: اجرایی| موضوعی)?(?![\w{ZWNJ}])"
)
_ONE = regex(_FIGURE)
_BARE = re.sub(r"\?P<\w+>", "?:", _FIGURE) + r"(?:\]\([^()\s]*\))?"
_ALL = regex(rf"{_BARE}(?:(?:،| و|، و)\s\[?{_BARE})*")
_PLAN = regex(rf"برنامه(?!{ZWNJ})(?:(?!\n\s*\n)[^.!؟؛])*\Z")
_DIRECTLY = regex(rf"برنامهٔ?(?: قم [{DIGIT}]{{4}})?»? \[?\Z")
_HAS = regex(r"\s+(?:دارد|است|تشکیل)(?!\w)|\s*(?:[.؛]|\Z)")
_OTHER = regex(rf"(?<!\w)(?:پیشین|پیش‌نویس|قبلی|نخست|دیگر|داشت|بود|هر|برای|زیر)(?![\w{ZWNJ}])")
"""What tells that a sentence may speak of another plan, or of a part of this one."""
_PART = regex(rf"(?<!\w)(?:در|از|{'|'.join(_NAMED)})(?![\w{ZWNJ}])")
"""The same, before the plan is named."""


def figures_disagree(content: Content) -> Iterator[Problem]:
    """A sentence that says how many records the plan has says what is so."""
    key = "facts-disagree.figure"
    texts: list[Page | Listing] = [*content.of(PAGES, Page), *content.listings.values()]
    for entry in texts:
        place_of = place_finder(Body(entry.path, entry.body_line, entry.body, is_draft=False))
        for start, said in _wrong(content, mask_code(entry.body)):
            yield problem_at(place_of(start), key, **said)
        for _, said in _wrong(content, entry.summary or ""):
            yield problem(content, entry.path, ("summary",), key, **said)
    if content.site:
        for _, said in _wrong(content, content.site.description):
            yield problem(content, content.site_path, ("description",), key, **said)


def _wrong(content: Content, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    """The figures that differ: one directly behind «برنامه», or several with goals among them."""
    for run in _ALL.finditer(text):
        before, after = (
            text[max(0, run.start() - 200) : run.start()],
            text[run.end() : run.end() + 100],
        )
        figures = [*_ONE.finditer(text, *run.span())]
        named = {_NAMED[one["noun"]] for one in figures}
        plan = _PLAN.search(before)
        is_whole = GOALS in named if len(named) > 1 else _DIRECTLY.search(before)
        if not plan or not is_whole or not _HAS.match(after):
            continue
        opening = re.split(r"[.!؟؛]|\n\s*\n", before[: plan.start()])[-1]
        sentence = opening + plan[0] + re.split("[.!؟؛]", after)[0]
        if _OTHER.search(sentence) or _PART.search(opening):
            continue
        for one in figures:
            kind = _NAMED[one["noun"]]
            many, has = one["many"], len(codes(content, kind) - drafts(content, kind))
            value = (
                int(many)
                if many.isdecimal()
                else sum(CARDINALS[word] for word in many.split(" و "))
            )
            if value != has:
                yield one.start(), {"found": one[0], "has": has, "singular": kind.singular}
