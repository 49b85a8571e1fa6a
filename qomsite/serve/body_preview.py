"""A body as the site will show it, rendered in a process of its own.

What is being typed may be a text that Markdown chokes on. The limit on its time works in a
process's main thread alone (it is a signal), and in the preview that one builds.
"""

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context, parent_process
from threading import Thread

from qomsite.errors import ContentInvalid
from qomsite.pages.body import Body
from qomsite.render.addresses import settle
from qomsite.render.markdown import to_html


def rendered_apart(text: str) -> Future[str]:
    """The HTML of a body, its links leading into the preview; what is wrong with it, if so."""
    return _worker().submit(body_html, text)


def body_html(text: str) -> str:
    """What :func:`rendered_apart` promises, here and now."""
    try:
        return settle(to_html(Body(text.replace("\r\n", "\n"), "", 1)), "/")
    except ContentInvalid as error:
        return settle(to_html(Body(error.problems[0].message, "", 1)), "/")


@cache
def _worker() -> ProcessPoolExecutor:
    # Spawned: the preview has threads, and what they hold would stay held in a fork.
    return ProcessPoolExecutor(1, get_context("spawn"), _begin)


def _begin() -> None:
    # Ctrl-C is said to every process of the terminal; this one ends with the preview, however
    # that ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_preview, daemon=True).start()


def _end_with_the_preview() -> None:
    if (preview := parent_process()) is not None:
        preview.join()
    os._exit(0)
