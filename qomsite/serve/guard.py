"""Whom the preview answers: a browser on this machine, and pages of the preview itself."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

HOST = "127.0.0.1"
OWN_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost)\Z")
"""What a browser on this machine calls it; another name may lead here from anywhere (a rebound
name of a hostile page) and gets nothing."""


def is_own(request: HTTPServerRequest) -> bool:
    """Whether a request comes from a page of this preview, or from no page at all."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


class Guarded(RequestHandler):
    """Refuses requests that a page of another site sends."""

    def prepare(self) -> None:
        if not is_own(self.request) or "\x00" in self.request.path or "%00" in self.request.path:
            raise HTTPError(403)


class Foreign(RequestHandler):
    """Answers whoever calls this machine by another name."""

    def prepare(self) -> None:
        raise HTTPError(404)
