"""Owners, districts and statuses: a page for each term, and a list of each vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import UNREPORTED, Library
from qomsite.model.records import Policy, Project
from qomsite.pages.frame import UNREPORTED_MARK, Frame, Link, RecordLink, home_link, record_links
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import Progress, progress
from qomsite.text.digits import number


@dataclass(frozen=True)
class GroupView:
    """One term: its projects, and for a unit also those it helps and the policies it owns."""

    frame: Frame
    total: str
    projects: tuple[RecordLink, ...]
    partnered: tuple[RecordLink, ...]
    policies: tuple[RecordLink, ...]
    progress: Progress | None


@dataclass(frozen=True)
class GroupEntry:
    """A term in the list of its vocabulary."""

    title: str
    note: str
    path: str
    total: str
    progress: Progress | None


@dataclass(frozen=True)
class GroupListView:
    """A vocabulary: its terms with the number of projects of each."""

    frame: Frame
    entries: tuple[GroupEntry, ...]
    remainder: str


@dataclass(frozen=True)
class _Term:
    key: str
    title: str
    note: str
    projects: Sequence[Project]
    partnered: Sequence[Project] = ()
    policies: Sequence[Policy] = ()


@dataclass(frozen=True)
class _Vocabulary:
    """What differs between owners, districts and statuses."""

    name: str
    kind: str
    title: str
    intro: str
    terms: tuple[_Term, ...]
    remainder: str
    roll_up: bool


def pages(library: Library) -> Iterator[Page]:
    """A page for each owner, district and status, and a list of each."""
    for vocabulary in (_owners(library), _districts(library), _statuses(library)):
        yield _list_page(library, vocabulary)
        for term in vocabulary.terms:
            yield _term_page(library, vocabulary, term)


def _owners(library: Library) -> _Vocabulary:
    terms = tuple(
        _Term(
            d.key,
            d.title,
            "",
            library.projects_of_owner.get(d.key, ()),
            library.projects_of_partner.get(d.key, ()),
            library.policies_of_owner.get(d.key, ()),
        )
        for d in library.departments
    )
    unknown = sum(1 for project in library.projects.values() if not project.owner)
    remainder = f"واحد متولی {number(unknown)} طرح اعلام نشده است." if unknown else ""
    intro = "هر طرح یک واحد متولی دارد که پاسخ‌گوی آن است و شاید چند واحد همکار."
    return _Vocabulary("owners", "owner", "واحدهای متولی", intro, terms, remainder, True)


def _districts(library: Library) -> _Vocabulary:
    terms = tuple(
        _Term(d.code, d.title, d.note or "", library.projects_of_district.get(d.code, ()))
        for d in library.districts
    )
    unknown = sum(1 for project in library.projects.values() if not project.districts)
    remainder = f"منطقهٔ {number(unknown)} طرح اعلام نشده یا همهٔ شهر است." if unknown else ""
    intro = "طرح‌هایی که منطقهٔ اجرای آن‌ها اعلام شده است؛ یک طرح شاید در چند منطقه باشد."
    return _Vocabulary("districts", "district", "منطقه‌های شهرداری", intro, terms, remainder, True)


def _statuses(library: Library) -> _Vocabulary:
    terms = [
        _Term(s.key, s.title, s.help, library.projects_of_status.get(s.key, ()))
        for s in library.statuses
    ]
    unreported = library.projects_of_status.get(UNREPORTED, ())
    help = "وضعیتی برای این طرح‌ها اعلام نشده است؛ این با «آغازنشده» یکی نیست."
    terms.append(_Term(UNREPORTED, UNREPORTED_MARK.title, help, unreported))
    intro = "وضعیت هر طرح همان است که گزارش شده؛ آنچه گزارش نشده جدا آمده است."
    return _Vocabulary("statuses", "status", "وضعیت طرح‌ها", intro, tuple(terms), "", False)


def _list_page(library: Library, vocabulary: _Vocabulary) -> Page:
    frame = Frame(
        path=permalink("view", vocabulary.name),
        title=vocabulary.title,
        description=vocabulary.intro,
        origin=library.plan_path,
        breadcrumb=(home_link(), Link(vocabulary.title, "")),
        section="projects",
        lead=vocabulary.intro,
        samples=bool(library.samples()),
    )
    entries = tuple(
        GroupEntry(
            term.title,
            term.note,
            permalink(vocabulary.kind, term.key),
            number(len(term.projects)),
            progress(library, term.projects) if vocabulary.roll_up else None,
        )
        for term in vocabulary.terms
    )
    return Page("group_list", GroupListView(frame, entries, vocabulary.remainder))


def _term_page(library: Library, vocabulary: _Vocabulary, term: _Term) -> Page:
    records = (*term.projects, *term.partnered, *term.policies)
    frame = Frame(
        path=permalink(vocabulary.kind, term.key),
        title=term.title,
        description=f"طرح‌های «{term.title}» در برنامهٔ {library.plan.short_name}",
        origin=library.plan_path,
        breadcrumb=(
            home_link(),
            Link(vocabulary.title, permalink("view", vocabulary.name)),
            Link(term.title, ""),
        ),
        section="projects",
        lead=term.note,
        samples=any(record.provenance == "sample" for record in records),
    )
    view = GroupView(
        frame=frame,
        total=number(len(term.projects)),
        projects=record_links(library, term.projects),
        partnered=record_links(library, term.partnered),
        policies=record_links(library, term.policies),
        progress=progress(library, term.projects) if vocabulary.roll_up else None,
    )
    return Page("group", view)
