"""The servers that show a site while it is written: from a save until the page has it.

All of them serve at the same time, at rest but for the one whose file is saved. What they use is
read from ``/proc``.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.corpus import Text, digits
from tests.benchmarks.generators import GENERATORS, names, put

BETWEEN_QUESTIONS = 0.01
"""Seconds from one answer that lacks the text to the next question."""
REST = 0.5
"""Seconds in which a server that has done its work uses less than half a processor."""
PATIENCE = 600.0
"""Seconds after which nobody waits for a page any more."""


class Cost(NamedTuple):
    """What something took: seconds, seconds of the processor, MB of the largest process."""

    wall: float
    processor: float
    memory: float


class Server(NamedTuple):
    """A running server: its process, which leads its session, and the page that it is asked for."""

    process: int
    port: int
    address: str


def saves(
    work: Path, programs: dict[str, list[str]], text: Text, rounds: int
) -> Iterator[tuple[str, Cost]]:
    """What each save of a body cost, until all that follows from it is done."""
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(_serving(work / name, name, program, text))
            for name, program in programs.items()
        }
        for server in servers.values():
            _until(server, text.title)
            _until_rest(server.process)
        for turn in range(rounds):
            sentence = f"این جمله را ذخیرهٔ {digits(turn)} نوشت."
            text = text._replace(body=f"{text.body}\n{sentence}\n")
            for name, server in servers.items():
                before, _ = _used(server.process)
                put(work / name, GENERATORS[name], text)
                wall = _until(server, sentence)
                processor, memory = _until_rest(server.process)
                yield name, Cost(wall, processor - before, memory)


@contextmanager
def _serving(folder: Path, name: str, program: list[str], text: Text) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = GENERATORS[name].serve.format(port=port).split()
    null = subprocess.DEVNULL
    process = subprocess.Popen(
        [*program, *words], cwd=folder, stdout=null, stderr=null, start_new_session=True
    )
    try:
        yield Server(process.pid, port, GENERATORS[name].address.format_map(names(text)))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _until(server: Server, sentence: str) -> float:
    """The seconds until the page has a sentence."""
    started = time.perf_counter()
    while sentence not in _page(server):
        if time.perf_counter() - started > PATIENCE:
            raise SystemExit(f"no «{sentence}» in {server.address}")
        time.sleep(BETWEEN_QUESTIONS)
    return time.perf_counter() - started


def _page(server: Server) -> str:
    """The page as it is now; empty while nobody answers, or something is in its way."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        connection.request("GET", server.address)
        return connection.getresponse().read().decode()
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()


def _until_rest(session: int) -> tuple[float, float]:
    """What the processes have used once they rest."""
    before, memory = _used(session)
    while True:
        time.sleep(REST)
        processor, latest = _used(session)
        memory = max(memory, latest)
        if processor - before < REST / 2:
            return processor, memory
        before = processor


def _used(session: int) -> tuple[float, float]:
    """Seconds of the processor of all processes of a session so far, MB of the largest."""
    ticks, memory = 0, 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            if int(fields[3]) == session:
                ticks += sum(map(int, fields[11:15]))
                said = (folder / "status").read_text("utf-8")
                memory = max(memory, int(said.partition("VmHWM:")[2].split()[0]))
        except (OSError, IndexError):  # at an end by now
            continue
    return ticks / os.sysconf("SC_CLK_TCK"), memory / 1024
