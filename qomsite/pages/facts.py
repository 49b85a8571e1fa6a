"""The facts of a record as labelled values, and the labels of those that are not announced.

Labels come from the table of fields, so that a label stands in one place.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qomsite.library.library import Library
from qomsite.library.measurability import Condition, lacking, openness, withheld
from qomsite.model.fields import row
from qomsite.model.parts import Document
from qomsite.model.records import Policy, Project, Record
from qomsite.pages.frame import Link
from qomsite.pages.permalink import permalink
from qomsite.text.digits import number
from qomsite.text.folding import fold
from qomsite.text.jalali import JalaliDate, PartialDate


@dataclass(frozen=True)
class FactValue:
    """One value of a fact: text, a link, or a day with its ISO form."""

    text: str
    path: str = ""
    iso: str = ""


@dataclass(frozen=True)
class Fact:
    """A labelled fact with one or more values."""

    label: str
    values: tuple[FactValue, ...]


def missing_labels(record: Record) -> tuple[str, ...]:
    """The labels of the facts that a reader expects and that are not announced."""
    return tuple(row.title for row in withheld(record))


def judged(project: Project) -> tuple[Link, ...]:
    """Whether a project can be measured and how much of it is published, each with its rules."""
    lacks, total, rules = lacking(project), len(Condition), permalink("verdict", "facts")
    met = f"{number(total - len(lacks))} از {number(total)} شرط"
    short = f"؛ برآورده نشده: {'، '.join(one.value for one in lacks)}" if lacks else ""
    own = openness([project])
    published = f"{number(own.published)} از {number(own.expected)} مشخصه منتشر شده است"
    return (
        Link(f"سنجش‌پذیری: {met}{short}", f"{rules}#measurable"),
        Link(f"انتشار: {published}", f"{rules}#published"),
    )


def facts_of(
    library: Library, record: Policy | Project, *, without: Collection[str] = ()
) -> tuple[Fact, ...]:
    """The known facts of a policy or a project that are no relations shown elsewhere on its page,
    in the order in which a citizen asks for them.
    """
    own = _of_project(library, record) if isinstance(record, Project) else ()
    known = (("owner", (_unit(library, record.owner),) if record.owner else ()), *own)
    shown = ((name, values) for name, values in known if values and name not in without)
    return tuple(Fact(row(type(record), name).title, values) for name, values in shown)


def _of_project(library: Library, project: Project) -> Iterator[tuple[str, tuple[FactValue, ...]]]:
    yield "partners", tuple(_unit(library, name) for name in project.partners)
    districts = map(library.districts.find, project.districts)
    yield "districts", tuple(FactValue(d.title, permalink("district", d.code)) for d in districts)
    yield "places", tuple(map(FactValue, project.places))
    yield "start", _day(project.start)
    yield "end", _day(project.end)
    yield "revised_ends", _day(project.current_end if project.revised_ends else None)
    yield "completed_on", _day(project.completed_on)
    into = library.projects[project.merged_into] if project.merged_into else None
    yield "merged_into", (FactValue(into.title, permalink("project", into.code)),) if into else ()
    yield "budget", (FactValue(project.budget.in_full),) if project.budget else ()
    yield "funding", tuple(map(FactValue, project.funding))
    yield "physical_progress", _share(project.physical_progress)
    yield "financial_progress", _share(project.financial_progress)
    yield "aliases", tuple(map(FactValue, project.aliases))


def document_link(document: Document) -> Link:
    """The way to a document: its file, else its address; no path where it has neither."""
    path = permalink("media", document.file.removeprefix("media/")) if document.file else ""
    return Link(document.title, path or document.address or "")


def evidence_link(documents: Sequence[Document], evidence: str | None) -> Link | None:
    """What shows a fact: one of a record's documents by its title, or an address."""
    if not evidence:
        return None
    named = (one for one in documents if fold(one.title) == fold(evidence))
    return next(map(document_link, named), Link(evidence, evidence))


def _unit(library: Library, name: str) -> FactValue:
    department = library.departments.find(name)
    return FactValue(department.title, permalink("owner", department.key))


def _day(day: JalaliDate | PartialDate | None) -> tuple[FactValue, ...]:
    return (FactValue(day.words, iso=day.iso),) if day else ()


def _share(share: Decimal | None) -> tuple[FactValue, ...]:
    return () if share is None else (FactValue(f"{number(share)}٪"),)
