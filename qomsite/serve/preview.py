"""Builds, serves on this machine only, rebuilds and reloads the browser on save.

livereload watches the folders and speaks to the browser; what is stricter here than there: only
this machine may ask (Host and Origin), and no address makes anything happen.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
import time

from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback

from qomsite.build.request import Request
from qomsite.build.site import build
from qomsite.errors import SiteError
from qomsite.serve.application import application
from qomsite.serve.guard import HOST
from qomsite.serve.watching import watcher
from qomsite.terminal import show_note, show_problems, show_rebuilt, show_waiting

PORT = 8000
POLL_MILLISECONDS = 150
"""How often the folders are looked at; a look at 500 files takes about 3 ms."""


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
    server = HTTPServer(application(request, port, secrets.token_urlsafe()))
    server.listen(port, address=HOST)
    # Looked at before the first build: a save during it must not pass for old.
    folders = (request.content, request.templates, request.assets)
    LiveReloadHandler.watcher = watcher(folders, lambda: rebuild(request))
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
