"""Builds, serves on this machine only, builds again on every save and has browsers load again.

The building is done in the main thread, where a text that takes too long can be stopped; browsers
are answered in a thread of their own, so that pages open while a build is at work.
"""

import asyncio
import gc
import logging
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from itertools import islice
from threading import Thread

from tornado.httpserver import HTTPServer
from tornado.routing import RuleRouter

from qomsite.editing.journal import Journal
from qomsite.errors import Problem, SiteError, reason_of
from qomsite.model.content import Content
from qomsite.pipeline.build import build
from qomsite.pipeline.rendering import Rendered
from qomsite.pipeline.request import Request
from qomsite.serve.application import application, tell_browsers
from qomsite.serve.build_result import Board, BuildResult, result_of
from qomsite.serve.guard import HOST
from qomsite.serve.watching import news, snapshot
from qomsite.terminal import show_note, show_problems, show_rebuilt, show_waiting

LOOK = 0.05
"""Seconds between two looks at the folders; a look at 600 files takes about 3 ms."""
QUIET = 0.05
"""Seconds in which nothing may change before a build: an editor may be half through a save."""
MOST_LOOKS = 60
"""Looks after which it is built though something still changes: a program writes without end."""
SHARE = 0.0005
"""Seconds after which a build lets browsers be answered: they ask while it is still at work."""


def serve(request: Request, port: int) -> int:
    """Serves until Ctrl-C; returns the exit status."""
    sys.setswitchinterval(SHARE)
    # A refused address is the browser's affair; the terminal is for problems of the content.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    board = Board()
    router = application(request, port, secrets.token_urlsafe(), board)
    ready: Future[asyncio.AbstractEventLoop] = Future()
    # A daemon: it holds nothing that would be lost when the program ends.
    Thread(target=lambda: asyncio.run(_answer(router, port, ready)), daemon=True).start()
    try:
        loop = ready.result()
        _build_on_every_save(request, port, board, lambda: loop.call_soon_threadsafe(tell_browsers))
    except OSError as error:
        reason = reason_of(error)
        show_note(f"پورت {port} باز نشد: {reason}؛ شاید پیش‌نمایش دیگری در حال اجراست.", sys.stderr)
        return 1
    except KeyboardInterrupt:
        show_note("پیش‌نمایش پایان یافت.", sys.stdout)
    return 0


async def _answer(router: RuleRouter, port: int, ready: Future[asyncio.AbstractEventLoop]) -> None:
    server = HTTPServer(router)
    try:
        server.listen(port, address=HOST)
    except OSError as error:
        ready.set_exception(error)
        return
    ready.set_result(asyncio.get_running_loop())
    await asyncio.Event().wait()


def _build_on_every_save(
    request: Request, port: int, board: Board, changed: Callable[[], object]
) -> None:
    look = partial(snapshot, (request.content, request.templates, request.assets))
    # Looked at before the build: a save during it must not pass for old.
    seen = look({})
    rebuild(request, board, changed)
    _show_address(port)
    # Processes are for the first build: no other thread may hold a lock while one is forked.
    request = replace(request, jobs=1)
    for _ in news(look, seen, _pauses(LOOK), lambda: islice(_pauses(QUIET), MOST_LOOKS)):
        rebuild(request, board, changed)
        if not board.result.is_well:
            _show_address(port)


def _pauses(seconds: float) -> Iterator[None]:
    while True:
        time.sleep(seconds)
        yield


def rebuild(request: Request, board: Board, changed: Callable[[], object]) -> None:
    """Builds once more and notes how it went; ``changed`` is called if browsers have to load again.

    With a problem, or a bug, the site stays as it was.
    """
    started = time.perf_counter()
    made = board.result
    memo = board.memo.renewed()

    def note(result: BuildResult) -> None:
        if board.write(result):
            changed()

    def show(content: Content, rendered: Rendered, remarks: tuple[Problem, ...]) -> None:
        nonlocal made
        made = result_of(content, rendered, remarks)
        # Pictures are shown from the folder, where the new ones are not yet.
        note(replace(made, media=board.result.media))

    # To look through the whole plan in memory for what is not used takes a fifth of a build.
    gc.disable()
    try:
        # A command that writes is waited for; one that died is put right before it is shown.
        Journal(request.content).recover()
        report = build(request, show_waiting, show, memo)
    except SiteError as error:
        show_problems(error.problems, sys.stderr)
        note(board.result.failed(error.problems))
    except Exception:  # a bug: it keeps its traceback, and the preview goes on
        traceback.print_exc()
        note(board.result.failed(bug=traceback.format_exc()))
    else:
        show_rebuilt(report, time.perf_counter() - started, sys.stdout)
        note(made)
    finally:
        board.memo = memo.renewed()
        gc.enable()


def _show_address(port: int) -> None:
    show_note(f"پیش‌نمایش: http://{HOST}:{port}  (پایان: Ctrl-C)", sys.stdout)
