"""Owners, districts, statuses, years: a page for each term, and a list of each vocabulary."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import UNANNOUNCED, Library
from qomsite.library.reckoning import by_due_year
from qomsite.library.rollup import projects_of_year, years_of
from qomsite.memo import made_once
from qomsite.model.records import Policy, Project
from qomsite.model.settings import Period
from qomsite.model.targets import LIST_VIEWS
from qomsite.pages.changes import Change, last_changes
from qomsite.pages.classes import class_groups, class_ways, year_groups
from qomsite.pages.district import DISTRICT, Neighbourhood, district_groups, neighbourhood
from qomsite.pages.frame import Frame, Link, Page, home_link, record_links, view_frame
from qomsite.pages.listing import goal_groups
from qomsite.pages.matrix import Matrix, status_matrix
from qomsite.pages.paging import ListGroup, ListPage, few, group, list_pages, shows_samples
from qomsite.pages.permalink import permalink
from qomsite.pages.progress import (
    OF_DISTRICTS,
    Overlap,
    Progress,
    counted_marks,
    due_sentence,
    progress,
)
from qomsite.pages.schedule import Running, running
from qomsite.pages.status_mark import UNREPORTED_MARK, StatusMark, status_mark
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number, persian_digits


@dataclass(frozen=True)
class GroupView:
    """One term: its projects, and for a unit also those it helps and the policies it owns.

    ``empty`` says that it has no project; ``progress`` stands on the first page only, as do
    ``near``, of districts, and ``says``, of years: the state of today is not that of a year past.
    """

    frame: Frame
    groups: tuple[ListGroup, ...]
    empty: bool = False
    progress: Progress | None = None
    says: tuple[str, ...] = ()
    near: Neighbourhood | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class GroupEntry:
    """A term in the list of its vocabulary."""

    title: str
    note: str
    path: str
    total: str
    progress: Progress | None
    mark: StatusMark | None


@dataclass(frozen=True)
class GroupListView:
    """A vocabulary: its terms; where they have bars, what these show and how each status looks.

    ``running``: of the years, how many projects run in each half of them; ``statuses``: of these,
    how many projects of each goal have each.
    """

    frame: Frame
    note: str
    marks: tuple[StatusMark, ...]
    entries: tuple[GroupEntry, ...]
    running: Running | None
    statuses: Matrix[StatusMark] | None


@dataclass(frozen=True)
class Term:
    """A word of a vocabulary with the projects it is said of.

    ``dated``: of a year, the projects whose first promise is in it, ``says`` what became of them.
    """

    key: str
    title: str
    note: str
    projects: Sequence[Project]
    partnered: Sequence[Project] = ()
    policies: Sequence[Policy] = ()
    mark: StatusMark | None = None
    dated: Sequence[Project] = ()
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """What differs between owners, districts, statuses and years.

    ``roll_up``: whether each term has the state of its projects, and the last changes of them.
    """

    name: str
    kind: str
    intro: str
    terms: tuple[Term, ...]
    roll_up: bool = False
    overlap: Overlap | None = None

    @property
    def link(self) -> Link:
        """The way to the list of the terms."""
        return Link(LIST_VIEWS[self.name], permalink("view", self.name))


def pages(library: Library) -> Iterator[Page]:
    """For each vocabulary the list of its terms, and the projects of each term."""
    for vocabulary in vocabularies(library):
        yield list_page(library, vocabulary)
        for term in vocabulary.terms:
            yield from term_pages(library, vocabulary, term)


@made_once
def vocabularies(library: Library) -> tuple[Vocabulary, ...]:
    """Every vocabulary with all its terms; what is not announced is a term of its own."""
    return _owners(library), _districts(library), _statuses(library), _years(library)


def _owners(library: Library) -> Vocabulary:
    known = (
        Term(
            *(unit.key, unit.title, "", library.projects_of_owner[unit.key]),
            partnered=library.projects_of_partner[unit.key],
            policies=library.policies_of_owner[unit.key],
        )
        for unit in library.departments
    )
    unknown = [project for project in library.projects.values() if not project.owner]
    note = "طرح‌هایی که واحد متولی آن‌ها اعلام نشده است."
    intro = "هر طرح یک واحد متولی دارد که پاسخ‌گوی آن است و شاید چند واحد همکار."
    terms = (*known, *unannounced("واحد متولی اعلام نشده", note, unknown))
    return Vocabulary("owners", "owner", intro, terms, roll_up=True)


def _districts(library: Library) -> Vocabulary:
    known = (
        Term(d.code, d.title, d.note or "", library.projects_of_district[d.code])
        for d in library.districts
    )
    unknown = [project for project in library.projects.values() if not project.districts]
    note = "طرح‌هایی که منطقهٔ آن‌ها اعلام نشده یا همهٔ شهر است."
    intro = "طرح‌هایی که منطقهٔ اجرای آن‌ها اعلام شده است؛ یک طرح شاید در چند منطقه باشد."
    terms = (*known, *unannounced("منطقه اعلام نشده", note, unknown))
    return Vocabulary("districts", DISTRICT, intro, terms, roll_up=True, overlap=OF_DISTRICTS)


_UNREPORTED = "وضعیتی برای این طرح‌ها اعلام نشده است؛ این با «آغازنشده» یکی نیست."


def _statuses(library: Library) -> Vocabulary:
    terms = [
        Term(mark.key, mark.title, help, library.projects_of_status[mark.key], mark=mark)
        for mark, help in (
            *((status_mark(library, status), status.help) for status in library.statuses),
            (UNREPORTED_MARK, _UNREPORTED),
        )
    ]
    intro = "وضعیت هر طرح همان است که گزارش شده؛ آنچه گزارش نشده جدا آمده است."
    return Vocabulary("statuses", "status", intro, tuple(terms))


def _years(library: Library) -> Vocabulary:
    period = library.plan.period
    due = by_due_year(library.projects.values())
    known = []
    touched = projects_of_year(library)
    for year in sorted({*touched, *due}):
        title = f"سال {persian_digits(str(year))}"
        dated, projects = due.get(year, ()), touched.get(year, ())
        says = due_sentence(library, dated, f"در {title}")
        note = _beyond(period, year)
        known.append(Term(str(year), title, note, projects, dated=dated, says=says))
    unknown = [project for project in library.projects.values() if not years_of(project)]
    note = "طرح‌هایی که روز شروع و پایان آن‌ها اعلام نشده است."
    intro = "هر طرح در همهٔ سال‌های میان شروع و پایان خود آمده است؛ پایان بازنگری‌شده مقدم است."
    terms = (*known, *unannounced("سال اعلام نشده", note, unknown))
    return Vocabulary("years", "year", intro, terms)


def _beyond(period: Period, year: int) -> str:
    if year < period.first_year:
        return "پیش از دورهٔ برنامه"
    return "پس از دورهٔ برنامه" if year > period.last_year else ""


def unannounced(title: str, note: str, projects: Sequence[Project]) -> tuple[Term, ...]:
    """The term of what is not announced, where that is so of any project."""
    return (Term(UNANNOUNCED, title, note, projects),) if projects else ()


def _state(library: Library, vocabulary: Vocabulary, term: Term) -> Progress | None:
    return progress(library, term.projects, vocabulary.overlap) if vocabulary.roll_up else None


def list_page(library: Library, vocabulary: Vocabulary) -> Page:
    """The terms of a vocabulary, each with how many projects it has."""
    intro = vocabulary.intro
    frame = view_frame(library, vocabulary.link, intro, "projects", lead=intro)
    entries = tuple(
        GroupEntry(
            term.title,
            term.note,
            permalink(vocabulary.kind, term.key),
            number(len(term.projects)),
            _state(library, vocabulary, term),
            term.mark,
        )
        for term in vocabulary.terms
    )
    drawn = counted_marks(library) if vocabulary.roll_up else ()
    times = (
        running(library, tuple(library.projects.values())) if vocabulary.kind == "year" else None
    )
    statuses = _by_goal(library, vocabulary) if vocabulary.kind == "status" else None
    view = GroupListView(frame, _bars(library), drawn, entries, times, statuses)
    return Page("group_list", view)


def _by_goal(library: Library, statuses: Vocabulary) -> Matrix[StatusMark] | None:
    """The projects of each goal by status, each number with the way to its list."""
    goals = [(goal, library.projects_of_goal[goal.code]) for goal in few(library.goals.values())]
    ways = {
        term.key: class_ways(statuses.kind, term.key, term_groups(library, statuses, term))
        for term in statuses.terms
    }
    return status_matrix(library, goals, ways)


def _bars(library: Library) -> str:
    excluded = " و ".join(s.title for s in library.statuses if not s.counted)
    note = "هر نوار طرح‌ها را بر پایهٔ وضعیت نشان می‌دهد و جدول آن در صفحهٔ همان نام است"
    return f"{note}؛ طرح‌های {excluded} در نوار نیست." if excluded else f"{note}."


def term_pages(library: Library, vocabulary: Vocabulary, term: Term) -> Iterator[Page]:
    """The list of a term's projects, and what else it is said of."""
    groups = term_groups(library, vocabulary, term)
    frame = Frame(
        path=permalink(vocabulary.kind, term.key),
        title=term.title,
        description=f"طرح‌های «{term.title}» در برنامهٔ {library.plan.short_name}",
        origin=library.plan_path,
        breadcrumb=(home_link(), vocabulary.link, Link(term.title, "")),
        section="projects",
        lead=term.note,
        samples=shows_samples(groups),
    )
    is_place = _is_place(vocabulary, term)
    near = neighbourhood(library, term.key, term.projects, groups) if is_place else None
    state = _state(library, vocabulary, term)
    has_changes = vocabulary.roll_up or vocabulary.kind == "year"
    changes = last_changes(library, (*term.projects, *term.dated)) if has_changes else ()
    empty = not term.projects and not term.dated
    first, *further = list_pages(frame, vocabulary.kind, term.key, groups)
    view = GroupView(first.frame, first.groups, empty, state, term.says, near, changes)
    yield Page("group", view)
    for page in further:
        yield Page("group", GroupView(page.frame, page.groups, empty))


def further_pages(pages: Iterable[ListPage]) -> Iterator[Page]:
    """Pages of a list that show nothing besides."""
    return (Page("group", GroupView(page.frame, page.groups)) for page in pages)


def term_groups(library: Library, vocabulary: Vocabulary, term: Term) -> tuple[ListGroup, ...]:
    """What the pages of a term list: its projects, by class, by goal or at once; the rest."""
    if vocabulary.kind == "year":
        own = tuple(year_groups(library, term.title, term.dated, term.projects))
    elif _is_place(vocabulary, term):
        own = tuple(district_groups(library, term.key, term.projects))
    elif vocabulary.roll_up or vocabulary.kind == "due":
        own = tuple(class_groups(library, term.projects))
    elif vocabulary.kind == "status":
        own = goal_groups(library, term.projects)
    else:
        own = (group("طرح‌ها", "projects", project_links(library, term.projects)),)
    return (
        *own,
        group("طرح‌هایی که در آن‌ها همکار است", "partnered", project_links(library, term.partnered)),
        group("سیاست‌ها", "policies", record_links(library, term.policies)),
    )


def _is_place(vocabulary: Vocabulary, term: Term) -> bool:
    return vocabulary.kind == DISTRICT and term.key != UNANNOUNCED and bool(term.projects)
