"""Serves a built site as a plain host does: text compressed, nothing said about keeping it."""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
LEVEL = 9


def compressed(content: bytes) -> bytes:
    """The bytes as they travel."""
    return gzip.compress(content, LEVEL, mtime=0)


class Kept:
    """The files of one server as they travel, compressed once for as long as they stay the same."""

    def __init__(self) -> None:
        self.files: dict[Path, tuple[int, bytes]] = {}

    def read(self, path: Path) -> bytes:
        """The compressed bytes of a file."""
        changed = path.stat().st_mtime_ns
        kept = self.files.get(path)
        if kept is None or kept[0] != changed:
            kept = self.files[path] = (changed, compressed(path.read_bytes()))
        return kept[1]


@contextmanager
def serving(folder: Path, prefix: str = "/", fonts: Event | None = None) -> Iterator[str]:
    """Serves a folder below a prefix of a free port; gives its address, which ends in a slash.

    Fonts are sent while ``fonts`` is set.
    """
    kept = Kept()
    handler = partial(_Handler, directory=str(folder), prefix=prefix, fonts=fonts, kept=kept)
    with _Server(("127.0.0.1", 0), handler) as listening:
        thread = Thread(target=listening.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}{prefix}"
        finally:
            listening.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """A browser that leaves a page lets go of what it had asked for: that is no error."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Nothing outside the prefix is found, so that a link which assumes a domain root breaks."""

    protocol_version = "HTTP/1.1"

    def __init__(
        self, *args: Any, prefix: str, fonts: Event | None, kept: Kept, **options: Any
    ) -> None:
        self.prefix = prefix
        self.fonts = fonts
        self.kept = kept
        super().__init__(*args, **options)

    def send_head(self) -> Any:
        if not self.path.startswith(self.prefix):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        path = Path(self.translate_path(urlsplit(self.path).path))
        if path.suffix == ".woff2" and self.fonts:
            self.fonts.wait()
        if path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        content = self.kept.read(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: whoever serves speaks."""
