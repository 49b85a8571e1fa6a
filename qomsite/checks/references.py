"""References between records, and to where their texts and figures come from."""

from collections.abc import Iterator
from typing import NamedTuple

from qomsite.checks.entries import (
    all_records,
    codes,
    drafts,
    existing,
    is_written,
    parts,
    problem,
    shown_code,
)
from qomsite.errors import Keys, Problem
from qomsite.model.collections import (
    BY_NAME,
    COLLECTIONS,
    PLAN_COLLECTIONS,
    POLICIES,
    Collection,
)
from qomsite.model.content import Content
from qomsite.model.fields import rows
from qomsite.model.parts import Document, Indicator, RevisedEnd, Source, Update
from qomsite.model.records import Entry, Policy, Project, Record
from qomsite.model.settings import DeclaredCount, Plan
from qomsite.model.targets import is_foreign
from qomsite.text.characters import quoted
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

REFERENCES: dict[type[Entry], tuple[tuple[str, Collection], ...]] = {
    collection.model: tuple(
        (row.name, BY_NAME[row.names]) for row in rows(collection.model) if row.names in BY_NAME
    )
    for collection in COLLECTIONS
}
"""The fields of each model that hold codes of records, and of which collection."""

_LISTS = ("also_serves", "axes", "measures", "districts")
_LISTS_OF_NAMES = ("partners", "funding", "places")


class Reference(NamedTuple):
    """One code in a field of a record; ``keys`` lead to it in the file."""

    record: Record
    collection: Collection
    code: str
    keys: Keys

    def problem(self, content: Content, slug: str, **values: str) -> Problem:
        """What is wrong with the code, where it stands."""
        said = {"singular": self.collection.singular, "code": shown_code(self.code)}
        return problem(content, self.record.path, self.keys, slug, **said, **values)


def unknown_reference(content: Content) -> Iterator[Problem]:
    """Every code in a record has a file in its collection."""
    known = {name: codes(content, collection) for name, collection in BY_NAME.items()}
    for reference in _references(content):
        options = known[reference.collection.name]
        if reference.code in options:
            continue
        meant = suggestion(shown_code(reference.code), map(shown_code, options))
        hint = f"{existing(options)}{meant}"
        yield reference.problem(content, "unknown-reference", hint=hint)


def draft_reference(content: Content) -> Iterator[Problem]:
    """What is published names no draft."""
    hidden = {name: drafts(content, collection) for name, collection in BY_NAME.items()}
    if not any(hidden.values()):
        return
    for reference in _references(content):
        if reference.record.draft or reference.code not in hidden[reference.collection.name]:
            continue
        named = content.of(reference.collection, Entry)
        file = next(entry.path for entry in named if entry.code == reference.code)
        yield reference.problem(content, "draft-reference", file=file)


def repeated_reference(content: Content) -> Iterator[Problem]:
    """A list names a code or a name once, and a project's other policies are not its own."""
    for record in all_records(content):
        for name in _LISTS_OF_NAMES:
            names: tuple[str, ...] = vars(record).get(name, ())
            if len(names) < 2:
                continue
            folded = [fold(text) for text in names]
            for at, text in enumerate(names):
                if folded[at] in folded[:at]:
                    said = {"text": text, "name": name}
                    yield problem(content, record.path, (name, at), "repeated-reference", **said)
        for name in _LISTS:
            listed: tuple[str, ...] = vars(record).get(name, ())
            own = vars(record).get("policy") if name == "also_serves" else None
            if len({*listed}) == len(listed) and own not in listed:
                continue
            seen: set[str] = set()
            for at, code in enumerate(listed):
                slug = "repeated-reference.code" if code in seen else ""
                if not slug and code == own:
                    slug = "repeated-reference.own"
                if slug:
                    said = {"code": shown_code(code), "name": name}
                    yield problem(content, record.path, (name, at), slug, **said)
                seen.add(code)


def policy_parent(content: Content) -> Iterator[Problem]:
    """A policy stands under exactly one strategy or goal."""
    for policy in content.of(POLICIES, Policy):
        has_strategy, has_goal = (
            is_written(content, policy.path, key) for key in ("strategy", "goal")
        )
        if has_strategy and has_goal:
            yield problem(content, policy.path, ("goal",), "policy-parent.both")
        elif not has_strategy and not has_goal:
            yield problem(content, policy.path, (), "policy-parent.none")


def _references(content: Content) -> Iterator[Reference]:
    for record in all_records(content):
        for name, collection in REFERENCES[type(record)]:
            value: str | tuple[str, ...] | None = getattr(record, name)
            if isinstance(value, str) and value:
                yield Reference(record, collection, value, (name,))
            for at, code in enumerate(value if isinstance(value, tuple) else ()):
                yield Reference(record, collection, code, (name, at))


def provenance_source(content: Content) -> Iterator[Problem]:
    """An official record names document and page; a reported one, the address of the report."""
    for record in all_records(content):
        lacks = _lacks(record)
        if not lacks or (record.source is None and is_written(content, record.path, "source")):
            continue
        keys, said = ("source" if record.source else "provenance",), {"lacks": lacks}
        yield problem(content, record.path, keys, "provenance-source", record=record, **said)


def document_target(content: Content) -> Iterator[Problem]:
    """A document is either a file of ours or a page elsewhere."""
    for record, keys, document in parts(content, "documents", Document):
        if bool(document.file) == bool(document.address):
            slug = "document-target.both" if document.file else "document-target.none"
            yield problem(content, record.path, keys, slug, title=document.title)


def unknown_document(content: Content) -> Iterator[Problem]:
    """Evidence is a web address or the title of a document of the same record."""
    for record in all_records(content):
        documents: tuple[Document, ...] = vars(record).get("documents", ())
        titles = [document.title for document in documents]
        if not titles and is_written(content, record.path, "documents"):
            continue  # what could not be read was reported
        for evidence, keys in _evidence(record):
            if not is_foreign(evidence) and fold(evidence) not in map(fold, titles):
                known = "، ".join(map(quoted, titles)) or "هنوز هیچ"
                hint = suggestion(evidence, titles) or f"؛ سندهای آن: {known}"
                said = {"evidence": evidence, "hint": hint}
                yield problem(content, record.path, keys, "unknown-document", **said)


def unknown_source(content: Content) -> Iterator[Problem]:
    """A source named in ``plan.yaml`` is one of its ``sources``."""
    if content.plan is None:
        return
    path, options = content.plan_path, content.plan.sources
    for source, keys in _named_sources(content.plan):
        if source not in options:
            said = {"known": "، ".join(options), "hint": suggestion(source, options)}
            yield problem(content, path, keys, "unknown-source", source=source, **said)


def _lacks(record: Record) -> str:
    """The keys that the source of a record should have and has not."""
    source = record.source or Source()
    if record.provenance == "official":
        return " و ".join(key for key in ("document", "page") if not getattr(source, key))
    return "address" if record.provenance == "reported" and not source.address else ""


def _evidence(record: Record) -> Iterator[tuple[str, Keys]]:
    if isinstance(record, Project):
        if record.completion_evidence:
            yield record.completion_evidence, ("completion_evidence",)
        for name in ("revised_ends", "updates"):
            listed: tuple[RevisedEnd | Update, ...] = getattr(record, name)
            for at, part in enumerate(listed):
                if part.evidence:
                    yield part.evidence, (name, at, "evidence")
    indicators: tuple[Indicator, ...] = vars(record).get("indicators", ())
    for at, indicator in enumerate(indicators):
        for nth, actual in enumerate(indicator.actuals):
            if actual.evidence:
                yield actual.evidence, ("indicators", at, "actuals", nth, "evidence")


def _named_sources(plan: Plan) -> Iterator[tuple[str, Keys]]:
    yield plan.period.source, ("period", "source")
    yield plan.vision.source, ("vision", "source")
    for collection in PLAN_COLLECTIONS:
        declared: DeclaredCount = getattr(plan.counts, collection.name)
        yield declared.source, ("counts", collection.name, "source")
    for at, milestone in enumerate(plan.milestones):
        yield milestone.source, ("milestones", at, "source")
