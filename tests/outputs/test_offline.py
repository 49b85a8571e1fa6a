"""The service worker: what it is told, in both states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qomsite.build.cache import Cache
from qomsite.build.request import Request
from qomsite.build.site import render_site
from qomsite.outputs.offline import version
from qomsite.render.artifact import Artifact
from tests.library.plans import library_of

ROOT = Path(__file__).resolve().parents[2]


def rendered(folder: Path, *, offline: bool, title: str = "نو") -> dict[str, bytes]:
    """Every file of the tiny site, with one news item."""
    site = (ROOT / "tests" / "sites" / "tiny" / "site.yaml").read_text("utf-8")
    changed = {
        "site.yaml": site.replace("offline: خیر", f"offline: {'بله' if offline else 'خیر'}"),
        "news/new.md": f"---\ntitle: {title}\ndate: 1404-12-29\n---\n",
    }
    library = library_of(folder, changed)
    request = Request(ROOT, folder / "content", folder / "public")
    _, artifacts = render_site(request, library, Cache.open(None))
    return {artifact.path: artifact.content for artifact in artifacts}


def told(files: dict[str, bytes]) -> Any:
    """What the worker knows of its edition."""
    first, _, _ = files["sw.js"].decode().partition(";\n")
    return json.loads(first.removeprefix("const edition="))


def test_what_is_kept_from_the_start_is_published(tmp_path: Path) -> None:
    files = rendered(tmp_path, offline=True)
    edition = told(files)
    kept = {"index.html", "tree.html", "tree/1.html", "tree/2.html", "search.html"}
    assert kept <= set(edition["paths"]) <= set(files)
    assert any(path.endswith(".woff2") for path in edition["paths"])
    assert edition["tree"] in edition["paths"]


def test_each_edition_has_its_name(tmp_path: Path) -> None:
    first = rendered(tmp_path / "a", offline=True)
    again = rendered(tmp_path / "b", offline=True)
    other = rendered(tmp_path / "c", offline=True, title="دیگر")
    assert first["sw.js"] == again["sw.js"]
    assert told(first)["version"] != told(other)["version"]


def test_turned_off_it_knows_no_edition_and_no_page_asks_for_it(tmp_path: Path) -> None:
    files = rendered(tmp_path, offline=False)
    assert told(files)["version"] == ""
    assert told(files)["paths"] == []
    pages = [content for path, content in files.items() if path.endswith(".html")]
    assert not any(b"serviceWorker" in page or b"worker-src" in page for page in pages)


def test_the_version_names_paths_and_bytes_in_any_order() -> None:
    one, two = Artifact("a", b"1", ""), Artifact("b", b"2", "")
    assert version([one, two]) == version([two, one])
    assert version([one]) != version([two]) != version([Artifact("b", b"1", "")])
