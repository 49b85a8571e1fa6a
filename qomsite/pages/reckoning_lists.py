"""What stands behind the figures of the reckoning: its lists, and what can be measured and read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qomsite.library.library import Library
from qomsite.library.measurability import Condition, expected, lacking, openness, withheld
from qomsite.library.reckoning import (
    Verdict,
    due,
    is_old,
    last_report,
    reckon,
    reckoned,
    report_age,
)
from qomsite.model.records import Project
from qomsite.pages.classes import RULES, class_ways, of_classes
from qomsite.pages.frame import Frame, Link, Page, RecordLink, home_link, record_link, view_link
from qomsite.pages.group import GroupView
from qomsite.pages.paging import ListGroup, group, list_pages
from qomsite.pages.permalink import permalink
from qomsite.pages.report import Subject, groupings
from qomsite.pages.tables import GroupTable, figure_row, of_goals, tables_page
from qomsite.pages.verdict import project_links
from qomsite.text.digits import number, percent
from qomsite.text.jalali import when

KIND = "verdict"
POSTPONED = "postponed"
_DAYS_OF_A_MONTH = 30
_OFF = (Verdict.STOPPED, Verdict.DROPPED, Verdict.MERGED)
_AWAITED = (*Verdict,)[3:8]
"""The classes of which a further report is awaited."""

_CONDITIONS = (
    "طرح سنجش‌پذیر است اگر شاخصی با واحد، مقدار پایه، مقدار هدف و دست‌کم یک مقدار تاریخ‌دار،"
    " واحد متولی، زمان پایان و منطقه یا مکان داشته باشد. طرحی که برای همهٔ شهر است ولی"
    " منطقه‌ای برای آن نوشته نشده، بی‌منطقه شمرده می‌شود."
    " سنجش‌پذیری می‌گوید طرح را می‌توان سنجید، نه اینکه چه اندازه پیش رفته است."
)
_PUBLISHED = (
    "هر مشخصه‌ای که خواننده در صفحهٔ طرح انتظار دارد یک بار شمرده می‌شود؛ آنچه خالی مانده منتشر"
    " نشده است. صفر هم مقداری منتشرشده است. سهم منتشرشده از پیشرفت طرح چیزی نمی‌گوید."
)


def pages(library: Library) -> Iterator[Page]:
    """The projects behind each number of the reckoning."""
    projects = tuple(library.projects.values())
    groups: tuple[ListGroup, ...]
    days = number(library.site.old_after)
    for kind, members in of_classes(library, projects).items():
        groups = (group("طرح‌ها", "projects", project_links(library, members)),)
        yield from _list(library, kind.key, f"کارنامه: {kind.value}", RULES[kind], groups)
    for key, title, rule, groups in (
        (
            *(POSTPONED, "پایان‌های عقب‌رفته"),
            "طرح‌هایی که پایانشان دیرتر از نخستین پایان اعلام‌شده است، بلندترین نخست.",
            _postponed(library, projects),
        ),
        (
            *("not-continued", "متوقف، کنارگذاشته و ادغام‌شده"),
            *("هر طرح با تاریخ و دلیلی که گزارش شده است.", _not_continued(library, projects)),
        ),
        (
            *("reports", "قدیمی‌ترین گزارش‌ها"),
            f"طرح‌هایی که بیش از {days} روز از آخرین گزارش آن‌ها گذشته، قدیمی‌ترین نخست.",
            _reports(library, projects),
        ),
        (
            *("unmeasurable", "آنچه نمی‌توان سنجید"),
            *("طرح‌هایی که شرطی از سنجش‌پذیری را ندارند.", _unmeasurable(library, projects)),
        ),
    ):
        yield from _list(library, key, title, rule, groups)
    for by, name, subjects in groupings(library):
        rule = "طرح‌های شمرده‌شده‌ای که نخستین پایان اعلام‌شدهٔ آن‌ها گذشته است."
        own = _due(library, subjects)
        yield from _list(library, f"due-{name}", f"سررسیدشده به تفکیک {by}", rule, own)
    lead = "چند طرح را می‌توان سنجید و چه چیزی از طرح‌ها منتشر شده است."
    frame = _frame(library, "facts", "سنجش‌پذیری و انتشار", lead)
    says, tables = _measured(library, projects), _tables(library, projects)
    base = f"بر پایهٔ {number(len(_counted(library, projects)))} طرح شمرده‌شده."
    yield tables_page(frame, says, base, tables, sampled=frame.samples)


def further(library: Library, projects: Sequence[Project]) -> tuple[Link, ...]:
    """What each list says in a sentence, with the way to it."""
    off = sum(len(one.items) for one in _not_continued(library, projects))
    old, silent = (number(len(one.items)) for one in _reports(library, projects))
    whole = openness(_counted(library, projects))
    texts = {
        "not-continued": f"{number(off)} طرح متوقف، کنارگذاشته یا ادغام‌شده، با دلیل و تاریخ",
        "reports": f"گزارش {old} طرح قدیمی است و {silent} طرح گزارش تاریخ‌داری ندارد",
        "unmeasurable": _measured(library, projects).rstrip("."),
        "facts": f"{percent(whole.published, whole.expected)} مشخصه‌های طرح‌ها منتشر شده است"
        if whole.expected
        else "سنجش‌پذیری و انتشار",
    }
    return tuple(Link(text, permalink(KIND, key)) for key, text in texts.items())


def due_ways(library: Library, name: str, subjects: Iterable[Subject]) -> dict[str, str]:
    """The way to the due projects of each subject that has any, by its code."""
    ways = class_ways(KIND, f"due-{name}", _due(library, subjects))
    return {anchor.removeprefix("of-"): way for anchor, way in ways.items()}


def _due(library: Library, subjects: Iterable[Subject]) -> tuple[ListGroup, ...]:
    made = []
    for one in subjects:
        rows = project_links(library, (each.project for each in due(library, one.projects)))
        goal = record_link(library, library.goals[one.code]) if one.goal else None
        made.append(replace(group(one.full, f"of-{one.code}", rows), goal=goal))
    return tuple(each for each in made if each.items)


def _list(
    library: Library, key: str, title: str, rule: str, groups: Sequence[ListGroup]
) -> Iterator[Page]:
    empty = not any(each.items for each in groups)
    for page in list_pages(_frame(library, key, title, rule), KIND, key, groups):
        yield Page("group", GroupView(page.frame, page.groups, empty))


def _frame(library: Library, key: str, title: str, lead: str) -> Frame:
    return Frame(
        path=permalink(KIND, key),
        title=title,
        description=f"{title}: {lead}",
        origin=library.plan_path,
        breadcrumb=(home_link(), view_link("reckoning"), Link(title, "")),
        section="reckoning",
        lead=lead,
        samples=bool(library.samples()),
    )


def _counted(library: Library, projects: Sequence[Project]) -> list[Project]:
    return list(filter(library.is_counted, projects))


def _not_continued(library: Library, projects: Sequence[Project]) -> tuple[ListGroup, ...]:
    found = of_classes(library, projects)
    return tuple(
        group(kind.value, kind.key, project_links(library, found.get(kind, ()))) for kind in _OFF
    )


def _postponed(library: Library, projects: Sequence[Project]) -> tuple[ListGroup, ...]:
    rows = []
    for one in reckon(library, projects).postponements:
        first, *_, last = map(when, one.project.promised_ends)
        why = "؛ ".join(reason.rstrip(".") for reason in one.reasons) or "دلیلی گزارش نشده است"
        said = f"از {first} به {last}، {months_in_words(one.days)}. {why}."
        rows.append(replace(record_link(library, one.project), reason=said))
    return (group("طرح‌ها", "projects", rows),)


def months_in_words(days: int) -> str:
    """About how many months so many days are."""
    return f"حدود {number(max(round(days / _DAYS_OF_A_MONTH), 1))} ماه"


def _reports(library: Library, projects: Sequence[Project]) -> tuple[ListGroup, ...]:
    as_of = library.site.as_of
    old = [project for project in projects if is_old(library, project)]
    old.sort(key=lambda project: -(report_age(project, as_of) or 0))
    silent = [
        project
        for project in projects
        if not last_report(project) and reckoned(library, project).verdict in _AWAITED
    ]
    return (
        group("گزارش قدیمی", "old", [_aged(library, project) for project in old]),
        group("گزارش تاریخ‌داری نیست", "silent", [_aged(library, project) for project in silent]),
    )


def _aged(library: Library, project: Project) -> RecordLink:
    """A project with how long ago it was reported, and who would report."""
    said, days = last_report(project), report_age(project, library.site.as_of)
    age = f"{number(days)} روز پیش ({said.words})؛ " if said and days else ""
    owner = library.departments.find(project.owner).title if project.owner else "متولی اعلام نشده"
    return replace(record_link(library, project), reason=f"{age}{owner}")


def _unmeasurable(library: Library, projects: Sequence[Project]) -> tuple[ListGroup, ...]:
    rows = [
        replace(record_link(library, project), reason=f"ندارد: {'، '.join(c.value for c in lacks)}")
        for project in _counted(library, projects)
        if (lacks := lacking(project))
    ]
    return (group("طرح‌ها", "projects", rows),)


def _measured(library: Library, projects: Sequence[Project]) -> str:
    lacks = [lacking(project) for project in _counted(library, projects)]
    missing = sum(map(bool, lacks))
    return f"{number(missing)} طرح از {number(len(lacks))} طرح را نمی‌توان سنجید."


def _tables(library: Library, projects: Sequence[Project]) -> Iterator[GroupTable]:
    every = ("همهٔ برنامه", "", projects)
    groups = [
        (title, path, _counted(library, own)) for title, path, own in (*of_goals(library), every)
    ]
    groups = [each for each in groups if each[2]]
    lacks = [[lacking(project) for project in own] for _, _, own in groups]
    rows = [
        figure_row(
            title,
            path,
            len(own),
            all_of.count(()),
            *(sum(c not in one for one in all_of) for c in Condition),
        )
        for (title, path, own), all_of in zip(groups, lacks, strict=True)
    ]
    heads = ("هدف", "طرح", "سنجش‌پذیر", *(condition.value for condition in Condition))
    yield GroupTable("سنجش‌پذیری", "measurable", heads, tuple(rows), _CONDITIONS)
    rows = []
    for title, path, own in groups:
        facts = openness(own)
        known, total = facts.published, facts.expected
        rows.append(figure_row(title, path, known, total - known, percent(known, total)))
    heads = ("هدف", "مشخصهٔ منتشرشده", "منتشرنشده", "سهم منتشرشده")
    yield GroupTable("انتشار", "published", heads, tuple(rows), _PUBLISHED)
    own = _counted(library, projects)
    hidden = [row for project in own for row in withheld(project)]
    rows = [
        figure_row(fact.title, "", len(own) - hidden.count(fact), hidden.count(fact))
        for fact in expected(Project)
    ]
    heads = ("مشخصه", "طرح با آن", "طرح بدون آن")
    yield GroupTable("آنچه منتشر نشده", "withheld", heads, tuple(rows))
