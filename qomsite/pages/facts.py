"""The facts of a record as labelled values, and the labels of those that are not announced.

Labels come from the table of fields, so that a label stands in one place.
"""

from collections.abc import Collection, Sequence
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


def project_facts(
    library: Library, project: Project, *, without: Collection[str] = ()
) -> tuple[Fact, ...]:
    """The known facts of a project, in the order in which a citizen asks for them."""
    owner = (_unit(library, project.owner),) if project.owner else ()
    partners = tuple(_unit(library, name) for name in project.partners)
    districts = tuple(
        FactValue(library.districts.find(code).title, permalink("district", code))
        for code in project.districts
    )
    places = tuple(FactValue(text) for text in project.places)
    budget = (FactValue(project.budget.in_full),) if project.budget else ()
    funding = tuple(FactValue(text) for text in project.funding)
    known = (
        ("owner", owner),
        ("partners", partners),
        ("districts", districts),
        ("places", places),
        ("start", _day(project.start)),
        ("end", _day(project.end)),
        ("revised_ends", _day(project.current_end if project.revised_ends else None)),
        ("completed_on", _day(project.completed_on)),
        ("merged_into", _project(library, project.merged_into)),
        ("budget", budget),
        ("funding", funding),
        ("physical_progress", _share(project.physical_progress)),
        ("financial_progress", _share(project.financial_progress)),
        ("aliases", tuple(FactValue(text) for text in project.aliases)),
    )
    shown = ((name, values) for name, values in known if values and name not in without)
    return tuple(Fact(row(Project, name).title, values) for name, values in shown)


def policy_facts(library: Library, policy: Policy) -> tuple[Fact, ...]:
    """The known facts of a policy that are not relations shown elsewhere on its page."""
    if not policy.owner:
        return ()
    return (Fact(row(Policy, "owner").title, (_unit(library, policy.owner),)),)


def document_link(document: Document) -> Link:
    """The way to a document."""
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


def _project(library: Library, code: str | None) -> tuple[FactValue, ...]:
    return (FactValue(library.projects[code].title, permalink("project", code)),) if code else ()


def _day(day: JalaliDate | PartialDate | None) -> tuple[FactValue, ...]:
    return (FactValue(day.words, iso=day.iso),) if day else ()


def _share(share: Decimal | None) -> tuple[FactValue, ...]:
    return () if share is None else (FactValue(f"{number(share)}٪"),)
