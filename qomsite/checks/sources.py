"""Where texts and figures come from, and what a document points at."""

from collections.abc import Iterator

from qomsite.checks.entries import all_records, is_written
from qomsite.errors import Keys, Problem
from qomsite.model.collections import PLAN_COLLECTIONS
from qomsite.model.content import Content
from qomsite.model.parts import Document, Indicator, RevisedEnd, Source, Update
from qomsite.model.records import Project, Record
from qomsite.model.settings import DeclaredCount, Plan
from qomsite.model.targets import is_foreign
from qomsite.text.characters import quoted
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion


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
