"""The built site as the preview shows it: never kept by the browser, and reloaded on change."""

from __future__ import annotations

from pathlib import Path

from tornado.web import StaticFileHandler

from qomsite.pages.permalink import NOT_FOUND
from qomsite.serve.guard import HOST, Guarded

_SCRIPT = b'<script src="/livereload.js?port=%d"></script></head>'


class Files(Guarded, StaticFileHandler):
    """The files of the built site; pages get the reload script."""

    async def get(self, path: str, include_body: bool = True) -> None:
        # StaticFileHandler.validate_absolute_path reads the wanted path from here.
        self.path = self.parse_url_path(path)
        wanted = self.get_absolute_path(self.root, self.path)
        found = self.validate_absolute_path(self.root, wanted)
        if found is None or not found.endswith(".html"):
            await super().get(path, include_body)
            return
        self._write_page(Path(found))

    def compute_etag(self) -> str | None:
        return None

    def write_error(self, status_code: int, **kwargs: object) -> None:  # noqa: ARG002
        not_found = Path(self.root) / NOT_FOUND
        if status_code == 404 and not_found.is_file():
            self._write_page(not_found)
        self.finish()

    def _write_page(self, page: Path) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(with_reload(page.read_bytes(), self.settings["port"]))


def with_reload(page: bytes, port: int) -> bytes:
    """A built page with the reload script, and with a policy that lets just that script work."""
    sockets = f"ws://{HOST}:{port} ws://localhost:{port}".encode()
    page = page.replace(b"script-src ", b"connect-src %s; script-src 'self' " % sockets, 1)
    return page.replace(b"</head>", _SCRIPT % port, 1)
