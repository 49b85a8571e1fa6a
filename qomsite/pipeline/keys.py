"""The key of each page: the hash of all that it is made from.

A page is a pure function of its view, the shared view, the templates, the assets and the code. No
list of dependencies exists that someone could forget to extend.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from qomsite.memo import Memo
from qomsite.outputs.site import Site
from qomsite.pages.frame import Page
from qomsite.pages.site import SiteView
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.request import Request
from qomsite.pipeline.workers import begun, is_for_processes
from qomsite.render.assets import Assets, load_assets
from qomsite.render.template_files import site_templates
from qomsite.text.characters import unescaped

_CODE = Path(__file__).resolve().parent.parent
_LIBRARIES = ("jinja2", "markdown", "nh3", "markupsafe")


@dataclass(frozen=True)
class Keyed:
    """The pages with the hash of all that each is made from, and what they are made with."""

    pages: tuple[Page, ...]
    keys: tuple[str, ...]
    view: SiteView
    assets: Assets
    characters: frozenset[str]


def keyed(request: Request, site: Site, cache: Cache) -> Keyed:
    """The pages of a site with their keys."""
    view, memo = site.view, site.library.memo
    characters, keys = _characters(request, view, memo), []
    for page in site.pages:
        # A view's repr is all that its page shows: it names the page's characters and its key. It
        # is not held: those of all pages are larger than the site.
        shown = repr(page.view)
        characters.update(memo.kept(characters_of, shown))
        keys.append(hashlib.sha256(f"{page.type}\0{shown}".encode()).digest())
    seen = frozenset(characters)

    def apart(make: Callable[[], bytes]) -> bytes:
        # What cuts the font leaves much behind in memory.
        with begun(make, is_worth=is_for_processes(request, len(site.pages))) as made:
            return made()

    assets = load_assets(
        request.assets, seen, lambda key, make: cache.once(key, partial(apart, make))
    )
    stamp = _stamp(request.templates, view, assets)
    full = tuple(hashlib.sha256(stamp + key).hexdigest() for key in keys)
    return Keyed(site.pages, full, view, assets, seen)


def sound_key(templates: Path) -> str:
    """The key under which it is remembered that the templates are sound."""
    return f"templates:{code_stamp(templates).hex()}"


def _characters(request: Request, view: SiteView, memo: Memo) -> set[str]:
    """Every character that can come into all pages, so that the font misses none."""
    characters = set(memo.kept(characters_of, repr(view)))
    for template in site_templates(request.templates):
        characters.update(filter(str.isprintable, template.read_text("utf-8")))
    return characters


def characters_of(text: str) -> str:
    """The characters that may come of a text, each once, in order."""
    # A body may name a character by its entity.
    every = {*text, *(unescaped(text) if "&" in text else "")}
    return "".join(sorted(filter(str.isprintable, every)))


def code_stamp(templates: Path) -> bytes:
    """The hash of the templates and of the generator itself."""
    return _digest(templates, site_templates(templates)) + own_digest()


@cache
def own_digest() -> bytes:
    """The hash of the generator itself, with its lists of words."""
    # The code in use is what was there when it was loaded.
    return _digest(_CODE, sorted(path for path in _CODE.rglob("*.*") if path.suffix != ".pyc"))


def _digest(folder: Path, paths: Iterable[Path]) -> bytes:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.digest()


def _stamp(templates: Path, site: SiteView, assets: Assets) -> bytes:
    """The hash of all that a page is made with besides its view."""
    stamp = hashlib.sha256(code_stamp(templates))
    used = {
        "site": repr(site),
        "assets": repr(replace(assets, files=())),
        "libraries": [version(name) for name in _LIBRARIES],
    }
    stamp.update(json.dumps(used, sort_keys=True).encode())
    return stamp.digest()
