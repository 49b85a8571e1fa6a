"""Tells browsers to load again: livereload's channel, held open by every page of the preview."""

from __future__ import annotations

from livereload.handlers import LiveReloadHandler
from tornado.websocket import WebSocketHandler

from qomsite.serve.guard import Guarded

_RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}


class Live(Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The socket of a page; ``?board=`` names what the page shows."""

    def check_origin(self, origin: str) -> bool:
        return WebSocketHandler.check_origin(self, origin)

    def open(self) -> None:
        LiveReloadHandler.waiters.add(self)
        # Something may have changed while the page was on its way, or the preview began anew.
        board = self.get_query_argument("board", "")
        if board and board != self.settings["board"].number:
            self.send_message(_RELOAD)


def tell_browsers() -> None:
    """Has every open page loaded again. To be called in the thread that answers the browsers."""
    for browser in tuple(LiveReloadHandler.waiters):
        browser.send_message(_RELOAD)
