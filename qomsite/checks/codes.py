"""Codes, titles and words of the plan: known where they are used, and each once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from qomsite.checks.entries import all_records, codes, drafts, existing, folder, problem, shown_code
from qomsite.errors import Keys, Place, Problem
from qomsite.model.codes import code_fault
from qomsite.model.collections import COLLECTIONS, PLAN_COLLECTIONS, PROJECTS, Collection
from qomsite.model.content import Content
from qomsite.model.records import PARENTS, Entry, Project
from qomsite.model.settings import DeclaredCount
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
                parts = re.split(r"\s*[،؛,;]\s*", name)
                hint = suggestion(name, options) or f"؛ یکی از این‌ها: {allowed}"
                if len(parts) > 1 and known.issuperset(map(fold, parts)):
                    hint = f"؛ ویرگول لاتین آن‌ها را جدا می‌کند: [{', '.join(parts)}]"
                said = {"name": name, "file": content.plan_path, "hint": hint}
                yield problem(content, record.path, keys, "unknown-owner", **said)


def unknown_district(content: Content) -> Iterator[Problem]:
    """A district is one of ``plan.yaml``, by code."""
    if content.plan is None:
        return
    options = [district.code for district in content.plan.districts]
    for project in content.of(PROJECTS, Project):
        for at, code in enumerate(project.districts):
            if code not in options:
                shown = shown_code(code)
                hint = f"{existing(options)}{suggestion(shown, map(shown_code, options))}"
                said = {"code": shown, "file": content.plan_path, "hint": hint}
                yield problem(content, project.path, ("districts", at), "unknown-district", **said)


def unknown_status(content: Content) -> Iterator[Problem]:
    """A status is one of ``plan.yaml``, by title or key, however spelt."""
    if content.plan is None:
        return
    statuses = content.plan.statuses
    options = [name for status in statuses for name in (status.title, status.key)]
    known = set(map(fold, options))
    titles = [status.title for status in statuses]
    for project in content.of(PROJECTS, Project):
        if project.status and fold(project.status) not in known:
            hint = f"{'، '.join(titles)}{suggestion(project.status, options)}"
            said = {"status": project.status, "hint": hint}
            yield problem(content, project.path, ("status",), "unknown-status", **said)


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
                said = {"attribute": attribute, "value": value, "name": name, "line": earlier.line}
                yield problem(content, path, (name, at, attribute), "duplicate-code", **said)


def count_mismatch(content: Content) -> Iterator[Problem]:
    """A collection publishes as many records as the plan declares, those of faulty files too."""
    if content.plan is None:
        return
    path = content.plan_path
    for collection in PLAN_COLLECTIONS:
        declared: DeclaredCount = getattr(content.plan.counts, collection.name)
        published = len(codes(content, collection) - drafts(content, collection))
        if published != declared.count:
            keys, where = ("counts", collection.name, "count"), folder(content, collection.name)
            counts = {"wanted": declared.count, "has": published, "plural": collection.plural}
            yield problem(content, path, keys, "count-mismatch", folder=where, **counts)


def duplicate_title(content: Content) -> Iterator[Problem]:
    """No two entries of a collection, or under one parent of it, have the same title."""
    yield from _same_titles(content, "duplicate-title", is_apart=False)


def repeated_title(content: Content) -> Iterator[Problem]:
    """Two entries of one title are easily taken for each other, whatever they stand under."""
    for one in _same_titles(content, "duplicate-title.elsewhere", is_apart=True):
        yield replace(one, is_advice=True)


def _same_titles(content: Content, key: str, *, is_apart: bool) -> Iterator[Problem]:
    for collection in COLLECTIONS:
        titles: dict[str, dict[tuple[str | None, ...], Entry]] = {}
        for entry in content.of(collection, Entry):
            if not entry.title:
                continue
            others = titles.setdefault(fold(entry.title) or entry.title, {})
            parent = tuple(getattr(entry, name, None) for name in PARENTS)
            near, first = others.get(parent), next(iter(others.values()), None)
            other = first if is_apart else near
            if other and is_apart is (near is None):
                earlier = content.place(other.path, "title")
                said = {"title": entry.title, "singular": collection.singular}
                yield problem(content, entry.path, ("title",), key, earlier=earlier, **said)
            others.setdefault(parent, entry)


def bad_alias(content: Content) -> Iterator[Problem]:
    """A former code can be the name of a page: Latin letters, digits, hyphens, and not too long."""
    for collection in COLLECTIONS:
        for alias, path, keys in _aliases(content, collection):
            if fault := code_fault(alias.casefold()):
                yield problem(content, path, keys, "bad-alias", code=alias, fault=fault)


def duplicate_alias(content: Content) -> Iterator[Problem]:
    """A former code leads to one page: it is no code, and no other former code, of its kind."""
    for collection in COLLECTIONS:
        known = codes(content, collection)
        first: dict[str, Place] = {}
        for alias, path, keys in _aliases(content, collection):
            name, place = alias.casefold(), content.place(path, *keys)
            earlier = first.setdefault(name, place)
            if name in known or earlier is not place:
                slug = f"duplicate-alias.{'own' if name in known else 'other'}"
                said = {"singular": collection.singular, "earlier": earlier}
                yield problem(content, path, keys, slug, code=alias, **said)


def _aliases(content: Content, collection: Collection) -> Iterator[tuple[str, str, Keys]]:
    for entry in content.of(collection, Entry):
        for at, alias in enumerate(entry.aliases):
            yield alias, entry.path, ("aliases", at)
