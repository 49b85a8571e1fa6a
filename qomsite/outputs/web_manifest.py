"""The web app manifest (W3C): name, colours and icons for a phone's home screen."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qomsite.outputs.edition import Edition
from qomsite.pages.permalink import WEB_MANIFEST
from qomsite.render.artifact import Artifact

_SIZES = (192, 512)


def files(edition: Edition) -> Iterator[Artifact]:
    """``manifest.webmanifest``, beside the home page, so that all its addresses are relative."""
    site, images, colours = edition.site, edition.assets.images, edition.assets.colours
    manifest = {
        "name": site.title,
        "short_name": site.short_name,
        "description": site.description,
        "lang": "fa",
        "dir": "rtl",
        "start_url": site.home_path,
        "scope": "./",
        "display": "browser",
        "background_color": colours["paper"],
        "theme_color": colours["wall"],
        "icons": [
            {"src": images[f"icon-{size}"], "sizes": f"{size}x{size}", "type": "image/png"}
            for size in _SIZES
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    yield Artifact(WEB_MANIFEST, text.encode(), edition.library.site_path)
