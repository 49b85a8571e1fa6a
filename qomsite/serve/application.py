"""The addresses of the preview, who answers each, and the channel that has pages loaded again."""

from typing import Any

from livereload.handlers import LiveReloadHandler
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule, RuleRouter
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from qomsite.pipeline.request import Request
from qomsite.render.engine import PreviewPages
from qomsite.serve.build_result import Board
from qomsite.serve.edit_pages import HANDLERS as EDITING
from qomsite.serve.files import Files, OwnFiles, page_name
from qomsite.serve.guard import HOST, Guarded, Run

_RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}


class Live(Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The socket of a page; ``?page=`` is its address, and ``?board=`` names what it shows."""

    def check_origin(self, origin: str) -> bool:
        return WebSocketHandler.check_origin(self, origin)

    def open(self) -> None:
        LiveReloadHandler.waiters.add(self)
        self.page = page_name(self.get_query_argument("page", "").removeprefix("/"))
        self.shown = self.get_query_argument("board", "")
        self.run.board.open[self] = self.page
        # Something may have changed while the page was on its way, or the preview began anew.
        if self.shown:
            self.tell()

    def on_close(self) -> None:
        super().on_close()
        self.run.board.open.pop(self, None)

    def tell(self) -> None:
        """Has the page loaded again unless it shows what is shown now."""
        if self.shown != self.run.board.number(self.page):
            self.send_message(_RELOAD)


def tell_browsers() -> None:
    """Has the pages loaded again that changed. To be called in the thread that answers browsers."""
    for browser in tuple(LiveReloadHandler.waiters):
        browser.tell()


HANDLERS: tuple[tuple[str, type[RequestHandler]], ...] = (
    (r"/livereload", Live),
    (r"/preview/([a-z-]+\.(?:css|js|ttf))", OwnFiles),
    *EDITING,
)
"""All addresses but those of the built site."""


def application(request: Request, port: int, token: str, board: Board) -> RuleRouter:
    """The preview as a Tornado application; a foreign Host gets 404 and reaches no handler.

    Requests are not logged: the terminal is for problems.
    """
    run = Run(request, board, port, token, PreviewPages(request.templates))
    files = {"path": str(request.output), "default_filename": "index.html"}
    own = Application([*HANDLERS, (r"/(.*)", Files, files)], run=run, log_function=lambda _: None)
    return RuleRouter([Rule(_OwnHost(port), own)])


class _OwnHost(Matcher):
    """Whether a request names this preview: Tornado's own matcher ignores the port.

    Another name may lead here from anywhere (a rebound name of a hostile page) and gets nothing.
    """

    def __init__(self, port: int) -> None:
        self._hosts = {f"{HOST}:{port}", f"localhost:{port}"}

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return {} if request.headers.get("Host", "").lower() in self._hosts else None
