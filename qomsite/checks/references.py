"""References between records, and to where their texts and figures come from."""

from collections.abc import Iterator
from typing import NamedTuple

from qomsite.checks.entries import (
    all_records,
    codes,
    drafts,
    existing,
    is_written,
    shown_code,
)
from qomsite.errors import Keys, Problem
from qomsite.model.collections import (
    BY_NAME,
    COLLECTIONS,
    PLAN_COLLECTIONS,
    POLICIES,
    PROJECTS,
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

    def problem(self, content: Content, slug: str, message: str) -> Problem:
        """What is wrong with the code, where it stands."""
        return content.problem(self.record.path, self.keys, slug, message)


def unknown_reference(content: Content) -> Iterator[Problem]:
    """Every code in a record has a file in its collection."""
    known = {name: codes(content, collection) for name, collection in BY_NAME.items()}
    for reference in _references(content):
        options = known[reference.collection.name]
        if reference.code in options:
            continue
        shown = shown_code(reference.code)
        message = (
            f"{reference.collection.singular} {quoted(shown)} وجود ندارد؛ {existing(options)}"
            f"{suggestion(shown, map(shown_code, options))}"
        )
        yield reference.problem(content, "unknown-reference", message)


def draft_reference(content: Content) -> Iterator[Problem]:
    """What is published names no draft."""
    hidden = {name: drafts(content, collection) for name, collection in BY_NAME.items()}
    for reference in _references(content):
        if reference.record.draft or reference.code not in hidden[reference.collection.name]:
            continue
        named = content.of(reference.collection, Entry)
        file = next(entry.path for entry in named if entry.code == reference.code)
        message = (
            f"{reference.collection.singular} {quoted(shown_code(reference.code))} پیش‌نویس است"
            f" و منتشر نمی‌شود؛ کلید draft را از پروندهٔ {file} بردارید یا کد دیگری بنویسید"
        )
        yield reference.problem(content, "draft-reference", message)


def repeated_reference(content: Content) -> Iterator[Problem]:
    """A list names a code or a name once, and a project's other policies are not its own."""
    for record in all_records(content):
        for name in _LISTS_OF_NAMES:
            names: tuple[str, ...] = vars(record).get(name, ())
            folded = [fold(text) for text in names] if len(names) > 1 else []
            for at, text in enumerate(names if folded else ()):
                if folded[at] in folded[:at]:
                    message = f"{quoted(text)} در {name} تکراری است؛ یکی را بردارید"
                    yield content.problem(record.path, (name, at), "repeated-reference", message)
        for name in _LISTS:
            listed: tuple[str, ...] = vars(record).get(name, ())
            seen: set[str] = set()
            for at, code in enumerate(listed):
                if code in seen:
                    message = f"کد {quoted(shown_code(code))} در {name} تکراری است؛ یکی را بردارید"
                    yield content.problem(record.path, (name, at), "repeated-reference", message)
                elif name == "also_serves" and code == vars(record).get("policy", None):
                    message = (
                        f"سیاست {quoted(shown_code(code))} سیاست خود این {PROJECTS.singular} است"
                        " (policy)؛ آن را از also_serves بردارید"
                    )
                    yield content.problem(record.path, (name, at), "repeated-reference", message)
                seen.add(code)


def policy_parent(content: Content) -> Iterator[Problem]:
    """A policy stands under exactly one strategy or goal."""
    for policy in content.of(POLICIES, Policy):
        has_strategy, has_goal = (
            is_written(content, policy.path, key) for key in ("strategy", "goal")
        )
        if has_strategy and has_goal:
            message = (
                "این سیاست هم strategy دارد و هم goal؛ یکی را بردارید"
                " (goal فقط برای سیاستی است که راهبرد ندارد)"
            )
            yield content.problem(policy.path, ("goal",), "policy-parent", message)
        elif not has_strategy and not has_goal:
            message = "این سیاست نه strategy دارد و نه goal؛ کد راهبرد یا هدف آن را بنویسید"
            yield content.problem(policy.path, (), "policy-parent", message)


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
        message = (
            f"منشأ {quoted(record.provenance)} است، ولی source کلید {lacks} ندارد؛ آن را بنویسید"
            " یا، اگر متن نمونه است، provenance را sample بگذارید"
        )
        key = "source" if record.source else "provenance"
        yield content.problem(record.path, (key,), "provenance-source", message)


def document_target(content: Content) -> Iterator[Problem]:
    """A document is either a file of ours or a page elsewhere."""
    for record in all_records(content):
        documents: tuple[Document, ...] = vars(record).get("documents", ())
        for at, document in enumerate(documents):
            if bool(document.file) == bool(document.address):
                has = "هم file دارد و هم address" if document.file else "نه file دارد و نه address"
                message = (
                    f"سند {quoted(document.title)} {has}؛ یکی از این دو را بنویسید: نام پرونده در"
                    " پوشهٔ media یا نشانی وب"
                )
                yield content.problem(record.path, ("documents", at), "document-target", message)


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
                message = (
                    f"سندی به نام {quoted(evidence)} در documents همین پرونده نیست؛ عنوان یکی از"
                    f" سندها یا نشانی وب را بنویسید{hint}"
                )
                yield content.problem(record.path, keys, "unknown-document", message)


def unknown_source(content: Content) -> Iterator[Problem]:
    """A source named in ``plan.yaml`` is one of its ``sources``."""
    if content.plan is None:
        return
    path, options = content.plan_path, content.plan.sources
    for source, keys in _named_sources(content.plan):
        if source not in options:
            message = (
                f"منبع {quoted(source)} در sources نیست؛ کلیدهای آنجا: {'، '.join(options)}"
                f"{suggestion(source, options)}"
            )
            yield content.problem(path, keys, "unknown-source", message)


def _lacks(record: Record) -> str:
    """The keys that the source of a record should have and has not."""
    source = record.source or Source()
    if record.provenance == "official":
        return " و ".join(key for key in ("document", "page") if not getattr(source, key))
    return "address" if record.provenance == "reported" and not source.address else ""


def _evidence(record: Record) -> Iterator[tuple[str, Keys]]:
    """What shows a fact of a record, with its keys."""
    if isinstance(record, Project):
        if record.completion_evidence:
            yield record.completion_evidence, ("completion_evidence",)
        for name in ("revised_ends", "updates"):
            parts: tuple[RevisedEnd | Update, ...] = getattr(record, name)
            for at, part in enumerate(parts):
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
