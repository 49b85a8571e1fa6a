"""How the work grows with what it is given, whatever the machine and its load: time, and steps."""

import gc
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import qomsite

PACKAGE = Path(qomsite.__file__).parent
ROOMS = tuple(str(PACKAGE / room) for room in ("checks", "library", "pages"))
"""Where functions know of all records."""

TIMES = 4
MOST = 9
"""What grows with the length takes four times as long for four times as much, what grows with its
square sixteen times."""

LEAST = 0.005
"""Seconds of the processor below which a figure says nothing."""


def expect_linear(work: Callable[[int], object], size: int) -> None:
    """Fails when four times the size takes many times the processor time, the best of two each."""
    costs: list[tuple[float, float]] = []
    small = large = 0.0
    for _ in range(2):
        costs.append((_cost(work, size), _cost(work, TIMES * size)))
        small, large = map(min, zip(*costs, strict=True))
        if large <= MOST * max(small, LEAST):
            return
    raise AssertionError(f"{small:.3f} s at {size}, {large:.3f} s at {TIMES} ×")


def _cost(work: Callable[[int], object], size: int) -> float:
    # How long it takes to look for garbage depends on all that the tests before have left.
    gc.disable()
    try:
        started = time.process_time()
        work(size)
        return time.process_time() - started
    finally:
        gc.enable()


STEPS, MOST_STEPS = 1_000, 7
"""Lines that a function runs for the larger content, below which it says nothing; and how many
times as many as for one a quarter of its size are too many. What runs once for each record runs
four times as often, what goes through all of them for each, sixteen times.
"""


def expect_steps_linear(small: Callable[[], object], large: Callable[[], object]) -> None:
    """Fails with each function of these rooms whose lines run much more than four times as often.

    A turn of a loop is a line, in a comprehension too; what C code does in one is not seen.
    """
    few, many = _steps(small), _steps(large)
    grown = [
        f"{few[name]} → {many[name]} lines: {name}"
        for name in many
        if many[name] >= STEPS and many[name] > MOST_STEPS * few[name]
    ]
    assert not grown, "\n".join(grown)


def _steps(work: Callable[[], object]) -> Counter[str]:
    """How many lines each function runs."""
    # By identity: to hash a code is to read all of it.
    known: dict[int, tuple[CodeType, list[int], Any]] = {}

    def call(frame: FrameType, _: str, __: object) -> Any:
        code = frame.f_code
        if id(code) not in known:
            ran = [0]

            def line(_: FrameType, event: str, __: object) -> Any:
                ran[0] += event == "line"
                return line

            known[id(code)] = (code, ran, line if code.co_filename.startswith(ROOMS) else None)
        return known[id(code)][2]

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    steps: Counter[str] = Counter()
    for code, ran, line in known.values():
        if line:
            path = Path(code.co_filename).relative_to(PACKAGE).as_posix()
            steps[f"{path}:{code.co_firstlineno} {code.co_name}"] += ran[0]
    return steps
