"""A published folder against its manifest: any byte, file or name that differs is told."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.errors import OutputRefused
from qomsite.pipeline.request import MANIFEST
from qomsite.pipeline.verify import verify
from tests.pipeline.publications import NEW, OLD, put

Change = Callable[[Path], object]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The second publication into a folder."""
    folder = tmp_path / "public"
    put(OLD, folder)
    put(NEW, folder)
    return folder


def told(folder: Path) -> dict[str, str]:
    with pytest.raises(OutputRefused) as refused:
        verify(folder)
    return {
        Path(one.place.path).relative_to(folder).as_posix(): one.message
        for one in refused.value.problems
    }


def test_it_is_as_it_was_built(published: Path, tmp_path: Path) -> None:
    found = verify(published)
    files = [path for path in published.rglob("*") if path.is_file()]
    assert found.files == len(files) - 1
    assert found.fingerprint == sha256((published / MANIFEST).read_bytes()).hexdigest()
    shutil.copytree(published, tmp_path / "copy")
    (tmp_path / "copy/CNAME").write_text("plan.example", "utf-8")
    (tmp_path / "copy/.git").mkdir()
    (tmp_path / "copy/.git/HEAD").touch()
    assert verify(tmp_path / "copy") == found


def first(folder: Path) -> Path:
    return min(path for path in folder.rglob("*.html"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.write_bytes(path.read_bytes() + b" "), "عوض شده"),
        (lambda path: path.unlink(), "اینجا نیست"),
        (lambda path: (path.unlink(), path.symlink_to("x")), "معمولی نیست"),
        (lambda path: (path.unlink(), path.mkdir()), "اینجا نیست"),
    ],
)
def test_what_happened_to_a_file_is_told(published: Path, change: Change, said: str) -> None:
    path = first(published)
    change(path)
    found = told(published)
    assert list(found) == [path.relative_to(published).as_posix()]
    assert said in found[path.relative_to(published).as_posix()]


def test_all_at_once_and_what_came_from_elsewhere(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first(published).unlink()
    (published / "new.html").touch()
    (published / "a").mkdir(exist_ok=True)
    (published / "a/link").symlink_to(published)
    assert {"new.html", "a/link"} < set(told(published))
    assert len(told(published)) == 3
    assert cli.main(["verify", str(published)]) == 1
    assert capsys.readouterr().err.count("[not-as-built]") == 3


def test_a_folder_that_no_build_wrote(tmp_path: Path) -> None:
    assert MANIFEST in told(tmp_path)["."]
    (tmp_path / MANIFEST).write_text("[]", "utf-8")
    assert MANIFEST in told(tmp_path)["."]
