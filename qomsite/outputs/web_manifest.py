"""The web app manifest (W3C): name, colours and icons for a phone's home screen."""

from collections.abc import Iterator

from qomsite.outputs.site import Site
from qomsite.pages.permalink import WEB_MANIFEST
from qomsite.render.artifact import Artifact
from qomsite.render.raw_text import json_text

_SIZES = (192, 512)


def files(site: Site) -> Iterator[Artifact]:
    """``manifest.webmanifest``, beside the home page, so that all its addresses are relative."""
    view, images, colours = site.view, site.assets.images, site.assets.colours
    manifest = {
        "name": view.title,
        "short_name": view.short_name,
        "description": view.description,
        "lang": "fa",
        "dir": "rtl",
        "start_url": view.home_path,
        "scope": "./",
        "display": "browser",
        "background_color": colours["paper"],
        "theme_color": colours["wall"],
        "icons": [
            {"src": images[f"icon-{size}"], "sizes": f"{size}x{size}", "type": "image/png"}
            for size in _SIZES
        ],
    }
    yield Artifact(WEB_MANIFEST, f"{json_text(manifest)}\n".encode(), site.library.site_path)
