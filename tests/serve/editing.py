"""The forms of a running preview, sent as a browser sends them."""

import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

import lxml.html

from tests.serve.running import PATIENCE, Preview

Sent = list[tuple[str, str]]


@dataclass
class Editor:
    """A preview, and what it last answered."""

    preview: Preview
    status: int = 0
    page: str = ""
    asked: str = ""
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
        self.status, self.asked = answer.status, path
        connection.close()
        return self.status

    def form(self, path: str) -> Sent:
        """What a browser would send of the form at an address."""
        assert self.ask("GET", path) == 200, self.page
        return controls(self.page)

    def send(self, path: str, pairs: Sequence[tuple[str, str]], **headers: str) -> int:
        """Sends a form as a page of the preview does; looks at the page that it is answered with.

        A saved form leads elsewhere, and is not followed.
        """
        named = {"Origin": self.origin, "Content_Type": "application/x-www-form-urlencoded"}
        self.ask("POST", path, urlencode(pairs).encode(), **(named | headers))
        if "?answer=" in self.location:
            assert self.status == 303
            self.ask("GET", self.location)
        return self.status

    @property
    def token(self) -> str:
        """The token of this run."""
        return dict(self.form("/edit/new/goals"))["token"]

    @property
    def location(self) -> str:
        """Where the last answer leads."""
        return self.headers.get("location", "")


def controls(page: str) -> Sent:
    """What a browser would send of the form with the record's questions, without its buttons."""
    tree = cast(Any, lxml.html.document_fromstring(page))
    found = "*[self::input or self::select or self::textarea][not(ancestor::template)]"
    pairs: Sent = []
    for one in tree.xpath(f"//form[@data-edit]//{found}"):
        text = one.get("value", "")
        if one.tag == "textarea":
            # The line end after the opening tag is none of the text.
            text = (one.text or "").removeprefix("\n")
        elif one.tag == "select":
            text = one.xpath("string(.//option[@selected]/@value)")
        if one.get("type") != "checkbox" or "checked" in one.attrib:
            pairs.append((one.get("name", ""), str(text)))
    return pairs


def put(pairs: Sent, **answers: str) -> Sent:
    """The pairs with some answers changed; ``__`` stands for the dot in a name."""
    wanted = {name.replace("__", "."): text for name, text in answers.items()}
    assert wanted.keys() <= {name for name, _ in pairs}
    return [(name, wanted.get(name, text)) for name, text in pairs]
