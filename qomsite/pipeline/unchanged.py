"""Recognises that nothing changed since the last build, so that there is nothing to do.

What a build reads is hashed whole (content, templates, assets, the generator, its libraries, the
options), and what it wrote is compared with the manifest file by file. Modification times are not
trusted: editors, git and copies keep or change them at will.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from io import FileIO
from pathlib import Path

from qomsite.environment import installed_versions
from qomsite.pipeline.disk import is_readable
from qomsite.pipeline.manifest import manifest_in
from qomsite.pipeline.paths import folders_of
from qomsite.pipeline.request import MANIFEST, Report, Request

LIBRARIES = (
    "jinja2",
    "markdown",
    "markupsafe",
    "nh3",
    "fonttools",
    "brotli",
    "pillow",
    "pydantic",
    "pyyaml",
    "jdatetime",
)
"""The libraries that the bytes of the site depend on."""

_CODE = Path(__file__).resolve().parent.parent


def known_report(request: Request) -> Report | None:
    """The report of a build of the same inputs whose output still stands as it was written.

    ``None`` too where advice would stop this build: it must be found again to be shown.
    """
    note = _note(request)
    if note is None:
        return None
    try:
        told = json.loads(note.read_bytes())
        if told["inputs"] != fingerprint(request):
            return None
        manifest = (request.output / MANIFEST).read_bytes()
        if hashlib.sha256(manifest).hexdigest() != told["manifest"] or request.output.is_symlink():
            return None
        if not _stands(request.output):
            return None
        report = Report(**told["report"])
        if request.strict and report.advice:
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return replace(report, rendered=0, written=0, kept=report.files, removed=0, in_place="")


def remember(request: Request, report: Report, inputs: str) -> None:
    """Keeps what :func:`known_report` needs; a cache that cannot be written is done without."""
    note = _note(request)
    if note is None:
        return
    with suppress(OSError):
        manifest = hashlib.sha256((request.output / MANIFEST).read_bytes()).hexdigest()
        told = {"inputs": inputs, "manifest": manifest, "report": asdict(report)}
        note.parent.mkdir(parents=True, exist_ok=True)
        new = note.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(told), "utf-8")
        new.replace(note)


def fingerprint(request: Request) -> str:
    """The hash of all that the site's bytes depend on."""
    digest = hashlib.sha256()
    switches = (request.release, request.allow_sample, request.drafts)
    options = (request.base_url, *switches, request.content.name)
    installed = installed_versions(sys.path)
    libraries = [installed.get(name) for name in LIBRARIES]
    digest.update(json.dumps([options, libraries]).encode())
    for folder in (request.content, request.templates, request.assets, _CODE):
        for path, content in _files(folder, ""):
            digest.update(f"{path}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
            digest.update(content)
    return digest.hexdigest()


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Every entry below a folder in a fixed order; of what is no plain file, only the name."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:  # reading the content says what is wrong with it
        yield f"{prefix}!{error.errno}", b""
        return
    for entry in entries:
        path = f"{prefix}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield f"{path}/", b""
                yield from _files(folder / entry.name, path)
        elif entry.is_file(follow_symlinks=False):
            yield _read(path, Path(entry.path))
        else:
            yield f"{path}?", b""


def _read(name: str, path: Path) -> tuple[str, bytes]:
    try:
        return name, path.read_bytes()
    except OSError as error:  # not readable, or an editor's file that is gone by now
        return f"{name}!{error.errno}", b""


def _stands(output: Path) -> bool:
    """Whether a whole publication is there, and everybody may read it."""
    manifest = manifest_in(output)
    if manifest is None or manifest.before:
        return False
    listing = {**manifest.kept, **manifest.files}
    folders = {folder for path in listing for folder in folders_of(path)}
    # Strings and no paths: there are thousands.
    root = os.fspath(output)
    return all(is_readable(os.lstat(f"{root}/{name}")) for name in (*folders, *listing)) and all(
        _is_so(f"{root}/{path}", digest) for path, digest in listing.items()
    )


def _is_so(path: str, digest: str) -> bool:
    with FileIO(path) as file:
        return hashlib.sha256(file.readall()).hexdigest() == digest


def _note(request: Request) -> Path | None:
    if request.used_cache is None:
        return None
    place = hashlib.sha256(os.fsencode(request.output)).hexdigest()[:12]
    return request.used_cache / f"last-{place}.json"
