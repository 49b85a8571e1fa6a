"""The plan as tables of values: what every file of open data is written from.

Only what is published is in them. Every row of a record says where its page is, where its text
comes from and whether it is a sample.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qomsite.library.indicators import assess
from qomsite.library.library import Library
from qomsite.library.reckoning import (
    ENDED,
    Date,
    Reckoned,
    Verdict,
    last_report,
    reckoned,
    report_age,
)
from qomsite.memo import made_once
from qomsite.model.collections import COLLECTIONS, PAGES, PLAN_COLLECTIONS
from qomsite.model.fields import Column, Row, row, rows
from qomsite.model.kinds import Value
from qomsite.model.parts import Document, Indicator
from qomsite.model.records import Entry, Policy, Project, Record
from qomsite.model.settings import DeclaredCount, Plan, PlanSource
from qomsite.outputs.columns import Cell, cells, columns, flat, spread
from qomsite.pages.facts import document_link
from qomsite.pages.frame import is_sample, kind_of
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class Dataset:
    """A table: ``columns``, and ``rows`` with a cell for each of them, in the site's order.

    ``name`` is that of its files, ``path`` the page that shows the same, ``key`` the columns that
    tell its rows apart.
    """

    name: str
    title: str
    path: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def samples(self) -> int:
        """How many rows are samples."""
        at = self.names.index("sample") if "sample" in self.names else 0
        return sum(row[at] is True for row in self.rows)


KIND = Column("kind", "نوع", "نوع رکورد، مانند project یا goal", "code", example="project")
ORDER = Column("order", "ردیف", "شمارهٔ ردیف در این رکورد، از ۱", "integer", example="1")
CODE = Column(
    "code", "کد", "کد رکورد، همان که در نشانی صفحه‌اش آمده", "code", "", "dcterms:identifier", "125"
)
BODY = Column("body", "متن", "متن صفحه به زبان مارک‌داون", term="dcterms:description")
ADDRESS = Column("address", "نشانی", "نشانی صفحه در این سایت", "address", term="schema:url")
SAMPLE = Column(
    "sample", "نمونه", "true: ساختگی است و از برنامهٔ مصوب چیزی نمی‌گوید", "flag", example="true"
)
_SAID = row(Record, "provenance")
PROVENANCE = Column("provenance", _SAID.title, _SAID.help, "code", "", _SAID.term, _SAID.example)
MARKS = (ADDRESS, PROVENANCE, SAMPLE)


def _days(name: str, title: str, of: str) -> Column:
    help = f"روزهای گذشته از {of}؛ خالی: نمی‌توان گفت"
    return Column(name, title, help, "integer", "روز", example="45")


_OF_PROJECT: tuple[Column, ...] = tuple(
    part
    for column in (
        Column("goal", "هدف", "کد هدفی که رکورد زیر آن است", "code", names="goals", example="2"),
        Column("strategy", "راهبرد", "کد راهبرد، اگر هست", "code", names="strategies", example="5"),
        Column("counted", "شمرده می‌شود", "false: در جمع‌ها نمی‌آید", "flag", example="true"),
        Column("verdict", "ردهٔ کارنامه", "کلید رده در کارنامه", "code", example="open-late"),
        Column(
            *("verdict_title", "ردهٔ کارنامه (نام)", "نام رده در کارنامه"),
            example=Verdict.OPEN_LATE.value,
        ),
        Column(
            *("first_promise", "نخستین پایان", "نخستین پایانی که اعلام شد", "date"),
            example="1403-06-31",
        ),
        Column("last_promise", "پایان کنونی", "پایانی که اکنون برقرار است", "date", example="1404"),
        _days("late_first", "دیرکرد از نخستین پایان", "نخستین پایان"),
        _days("late_last", "دیرکرد از پایان کنونی", "پایان کنونی"),
        Column(
            "last_report", "آخرین گزارش", "آخرین روزی که چیزی گزارش شد", "day", example="1404-11-30"
        ),
        _days("report_age", "سن گزارش", "آخرین گزارش تا تاریخ داده‌ها"),
    )
    for part in spread(column)
)
_OF_INDICATOR = (
    Column("verdict", "سنجش", "کلید نتیجهٔ سنجش در تاریخ داده‌ها", "code", example="closer"),
    Column("verdict_title", "سنجش (نام)", "نتیجهٔ سنجش در تاریخ داده‌ها", example="نزدیک‌تر به هدف"),
    Column(
        "judged_direction",
        "جهت در سنجش",
        "جهتی که نوشته شده، یا از مقدار پایه و هدف برمی‌آید",
        "code",
        example="more",
    ),
)


@made_once
def datasets(library: Library, base_url: str) -> tuple[Dataset, ...]:
    """Every dataset: the collections, their parts, the lists of the plan, the declared counts."""
    held = {r.name: r for one in COLLECTIONS for r in rows(one.model) if r.nested and r.several}
    made = []
    for one in COLLECTIONS:
        found = [((), entry, entry) for entry in library.by_kind[one.kind].values()]
        path = permalink("view", "sitemap" if one is PAGES else one.name)
        made.append(
            _table(library, base_url, one.name, one.plural, path, (CODE,), one.model, found)
        )
    entries: list[Held] = [((), entry, entry) for entry in library.entries()]
    for several in held.values():
        made += _parts(library, base_url, entries, several, (KIND, CODE))
    return (*made, *_lists(library, base_url), _counts(library))


Held = tuple[tuple[Cell, ...], Entry, Value]
"""What a record holds, which may be itself, and at which places from 1 in its lists."""


def _parts(
    library: Library, base_url: str, found: Sequence[Held], row: Row, outer: tuple[Column, ...]
) -> Iterator[Dataset]:
    """The dataset of a field that holds several, and those of the fields within."""
    model = row.nested
    assert model is not None
    held: list[Held] = [
        ((*places, at), entry, part)
        for places, entry, of in found
        for at, part in enumerate(getattr(of, row.name, ()), 1)
    ]
    path = permalink("view", "indicators" if model is Indicator else "open-data")
    yield _table(library, base_url, row.name, row.title, path, (*outer, ORDER), model, held)
    name, help = f"{row.name}_order", f"{ORDER.title} در «{row.title}»"
    order = replace(ORDER, name=name, title=row.title, help=help)
    for inner in rows(model):
        if inner.nested and inner.several:
            yield from _parts(library, base_url, held, inner, (*outer, order))


def _table(
    library: Library,
    base_url: str,
    name: str,
    title: str,
    path: str,
    ties: tuple[Column, ...],
    model: type[Value],
    held: Sequence[Held],
) -> Dataset:
    """What records are or hold, a row each, with what the library and the site say of it."""
    linked, values = _LINKED.get(model, ((), lambda *_: ()))
    body = (BODY,) if issubclass(model, Entry) else ()
    # The address of a document or a source is not that of the page.
    own = (replace(c, name="link") if c.name == ADDRESS.name else c for c in columns(model))
    lines = []
    for places, entry, part in held:
        tied = (kind_of(entry), entry.code, *places) if KIND in ties else (entry.code,)
        known = cells(library, model, part, _known_better(library, base_url, part))
        text = (entry.body.strip("\n") or None,) if body else ()
        address = f"{base_url}{permalink(kind_of(entry), entry.code)}"
        marks = (address, getattr(entry, "provenance", None), is_sample(entry))
        lines.append((*tied, *known, *text, *values(library, part), *marks))
    key = tuple(column.name for column in ties)
    return Dataset(name, title, path, key, (*ties, *own, *body, *linked, *MARKS), tuple(lines))


_TERMS = {"statuses": "status", "departments": "owner", "districts": "district"}


def _lists(library: Library, base_url: str) -> Iterator[Dataset]:
    """What ``plan.yaml`` lists; what has no key there is numbered."""
    for one in rows(Plan):
        if one.nested is None or not one.several:
            continue
        kind, own = _TERMS.get(one.name, ""), tuple(columns(one.nested))
        lines = []
        for at, value in enumerate(getattr(library.plan, one.name), 1):
            said = tuple(cells(library, one.nested, value, {}))
            address = f"{base_url}{permalink(kind, str(said[0]))}" if kind else at
            lines.append((*said, address) if kind else (at, *said))
        names = "owners" if kind == "owner" else one.name
        path = permalink("view", names if kind else "home")
        made = (*own, ADDRESS) if kind else (ORDER, *own)
        yield Dataset(one.name, one.title, path, (made[0].name,), made, tuple(lines))
    key = Column("key", "کلید", "کلید منبع", "code", example="borna")
    known = (
        (name, *cells(library, PlanSource, source, {}))
        for name, source in library.plan.sources.items()
    )
    made = (key, *columns(PlanSource))
    yield Dataset(
        "sources",
        row(Plan, "sources").title,
        permalink("view", "reckoning"),
        ("key",),
        made,
        tuple(known),
    )


def _counts(library: Library) -> Dataset:
    lines: list[tuple[Cell, ...]] = []
    for one in PLAN_COLLECTIONS:
        said: DeclaredCount = getattr(library.plan.counts, one.name)
        lines.append(
            (one.name, one.plural, said.count, said.source, len(library.by_kind[one.kind]))
        )
    made = (
        Column("collection", "مجموعه", "نام مجموعه", "code", example="projects"),
        Column("title", "عنوان", "نام مجموعه", example="طرح‌ها"),
        *columns(DeclaredCount),
        Column("published", "در این سایت", "شمار رکوردهای این سایت", "integer", example="270"),
    )
    path = permalink("view", "reckoning")
    return Dataset("counts", "شمارش برنامه", path, ("collection",), made, tuple(lines))


def _known_better(library: Library, base_url: str, value: Value) -> Mapping[str, object]:
    """The goal of a policy that stands under a strategy, and the address of a document's file."""
    if isinstance(value, Policy):
        return {"goal": library.goal_of(value).code}
    if isinstance(value, Document) and value.file:
        return {"address": f"{base_url}{document_link(value).path}"}
    return {}


def _of_project(library: Library, project: Project) -> tuple[Cell, ...]:
    one, said = reckoned(library, project), last_report(project)
    return (
        library.goal_of(project).code,
        library.policies[project.policy].strategy,
        library.is_counted(project),
        one.verdict.key,
        one.verdict.value,
        *flat("date", one.first),
        *flat("date", one.last),
        _late(one, one.first, one.late_first),
        _late(one, one.last, one.late_last),
        *flat("day", said),
        report_age(project, library.site.as_of),
    )


def _late(one: Reckoned, promise: Date | None, days: int) -> int | None:
    """The days beyond a promise, 0 where it was kept; ``None`` where that cannot be said."""
    if not promise or not one.verdict.is_counted:
        return None
    if not days and one.verdict in ENDED:
        ended = one.project.completed_on or one.project.status_date
        return 0 if ended and ended.last <= promise.last else None
    return days


def _of_indicator(library: Library, indicator: Indicator) -> tuple[Cell, ...]:
    found = assess(indicator, library.plan.period, library.site.as_of)
    return found.verdict.name.lower(), found.verdict.value, found.direction or None


Linked = tuple[tuple[Column, ...], Callable[[Library, Any], tuple[Cell, ...]]]
_LINKED: dict[type[Value], Linked] = {
    Project: (_OF_PROJECT, _of_project),
    Indicator: (_OF_INDICATOR, _of_indicator),
}
"""What the library says besides what is written, by model."""
