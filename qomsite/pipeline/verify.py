"""Whether a folder is still what a build put out, by what its manifest says of every byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qomsite.errors import OutputRefused, Place, Problem, bounded, reason_of
from qomsite.pipeline.lock import refused
from qomsite.pipeline.manifest import Manifest, is_of_a_host, manifest_in
from qomsite.pipeline.request import MANIFEST

SLUG = "not-as-built"


@dataclass(frozen=True)
class Verified:
    """A folder that is as it was built.

    ``fingerprint``: the SHA-256 of its manifest. Who has it from the publisher knows by it that the
    manifest, and with it every file, is the publisher's.
    """

    files: int
    fingerprint: str


def verify(folder: Path) -> Verified:
    """Compares each file with the manifest; raises ``OutputRefused`` with everything that differs.

    Hidden files and ``CNAME`` belong to the host and are not looked at.
    """
    try:
        return _verified(folder)
    except OSError as error:
        raise refused(folder, SLUG, f"این پوشه خوانده نشد: {reason_of(error)}") from None


def _verified(folder: Path) -> Verified:
    found = manifest_in(folder)
    if found is None:
        message = f"در این پوشه فهرست ساخت ({MANIFEST}) نیست؛ پوشه‌ای بدهید که ساخته شده است"
        raise refused(folder, SLUG, message)
    problems = list(_differences(folder, found))
    if problems:
        raise OutputRefused(bounded(problems))
    digest = sha256((folder / MANIFEST).read_bytes()).hexdigest()
    return Verified(len(found.files) + len(found.kept), digest)


def _differences(folder: Path, built: Manifest) -> Iterator[Problem]:
    if built.before:
        message = "انتشار در این پوشه نیمه‌کاره مانده است؛ یک بار دیگر بسازید"
        yield Problem(Place(str(folder)), SLUG, message)
    expected = {**built.files, **built.kept}
    there = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    for name in sorted({*expected, *there}):
        if message := _message(expected.get(name), there.get(name), name):
            yield Problem(Place(str(folder / name)), SLUG, message)


def _message(digest: str | None, path: Path | None, name: str) -> str:
    if digest is None:
        foreign = "این پرونده در فهرست ساخت نیست؛ سایت‌ساز آن را ننوشته است"
        return "" if is_of_a_host(name) else foreign
    if path is None:
        return "این پرونده ساخته شده بود و اینجا نیست"
    if path.is_symlink() or not path.is_file():
        return "اینجا پروندهٔ معمولی نیست؛ سایت‌ساز چنین چیزی نمی‌نویسد"
    try:
        is_same = sha256(path.read_bytes()).hexdigest() == digest
    except OSError as error:
        return f"این پرونده خوانده نشد: {reason_of(error)}"
    return "" if is_same else "این پرونده پس از ساخت عوض شده است"
