"""The watch that the other browser tests rely on sees every kind of fault."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.acting import goto, open_page
from tests.browser.watching import REPORT_CSP, watch

POLICY = "<meta http-equiv=content-security-policy content=\"img-src 'none'\"><img src=a.png>"


@pytest.mark.parametrize(
    ("html", "event", "fault"),
    [
        ("<script>console.error('oops')</script>", "console", "console: oops"),
        ("<script>throw Error('oops')</script>", "pageerror", "uncaught: oops"),
        ("<img src='missing.png'>", "console", "404"),
        ("<img src='http://127.0.0.1:9/a.png'>", "request", "request: http://127.0.0.1:9/a.png"),
        (POLICY, "console", "CSP: img-src"),
    ],
)
def test_each_fault_is_seen(
    browser: Browser, server: str, html: str, event: Any, fault: str
) -> None:
    faults: list[str] = []
    page = open_page(browser)
    page.add_init_script(REPORT_CSP)
    watch(page, server, faults.append)
    page.route(
        f"{server}made-up",
        lambda route: route.fulfill(body=f"<!DOCTYPE html>{html}", content_type="text/html"),
    )
    with page.expect_event(event, lambda _: any(fault in line for line in faults)):
        goto(page, f"{server}made-up")
    page.context.close()
