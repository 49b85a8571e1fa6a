"""Whom the preview answers: a browser on this machine, and pages of the preview itself."""

import hmac
from dataclasses import dataclass, field

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

from qomsite.pipeline.request import Request
from qomsite.render.engine import PreviewPages
from qomsite.serve.body_preview import BodyRenderer
from qomsite.serve.build_result import Board

HOST = "127.0.0.1"

_OWN_FETCHES = ("same-origin", "none")
"""What `Sec-Fetch-Site` says of a page of the preview and of an address that a person opened
(Fetch Metadata). Another port of this machine is `same-site`: some other program's page."""

_REFUSED = "پیش‌نمایش به این درخواست پاسخ نمی‌دهد."
_BUG = "خطای برنامه: جزئیات آن در ترمینال نوشته شده است."
_ERRORS = {404: "چنین نشانی‌ای نیست."}

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # without a referrer a form's Origin would be null
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def is_own(request: HTTPServerRequest) -> bool:
    """Whether a request comes from a page of this preview, or from no page at all."""
    fetch = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin")
    return fetch in _OWN_FETCHES and (origin is None or origin == f"http://{request.host}")


@dataclass(frozen=True)
class Run:
    """What all addresses share in one run; what changes something must name its ``token``.

    ``answers`` to forms are kept by name, with their status.
    """

    request: Request
    board: Board
    port: int
    token: str
    pages: PreviewPages
    body_html: BodyRenderer = field(default_factory=BodyRenderer)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)


class Guarded(RequestHandler):
    """Refuses requests that a page of another site sends; its answers stay in this browser tab."""

    @property
    def run(self) -> Run:
        """This run, which is the setting ``run`` of the application."""
        run: Run = self.settings["run"]
        return run

    def set_default_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        if not is_own(self.request) or "\x00" in self.request.path or "%00" in self.request.path:
            raise HTTPError(403)

    def write_error(self, status_code: int, **kwargs: object) -> None:  # noqa: ARG002
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(_ERRORS.get(status_code, _BUG if status_code >= 500 else _REFUSED))

    def require_own_page(self) -> None:
        """Raises 403 unless the request says that a page of the preview sends it: not silence."""
        headers = self.request.headers
        is_said = headers.get("Sec-Fetch-Site") == "same-origin" or "Origin" in headers
        if not is_said or not is_own(self.request):
            raise HTTPError(403)

    def has_token(self) -> bool:
        """Whether a form carries the token of this run; that of a page of another run does not."""
        given = self.get_body_argument("token", "")
        return hmac.compare_digest(given.encode(), self.run.token.encode())
