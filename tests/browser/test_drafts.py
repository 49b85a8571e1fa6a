"""What is typed outlives the preview, killed and begun anew, and the browser."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, expect

from tests.browser.acting import act, goto, open_profile
from tests.browser.chromium import ARGUMENTS
from tests.browser.test_edit import body, kept, saved
from tests.library.plans import tiny_with
from tests.serve.running import free_port, started

KEPT = "Object.keys(localStorage).length"


class _Other(BaseHTTPRequestHandler):
    """What the preview of another project says of itself."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"token": "x", "project": "other"}).encode())

    def do_POST(self) -> None:
        raise AssertionError("a form was sent to another project")

    def log_message(self, *_: object) -> None: ...


@contextmanager
def another_project(port: int) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", port), _Other)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_no_word_is_lost(browser: Browser, chromium: str, tmp_path: Path) -> None:
    content, port = tiny_with(tmp_path, {}), free_port()
    file = content / "projects/4.md"
    preview = started(tmp_path, port)
    address = f"http://127.0.0.1:{port}/edit/projects/4"

    def opened() -> Page:
        options = {"executable_path": chromium, "args": ARGUMENTS, "locale": "fa-IR"}
        page = open_profile(browser, tmp_path / "profile", **options)
        goto(page, address)
        return page

    def says(page: Page, words: str) -> None:
        expect(kept(page)).to_contain_text(words)

    page = opened()
    try:
        title = page.get_by_label("عنوان", exact=False).first
        preview.kill()
        # A pause in the typing is enough to see that it is away.
        act(page, body(page).fill, "نوشتهٔ من", until=lambda: says(page, "پاسخ نمی‌دهد"))
        says(page, "در همین مرورگر نگه داشته می‌شود")
        act(page, title.fill, "عنوان من")
        act(page, page.keyboard.press, "Control+s")
        expect(title).to_have_value("عنوان من")
        preview = started(tmp_path, port)
        says(page, "دوباره پاسخ می‌دهد")
        # The token of the page is of the run before.
        act(
            page,
            page.keyboard.press,
            "Control+s",
            until=lambda: expect(saved(page)).to_be_visible(),
        )
        assert "title: عنوان من" in file.read_text("utf-8")
        assert file.read_text("utf-8").endswith("---\nنوشتهٔ من\n")
        assert page.evaluate(KEPT) == 0

        preview.kill()
        funding = page.get_by_role("group", name="محل تأمین اعتبار")
        act(page, funding.get_by_role("button", name="سطر تازه").click)
        act(page, page.keyboard.type, "کمک دولت", until=lambda: says(page, "پاسخ نمی‌دهد"))
        with another_project(port):
            says(page, "محتوای پروژهٔ دیگری")
            act(page, page.keyboard.press, "Control+s")
            says(page, "چیزی ذخیره نشد")
        page.context.close()
        preview = started(tmp_path, port)
        page = opened()
        says(page, "در این مرورگر مانده است")
        row = page.get_by_role("group", name="محل تأمین اعتبار").locator("li input:visible")
        restore = page.get_by_role("button", name="بازآوردن نوشته")
        act(page, restore.click, until=lambda: expect(row).to_have_value("کمک دولت"))
        act(
            page,
            page.keyboard.press,
            "Control+s",
            until=lambda: expect(saved(page)).to_be_visible(),
        )
        assert "funding: [کمک دولت]" in file.read_text("utf-8")
        assert page.evaluate(KEPT) == 0
    finally:
        page.context.close()
        preview.kill()
