"""Processes end: workers with their parent, and a run as cleanly at TERM and HUP as at Ctrl-C."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from qomsite.errors import EnvironmentProblem
from qomsite.pipeline.lock import beside
from qomsite.pipeline.workers import DIED, begun
from tests.pipeline.publications import OLD, fresh, put, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and forks of POSIX")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds after which a test is taken to hang."""

RUN = """
import os, signal, sys, time
from pathlib import Path
# As a terminal starts it, also where the tests run in the background or under nohup.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
sys.path.insert(0, {root!r})
import build
from qomsite import environment
from qomsite.pipeline import rendering
from qomsite.pipeline.lock import beside, output_lock
from qomsite.pipeline.output_folder import recover

def render_for_ever(*_):
    os.write(1, b"at work\\n")
    while True:
        time.sleep(60)

rendering.Renderer = lambda *_: "a renderer"
rendering._render_all = render_for_ever
rendering.compile_all = lambda *_: None

def run(words):
    environment.end_cleanly()
    output = Path(words[0])
    with output_lock(output, lambda: None):
        try:
            beside(output, "new").mkdir()
            rendering._render([[0]] * 100, (None, None, None), None, 2, str)
        finally:
            recover(output)

build.run = run
sys.exit(build.main())
"""


@pytest.fixture
def run(output: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A build in whose two workers the rendering has begun; it leads a group of processes."""
    put(OLD, output)
    script = tmp_path / "run.py"
    script.write_text(RUN.format(root=str(ROOT)))
    process = subprocess.Popen(
        [sys.executable, str(script), str(output)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["at work\n"] * 2
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ended(run: "subprocess.Popen[str]") -> str:
    """What it said on its way out; all who hold its output have to be at an end for that."""
    try:
        out, errors = run.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        pytest.fail("a process lives on and holds the output")
    return out + errors


def test_workers_end_with_a_parent_that_is_killed(run: "subprocess.Popen[str]") -> None:
    run.kill()
    assert ended(run) == ""


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("SIGTERM", "the build"),
        ("SIGHUP", "the build"),
        ("SIGHUP", "every process of the terminal"),
        ("SIGINT", "every process of the terminal"),
    ],
)
def test_a_signal_is_as_clean_as_ctrl_c(
    run: "subprocess.Popen[str]", output: Path, name: str, whom: str
) -> None:
    number = getattr(signal, name)
    if whom == "the build":
        run.send_signal(number)
    else:
        os.killpg(run.pid, number)
    assert ended(run) == ""
    assert run.returncode == 128 + number
    assert tree(output) == fresh(OLD)
    assert not any(beside(output, what).exists() for what in ("new", "lock"))


def test_a_worker_that_dies_alone_is_no_hang(run: "subprocess.Popen[str]") -> None:
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert ended(run) == f"{DIED}\n"
    assert run.returncode == 1


def test_a_signal_that_is_ignored_from_the_start_stays_so() -> None:
    """As nohup has it."""
    script = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[1])\n"
        "from qomsite import environment\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "environment.end_cleanly()\n"
        "os.kill(os.getpid(), signal.SIGHUP)\n"
        "sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(ROOT)], check=False).returncode == 7


def test_every_portion_is_done_in_order_and_a_bug_is_raised_with_its_place() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from qomsite.pipeline.workers import spread\n"
        "def work(number): return 1 // (5 - number) if big else str(number) * 100_000\n"
        "big = False\n"
        "def taken(number, made): return number, made\n"
        "made = spread(work, range(20), 3, print, 'begun', taken=taken)\n"
        "assert made == [(number, str(number) * 100_000) for number in range(20)]\n"
        "big = True\n"
        "spread(work, range(20), 3, print, 'begun', taken=print)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert told.stderr.rstrip().partition("\n")[0].startswith("Traceback")
    assert "ZeroDivisionError" in told.stderr
    assert "in _serve" in told.stderr


def test_work_that_is_begun_goes_on_beside() -> None:
    """What comes of it, or its error, is there when it is asked for; nothing is left running."""
    with begun(os.getpid) as outcome:
        (child,) = multiprocessing.active_children()
        assert outcome() == child.pid
    assert not multiprocessing.active_children()
    with begun(os.getpid, is_worth=False) as outcome:
        assert not multiprocessing.active_children()
        assert outcome() == os.getpid()
    with begun(lambda: 1 // 0) as outcome, pytest.raises(ZeroDivisionError):
        outcome()
    with (
        begun(lambda: os.kill(os.getpid(), signal.SIGKILL)) as outcome,
        pytest.raises(EnvironmentProblem, match=DIED),
    ):
        outcome()
    with begun(signal.pause):
        pass
    assert not multiprocessing.active_children()
