"""The built site as the preview shows it: each page with its strip, or what stands in its way."""

from __future__ import annotations

from pathlib import Path

from tornado.web import HTTPError, StaticFileHandler

from qomsite.build.request import Request
from qomsite.pages.permalink import NOT_FOUND
from qomsite.render.preview_pages import rendered
from qomsite.serve.guard import HOST, Guarded
from qomsite.serve.problem_page import problem_view
from qomsite.serve.standing import Board
from qomsite.serve.strip import strip_view, with_strip

_PAGES = (".html", "/")


class Files(Guarded, StaticFileHandler):
    """The files of the built site. The settings, besides those of ``Guarded``: ``board``, where it
    stands how the preview stands, and ``edits``, whether forms are offered."""

    async def get(self, path: str, include_body: bool = True) -> None:
        if not self._board.standing.is_well and (not path or path.endswith(_PAGES)):
            self._write_problems()
            return
        # StaticFileHandler.validate_absolute_path reads the wanted path from here.
        self.path = self.parse_url_path(path)
        wanted = self.get_absolute_path(self.root, self.path)
        found = self.validate_absolute_path(self.root, wanted)
        if found is None:  # it leads on to the folder with its slash
            return
        root, page = Path(self.root), Path(found)
        if page.resolve() != root.resolve() / page.relative_to(root):
            raise HTTPError(404)  # a link: what it leads to is not of the site
        if found.endswith(".html"):
            self._write_page(page)
        else:
            await super().get(path, include_body)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 Tornado's signature
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> str | None:
        return None

    def write_error(self, status_code: int, **kwargs: object) -> None:
        not_found = Path(self.root) / NOT_FOUND
        if status_code == 404 and not_found.is_file() and self._board.standing.is_well:
            self._write_page(not_found)
            self.finish()
        else:
            super().write_error(status_code, **kwargs)

    @property
    def _board(self) -> Board:
        board: Board = self.settings["board"]
        return board

    @property
    def _request(self) -> Request:
        request: Request = self.settings["request"]
        return request

    def _write_page(self, page: Path) -> None:
        number, standing = self._board.number, self._board.standing
        path = page.relative_to(self.root).as_posix()
        view = strip_view(self._request, standing, path, edits=self.settings["edits"])
        text, port = page.read_text("utf-8"), self.settings["port"]
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(with_strip(text, view, self._request, port, number))

    def _write_problems(self) -> None:
        number, standing = self._board.number, self._board.standing
        view = problem_view(self._request, standing, number, edits=self.settings["edits"])
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", own_policy(self.settings["port"]))
        self.write(rendered(self._request.templates, "problems", view=view))


def own_policy(port: int) -> str:
    """The content security policy of a page that the preview itself makes."""
    sockets = f"'self' ws://{HOST}:{port} ws://localhost:{port}"
    return (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
        "frame-src 'self'; img-src 'self' data:; font-src 'self'; style-src 'self'; "
        f"script-src 'self'; connect-src {sockets}"
    )
