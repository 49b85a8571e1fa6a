"""The watch that the other browser tests rely on sees every kind of fault."""

import pytest
from playwright.sync_api import Browser

from tests.browser.watching import REPORT_CSP, watch

POLICY = "<meta http-equiv=content-security-policy content=\"img-src 'none'\"><img src=a.png>"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>console.error('oops')</script>", "console: oops"),
        ("<script>throw Error('oops')</script>", "uncaught: oops"),
        ("<img src='missing.png'>", "404"),
        ("<img src='http://127.0.0.1:9/a.png'>", "request: http://127.0.0.1:9/a.png"),
        (POLICY, "CSP: img-src"),
    ],
)
def test_each_fault_is_seen(browser: Browser, server: str, html: str, fault: str) -> None:
    faults: list[str] = []
    page = browser.new_page()
    page.add_init_script(REPORT_CSP)
    watch(page, server, faults.append)
    page.route(
        f"{server}made-up",
        lambda route: route.fulfill(body=f"<!DOCTYPE html>{html}", content_type="text/html"),
    )
    page.goto(f"{server}made-up", wait_until="networkidle")
    page.close()
    assert any(fault in line for line in faults), faults
