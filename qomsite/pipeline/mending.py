"""As much of a faulty content as pages can be made of, for what is only seen in pages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from qomsite.checks.registry import check
from qomsite.errors import BODY, Keys, Problem
from qomsite.loader.document import Document
from qomsite.loader.yaml_text import read_yaml
from qomsite.model.content import Content
from qomsite.model.fields import nested_model, row, validate
from qomsite.model.kinds import Value
from qomsite.model.records import PARENTS, Entry
from qomsite.model.settings import Plan, Site

V = TypeVar("V", bound=Value)
Faults = set[tuple[str, Keys]]
"""The path of a file and the way to a value there."""

_HARMLESS = frozenset({"count-mismatch", "duplicate-title", "status-counted"})
"""What pages can be made in spite of."""


def mended(content: Content, problems: Iterable[Problem]) -> Content | None:
    """The content without its faulty values: their defaults, or those of another record, stand in.

    A record that cannot do without one goes, and so does one whose page would lack a section that
    links may lead to. Nothing where the settings cannot be mended: they belong to all pages.
    """
    site = content.site or _settings(Site, content.texts.get(content.site_path, ""))
    plan = content.plan or _settings(Plan, content.texts.get(content.plan_path, ""))
    settings = {content.site_path, content.plan_path}
    faults, told = _faults(problems), Faults()
    faults = {fault for fault in faults if fault[0] not in settings}
    while site and plan:
        records: dict[str, tuple[Entry, ...]] = {}
        faulty = {path for path, _ in faults}
        for name, entries in content.records.items():
            sound = [one for one in entries if one.path not in faulty and not one.draft]
            kept = (_mended(one, faults, told, sound) for one in entries)
            records[name] = tuple(filter(None, kept))
        codes = {name: frozenset(one.code for one in entries) for name, entries in records.items()}
        content = replace(content, site=site, plan=plan, records=records, codes=codes)
        told |= faults
        paths = settings.union(one.path for entries in records.values() for one in entries)
        # What settings cannot do without stays as it is.
        left = {fault for fault in told if fault[0] in settings}
        faults = {fault for fault in _faults(check(content)) if fault[0] in paths} - left
        if not faults:
            return content
        for path, keys in faults:
            if path == content.site_path:
                site = _without(site, keys) or site
            elif path == content.plan_path:
                plan = _without(plan, keys) or plan
    return None


def _faults(problems: Iterable[Problem]) -> Faults:
    return {
        (one.place.path, one.keys)
        for one in problems
        if one.slug not in _HARMLESS and one.keys != BODY
    }


def _mended(entry: Entry, faults: Faults, told: Faults, others: Sequence[Entry]) -> Entry | None:
    """The entry with other values where it has faults; ``None`` where that cannot be."""
    own = {fault for fault in faults if fault[0] == entry.path}
    if own & told:
        return None
    for _, keys in own:
        fields = type(entry).model_fields
        if not keys or (keys[0] in fields and _makes_section(entry, str(keys[0]))):
            return None
        mended = None if keys[0] in PARENTS else _without(entry, keys)
        if mended is None and others:
            # A policy has one of two.
            names = fields.keys() & (PARENTS if keys[0] in PARENTS else keys)
            mended = entry.model_copy(update={name: getattr(others[0], name) for name in names})
        if mended is None:
            return None
        entry = mended
    return entry


def _makes_section(entry: Entry, name: str) -> bool:
    one = row(type(entry), name)
    return one.several and one.nested is not None


def _without(value: V, keys: Keys) -> V | None:
    """The value with the default of what ``keys`` lead to, or of the nearest around it with one."""
    name = str(keys[0]) if keys else ""
    inner, info = getattr(value, name, None), type(value).model_fields.get(name)
    if isinstance(inner, Value) and keys[1:] and (part := _without(inner, keys[1:])):
        return value.model_copy(update={name: part})
    if info is None:
        return value  # a key that is unknown was left out
    if info.is_required():
        return None
    return value.model_copy(update={name: info.get_default(call_default_factory=True)})


def _settings(model: type[V], text: str) -> V | None:
    """The settings in a text; for what is missing or cannot be read there, the example stands."""
    read = read_yaml(text, "", 1, [])
    tree: dict[str, Any] = {**read[0]} if read else {}
    value = validate(model, tree)
    # The innermost first: what is around one may go as well.
    faults = sorted(value, key=lambda one: -len(one.location)) if isinstance(value, tuple) else ()
    for fault in faults:
        steps = [at for at, key in enumerate(fault.location) if isinstance(key, str)]
        if not steps:
            return None
        owner: type[Value] = model
        holder: Any = tree
        for key in fault.location[: steps[-1]]:
            holder = holder[key]
            info = owner.model_fields.get(str(key))
            owner = (info and nested_model(info.annotation)) or owner
        name = str(fault.location[steps[-1]])
        info = owner.model_fields.get(name)
        if info and info.is_required():
            holder[name] = Document(f"{name}: {row(owner, name).example}\n").tree[name]
        else:
            del holder[name]
    value = validate(model, tree)
    return None if isinstance(value, tuple) else value
