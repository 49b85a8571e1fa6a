"""The service worker (W3C Service Workers), which lets a reader open again what was read before.

``offline`` in ``site.yaml`` turns it on. Without it a worker is published all the same: one that
removes an earlier worker with all that it kept, then itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from qomsite.outputs.edition import Edition
from qomsite.pages.permalink import SEARCH_INDEX, WORKER, permalink
from qomsite.render.artifact import Artifact


def files(edition: Edition) -> Iterator[Artifact]:
    """``sw.js``, beside the home page, so that it answers for the whole site and for no other."""
    library, site = edition.library, edition.site
    told = {"version": "", "paths": list[str](), "tree": site.tree_path}
    if site.offline:
        told["version"] = version(edition.artifacts)
        told["paths"] = [
            *(site.home_path, site.tree_path, site.search_path),
            *(permalink("tree", code) for code in library.goals),
            *(SEARCH_INDEX, edition.assets.font),
        ]
    script = f"const edition={json.dumps(told)};\n{edition.assets.scripts['worker']}\n"
    yield Artifact(WORKER, script.encode(), library.site_path)


def version(artifacts: Iterable[Artifact]) -> str:
    """A name for exactly these files: what was kept of another edition is thrown away."""
    digest = hashlib.sha256()
    for artifact in sorted(artifacts, key=lambda artifact: artifact.path):
        digest.update(f"{artifact.path}\0".encode())
        digest.update(hashlib.sha256(artifact.content).digest())
    return digest.hexdigest()[:16]
