"""A look at a body: from a process that is killed when it takes too long and outlives nobody."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qomsite.serve import body_preview
from qomsite.serve.body_preview import GIVEN_UP, BodyRenderer
from tests.render.pathological import CMARK
from tests.serve.running import PATIENCE, ROOT, wait_for

PARENT = """
import sys
from qomsite.serve.body_preview import BodyRenderer
body_html = BodyRenderer()
body_html("x")
print(body_html._process.pid, flush=True)
body_html(sys.stdin.readline())
sys.stdin.read()
"""


def is_alive(pid: int) -> bool:
    """Whether a process is at work; one that has ended may wait for ever to be asked how."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False


def stop(pid: int) -> None:
    """Stops a process, and waits until each of its threads stands: one may go on for a moment."""
    os.kill(pid, signal.SIGSTOP)
    threads = Path(f"/proc/{pid}/task")
    wait_for(lambda: all(") T " in (one / "stat").read_text("utf-8") for one in threads.glob("*")))


def test_a_body_is_shown_as_on_its_page() -> None:
    assert body_preview.body_html("تلفن ۰۲۵-۳۷") == '<p>تلفن <bdi dir="ltr">۰۲۵-۳۷</bdi></p>'


def test_it_gives_up_kills_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    body_html = BodyRenderer()
    assert body_html("**a**") == "<p><strong>a</strong></p>"
    worker = body_html._process
    assert worker
    stop(worker.pid)  # what no limit of its own can end
    monkeypatch.setattr(body_preview, "LIMIT", 0.1)
    assert GIVEN_UP in body_html("**b**")
    assert worker.returncode == -signal.SIGKILL
    monkeypatch.setattr(body_preview, "LIMIT", PATIENCE)
    assert body_html("**c**") == "<p><strong>c</strong></p>"
    last = body_html._process
    assert last
    last.kill()  # as the system does where memory is short
    last.wait()
    assert body_html("**d**") == "<p><strong>d</strong></p>"
    body_html.end()


IDLE, BUSY = b"", CMARK["link openers without closers"].replace("\n", " ").encode() + b"\n"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes as Linux does")
@pytest.mark.parametrize(("text", "ends"), [(IDLE, signal.SIGTERM), (BUSY, signal.SIGKILL)])
def test_it_ends_with_the_preview_and_holds_none_of_its_pipes(text: bytes, ends: int) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert parent.stdin
    assert parent.stdout
    worker = int(parent.stdout.readline())
    parent.stdin.write(text)
    parent.stdin.flush()
    stop(worker)
    parent.send_signal(ends)
    parent.communicate(timeout=PATIENCE)  # for ever, if another held the preview's output
    assert is_alive(worker)
    os.kill(worker, signal.SIGCONT)
    wait_for(lambda: not is_alive(worker))
