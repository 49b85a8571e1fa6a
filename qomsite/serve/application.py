"""The addresses of the preview, and who answers each."""

from __future__ import annotations

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.routing import HostMatches, Rule, RuleRouter
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from qomsite.build.request import Request
from qomsite.serve.edit import HANDLERS as EDITING
from qomsite.serve.files import Files
from qomsite.serve.guard import OWN_HOSTS, Foreign, Guarded


def application(request: Request, port: int, token: str) -> RuleRouter:
    """The preview as a Tornado application; a foreign Host gets 404 and reaches no handler.

    ``token`` is the secret of this run: what changes something must name it.
    """
    files = {"path": str(request.output), "default_filename": "index.html"}
    handlers: list[Rule | tuple[str, type[RequestHandler]] | tuple[str, type, dict[str, str]]] = [
        *HANDLERS,
        (r"/(.*)", Files, files),
    ]
    own = Application(handlers, log_function=_silent, request=request, port=port, token=token)
    foreign = Application([(r".*", Foreign)], log_function=_silent)
    return RuleRouter([Rule(HostMatches(OWN_HOSTS), own), Rule(HostMatches(r".*"), foreign)])


def _silent(handler: RequestHandler) -> None:
    """Requests are not logged: the terminal is for problems."""


class _Script(Guarded, LiveReloadJSHandler):  # type: ignore[misc]  # livereload has no types
    pass


class _Live(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    def check_origin(self, origin: str) -> bool:
        return WebSocketHandler.check_origin(self, origin)


HANDLERS: tuple[tuple[str, type[RequestHandler]], ...] = (
    (r"/livereload", _Live),
    (r"/livereload\.js", _Script),
    *EDITING,
)
"""All addresses but those of the built site."""
