"""Which way an indicator shall go: its direction, its range and its target say the same."""

from collections.abc import Iterator

from qomsite.checks.entries import all_records
from qomsite.errors import Problem
from qomsite.model.content import Content
from qomsite.model.kinds import DIRECTIONS
from qomsite.model.parts import Indicator
from qomsite.text.characters import quoted
from qomsite.text.digits import number


def indicator_direction(content: Content) -> Iterator[Problem]:
    """A range stands beside ``direction: range`` alone; a target lies where the direction leads."""
    for record in all_records(content):
        indicators: tuple[Indicator, ...] = vars(record).get("indicators", ())
        for at, indicator in enumerate(indicators):
            for key, fault in (*_of_range(indicator), *_of_target(indicator)):
                message = f"شاخص {quoted(indicator.title)}: {fault}"
                keys = "indicators", at, key
                yield content.problem(record.path, keys, "indicator-direction", message)


def _of_range(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The key and the fault."""
    limits, is_range = indicator.range, indicator.direction == "range"
    told = "نخست کمترین و سپس بیشترین مقدار را بنویسید، مانند range: [20, 30]"
    if is_range and not limits:
        yield "direction", f"جهت range است و بازه‌ای نیامده؛ {told}"
    elif limits and not is_range:
        remedy = "direction: range بنویسید یا range را بردارید"
        yield "range", f"«range» تنها با direction: range می‌آید؛ {remedy}"
    if limits and len(limits) != 2:
        yield "range", f"بازه دو عدد دارد و اینجا {number(len(limits))} عدد آمده؛ {told}"
    elif limits and limits[0] > limits[1]:
        low, high = (number(limit, places=30) for limit in reversed(limits))
        yield "range", f"بازه از کمترین مقدار آغاز می‌شود؛ نخست {low} و سپس {high} بنویسید"


def _of_target(indicator: Indicator) -> Iterator[tuple[str, str]]:
    direction, baseline, target = indicator.direction, indicator.baseline, indicator.target
    if target is not None and direction == "range":
        yield "target", "با direction: range مقدار هدف همان بازه است؛ target را بردارید"
    elif target is not None and baseline is not None and direction and target != baseline:
        right, than = ("more", "بیشتر") if target > baseline else ("less", "کمتر")
        if direction != right:
            fault = f"جهت {direction} ({DIRECTIONS[direction]}) است ولی مقدار هدف از مقدار پایه"
            yield (
                "direction",
                f"{fault} {than} است؛ direction: {right} بنویسید یا عددها را درست کنید",
            )
