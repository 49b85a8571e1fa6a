"""Codes for new records."""

from __future__ import annotations

from qomsite.checks.entries import codes
from qomsite.loader.load import is_page_name
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.kinds import parse_code
from qomsite.model.records import Entry
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.slugs import latin_slug


def taken(content: Content, collection: Collection) -> frozenset[str]:
    """The codes of a collection that a record has, or had."""
    former = {
        alias.casefold() for entry in content.of(collection, Entry) for alias in entry.aliases
    }
    return codes(content, collection) | former


def next_number(content: Content, collection: Collection) -> str:
    """The number after the highest: a gap may be a record that was taken out."""
    numbers = [int(code) for code in taken(content, collection) if code.isdecimal()]
    return str(max(numbers, default=0) + 1)


def proposed(content: Content, collection: Collection, title: str) -> str:
    """A free code: the next number, or the title of a news item or page in Latin letters."""
    if collection.number:
        return next_number(content, collection)
    slug, known = latin_slug(title) or collection.kind, taken(content, collection)
    numbered = (f"{slug}-{number}" for number in range(2, len(known) + 3))
    return next(one for one in (slug, *numbered) if one not in known and is_page_name(one))


def free_code(content: Content, collection: Collection, text: str) -> str:
    """``text`` as the code of a new record; ``ValueError`` with a Persian message if it is none."""
    code = parse_code(text.strip())
    if code.isdecimal():
        code = code.lstrip("0") or "0"
    if not is_page_name(code):
        raise ValueError(f"کد {quoted(code)} نام پرونده نمی‌شود؛ کد کوتاه دیگری بنویسید")
    if code in taken(content, collection):
        free = persian_digits(next_number(content, collection))
        more = f"؛ نخستین شمارهٔ آزاد {free} است" if collection.number else ""
        raise ValueError(f"کد {quoted(code)} از آنِ {collection.joined} دیگری است یا بوده{more}")
    return code
