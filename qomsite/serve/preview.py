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
from pathlib import Path
from threading import Thread

from tornado.httpserver import HTTPServer
from tornado.routing import RuleRouter

from qomsite.checks.registry import advise
from qomsite.editing.journal import Journal
from qomsite.errors import Problem, SiteError, bounded, reason_of
from qomsite.library.library import Library
from qomsite.model.content import Content
from qomsite.pipeline.build import build
from qomsite.pipeline.rendering import Rendered, render_first
from qomsite.pipeline.request import Progress, Request, silent
from qomsite.serve.application import application, tell_browsers
from qomsite.serve.build_result import Board, BuildResult, result_of
from qomsite.serve.guard import HOST
from qomsite.serve.watching import Snapshot, changed, news, snapshot
from qomsite.terminal import ProgressLine, show_note, show_problems, show_rebuilt, show_waiting

LOOK = 0.02
"""Seconds between two looks at the folders while someone writes; a look at 600 files takes 3 ms."""
LOOK_AT_REST = 0.2
"""The same once nothing was saved for ``AWAKE`` seconds."""
AWAKE = 120.0
LOOK_AT_WORK = 0.15
"""The same within a build: what is shown first should be there before."""
QUIET = 0.005
"""Seconds in which nothing may change before a build: an editor may be half through a save."""
MOST_LOOKS = 60
"""Looks after which it is built though something still changes: a program writes without end."""
MOST_GIVEN_UP = 5
"""Builds in a row that are given up for a later save; the next is not, or the lists never come."""
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
    request: Request, port: int, board: Board, told: Callable[[], object]
) -> None:
    look = partial(snapshot, (request.content, request.templates, request.assets))
    # Looked at before the build: a save during it must not pass for old.
    seen = look({})
    with ProgressLine(sys.stdout) as line:
        rebuild(request, board, told, progress=line)
    _show_address(port)
    # Processes are for the first build: no other thread may hold a lock while one is forked.
    request = replace(request, jobs=1)
    since: frozenset[str] = frozenset()
    given_up = 0
    awake = time.monotonic() + AWAKE
    pauses = _pauses(lambda: LOOK if time.monotonic() < awake else LOOK_AT_REST)
    for latest in news(look, seen, pauses, lambda: islice(_pauses(lambda: QUIET), MOST_LOOKS)):
        awake = time.monotonic() + AWAKE
        since |= changed(seen, latest)
        seen = latest
        interrupt = _give_up_at_news(look, seen) if given_up < MOST_GIVEN_UP else lambda: None
        try:
            rebuild(request, board, told, since, interrupt)
        except Superseded:
            given_up += 1
            continue
        since, given_up = frozenset(), 0
        if not board.result.is_well:
            _show_address(port)


def _pauses(seconds: Callable[[], float]) -> Iterator[None]:
    while True:
        time.sleep(seconds())
        yield


class Superseded(Exception):
    """Something was saved while a build was at work, the pages of which would be old."""


def _give_up_at_news(look: Callable[[Snapshot], Snapshot], seen: Snapshot) -> Callable[[], None]:
    """Raises :class:`Superseded` once something changed; it looks from time to time."""
    due = time.monotonic() + LOOK_AT_WORK

    def interrupt() -> None:
        nonlocal due
        if time.monotonic() > due:
            if changed(seen, look(seen)):
                raise Superseded
            due = time.monotonic() + LOOK_AT_WORK

    return interrupt


def rebuild(
    request: Request,
    board: Board,
    told: Callable[[], object],
    since: frozenset[str] = frozenset(),
    interrupt: Callable[[], object] = lambda: None,
    progress: Progress = silent,
) -> None:
    """Builds once more and notes how it went; ``told`` is called if browsers have to load again.

    With a problem, or a bug, the site stays as it was. ``since``: the files that changed since the
    last whole build; where they are all content, what was made of them and what is open is shown
    before the rest is made. ``interrupt`` may raise :class:`Superseded`, which then ends the build.
    """
    started = time.perf_counter()
    made = board.result
    memo = board.memo.renewed(interrupt)

    def note(result: BuildResult) -> None:
        if board.write(result):
            told()

    def show_first(library: Library, content: Content, later: tuple[Problem, ...]) -> None:
        origins = _content_files(request, since)
        if board.last is None or not origins:
            return
        paths = {board.asked, *board.open.values()}
        pages, files = render_first(request, library, origins, paths, board.last)
        if pages:
            # Of the other files, what could be better is as it was.
            kept = (one for one in board.result.remarks if one.is_advice)
            advice = [one for one in kept if one.place.path not in origins]
            remarks = (*later, *bounded([*advice, *advise(_only(content, origins))]))
            note(board.result.with_pages(content, pages, files, remarks))

    def show(content: Content, rendered: Rendered, remarks: tuple[Problem, ...]) -> None:
        nonlocal made
        board.last = rendered
        made = result_of(content, rendered, remarks)
        # Pictures are shown from the folder, where the new ones are not yet.
        note(replace(made, media=board.result.media))

    # To look through the whole plan in memory for what is not used takes a fifth of a build.
    gc.disable()
    is_whole = True
    try:
        # A command that writes is waited for; one that died is put right before it is shown.
        Journal(request.content).recover()
        report = build(request, show_waiting, show, memo, show_first, progress)
    except Superseded:
        is_whole = False
        raise
    except SiteError as error:
        show_problems(error.problems, sys.stderr)
        note(board.result.failed(error.problems))
    except Exception:  # a bug: it keeps its traceback, and the preview goes on
        traceback.print_exc()
        note(board.result.failed(bug=traceback.format_exc()))
    else:
        show_rebuilt(report, time.perf_counter() - started, sys.stdout)
        note(made)
        if board.last:
            _ = board.last.renderer  # it is made now, not when somebody waits for a page
    finally:
        if is_whole:
            board.memo = memo.renewed()
        gc.enable()


def _only(content: Content, paths: frozenset[str]) -> Content:
    """The content with no other entries and lists than those in some files, and no media."""
    return replace(
        content,
        records={
            name: tuple(entry for entry in entries if entry.path in paths)
            for name, entries in content.records.items()
        },
        listings={name: one for name, one in content.listings.items() if one.path in paths},
        media={},
        image_sizes={},
    )


def _content_files(request: Request, paths: frozenset[str]) -> frozenset[str]:
    """The files as the content names them; none where one of another folder is among them."""
    shown = [
        f"{request.content.name}/{Path(path).relative_to(request.content).as_posix()}"
        for path in paths
        if Path(path).is_relative_to(request.content)
    ]
    return frozenset(shown if len(shown) == len(paths) else ())


def _show_address(port: int) -> None:
    show_note(f"پیش‌نمایش: http://{HOST}:{port}  (پایان: Ctrl-C)", sys.stdout)
