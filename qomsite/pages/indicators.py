"""Indicators for display: in words, as a table, and as values in time to be drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qomsite.library.indicators import assess
from qomsite.library.library import Library
from qomsite.model.kinds import DIRECTIONS
from qomsite.model.parts import Actual, Document, Indicator
from qomsite.model.records import Goal, Policy, Project
from qomsite.model.settings import Period
from qomsite.pages.facts import evidence_link
from qomsite.pages.frame import Link
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
