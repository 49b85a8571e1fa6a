"""The preview: what it shows, whom it answers, and what a save does."""

import asyncio
import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.library.plans import project, tiny_with
from tests.serve.running import PATIENCE, PROGRAM, ROOT, Preview, previewing, wait_for

T = TypeVar("T")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview, in a process of its own."""
    with previewing(tmp_path_factory.mktemp("preview")) as running:
        yield running


class TestWhatItShows:
    """The built site, with the preview's strip and script added to its pages only."""

    def test_a_page(self, preview: Preview) -> None:
        status, body = preview.get("/projects/1.html")
        assert status == 200
        assert preview.headers["content-type"] == "text/html; charset=utf-8"
        assert preview.headers["cache-control"] == "no-store"
        assert "باغ محله" in body.decode()
        assert b'<script src="/preview/preview.js" data-board="' in body

    def test_a_folder_shows_its_index(self, preview: Preview) -> None:
        assert preview.shows("/", "برنامهٔ شهر")
        assert preview.shows("/projects/", "باغ محله")

    def test_the_policy_lets_its_own_files_work_and_nothing_else(self, preview: Preview) -> None:
        built = (preview.folder / "public/index.html").read_text("utf-8")
        _, body = preview.get("/")
        sources = policy(built)
        sources["script-src"] |= {"'self'"}
        sources["style-src"] |= {"'self'"}
        sockets = {f"ws://{name}:{preview.port}" for name in ("127.0.0.1", "localhost")}
        assert policy(body.decode()) == {**sources, "connect-src": {"'self'", *sockets}}

    @pytest.mark.parametrize(
        ("name", "kind", "part"),
        [
            ("preview.js", "text/javascript", b"WebSocket"),
            ("strip.css", "text/css", b".preview-strip"),
            ("site.css", "text/css", b"url(/preview/font.ttf)"),
            ("font.ttf", "font/ttf", b"glyf"),
        ],
    )
    def test_its_own_files_are_there(
        self, preview: Preview, name: str, kind: str, part: bytes
    ) -> None:
        status, body = preview.get(f"/preview/{name}")
        assert status == 200
        assert part in body
        assert preview.headers["content-type"] == f"{kind}; charset=utf-8"

    @pytest.mark.parametrize("name", ["nothing.css", "../css/base.css", "README.md", "x.css/y"])
    def test_no_other_files_are(self, preview: Preview, name: str) -> None:
        assert preview.get(f"/preview/{name}")[0] == 404

    def test_the_built_files_know_nothing_of_it(self, preview: Preview) -> None:
        for path in (preview.folder / "public").rglob("*.html"):
            assert b"preview" not in path.read_bytes()

    def test_a_page_that_leads_on_stays_as_it_is(self, preview: Preview) -> None:
        built = (preview.folder / "public/projects/t-118.html").read_bytes()
        assert preview.get("/projects/t-118.html") == (200, built)

    def test_other_files_are_as_they_are(self, preview: Preview) -> None:
        status, body = preview.get("/feed.xml")
        assert (status, body) == (200, (preview.folder / "public/feed.xml").read_bytes())

    def test_an_unknown_address_shows_the_page_for_it(self, preview: Preview) -> None:
        status, body = preview.get("/nowhere.html")
        assert status == 404
        assert "این صفحه پیدا نشد" in body.decode()


def policy(page: str) -> dict[str, set[str]]:
    """The content security policy of a page: the sources of each directive."""
    text = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    parts = [part.split() for part in text.split(";")]
    return {name: set(sources) for name, *sources in parts}


FOREIGN_HOSTS = (
    *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8000"),
    *("xlocalhost", "127.0.0.2", "[::1]", "0.0.0.0", "127a0a0a1", ""),
    *("127.0.0.1", "localhost", "127.0.0.1:99", "localhost:80", "127.0.0.1:"),
)
WAYS_OUT = (
    *("/../content/site.yaml", "/%2e%2e/content/site.yaml", "/..%2fcontent%2fsite.yaml"),
    *("/..\\content\\site.yaml", "/%252e%252e/content/site.yaml", "/....//content/site.yaml"),
    *("//content/site.yaml", "/projects/../../log", "//etc/passwd", "/a%00/../b", "/%00"),
    *("/index.html%00.md", "/projects/1.html/x", "/%ff%fe", "/" + "a" * 5000),
)


class TestWhomItAnswers:
    """This machine's own pages, and nobody else."""

    def test_it_listens_on_this_machine_only(self, preview: Preview) -> None:
        with socket.socket() as outside:
            outside.settimeout(1)
            own = socket.gethostbyname(socket.gethostname())
            if own.startswith("127."):
                own = "127.0.0.2"
            with pytest.raises(OSError, match=r".*"):
                outside.connect((own, preview.port))

    @pytest.mark.parametrize("host", FOREIGN_HOSTS)
    def test_a_foreign_host_gets_nothing(self, preview: Preview, host: str) -> None:
        for path in ("/", "/preview/preview.js", "/livereload", "/projects/1.html"):
            status, body = preview.get(path, Host=host)
            assert 400 <= status < 500
            assert "باغ".encode() not in body

    def test_who_names_no_host_gets_nothing(self, preview: Preview) -> None:
        for asked in (b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", preview.port), PATIENCE) as line:
                line.sendall(asked)
                answer = b"".join(iter(partial(line.recv, 65536), b""))
            assert answer.split(b" ")[1] in (b"400", b"404")
            assert "باغ".encode() not in answer

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1"])
    def test_its_own_names_get_the_site(self, preview: Preview, host: str) -> None:
        assert preview.get("/", Host=f"{host}:{preview.port}")[0] == 200

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1"],
    )
    def test_a_page_of_another_site_gets_nothing(self, preview: Preview, origin: str) -> None:
        for path in ("/", "/preview/preview.js", "/index.html"):
            assert preview.get(path, Origin=origin)[0] == 403

    def test_a_page_of_its_own_gets_the_site(self, preview: Preview) -> None:
        assert preview.get("/", Origin=f"http://127.0.0.1:{preview.port}")[0] == 200

    @pytest.mark.parametrize("path", WAYS_OUT)
    def test_a_path_that_leads_out_reads_nothing(self, preview: Preview, path: str) -> None:
        status, body = preview.get(path)
        assert 400 <= status < 500
        assert b"base_url" not in body
        assert b"root:" not in body

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_what_another_page_fetches_gets_nothing(self, preview: Preview, site: str) -> None:
        for path in ("/", "/preview/preview.js", "/livereload", "/projects/1.html"):
            status, body = preview.get(path, Sec_Fetch_Site=site)
            assert status == 403
            assert "باغ".encode() not in body

    def test_a_link_in_the_output_leads_nowhere(self, preview: Preview) -> None:
        output = preview.folder / "public"
        (output / "link.html").symlink_to(preview.content / "site.yaml")
        (output / "folder").symlink_to(preview.content)
        for path in ("/link.html", "/folder/site.yaml", "/folder/goals/1.md"):
            status, body = preview.get(path)
            assert 400 <= status < 500
            assert b"base_url" not in body
        (output / "link.html").unlink()
        (output / "folder").unlink()

    @pytest.mark.parametrize("path", ["/", "/feed.xml", "/preview/preview.js", "/nowhere.html"])
    def test_no_answer_can_be_framed_kept_or_read_elsewhere(
        self, preview: Preview, path: str
    ) -> None:
        preview.get(path)
        said = preview.headers
        assert said["x-content-type-options"] == "nosniff"
        assert said["x-frame-options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in said["content-security-policy"]
        assert said["referrer-policy"] == "same-origin"
        assert said["cross-origin-resource-policy"] == "same-origin"
        assert said["cache-control"] == "no-store"
        assert not [name for name in said if name.startswith("access-control")]

    def test_no_address_makes_anything_happen(self, preview: Preview) -> None:
        assert preview.get("/forcereload")[0] == 404
        for method in ("POST", "PUT", "DELETE"):
            connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
            connection.request(method, "/index.html", body=b"x")
            assert connection.getresponse().status in (403, 405)
            connection.close()

    def test_a_port_in_use_is_said_in_a_sentence(self, preview: Preview) -> None:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(ROOT), str(preview.folder), str(preview.port)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 1
        assert str(preview.port) in done.stderr
        assert "Traceback" not in done.stderr


def in_a_loop(work: Coroutine[Any, Any, T]) -> T:
    """Runs ``work`` in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def connected(preview: Preview, origin: str) -> WebSocketClientConnection:
    address = f"ws://127.0.0.1:{preview.port}/livereload"
    return await websocket_connect(
        HTTPRequest(address, headers={"Origin": origin}, request_timeout=PATIENCE)
    )


async def message_after(preview: Preview, happens: Callable[[], None]) -> dict[str, object]:
    """The first message that a waiting browser gets once something happened."""
    browser = await connected(preview, f"http://127.0.0.1:{preview.port}")
    hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
    await browser.write_message(json.dumps(hello))
    await asyncio.wait_for(browser.read_message(), PATIENCE)
    await browser.write_message(json.dumps({"command": "info", "url": "http://127.0.0.1/"}))
    happens()
    said = await asyncio.wait_for(browser.read_message(), PATIENCE)
    browser.close()
    assert said is not None
    answer = json.loads(said)
    assert isinstance(answer, dict)
    return answer


class TestWhatASaveDoes:
    """It rebuilds, reloads the browser, and with a problem leaves the site as it was."""

    def test_a_foreign_page_cannot_listen(self, preview: Preview) -> None:
        for origin in ("https://evil.example", "null", "http://localhost.evil.example"):
            with pytest.raises(HTTPClientError, match="403"):
                in_a_loop(connected(preview, origin))

    def test_the_browser_is_told(self, preview: Preview) -> None:
        text = project("aliases: [z-1]")

        def save() -> None:
            (preview.content / "projects/4.md").write_text(text, "utf-8")

        assert in_a_loop(message_after(preview, save))["command"] == "reload"
        wait_for(lambda: preview.get("/projects/z-1.html")[0] == 200)

    def test_two_saves_within_a_second_both_count(self, preview: Preview) -> None:
        path = preview.content / "pages/about.md"
        before = path.read_text("utf-8")
        path.write_text(before + "\nنخستین ذخیره\n", "utf-8")
        wait_for(lambda: preview.shows("/about.html", "نخستین ذخیره"))
        path.write_text(before + "\nدومین ذخیره\n", "utf-8")
        wait_for(lambda: preview.shows("/about.html", "دومین ذخیره"))

    def test_a_save_of_the_same_length_and_time_of_day_counts(self, preview: Preview) -> None:
        path = preview.content / "pages/about.md"
        before = path.read_text("utf-8")
        path.write_text(before.replace("دومین", "سومین"), "utf-8")
        wait_for(lambda: preview.shows("/about.html", "سومین ذخیره"))

    def test_a_file_moved_in_with_its_old_time_counts(self, preview: Preview) -> None:
        path = preview.folder / "old.md"
        path.write_text("---\ntitle: آمده از جای دیگر\n---\n", "utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.rename(preview.content / "pages/moved.md")
        wait_for(lambda: preview.shows("/moved.html", "آمده از جای دیگر"))

    def test_a_removed_file_is_gone(self, preview: Preview) -> None:
        (preview.content / "pages/moved.md").unlink()
        wait_for(lambda: preview.get("/moved.html")[0] == 404)

    def test_a_problem_stands_in_the_place_of_every_page_until_it_is_mended(
        self, preview: Preview
    ) -> None:
        path = preview.content / "projects/4.md"
        before = path.read_text("utf-8").replace("متن طرح.", "متنی که منتشر شده.")
        path.write_text(before, "utf-8")
        public = preview.folder / "public/projects/4.html"
        wait_for(lambda: "متنی که منتشر شده." in public.read_text("utf-8"))
        shown = public.read_bytes()
        path.write_text(before.replace("policy: 1", "policy: 99"), "utf-8")
        told = "۱ مشکل در ۱ پرونده"
        wait_for(lambda: preview.shows("/projects/4.html", told))
        assert all(preview.shows(page, told) for page in ("/", "/goals/", "/nowhere.html"))
        assert "[unknown-reference]" in preview.log()
        assert public.read_bytes() == shown
        assert preview.get("/feed.xml")[0] == 200
        path.write_text(before.replace("متنی که منتشر شده.", "متن درست‌شده."), "utf-8")
        wait_for(lambda: preview.shows("/projects/4.html", "متن درست‌شده."))

    def test_it_is_still_alive_and_has_complained_of_nothing(self, preview: Preview) -> None:
        assert preview.process.poll() is None
        assert "Traceback" not in preview.log()


def test_a_port_that_is_taken_is_told_in_persian(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        content = tiny_with(tmp_path, {})
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(ROOT), str(content.parent), str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        f"پورت {port} باز نشد: برنامهٔ دیگری آن را در دست دارد؛ شاید پیش‌نمایش دیگری در حال اجراست.\n"
    )
