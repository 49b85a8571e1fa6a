"""Whom the preview lets change something: a page of its own that knows the token of this run."""

from types import SimpleNamespace

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import Application, HTTPError

from qomsite.serve.guard import Guarded, is_own

OWN = "http://127.0.0.1:8000"
TOKEN = "s3cret"


class _Connection:
    """What Tornado asks of a connection before it answers."""

    def set_close_callback(self, callback: object) -> None: ...


def asked(headers: dict[str, str], body: str = "") -> Guarded:
    form = {"Host": "127.0.0.1:8000", "Content-Type": "application/x-www-form-urlencoded"}
    request = HTTPServerRequest(
        start_line=RequestStartLine("POST", "/edit/projects/1", "HTTP/1.1"),
        headers=HTTPHeaders(headers | form),
        body=body.encode(),
        connection=_Connection(),  # type: ignore[arg-type]
    )
    request._parse_body()
    return Guarded(Application(run=SimpleNamespace(token=TOKEN)), request)


SAID_OWN = ({"Origin": OWN}, {"Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize("said", SAID_OWN)
class TestTheToken:
    """It stands in a field of the form, and nowhere else."""

    def test_in_a_form_field(self, said: dict[str, str]) -> None:
        assert asked(said, f"token={TOKEN}&title=x").has_token()

    @pytest.mark.parametrize("body", ["", "token=", "token=S3cret", "token=\u06f3", "other=s3cret"])
    def test_a_wrong_one_is_refused(self, said: dict[str, str], body: str) -> None:
        assert not asked(said, body).has_token()


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9000"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": OWN, "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_the_token_alone_is_not_enough(said: dict[str, str]) -> None:
    with pytest.raises(HTTPError, match="403"):
        asked(said, f"token={TOKEN}").require_own_page()


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "پاسخ نمی‌دهد"), (404, "چنین نشانی‌ای نیست"), (500, "خطای برنامه")],
)
def test_an_error_is_a_sentence(status: int, words: str) -> None:
    handler = asked({})
    said: list[object] = []
    handler.finish = said.append  # type: ignore[method-assign,assignment]
    handler.write_error(status)
    assert words in str(said[0])


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_a_page_of_another_site_is_not_own(site: str) -> None:
    assert not is_own(asked({"Sec-Fetch-Site": site}).request)


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_an_address_that_a_person_opens_is_own(site: str) -> None:
    assert is_own(asked({"Sec-Fetch-Site": site}).request)
