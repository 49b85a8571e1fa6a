"""Codes for new records."""

from qomsite.checks.entries import codes
from qomsite.model.codes import is_page_name, read_code
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.slugs import latin_slug


def taken(content: Content, collection: Collection, own: str = "") -> frozenset[str]:
    """The codes of a collection that a record has or had; of the record ``own`` only what it has.

    A record may get back a code that it had.
    """
    former = {
        alias.casefold()
        for entry in content.of(collection, Entry)
        for alias in entry.aliases
        if entry.code != own
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


def free_code(content: Content, collection: Collection, text: str, own: str = "") -> str:
    """``text`` as the code of a new record, or as another one for the record ``own``.

    Raises ``ValueError`` with the reason in Persian.
    """
    code = read_code(text)
    if own and code == own:
        raise ValueError("این همان کد کنونی است؛ کد تازه‌ای بنویسید")
    if code in taken(content, collection, own):
        free = persian_digits(next_number(content, collection))
        more = f"؛ نخستین شمارهٔ آزاد {free} است" if collection.number else "؛ کد دیگری بنویسید"
        raise ValueError(f"کد {quoted(code)} از آنِ {collection.joined} دیگری است یا بوده{more}")
    return code
