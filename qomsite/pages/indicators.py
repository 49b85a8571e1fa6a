"""Indicators for display: in words, as a table, drawn in time; and the list of all of them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qomsite.library.indicators import Verdict, assess
from qomsite.library.library import Library
from qomsite.model.kinds import DIRECTIONS
from qomsite.model.parts import Actual, Document, Indicator
from qomsite.model.records import Goal, Policy, Project
from qomsite.model.settings import Period
from qomsite.pages.facts import evidence_link
from qomsite.pages.frame import Frame, Link, Page, RecordLink, record_link, view_frame, view_link
from qomsite.pages.listing import goal_jumps
from qomsite.pages.paging import ListGroup, group, group_anchor, list_pages
from qomsite.text.digits import number, percent
from qomsite.text.jalali import JalaliDate

_MOST_PLACES = 30


@dataclass(frozen=True)
class ActualView:
    """A measured value of an indicator, and what shows it."""

    date: JalaliDate
    value: str
    evidence: Link | None


@dataclass(frozen=True)
class Curve:
    """An indicator's values in time: ``actuals`` as day, value and text, over whole years.

    The baseline is the value at the beginning of ``first``. What is not announced is ``None``.
    """

    first: int
    last: int
    baseline: Decimal | None
    baseline_label: str
    target: Decimal | None
    target_label: str
    actuals: tuple[tuple[JalaliDate, Decimal, str], ...]


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its values in Persian digits, exact, and empty where not announced.

    ``target`` is the range where that is the target. ``meaning`` says in a sentence what the values
    tell. ``curve`` is ``None`` where nothing was measured, or a single value is all there is: that
    is no picture.
    """

    title: str
    unit: str
    baseline: str
    target: str
    direction: str
    verdict: str
    progress: str
    rule: str
    actuals: tuple[ActualView, ...]
    meaning: str
    curve: Curve | None


def indicator_views(library: Library, record: Goal | Policy | Project) -> tuple[IndicatorView, ...]:
    """The indicators of a record, their actual values in the order of time."""
    return tuple(_view(library, one, record.documents) for one in record.indicators)


def _view(library: Library, indicator: Indicator, documents: Sequence[Document]) -> IndicatorView:
    period = library.plan.period
    found = assess(indicator, period, library.site.as_of)
    actuals = sorted(indicator.actuals, key=lambda actual: actual.date)
    return IndicatorView(
        title=indicator.title,
        unit=indicator.unit,
        baseline=_exact(indicator.baseline),
        target=_target(indicator, _exact),
        direction=DIRECTIONS.get(found.direction, ""),
        verdict=found.verdict.value,
        progress=percent(found.progress) if found.progress is not None else "",
        rule=indicator.rule or "",
        actuals=tuple(
            ActualView(one.date, _exact(one.value), evidence_link(documents, one.evidence))
            for one in actuals
        ),
        meaning=_meaning(indicator, actuals),
        curve=_curve(indicator, actuals, period),
    )


def _target(indicator: Indicator, shown: Callable[[Decimal | None], str]) -> str:
    """What shall be reached: the range where that is declared, else the target."""
    return " تا ".join(map(shown, indicator.range)) or shown(indicator.target)


def _meaning(indicator: Indicator, actuals: list[Actual]) -> str:
    if not actuals:
        return "مقدار واقعی این شاخص اعلام نشده است."
    last, unit = actuals[-1], indicator.unit
    shown = _in_words(indicator)
    value, first = map(shown, (last.value, indicator.baseline))
    target = _target(indicator, shown)
    if not first:
        came = f"مقدار آن {value} {unit} بوده است"
    elif last.value == indicator.baseline:
        came = f"در {value} {unit} مانده است"
    else:
        came = f"از {first} به {value} {unit} رسیده است"
    aim = f"هدف، {target} {unit} است." if target else "مقدار هدف اعلام نشده است."
    return f"تا {last.date.words} {came}؛ {aim}"


def _curve(indicator: Indicator, actuals: list[Actual], period: Period) -> Curve | None:
    known = [v for v in (indicator.baseline, indicator.target) if v is not None]
    if not actuals or len(known) + len(actuals) < 2:
        return None
    shown = _in_words(indicator)
    return Curve(
        first=min(period.first_year, actuals[0].date.year),
        last=max(period.last_year, actuals[-1].date.year),
        baseline=indicator.baseline,
        baseline_label=f"پایه {shown(indicator.baseline)}",
        target=indicator.target,
        target_label=f"هدف {shown(indicator.target)}",
        actuals=tuple((a.date, a.value, shown(a.value)) for a in actuals),
    )


def _exact(value: Decimal | None) -> str:
    return "" if value is None else number(value, places=_MOST_PLACES)


def _in_words(indicator: Indicator) -> Callable[[Decimal | None], str]:
    """How a value is said: two decimals, or as many as tell the indicator's values apart."""
    measured = (one.value for one in indicator.actuals)
    every = (indicator.baseline, indicator.target, *indicator.range, *measured)
    values = {value for value in every if value is not None}
    places = next(
        places
        for places in range(2, _MOST_PLACES + 1)
        if places == _MOST_PLACES or len({number(v, places=places) for v in values}) == len(values)
    )

    def words(value: Decimal | None) -> str:
        if value is None:
            return ""
        shown = number(value, places=places)
        return shown if shown == _exact(value) else f"حدود {shown}"

    return words


VIEW = "indicators"

_SAID = {
    Verdict.REACHED: ("به هدف رسیده", "آخرین مقدار به هدف رسیده یا در بازهٔ مطلوب است."),
    Verdict.MISSED: (
        "به هدف نرسیده",
        "دورهٔ برنامه پایان یافته و مقدار پایان دوره، یا پس از آن، به هدف نرسیده است.",
    ),
    Verdict.CLOSER: ("به هدف نزدیک‌تر شده", "آخرین مقدار از مقدار پایه به هدف نزدیک‌تر است."),
    Verdict.FURTHER: ("از هدف دورتر شده", "آخرین مقدار از مقدار پایه از هدف دورتر است."),
    Verdict.UNCHANGED: (
        "بی‌تغییر مانده",
        "فاصله تا هدف همان است، یا تغییر از «مرز تغییر» شاخص بیشتر نیست.",
    ),
    Verdict.UNKNOWN: ("", "مقدار واقعی، هدف یا آنچه برای سنجش لازم است اعلام نشده است."),
}
"""What became of an indicator, as the sentence has it, and the rule."""


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with the record that it is of; of its values the last alone."""

    record: RecordLink
    path: str
    indicator: IndicatorView
    sample: bool


@dataclass(frozen=True)
class IndicatorsView:
    """The indicators of this page; the rule of each verdict stands on the first alone."""

    frame: Frame
    jumps: tuple[RecordLink, ...]
    groups: tuple[ListGroup, ...]
    rules: tuple[tuple[str, str], ...]


def pages(library: Library) -> Iterator[Page]:
    """The list of all indicators, in as many pages as it needs."""
    rows = {goal.code: tuple(_rows(library, goal)) for goal in library.goals.values()}
    links = (record_link(library, goal) for goal in library.goals.values() if rows[goal.code])
    groups = [
        replace(group("", group_anchor(link.goal), items), goal=link)
        for link, items in zip(links, filter(None, rows.values()), strict=True)
    ]
    verdicts = Counter(row.indicator.verdict for items in rows.values() for row in items)
    says = "هر شاخص با مقدار پایه، آخرین مقدار، هدف و اینکه به هدف رسیده است یا نه"
    frame = view_frame(library, view_link(VIEW), says, "reckoning", lead=_counted(verdicts))
    jumps = goal_jumps(VIEW, groups)
    rules = tuple((verdict.value, rule) for verdict, (_, rule) in _SAID.items())
    for page in list_pages(frame, "view", VIEW, groups):
        shown = () if page.frame.is_further else rules
        yield Page("indicators", IndicatorsView(page.frame, jumps, page.groups, shown))


def _rows(library: Library, goal: Goal) -> Iterator[IndicatorRow]:
    """The indicators of a goal, of its policies and of its projects."""
    policies, projects = library.policies_of_goal[goal.code], library.projects_of_goal[goal.code]
    records: tuple[Goal | Policy | Project, ...] = (goal, *policies, *projects)
    for record in records:
        link = record_link(library, record)
        for view in indicator_views(library, record):
            shown = replace(view, actuals=view.actuals[-1:], meaning="", rule="")
            yield IndicatorRow(link, f"{link.path}#indicators", shown, link.sample)


def _counted(verdicts: Counter[str]) -> str:
    """How many indicators have which verdict, in one sentence; those of none are not named."""
    if not verdicts:
        return "شاخصی اعلام نشده است."
    *parts, last = [
        f"{number(verdicts[verdict.value])} شاخص {became}"
        for verdict, (became, _) in _SAID.items()
        if became and verdicts[verdict.value]
    ] or [""]
    told = f"{'، '.join(parts)} و {last} است" if parts else last and f"{last} است"
    unknown = verdicts[Verdict.UNKNOWN.value]
    rest = f"دربارهٔ {number(unknown)} شاخص نمی‌توان گفت" if unknown else ""
    said = "؛ ".join(filter(None, (told, rest)))
    return f"از {number(verdicts.total())} شاخص برنامه، {said}."
