"""The forms of a running preview, sent as a browser sends them."""

from __future__ import annotations

import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.serve.running import PATIENCE, Preview

Sent = list[tuple[str, str]]


@dataclass
class Editor:
    """A preview, and what it last answered."""

    preview: Preview
    status: int = 0
    page: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.preview.port}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> int:
        """Sends a request as it stands; returns the status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.preview.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        self.page = answer.read().decode("utf-8", "replace")
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.status = answer.status
        connection.close()
        return self.status

    def form(self, path: str) -> Sent:
        """What a browser would send of the form at an address."""
        assert self.ask("GET", path) == 200, self.page
        return controls(self.page)

    def send(self, path: str, pairs: Sequence[tuple[str, str]], **headers: str) -> int:
        """Sends a form as a page of the preview does."""
        named = {"Origin": self.origin, "Content_Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(pairs).encode(), **(named | headers))

    @property
    def token(self) -> str:
        """The token of this run."""
        return dict(self.form("/edit/new/goals"))["token"]

    @property
    def location(self) -> str:
        """Where the last answer leads."""
        return self.headers.get("location", "")


def controls(page: str) -> Sent:
    """What a browser would send of the form with the record's questions."""
    reader = _Controls()
    reader.feed(page)
    return reader.pairs


def put(pairs: Sent, **answers: str) -> Sent:
    """The pairs with some answers changed; ``__`` stands for the dot in a name."""
    wanted = {name.replace("__", "."): text for name, text in answers.items()}
    assert wanted.keys() <= {name for name, _ in pairs}
    return [(name, wanted.get(name, text)) for name, text in pairs]


class _Controls(HTMLParser):
    """Reads the successful controls of a form, without its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Sent = []
        self._is_on = False
        self._templates = 0
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_on = "data-edit" in given
        if tag == "template":
            self._templates += 1
        if not self._is_on or self._templates:
            return
        name = given.get("name", "")
        if tag == "textarea":
            self._area = ""
            self.pairs.append((name, ""))
        elif tag == "select":
            self._select = name
            self.pairs.append((name, ""))
        elif tag == "option" and "selected" in given:
            self.pairs[-1] = (self._select or "", given["value"])
        elif tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.pairs.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates -= 1
        if tag == "form":
            self._is_on = False
        if tag == "textarea" and self._area is not None:
            # The line end after the opening tag is none of the text.
            self.pairs[-1] = (self.pairs[-1][0], self._area.removeprefix("\n"))
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area += data
