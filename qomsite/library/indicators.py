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

    ``direction`` is empty where it is neither declared nor told by baseline and target.
    ``progress``: how much of the way from baseline to target is done, 0 to 100 per cent; of a
    range, and where a value of these is missing, there is none.
    """

    verdict: Verdict
    direction: str
    progress: Decimal | None = None


def assess(indicator: Indicator, period: Period, as_of: JalaliDate) -> Assessment:
    """How an indicator stands at ``as_of``.

    It has missed its target once the plan's period is over and a value of its last day, or of a
    later one, falls short. An earlier value tells only where it led from the baseline: nobody
    knows how it was at the end.
    """
    direction = indicator.direction or _derived(indicator)
    known = [actual for actual in indicator.actuals if actual.date <= as_of]
    if not known:
        return Assessment(Verdict.UNKNOWN, direction)
    # The last of two that name one day: a sort keeps their order.
    last = sorted(known, key=lambda actual: actual.date)[-1]
    end = PartialDate(period.last_year).last
    with localcontext(_EXACT):
        verdict = _verdict(indicator, direction, last, end < as_of and end <= last.date)
        return Assessment(verdict, direction, _progress(indicator, direction, last))


def _derived(indicator: Indicator) -> str:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or baseline == target:
        return ""
    return "more" if target > baseline else "less"


def _verdict(indicator: Indicator, direction: str, last: Actual, is_final: bool) -> Verdict:
    aims = indicator.range if direction == "range" else (indicator.target,)
    limits = [aim for aim in aims if aim is not None]
    if not direction or not limits:
        return Verdict.UNKNOWN
    gap = _gap(last.value, direction, limits)
    if not gap:
        return Verdict.REACHED
    if is_final:
        return Verdict.MISSED
    baseline = indicator.baseline
    if baseline is None:
        return Verdict.UNKNOWN
    before = _gap(baseline, direction, limits)
    if gap == before or abs(last.value - baseline) <= (indicator.margin or 0):
        return Verdict.UNCHANGED
    return Verdict.CLOSER if gap < before else Verdict.FURTHER


def _gap(value: Decimal, direction: str, limits: list[Decimal]) -> Decimal:
    """How far a value is from the nearest one that reaches the target."""
    below = min(limits) - value if direction != "less" else Decimal(0)
    above = value - max(limits) if direction != "more" else Decimal(0)
    return max(below, above, Decimal(0))


def _progress(indicator: Indicator, direction: str, last: Actual) -> Decimal | None:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or direction not in ("more", "less"):
        return None
    if direction != _derived(indicator):
        return None
    share = (last.value - baseline) * 100 / (target - baseline)
    return min(max(share, Decimal(0)), Decimal(100))
