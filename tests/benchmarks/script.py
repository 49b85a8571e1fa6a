"""Runs the script of the search page in Node, over the index of a site."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from qomsite.library.library import link
from qomsite.loader.load import load
from qomsite.outputs.search import files
from qomsite.outputs.site import Site
from qomsite.pages.registry import compose
from qomsite.pages.site import site_view
from tests.conftest import ROOT

NODE = shutil.which("node")


def read_site(content: Path = ROOT / "content") -> Site:
    """A site as far as the search index needs it."""
    library = link(load(content)[0])
    return Site(library, site_view(library), compose(library))


def write_index(site: Site, folder: Path) -> Path:
    """Writes the index of a site; the folder that it is in."""
    (folder / "search").mkdir(parents=True)
    for artifact in files(site):
        (folder / artifact.path).write_bytes(artifact.content)
    return folder / "search"


def ask(index: Path, calls: Iterable[tuple[str, Any]]) -> list[Any]:
    """What functions of the script answer: each call a name and an argument."""
    assert NODE
    command = [NODE, "tests/benchmarks/script.mjs", "assets/js/search.js", str(index)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        input=json.dumps(list(calls)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return cast(list[Any], json.loads(done.stdout))
