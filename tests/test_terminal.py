"""How far a build is, as it is said: by a clock that stands where the test puts it."""

import io
import itertools

import pytest

from qomsite.pipeline.request import Stage, Step
from qomsite.terminal import ProgressLine
from tests.conftest import Terminal

STEPS = [
    (0.2, Step(Stage.READ)),
    (1.2, Step(Stage.CHECK)),
    (2, Step(Stage.COMPOSE)),
    (4, Step(Stage.RENDER, 0, 3000)),
    (4.05, Step(Stage.RENDER, 40, 3000)),
    (7, Step(Stage.RENDER, 1500, 3000)),
    (200, Step(Stage.LINK_CHECK)),
]


def said(out: io.StringIO, steps: list[tuple[float, Step]], *, stays: bool = True) -> str:
    clock = itertools.chain([0.0], (at for at, _ in steps))
    with ProgressLine(out, lambda: next(clock), stays=stays) as progress:
        for _, step in steps:
            progress(step)
    return out.getvalue()


def test_on_a_terminal_one_line_is_written_anew_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    before, *lines, last = said(Terminal(), STEPS).split("\r\x1b[2K")
    assert lines == [
        "خواندن محتوا …",
        "بررسی محتوا …",
        "چیدن صفحه‌ها …، حدود ۱۸ ثانیه مانده",
        "ساختن صفحه‌ها: ۰ از ۳۰۰۰، حدود ۶ ثانیه مانده",
        "ساختن صفحه‌ها: ۱۵۰۰ از ۳۰۰۰، حدود ۶ ثانیه مانده",
        "بررسی پیوندها …، حدود ۳۵ ثانیه مانده",
    ]
    assert (before, last) == ("", "")


def test_much_time_is_told_in_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert "حدود ۵ دقیقه مانده" in said(Terminal(), [(200, Step(Stage.RENDER))])


@pytest.mark.parametrize("out", [io.StringIO, Terminal])
def test_elsewhere_each_stage_after_the_first_second_is_a_line(
    out: type[io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    expected = ["بررسی محتوا …", "چیدن صفحه‌ها …", "ساختن صفحه‌ها …", "بررسی پیوندها …"]
    assert said(out(), STEPS).splitlines() == expected
    assert said(out(), STEPS[:1]) == ""
    assert said(out(), STEPS, stays=False) == ""


def test_a_reader_that_is_gone_stops_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(Terminal):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setenv("TERM", "xterm")
    assert said(Gone(), STEPS) == ""
