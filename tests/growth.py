"""How the time that work takes grows with what it is given, whatever the machine and its load."""

import gc
import time
from collections.abc import Callable

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
