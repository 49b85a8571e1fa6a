"""A real preview of a small site, in a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.library.plans import Files, tiny_with

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""Seconds after which a test gives up; what it waits for takes a fraction of one."""

PROGRAM = """
import sys
from pathlib import Path
from qomsite.pipeline.request import Request
from qomsite.serve.preview import serve
from tests.once import keep_in_process
keep_in_process()
root, folder, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
output, cache = folder / "public", folder / "cache"
request = Request(root, folder / "content", output, cache=cache, drafts=True)
sys.exit(serve(request, port))
"""


@dataclass
class Preview:
    """A running preview of a copy of the tiny site."""

    folder: Path
    port: int
    process: subprocess.Popen[str]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Asks as it stands, without tidying the path."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host=True)
        for name, value in ({"Host": f"127.0.0.1:{self.port}"} | headers).items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        return response.status, body

    def shows(self, path: str, text: str) -> bool:
        status, body = self.get(path)
        return status == 200 and text in body.decode()

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def kill(self) -> None:
        """Ends it as no program can prevent."""
        self.process.kill()
        self.process.wait(PATIENCE)


def wait_for(happened: Callable[[], bool]) -> None:
    """Waits until something is so, a bounded time."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def previewing(folder: Path, files: Files | None = None) -> Iterator[Preview]:
    """The preview of the tiny site with ``files``, once it has been built."""
    tiny_with(folder, files or {})
    made = started(folder, free_port())
    try:
        yield made
    finally:
        made.kill()


def started(folder: Path, port: int) -> Preview:
    """The preview of the content of ``folder``, once it has been built."""
    surroundings = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(ROOT), str(folder), str(port)],
            cwd=ROOT,
            env=surroundings,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    made = Preview(folder, port, process)
    try:
        wait_for(lambda: f":{port}" in made.log() or process.poll() is not None)
        assert process.poll() is None, made.log()
    except BaseException:
        made.kill()
        raise
    return made
