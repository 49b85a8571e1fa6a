"""What became of an indicator at the as-of date, by its target, baseline and last value."""

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import Enum

from qomsite.model.parts import Actual, Indicator
from qomsite.model.settings import Period
from qomsite.text.jalali import JalaliDate, PartialDate

_EXACT = Context(prec=100)
"""Room for all digits of a difference: two numbers of thirty digits each may need sixty."""


class Verdict(Enum):
    """Where an indicator stands; each is in one of these, the value is its Persian label."""

    REACHED = "رسیده به هدف"
    MISSED = "نرسیده به هدف"
    CLOSER = "نزدیک‌تر به هدف"
    FURTHER = "دورتر از هدف"
    UNCHANGED = "بی‌تغییر"
    UNKNOWN = "نمی‌توان گفت"


@dataclass(frozen=True)
class Assessment:
    """An indicator at the as-of date.

    ``direction`` is empty where it is neither declared nor told by baseline and target. ``last``
    is the last value up to that date. ``progress``: how much of the way from baseline to target
    is done, 0 to 100 per cent; of a range, and where a value of these is missing, there is none.
    """

    verdict: Verdict
    direction: str
    last: Actual | None
    progress: Decimal | None


def assess(indicator: Indicator, period: Period, as_of: JalaliDate) -> Assessment:
    """How an indicator stands at ``as_of``.

    It has missed its target once the plan's period is over and a value of its last day, or of a
    later one, falls short. An earlier value tells only where it led from the baseline: nobody
    knows how it was at the end.
    """
    known = [actual for actual in indicator.actuals if actual.date <= as_of]
    # The last of two that name one day: a sort keeps their order.
    last = sorted(known, key=lambda actual: actual.date)[-1] if known else None
    direction = indicator.direction or _derived(indicator)
    if last is None:
        return Assessment(Verdict.UNKNOWN, direction, None, None)
    end = PartialDate(period.last_year).last
    is_final = end < as_of and end <= last.date
    with localcontext(_EXACT):
        verdict = _verdict(indicator, direction, last.value, is_final)
        return Assessment(verdict, direction, last, _progress(indicator, direction, last.value))


def _verdict(indicator: Indicator, direction: str, value: Decimal, is_final: bool) -> Verdict:
    low, high = _aim(indicator, direction)
    baseline = indicator.baseline
    gap = _gap(value, low, high)
    if low is None and high is None:
        return Verdict.UNKNOWN
    if not gap:
        return Verdict.REACHED
    if is_final:
        return Verdict.MISSED
    if baseline is None:
        return Verdict.UNKNOWN
    nearer = _gap(baseline, low, high) - gap
    if not nearer or abs(value - baseline) <= (indicator.margin or 0):
        return Verdict.UNCHANGED
    return Verdict.CLOSER if nearer > 0 else Verdict.FURTHER


def _derived(indicator: Indicator) -> str:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or baseline == target:
        return ""
    return "more" if target > baseline else "less"


def _aim(indicator: Indicator, direction: str) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest value that reach the target; ``None`` where there is no limit."""
    if direction == "range":
        return min(indicator.range, default=None), max(indicator.range, default=None)
    target = indicator.target
    return (target if direction == "more" else None), (target if direction == "less" else None)


def _gap(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    """How far a value is from the nearest one that reaches the target."""
    below = low - value if low is not None else Decimal(0)
    above = value - high if high is not None else Decimal(0)
    return max(below, above, Decimal(0))


def _progress(indicator: Indicator, direction: str, value: Decimal) -> Decimal | None:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or baseline == target:
        return None
    if direction != _derived(indicator):
        return None
    share = (value - baseline) * 100 / (target - baseline)
    return min(max(share, Decimal(0)), Decimal(100))
