"""What leads from measures to projects, what hangs nowhere, and which facts are known."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.library.measurability import openness
from qomsite.memo import made_once
from qomsite.model.collections import PLAN_COLLECTIONS
from qomsite.model.records import Axis, Entry, Goal, Measure, Policy, Record
from qomsite.pages.bands import bands
from qomsite.pages.frame import Page, kind_of, number_of, view_frame, view_link
from qomsite.pages.paging import few
from qomsite.pages.permalink import permalink
from qomsite.pages.tables import GroupRow, GroupTable, figure_row, tables_page
from qomsite.text.digits import number, percent

VIEW = "trace"
_LEVELS = {"axes": "محور", "policies": "سیاست", "projects": "طرح"}


@dataclass(frozen=True)
class Traced:
    """A record and the codes of all that it leads to, by collection."""

    record: Record
    axes: Collection[str]
    policies: Collection[str]
    projects: Collection[str]

    @property
    def is_loose(self) -> bool:
        """Whether no project is under it."""
        return not self.projects


@made_once
def traced(library: Library) -> tuple[Traced, ...]:
    """Every goal, policy, axis and measure, with what it leads to."""
    kinds = (library.goals, library.policies, library.axes, library.measures)
    return tuple(_trace(library, record) for kind in kinds for record in kind.values())


def _trace(library: Library, record: Goal | Policy | Axis | Measure) -> Traced:
    """A measure leads to the policies that name it or one of its axes; a policy to its projects."""
    code, axes, policies = record.code, tuple[Axis, ...](), tuple[Policy, ...]()
    if isinstance(record, Measure):
        axes, policies = library.axes_of_measure[code], library.policies_of_measure[code]
    elif isinstance(record, Axis):
        axes = (record,)
    elif isinstance(record, Goal):
        policies = library.policies_of_goal[code]
    else:
        policies, axes = (record,), tuple(library.axes[one] for one in record.axes)
    above = () if isinstance(record, Goal | Policy) else axes
    of_axes = [one for axis in above for one in library.policies_of_axis[axis.code]]
    every = _codes((*policies, *of_axes))
    projects = [one for policy in every for one in library.projects_of_policy[policy]]
    projects += [one for axis in above for one in library.projects_of_axis[axis.code]]
    return Traced(record, _codes(axes), every, _codes(projects))


def _codes(records: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(record.code for record in records))


def pages(library: Library) -> Iterator[Page]:
    """What leads to what, from measures to projects, and what is left loose."""
    every = traced(library)
    loose = [one for one in every if one.is_loose]
    described = "از تدبیر تا طرح چه به چه می‌رسد، چه چیزی پیوندی ندارد و کدام داده‌ها معلوم است"
    says = f"زیر {number(len(loose))} رکورد طرحی نیست." if loose else "زیر هر رکورد طرحی هست."
    frame = view_frame(library, view_link(VIEW), described, "reckoning")
    base, tables = f"بر پایهٔ {number(len(library.projects))} طرح.", _tables(library, every, loose)
    yield tables_page(frame, says, base, tables, sampled=frame.samples)


def _tables(
    library: Library, every: Sequence[Traced], loose: Sequence[Traced]
) -> Iterator[GroupTable]:
    # A colon would leave the number alone where there is little room.
    rows = [
        figure_row(_title(one.record).replace(": ", "، ", 1), _path(one.record), _missing(one))
        for one in loose
    ]
    note = "رکوردی که هیچ طرحی به آن نمی‌رسد."
    yield GroupTable("بی‌پیوندها", "loose", ("رکورد", "آنچه ندارد"), tuple(rows), note, 1)
    for kind, anchor in ((Goal, "goals"), (Measure, "measures")):
        of_kind = [one for one in every if isinstance(one.record, kind)]
        levels = [name for name in _LEVELS if kind is Measure or name != "axes"]
        rows = [
            figure_row(
                _title(one.record), _path(one.record), *(len(getattr(one, n)) for n in levels)
            )
            for one in (few(of_kind) if kind is Goal else of_kind)
        ]
        heads = (_KINDS[kind], *(_LEVELS[name] for name in levels))
        yield GroupTable(f"از {_KINDS[kind]} تا طرح", anchor, heads, tuple(rows), _NOTES[kind])
    goals = few(library.goals.values())
    heads = ("محور", *map(number_of, goals))
    rows = [
        figure_row(_title(axis), _path(axis), *_by_goal(library, axis, goals))
        for axis in library.axes.values()
        if goals
    ]
    yield GroupTable("محور و هدف", "axes", heads, tuple(rows), "تعداد طرح‌های هر محور در هر هدف.")
    heads = ("مجموعه", "مشخصهٔ معلوم", "همه", "سهم معلوم")
    yield GroupTable("داده‌های معلوم", "known", heads, tuple(_known(library)), _OF_FACTS)
    ages = next((one for one in bands(library) if one.kind == "report"), None)
    if ages:
        rows = [
            figure_row(term.title, permalink(ages.kind, term.key), len(term.projects))
            for term in ages.terms
        ]
        yield GroupTable("عمر داده‌ها", "ages", ("آخرین گزارش", "طرح"), tuple(rows), ages.intro)


_KINDS = {Goal: "هدف", Measure: "تدبیر"}
_NOTES = {
    Goal: "",
    Measure: "تدبیر به سیاستی می‌رسد که خودش یا یکی از محورهایش را نام برده است؛ یک طرح شاید زیر"
    " چند تدبیر شمرده شود.",
}
_OF_FACTS = (
    "از مشخصه‌هایی که خواننده در صفحهٔ هر رکورد انتظار دارد چند تا نوشته شده است؛ همان شمارش صفحهٔ"
    " انتشار."
)


def _known(library: Library) -> Iterator[GroupRow]:
    """Of the facts that readers expect, how many are known: by collection, and by unit."""
    groups = [
        (one.plural, permalink("view", one.name), list(library.by_kind[one.kind].values()))
        for one in PLAN_COLLECTIONS
    ]
    units = library.departments
    groups += [
        (one.title, permalink("owner", one.key), list(library.projects_of_owner[one.key]))
        for one in units
    ]
    for title, path, records in groups:
        facts = openness(one for one in records if isinstance(one, Record))
        if facts.expected:
            share = percent(facts.published, facts.expected)
            yield figure_row(title, path, facts.published, facts.expected, share)


def _by_goal(library: Library, axis: Axis, goals: Collection[Goal]) -> Iterator[int]:
    counts = Counter(library.goal_of(one).code for one in library.projects_of_axis[axis.code])
    return (counts[goal.code] for goal in goals)


def _missing(one: Traced) -> str:
    lacks = "طرح" if one.policies else "سیاست و طرح"
    return f"{lacks} ندارد"


def _title(record: Entry) -> str:
    return f"{number_of(record)}: {record.title}"


def _path(record: Entry) -> str:
    return permalink(kind_of(record), record.code)
