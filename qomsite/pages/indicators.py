"""Indicators for display: in words, as a table, and as values in time to be drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from qomsite.model.parts import Actual, Indicator
from qomsite.model.settings import Period
from qomsite.text.digits import number
from qomsite.text.jalali import JalaliDate


@dataclass(frozen=True)
class ActualView:
    """A measured value of an indicator."""

    date: JalaliDate
    value: str


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
    """An indicator with its values in Persian digits, empty where not announced.

    ``meaning`` says in a sentence what the values tell. ``curve`` is ``None`` where nothing was
    measured, or a single value is all there is: that is no picture.
    """

    title: str
    unit: str
    baseline: str
    target: str
    actuals: tuple[ActualView, ...]
    meaning: str
    curve: Curve | None


def indicator_views(indicators: Iterable[Indicator], period: Period) -> tuple[IndicatorView, ...]:
    """Indicators for display, their actual values in the order of time."""
    return tuple(_view(indicator, period) for indicator in indicators)


def _view(indicator: Indicator, period: Period) -> IndicatorView:
    actuals = sorted(indicator.actuals, key=lambda actual: actual.date)
    return IndicatorView(
        title=indicator.title,
        unit=indicator.unit,
        baseline=_quantity(indicator.baseline),
        target=_quantity(indicator.target),
        actuals=tuple(ActualView(actual.date, _quantity(actual.value)) for actual in actuals),
        meaning=_meaning(indicator, actuals),
        curve=_curve(indicator, actuals, period),
    )


def _meaning(indicator: Indicator, actuals: list[Actual]) -> str:
    if not actuals:
        return "مقدار واقعی این شاخص اعلام نشده است."
    last, unit = actuals[-1], indicator.unit
    value, first = _quantity(last.value), _quantity(indicator.baseline)
    if not first:
        came = f"{value} {unit} بوده است"
    elif last.value == indicator.baseline:
        came = f"در {value} {unit} مانده است"
    else:
        if first == value:  # rounded: what differs has to be seen
            first, value = (_quantity(one, 30) for one in (indicator.baseline, last.value))
        came = f"از {first} به {value} {unit} رسیده است"
    target = _quantity(indicator.target)
    aim = f"هدف، {target} {unit} است." if target else "مقدار هدف اعلام نشده است."
    return f"تا {last.date.words} {came}؛ {aim}"


def _curve(indicator: Indicator, actuals: list[Actual], period: Period) -> Curve | None:
    known = [v for v in (indicator.baseline, indicator.target) if v is not None]
    if not actuals or len(known) + len(actuals) < 2:
        return None
    return Curve(
        first=min(period.first_year, actuals[0].date.year),
        last=max(period.last_year, actuals[-1].date.year),
        baseline=indicator.baseline,
        baseline_label=f"پایه {_quantity(indicator.baseline)}",
        target=indicator.target,
        target_label=f"هدف {_quantity(indicator.target)}",
        actuals=tuple((a.date, a.value, _quantity(a.value)) for a in actuals),
    )


def _quantity(value: Decimal | None, places: int = 2) -> str:
    return "" if value is None else number(value, places=places)
