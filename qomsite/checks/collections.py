"""What a collection is as a whole: as many records as declared, and no two of one title."""

from collections.abc import Iterator

from qomsite.checks.entries import codes, drafts, folder
from qomsite.errors import Problem
from qomsite.model.collections import COLLECTIONS, PLAN_COLLECTIONS
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.model.settings import DeclaredCount
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold


def count_mismatch(content: Content) -> Iterator[Problem]:
    """A collection publishes as many records as the plan declares.

    A file that could not be read counts: its fault is reported, and is not one of the count.
    """
    if content.plan is None:
        return
    path = content.plan_path
    for collection in PLAN_COLLECTIONS:
        declared: DeclaredCount = getattr(content.plan.counts, collection.name)
        published = len(codes(content, collection) - drafts(content, collection))
        if published != declared.count:
            has, wanted = (persian_digits(str(number)) for number in (published, declared.count))
            message = (
                f"شمار {collection.plural} {wanted} اعلام شده، ولی پوشهٔ"
                f" {folder(content, collection.name)}"
                f" {has} پروندهٔ منتشرشدنی دارد؛ پروندهٔ کم یا زیاد را بیابید یا تعداد را درست کنید"
            )
            keys = "counts", collection.name, "count"
            yield content.problem(path, keys, "count-mismatch", message)


def duplicate_title(content: Content) -> Iterator[Problem]:
    """No two entries of a collection have the same title, however spelt."""
    for collection in COLLECTIONS:
        first: dict[str, Entry] = {}
        for entry in content.of(collection, Entry):
            if not entry.title:
                continue
            other = first.setdefault(fold(entry.title) or entry.title, entry)
            if other is not entry:
                earlier = content.place(other.path, "title")
                message = (
                    f"عنوان {quoted(entry.title)} پیش‌تر در {earlier.path}:{earlier.line} آمده"
                    f" است؛ عنوان هر {collection.singular} باید یگانه باشد"
                )
                yield content.problem(entry.path, ("title",), "duplicate-title", message)
