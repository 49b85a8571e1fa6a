"""Codes, titles and words of the plan: known where they are used, and each once."""

from collections.abc import Callable, Iterator

from qomsite.checks.entries import all_records, codes, drafts, existing, folder, shown_code
from qomsite.errors import Keys, Place, Problem
from qomsite.model.codes import code_fault
from qomsite.model.collections import COLLECTIONS, PLAN_COLLECTIONS, PROJECTS, Collection
from qomsite.model.content import Content
from qomsite.model.records import Entry, Project
from qomsite.model.settings import DeclaredCount
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

_UNIQUE: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("departments", "key", str.casefold),
    ("departments", "title", fold),
    ("statuses", "key", str.casefold),
    ("statuses", "title", fold),
    ("districts", "code", str.casefold),
    ("districts", "title", fold),
)


def unknown_owner(content: Content) -> Iterator[Problem]:
    """An owner or partner is a department of ``plan.yaml``, by title or key, however spelt."""
    if content.plan is None:
        return
    departments = content.plan.departments
    options = [name for unit in departments for name in (unit.title, unit.key)]
    known = set(map(fold, options))
    for record in all_records(content):
        owner: str | None = vars(record).get("owner", None)
        partners: tuple[str, ...] = vars(record).get("partners", ())
        named: list[tuple[str, Keys]] = [(owner or "", ("owner",))]
        named += [(partner, ("partners", at)) for at, partner in enumerate(partners)]
        for name, keys in named:
            if name and name not in options and fold(name) not in known:
                allowed = "، ".join(f"«{unit.title}»" for unit in departments)
                hint = suggestion(name, options) or f"؛ یکی از این‌ها: {allowed}"
                message = (
                    f"واحد {quoted(name)} در departments پروندهٔ {content.plan_path} نیست{hint}"
                )
                yield content.problem(record.path, keys, "unknown-owner", message)


def unknown_district(content: Content) -> Iterator[Problem]:
    """A district is one of ``plan.yaml``, by code."""
    if content.plan is None:
        return
    options = [district.code for district in content.plan.districts]
    for project in content.of(PROJECTS, Project):
        for at, code in enumerate(project.districts):
            if code not in options:
                shown = shown_code(code)
                message = (
                    f"منطقهٔ {quoted(shown)} در districts پروندهٔ {content.plan_path} نیست؛"
                    f" {existing(options)}"
                    f"{suggestion(shown, map(shown_code, options))}"
                )
                yield content.problem(project.path, ("districts", at), "unknown-district", message)


def unknown_status(content: Content) -> Iterator[Problem]:
    """A status is one of ``plan.yaml``, by title or key, however spelt."""
    if content.plan is None:
        return
    statuses = content.plan.statuses
    known = {fold(name) for status in statuses for name in (status.title, status.key)}
    titles = [status.title for status in statuses]
    for project in content.of(PROJECTS, Project):
        if project.status and fold(project.status) not in known:
            message = (
                f"وضعیت {quoted(project.status)} شناخته نیست؛ یکی از این‌ها: {'، '.join(titles)}"
                f"{suggestion(project.status, titles)}"
            )
            yield content.problem(project.path, ("status",), "unknown-status", message)


def duplicate_code(content: Content) -> Iterator[Problem]:
    """A key, code or title stands once in its vocabulary."""
    path = content.plan_path
    for name, attribute, key_of in _UNIQUE if content.plan else ():
        first: dict[str, Place] = {}
        for at, item in enumerate(getattr(content.plan, name)):
            value: str = getattr(item, attribute)
            place = content.place(path, name, at, attribute)
            earlier = first.setdefault(key_of(value) or value, place)
            if earlier is not place:
                message = (
                    f"{attribute} {quoted(value)} در {name} تکراری است؛ بار نخست در سطر"
                    f" {persian_digits(str(earlier.line))} آمده، یکی را عوض کنید"
                )
                yield content.problem(path, (name, at, attribute), "duplicate-code", message)


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
