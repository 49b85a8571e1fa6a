"""One build at a time writes to an output."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qomsite.errors import OutputRefused
from qomsite.pipeline.lock import beside, build_lock

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
"""Seconds after which a test is taken to hang."""
HOLD = """
import os, sys, time
from pathlib import Path
from qomsite.pipeline.lock import build_lock
with build_lock(Path(sys.argv[1]), lambda: print("waiting", flush=True)):
    print("held", flush=True)
    if sys.argv[2:]:
        if os.fork() == 0:
            print("forked", flush=True)
            time.sleep(60)
    sys.stdin.read()
"""


def holder(output: Path, *arguments: str) -> subprocess.Popen[str]:
    """A process that has the lock, until its input ends."""
    command = [sys.executable, "-c", HOLD, str(output), *arguments]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    assert line(process) == "held"
    return process


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=PATIENCE)


def never() -> None:
    raise AssertionError("nobody else holds the lock")


def test_nothing_stays_beside_the_output(tmp_path: Path) -> None:
    with build_lock(tmp_path / "a" / "public", never):
        assert beside(tmp_path / "a" / "public", "lock").exists()
    assert list((tmp_path / "a").iterdir()) == []


def test_a_second_build_says_once_that_it_waits_and_then_works(tmp_path: Path) -> None:
    output = tmp_path / "public"
    first = holder(output)
    said: list[str] = []

    def waiting() -> None:
        said.append("waiting")
        threading.Timer(0.3, lambda: end(first)).start()

    with build_lock(output, waiting):
        assert first.wait(PATIENCE) == 0
    assert said == ["waiting"]


def test_another_spelling_is_the_same_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    names = {beside(Path(name), "lock") for name in ("public", "./public/", "x/../public")}
    assert names == {beside(tmp_path / "public", "lock")}
    assert beside(tmp_path / "public2", "lock") not in names


def test_other_outputs_are_not_held_up(tmp_path: Path) -> None:
    first = holder(tmp_path / "public")
    with build_lock(tmp_path / "other", never):
        pass
    end(first)


def test_a_thread_may_enter_again(tmp_path: Path) -> None:
    with build_lock(tmp_path / "public", never):
        with build_lock(tmp_path / "public", never):
            pass
        second = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path / "public")],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert line(second) == "waiting"  # the inner leave did not free it
    assert line(second) == "held"
    end(second)


def test_another_thread_waits(tmp_path: Path) -> None:
    output = tmp_path / "public"
    said: list[str] = []
    is_waiting = threading.Event()

    def waiting() -> None:
        said.append("waiting")
        is_waiting.set()

    def build() -> None:
        with build_lock(output, waiting):
            said.append("works")

    thread = threading.Thread(target=build)
    with build_lock(output, never):
        thread.start()
        assert is_waiting.wait(PATIENCE)
        said.append("first")
    thread.join(PATIENCE)
    assert said == ["waiting", "first", "works"]


def test_it_is_free_after_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), build_lock(tmp_path / "public", never):
            raise KeyError


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("arguments", [(), ("fork",)])
def test_it_is_free_when_its_process_is_killed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Also when a child of the killed process, such as a renderer, lives on."""
    first = holder(tmp_path / "public", *arguments)
    if arguments:
        assert line(first) == "forked"
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert beside(tmp_path / "public", "lock").exists()
    with build_lock(tmp_path / "public", never):
        pass
    assert list(tmp_path.iterdir()) == []
    for stream in (first.stdin, first.stdout):
        assert stream is not None
        stream.close()


def test_many_builds_in_turn(tmp_path: Path) -> None:
    """Each adds one to a number in a file: with two inside at once, one would be lost."""
    script = (
        "import sys, time; from pathlib import Path; from qomsite.pipeline.lock import build_lock\n"
        "count = Path(sys.argv[1], 'count')\n"
        "for _ in range(10):\n"
        "    with build_lock(Path(sys.argv[1], 'public'), lambda: None):\n"
        "        number = int(count.read_text()); time.sleep(0.002)\n"
        "        count.write_text(str(number + 1))\n"
    )
    (tmp_path / "count").write_text("0")
    command = [sys.executable, "-c", script, str(tmp_path)]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert (tmp_path / "count").read_text() == "40"


def test_a_folder_that_may_not_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, words in ((13, "اجازهٔ این کار نیست"), (30, "فقط‌خواندنی"), (28, "دیسک پر است")):

        def refuse(path: Path, *_: object, number: int = number) -> int:
            raise OSError(number, "refused", str(path))

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", refuse)
            with pytest.raises(OutputRefused, match=words), build_lock(tmp_path / "public", never):
                pass


def test_a_parent_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(OutputRefused, match="output-unwritable"),
        build_lock(tmp_path / "file" / "public", never),
    ):
        pass
