"""Former codes, which become redirects."""

from collections.abc import Iterator

from qomsite.checks.entries import codes
from qomsite.errors import Keys, Place, Problem
from qomsite.model.codes import code_fault
from qomsite.model.collections import COLLECTIONS, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.text.characters import quoted


def bad_alias(content: Content) -> Iterator[Problem]:
    """A former code can be the name of a page: Latin letters, digits, hyphens, and not too long."""
    for collection in COLLECTIONS:
        for alias, path, keys in _aliases(content, collection):
            if fault := code_fault(alias.casefold()):
                message = f"کد پیشین {quoted(alias)} {fault}"
                yield content.problem(path, keys, "bad-alias", message)


def duplicate_alias(content: Content) -> Iterator[Problem]:
    """A former code leads to one page: it is no code, and no other former code, of its kind."""
    for collection in COLLECTIONS:
        known = codes(content, collection)
        first: dict[str, Place] = {}
        for alias, path, keys in _aliases(content, collection):
            name, place = alias.casefold(), content.place(path, *keys)
            earlier = first.setdefault(name, place)
            if name in known:
                owner = f"کد کنونی یک {collection.singular} است"
            elif earlier is not place:
                owner = f"پیش‌تر در {earlier.path}:{earlier.line} آمده است"
            else:
                continue
            message = f"کد پیشین {quoted(alias)} {owner}؛ هر کد پیشین به یک صفحه می‌رسد"
            yield content.problem(path, keys, "duplicate-alias", message)


def _aliases(content: Content, collection: Collection) -> Iterator[tuple[str, str, Keys]]:
    for entry in content.of(collection, Entry):
        for at, alias in enumerate(entry.aliases):
            yield alias, entry.path, ("aliases", at)
