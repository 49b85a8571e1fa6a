"""A body as the site will show it, rendered in a process of its own that can be killed.

What is being typed may be a text that Markdown chokes on: the process has a limit on its time, and
is killed where that does not help. It ends with the preview, however that ends: what it reads its
texts from comes to an end then, and what it is busy with ends at its limit. It holds none of the
preview's own outputs.
"""

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread, Timer

from qomsite.errors import ContentInvalid
from qomsite.pages.body import Body
from qomsite.render.addresses import settle
from qomsite.render.direction import with_direction
from qomsite.render.markdown import to_html
from qomsite.text.characters import plain_lines

LIMIT = 5.0
"""Seconds after which a look at a body is given up."""

GIVEN_UP = (
    "نمای این متن در ۵ ثانیه آماده نشد و کنار گذاشته شد. نوشتهٔ شما دست‌نخورده است؛ شاید نشانه‌های "
    "قالب‌بندی (مانند کروشه یا ستاره) در آن بی‌اندازه تکرار شده است."
)
"""What stands in the place of a look that took too long."""

_PROGRAM = Path(__file__).resolve().parents[2]


class BodyRenderer:
    """Renders one body after the other; its process begins with the first."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, text: str) -> str:
        """The HTML of a body, its links leading into the preview; what is wrong with it, if so.

        Waits for its turn. Raises ``RuntimeError`` with the traceback of a bug.
        """
        with self._turn:
            if self._process is None or self._process.poll() is not None:
                self.end()
                self._process = _begun()
            watch = Timer(LIMIT, self._process.kill)
            watch.start()
            answer = _answer(self._process, text)
            watch.cancel()
            if answer is None:
                self.end()
                return body_html(GIVEN_UP)
        html, bug = answer
        if bug:
            raise RuntimeError(bug)
        return html

    def end(self) -> None:
        """Ends the process, whatever it is busy with; the next body begins another."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def body_html(text: str) -> str:
    """What :class:`BodyRenderer` promises, here and now."""
    try:
        html = to_html(Body(plain_lines(text), "", 1))
    except ContentInvalid as error:
        html = to_html(Body(error.problems[0].message, "", 1))
    return settle(with_direction(html), "/")


def _begun() -> subprocess.Popen[bytes]:
    """The process, once it is ready: its beginning is no part of the time for a text."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=_PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    _answer(process, "")
    return process


def _answer(process: subprocess.Popen[bytes], text: str) -> tuple[str, str] | None:
    """The HTML of a text, or the traceback of a bug; none where the process has ended."""
    assert process.stdin
    assert process.stdout
    try:
        pickle.dump(text, process.stdin)
        process.stdin.flush()
        html, bug = pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return html, bug


def _work() -> None:
    """Answers each text that comes in, until there are no more."""
    # Ctrl-C is said to every process of the terminal; this one ends with the preview.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    texts: SimpleQueue[str] = SimpleQueue()
    Thread(target=_read, args=(texts,), daemon=True).start()
    while True:
        text = texts.get()
        # It needs no turn of the interpreter: what no signal stops, it ends.
        faulthandler.dump_traceback_later(LIMIT + 1, exit=True)
        try:
            said = (body_html(text), "")
        except Exception:  # a bug: the preview tells it
            said = ("", traceback.format_exc())
        faulthandler.cancel_dump_traceback_later()
        pickle.dump(said, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _read(texts: "SimpleQueue[str]") -> None:
    try:
        while True:
            texts.put(pickle.load(sys.stdin.buffer))
    finally:  # the preview has ended, perhaps in the middle of a text
        os._exit(0)


if __name__ == "__main__":
    _work()
