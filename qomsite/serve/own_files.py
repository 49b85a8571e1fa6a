"""Styles, scripts and the font of the preview's own pages."""

from __future__ import annotations

from pathlib import Path

from tornado.web import HTTPError

from qomsite.render.assets import FONT
from qomsite.serve.guard import Guarded

_TYPES = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf"}
_SITE_SHEETS = ("tokens.css", "base.css")
_FONT_URL = "url(font)"


class OwnFiles(Guarded):
    """``/preview/<name>``: a file of ``assets/preview``, ``site.css`` or ``font.ttf``.

    ``site.css`` is what the site's own pages begin with: tokens, type and elements.
    """

    def get(self, name: str) -> None:
        assets: Path = self.settings["request"].assets
        self.set_header("Content-Type", f"{_TYPES[Path(name).suffix]}; charset=utf-8")
        if name == "site.css":
            sheets = [(assets / "css" / sheet).read_text("utf-8") for sheet in _SITE_SHEETS]
            self.write("\n".join(sheets).replace(_FONT_URL, "url(/preview/font.ttf)"))
            return
        path = assets / FONT if name == "font.ttf" else assets / "preview" / name
        if not path.is_file():
            raise HTTPError(404)
        self.write(path.read_bytes())
