"""Recognises that nothing changed since a build, so that there is nothing to do.

What a build reads is hashed whole (content, templates, assets, the generator, its libraries, the
options), and what it wrote is compared with the manifest file by file. Modification times are not
trusted: editors, git and copies keep or change them at will. Imports next to nothing: whoever
builds the same site again waits for this alone.
"""

import os
import stat
import sys
from hashlib import sha256

from qomsite.environment import ROOT, installed_versions
from qomsite.loader.regular_file import FLAGS, regular_bytes

_LIBRARIES = "jinja2 markdown markupsafe nh3 fonttools brotli pillow pydantic pyyaml jdatetime"
"""The libraries that the bytes of the site depend on."""

FILE_MODE = 0o644
FOLDER_MODE = 0o755
"""What a web server needs in order to read what the build wrote, whatever the umask."""

_SHARES, _MOST = 64, 4
"""Into how many the published files are parted, and how many processes look at them at most."""


def is_readable(info: os.stat_result) -> bool:
    """Whether a published file has the mode that it was given, or a folder lets everybody in."""
    if os.name == "nt":
        return True
    if stat.S_ISDIR(info.st_mode):
        return info.st_mode & FOLDER_MODE == FOLDER_MODE
    return stat.S_IMODE(info.st_mode) == FILE_MODE


def fingerprint(options: str, *folders: str) -> str:
    """The hash of all that the site's bytes depend on: sources, options, libraries, generator."""
    installed = installed_versions(sys.path)
    libraries = [installed.get(name) for name in _LIBRARIES.split()]
    digest = sha256(repr((options, libraries)).encode())
    for folder in (*folders, f"{ROOT}/qomsite"):
        digest.update(_digest_of(folder))
    return digest.hexdigest()


def _digest_of(folder: str) -> bytes:
    """The hash of every entry below a folder; of what is no plain file, of its kind and name."""
    digest = sha256()
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as error:  # reading the content says what is wrong with it
        return b"%d" % (error.errno or 0)
    for entry in entries:
        kind, held = b"?", b""
        if entry.is_dir(follow_symlinks=False):
            if entry.name == "__pycache__":
                continue
            kind, held = b"/", _digest_of(entry.path)
        elif entry.is_file(follow_symlinks=False):
            try:
                kind, held = b"=", regular_bytes(entry.path)
            except OSError as error:  # not readable, or an editor's file that is gone by now
                kind = b"%d" % (error.errno or 0)
        digest.update(b"%b\0%b\0%d\0" % (kind, os.fsencode(entry.name), len(held)))
        digest.update(held)
    return digest.digest()


def is_unchanged(inputs: str, digest: str, manifest: str, options: str, *folders: str) -> bool:
    """Whether the inputs have this fingerprint, and all that the manifest lists stands as it says.

    ``digest``: the hash of the manifest that the build wrote. Raises ``OSError``.
    """
    listing, output = regular_bytes(manifest), os.path.dirname(manifest)
    if sha256(listing).hexdigest() != digest or os.path.islink(output):
        return False
    # One entry stands on a line, and a path holds neither `"` nor `\\`.
    rows = [line.split('"') for line in listing.decode().split("\n")]
    files = [(row[1], row[3]) for row in rows if len(row) == 5]
    reading, writing = os.pipe()
    os.write(writing, bytes(range(_SHARES)))
    os.close(writing)

    def look() -> bool:
        while share := os.read(reading, 1):
            if not all(_is_so(f"{output}/{path}", so) for path, so in files[share[0] :: _SHARES]):
                return False
        return True

    is_worth = hasattr(os, "fork") and len(files) > _SHARES
    children: list[int] = []
    try:
        for _ in range(1, min(os.cpu_count() or 1, _MOST) if is_worth else 1):
            if child := os.fork():
                children.append(child)
                continue
            failed = True
            try:
                failed = not look()
            finally:
                os._exit(failed)
        is_same = fingerprint(options, *folders) == inputs and _are_open(output, files) and look()
    finally:
        os.read(reading, _SHARES)  # nobody goes on with what is left
        os.close(reading)
        ended = [os.waitpid(child, 0)[1] for child in children]
    return is_same and not any(ended)


def _are_open(output: str, files: list[tuple[str, str]]) -> bool:
    folders: set[str] = set()
    for path, _ in files:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    return all(is_readable(os.lstat(f"{output}/{folder}")) for folder in folders)


def _is_so(path: str, digest: str) -> bool:
    file = os.open(path, FLAGS)
    try:
        info = os.fstat(file)
        is_published = stat.S_ISREG(info.st_mode) and is_readable(info)
        # A file object would cost a tenth more; what is read short has another hash.
        return is_published and sha256(os.read(file, info.st_size + 1)).hexdigest() == digest
    finally:
        os.close(file)
