"""Where texts and figures come from, and what a document points at."""

from collections.abc import Iterator

from qomsite.checks.entries import all_records, is_written
from qomsite.errors import Keys, Problem
from qomsite.model.collections import PLAN_COLLECTIONS
from qomsite.model.content import Content
from qomsite.model.parts import Document, Source
from qomsite.model.records import Record
from qomsite.model.settings import DeclaredCount, Plan
from qomsite.text.characters import quoted
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
        documents: tuple[Document, ...] = getattr(record, "documents", ())
        for at, document in enumerate(documents):
            if bool(document.file) == bool(document.address):
                has = "هم file دارد و هم address" if document.file else "نه file دارد و نه address"
                message = (
                    f"سند {quoted(document.title)} {has}؛ یکی از این دو را بنویسید: نام پرونده در"
                    " پوشهٔ media یا نشانی وب"
                )
                yield content.problem(record.path, ("documents", at), "document-target", message)


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


def _named_sources(plan: Plan) -> Iterator[tuple[str, Keys]]:
    yield plan.period.source, ("period", "source")
    yield plan.vision.source, ("vision", "source")
    for collection in PLAN_COLLECTIONS:
        declared: DeclaredCount = getattr(plan.counts, collection.name)
        yield declared.source, ("counts", collection.name, "source")
    for at, milestone in enumerate(plan.milestones):
        yield milestone.source, ("milestones", at, "source")
