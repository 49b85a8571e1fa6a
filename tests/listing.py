"""Failure messages that can be read: one fault a line, and how many there are in all."""

from collections.abc import Iterable, Mapping

import pytest

SHOWN = 40


def expect_none(faults: Iterable[str]) -> None:
    """Fails the test with the faults, if there are any."""
    lines = list(faults)
    if lines:
        rest = len(lines) - SHOWN
        more = [f"… and {rest} more"] if rest > 0 else []
        pytest.fail("\n".join([f"{len(lines)} in all:", *lines[:SHOWN], *more]), pytrace=False)


def expect_at_most(limit: float, figures: Mapping[str, float]) -> None:
    """Fails the test with the pages whose figure is over a limit, the worst first."""
    over = sorted(((-figure, page) for page, figure in figures.items() if figure > limit))
    expect_none(f"{page}: {-figure:,} (at most {limit:,})" for figure, page in over)
