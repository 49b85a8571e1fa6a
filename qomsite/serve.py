"""The preview: builds, serves on this machine only, rebuilds and reloads the browser on save.

livereload watches the folders and speaks to the browser; what is stricter here than there: only
this machine may ask (Host and Origin), and no address makes anything happen.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import PeriodicCallback
from tornado.routing import HostMatches, Rule, RuleRouter
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketHandler

from qomsite.build.request import Request
from qomsite.build.site import build
from qomsite.errors import SiteError
from qomsite.pages.permalink import NOT_FOUND
from qomsite.terminal import show_note, show_problems, show_rebuilt, show_waiting

HOST = "127.0.0.1"
PORT = 8000
POLL_MILLISECONDS = 150
"""How often the folders are looked at; a look at 500 files takes about 3 ms."""

_OWN_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost)\Z")
_SCRIPT = b'<script src="/livereload.js?port=%d"></script></head>'


def serve(request: Request, port: int = PORT) -> int:
    """Serves until Ctrl-C; returns the exit status."""
    try:
        asyncio.run(_serve(request, port))
    except OSError as error:
        show_note(
            f"درگاه {port} باز نشد: {error.strerror}؛ شاید پیش‌نمایش دیگری در کار است.", sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        show_note("پیش‌نمایش پایان یافت.", sys.stdout)
    return 0


async def _serve(request: Request, port: int) -> None:
    # A refused address is the browser's affair; the terminal is for problems of the content.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    server = HTTPServer(application(request, port))
    server.listen(port, address=HOST)
    # Looked at before the first build: a save during it must not pass for old.
    LiveReloadHandler.watcher = _watcher(request)
    LiveReloadHandler.watcher.examine()
    rebuild(request)
    # livereload would ignore a second save within three seconds of the first.
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    LiveReloadHandler._last_reload_time = 0
    PeriodicCallback(LiveReloadHandler.poll_tasks, POLL_MILLISECONDS).start()
    show_note(f"پیش‌نمایش: http://{HOST}:{port}  (پایان: Ctrl-C)", sys.stdout)
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()


def rebuild(request: Request) -> None:
    """Builds once more; problems are shown and the site stays as it was."""
    started = time.perf_counter()
    try:
        report = build(request, show_waiting)
    except SiteError as error:
        show_problems(error.problems, sys.stderr)
        return
    show_rebuilt(report, time.perf_counter() - started, sys.stdout)


def application(request: Request, port: int) -> RuleRouter:
    """The preview as a Tornado application; a foreign Host gets 404 and reaches no handler."""
    files = {"path": str(request.output), "default_filename": "index.html"}
    handlers: list[Rule | tuple[str, type[RequestHandler], dict[str, str]]] = [
        (r"/livereload", _Live, {}),
        (r"/livereload\.js", _Script, {}),
        (r"/(.*)", _Files, files),
    ]
    own = Application(handlers, log_function=_silent, port=port)
    foreign = Application([(r".*", _Foreign)], log_function=_silent)
    return RuleRouter([Rule(HostMatches(_OWN_HOSTS), own), Rule(HostMatches(r".*"), foreign)])


class _Watcher(Watcher):  # type: ignore[misc]
    """Notices also a file that comes with an old time, moved or copied into a folder."""

    def is_file_changed(self, path: str, ignore: Callable[[str], bool] | None = None) -> bool:
        is_new = bool(self._task_mtimes) and path not in self._task_mtimes
        changed = super().is_file_changed(path, ignore)
        return bool(changed or (is_new and path in self._new_mtimes))


def _watcher(request: Request) -> Watcher:
    watcher = _Watcher()
    for folder in (request.content, request.templates, request.assets):
        watcher.watch(str(folder), lambda: rebuild(request))
    return watcher


def _silent(handler: RequestHandler) -> None:
    """Requests are not logged: the terminal is for problems."""


def _is_own(request: HTTPServerRequest) -> bool:
    """Whether a request comes from a page of this preview, or from no page at all."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


class _Guarded(RequestHandler):
    """Refuses requests that a page of another site sends."""

    def prepare(self) -> None:
        if not _is_own(self.request) or "\x00" in self.request.path or "%00" in self.request.path:
            raise HTTPError(403)


class _Foreign(RequestHandler):
    def prepare(self) -> None:
        raise HTTPError(404)


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    pass


class _Live(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    def check_origin(self, origin: str) -> bool:
        return WebSocketHandler.check_origin(self, origin)


class _Files(_Guarded, StaticFileHandler):
    """The built site, never kept by the browser; its pages get the reload script."""

    async def get(self, path: str, include_body: bool = True) -> None:
        # StaticFileHandler.validate_absolute_path reads the wanted path from here.
        self.path = self.parse_url_path(path)
        wanted = self.get_absolute_path(self.root, self.path)
        found = self.validate_absolute_path(self.root, wanted)
        if found is None or not found.endswith(".html"):
            await super().get(path, include_body)
            return
        self._write_page(Path(found))

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 Tornado's signature
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> str | None:
        return None

    def write_error(self, status_code: int, **kwargs: object) -> None:  # noqa: ARG002
        not_found = Path(self.root) / NOT_FOUND
        if status_code == 404 and not_found.is_file():
            self._write_page(not_found)
        self.finish()

    def _write_page(self, page: Path) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(with_reload(page.read_bytes(), self.settings["port"]))


def with_reload(page: bytes, port: int) -> bytes:
    """A built page with the reload script, and with a policy that lets just that script work."""
    sockets = f"ws://{HOST}:{port} ws://localhost:{port}".encode()
    page = page.replace(b"connect-src ", b"connect-src %s " % sockets, 1)
    page = page.replace(b"script-src ", b"script-src 'self' ", 1)
    return page.replace(b"</head>", _SCRIPT % port, 1)
