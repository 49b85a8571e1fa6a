"""The built site as the preview shows it: each page with its strip, or what stands in its way.

Pages and assets come from memory, as soon as they are made; pictures, the search index and the like
from the folder, once they are written.
"""

from pathlib import Path

from tornado.web import HTTPError, StaticFileHandler

from qomsite.pages.permalink import NOT_FOUND
from qomsite.render.assets import FONT
from qomsite.serve.guard import Guarded
from qomsite.serve.problem_page import problem_page
from qomsite.serve.strip import strip_of, widened, with_strip

_PAGES = (".html", "/")
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
    "frame-src 'self'; img-src 'self' data:; font-src 'self'"
)
"""Of a page that the preview itself makes, but for its style, script and socket."""


def page_name(path: str) -> str:
    """The path of the page that an address without its first slash shows."""
    return f"{path}index.html" if not path or path.endswith("/") else path


class Files(Guarded, StaticFileHandler):
    """The files of the built site."""

    async def get(self, path: str, include_body: bool = True) -> None:
        is_page = not path or path.endswith(_PAGES)
        name = page_name(path)
        if is_page:
            self.run.board.asked = name
        if is_page and not self.run.board.result.is_well:
            self._write_problems(name)
        elif is_page and name in self.run.board.result.files:
            self._write_page(name)
        elif is_page:
            raise HTTPError(404)
        elif name in self.run.board.result.files:
            self._write_asset(name)
        else:
            await super().get(path, include_body)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 Tornado's signature
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> str | None:
        return None

    def write_error(self, status_code: int, **kwargs: object) -> None:
        result = self.run.board.result
        if status_code == 404 and result.is_well and NOT_FOUND in result.files:
            self._write_page(NOT_FOUND)
            self.finish()
        else:
            super().write_error(status_code, **kwargs)

    def _write_asset(self, name: str) -> None:
        self.absolute_path = name  # of which Tornado tells the type
        self.set_header("Content-Type", self.get_content_type())
        self.set_extra_headers(name)
        self.write(self.run.board.result.files[name])

    def _write_page(self, name: str) -> None:
        run, number, result = self.run, self.run.board.number(name), self.run.board.result
        strip = strip_of(run.request, result, name, run.pages)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(with_strip(result.files[name].decode(), strip, run.port, number))

    def _write_problems(self, name: str) -> None:
        run, number, result = self.run, self.run.board.number(name), self.run.board.result
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", widened(_POLICY, run.port))
        self.write(problem_page(run.request, result, number, run.pages))


_TYPES = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf"}
_SITE_SHEETS = ("tokens.css", "base.css")
_FONT_URL = "url(font)"


class OwnFiles(Guarded):
    """``/preview/<name>``: a file of ``assets/preview``, ``site.css`` or ``font.ttf``.

    ``site.css`` is what the site's own pages begin with: tokens, type and elements.
    """

    def get(self, name: str) -> None:
        assets = self.run.request.assets
        self.set_header("Content-Type", f"{_TYPES[Path(name).suffix]}; charset=utf-8")
        if name == "site.css":
            sheets = [(assets / "css" / sheet).read_text("utf-8") for sheet in _SITE_SHEETS]
            self.write("\n".join(sheets).replace(_FONT_URL, "url(/preview/font.ttf)"))
            return
        path = assets / FONT if name == "font.ttf" else assets / "preview" / name
        if not path.is_file():
            raise HTTPError(404)
        self.write(path.read_bytes())
