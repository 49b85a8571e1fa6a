"""An unchanged build is recognised by its words: only where all is as it was, byte for byte."""

import errno
import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from qomsite import cli
from qomsite.commands import again
from qomsite.editing.journal_folder import JournalFolder
from qomsite.pipeline import unchanged
from qomsite.pipeline.request import MANIFEST, Report
from tests.conftest import Terminal
from tests.library.plans import tiny_with

WORDS = ["build", "--content", "content", "--output", "public"]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a copy of the tiny site was built by these words."""
    folder = tmp_path_factory.mktemp("folder")
    tiny_with(folder, {})
    with pytest.MonkeyPatch.context() as here:
        here.setattr(again, "CACHE", str(folder / "cache"))
        here.chdir(folder)
        assert not again.is_said(WORDS)
        assert cli.main(WORDS) == 0
        yield folder


def test_it_says_what_the_build_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    def said(do: Callable[[list[str]], object], words: list[str], where: type[io.StringIO]) -> str:
        with monkeypatch.context() as here:
            here.setattr(sys, "stdout", seen := where())
            assert do(words) in (0, True)
        # Without how far the build was.
        told = re.sub("(?m)^.* …\n", "", seen.getvalue().rpartition("\r\x1b[2K")[2])
        return re.sub("در [۰-۹٫]+ ثانیه", "", told)

    for words, where in ((WORDS, Terminal), ([*WORDS, "--quiet"], io.StringIO)):
        once = said(cli.main, words, where)
        assert said(again.is_said, words, where) == once
        assert ("\x1b" in once) == (once.count("\n") > 1) == (where is Terminal)


def other_bytes(path: Path) -> None:
    """Others of the same number, at the same time."""
    info, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-2] + b" \n")
    assert path.read_bytes() != data
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))


def led_to(path: Path) -> None:
    path.rename(path.with_name("else"))
    path.symlink_to("else")


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, unchanged.FILE_MODE)


def begun(content: Path) -> None:
    under_way = JournalFolder(content, print).under_way
    under_way.parent.mkdir(parents=True)
    under_way.touch()


CHANGES: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("content/projects/1.md", other_bytes),
    ("content/projects/1.md", Path.unlink),
    ("content/projects/1.md", led_to),
    ("content/new.txt", Path.touch),
    ("content/new", Path.mkdir),
    ("content", led_to),
    ("content", begun),
    *((f"public/{name}", other_bytes) for name in ("index.html", "projects/1.html", MANIFEST)),
    ("public/index.html", Path.unlink),
    ("public/index.html", led_to),
    ("public/index.html", piped),
    ("public/index.html", lambda path: path.chmod(0o600)),
    ("public/projects", lambda path: path.chmod(0o700)),
    ("public", led_to),
    ("cache/NOTE", lambda path: path.write_bytes(b"\xff" * 99)),
    ("cache/NOTE", lambda path: path.write_bytes(path.read_bytes()[:-99])),
    ("cache/NOTE", lambda path: path.write_bytes(b"\0" * 99)),
)


def test_nothing_is_said_where_anything_is_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder, tmp_path, symlinks=True, dirs_exist_ok=True)
    note = again.name_of(WORDS)
    children, fork = [], os.fork

    def noted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", noted)
    for at, (name, change) in enumerate(CHANGES):
        # By one process, and by several.
        monkeypatch.setattr(os, "cpu_count", lambda many=1 + at % 2 * 3: many)
        assert again.is_said(WORDS)
        change(folder / name.replace("NOTE", note))
        assert not again.is_said(WORDS), (name, change)
        part = name.partition("/")[0]
        if (folder / part).is_symlink():
            (folder / part).unlink()
        for made in (part, "else", ".qomsite"):
            shutil.rmtree(folder / made, ignore_errors=True)
        shutil.copytree(tmp_path / part, folder / part, symlinks=True)
    assert children
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_words_are_known_as_they_were_typed_and_where(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not again.is_said([*WORDS, "--strict"])
    # What a way up leads to is not known before it is gone.
    up = [*WORDS[:2], "content/../content", *WORDS[3:]]
    report = Report(1, 1, 1, 0, 1, 1, 0, 0, 0)
    monkeypatch.setattr("qomsite.pipeline.build.build", lambda *_, **__: report)
    assert cli.main(up) == 0
    assert not again.is_said(up)
    assert again.is_said(WORDS)
    monkeypatch.chdir(folder / "content")
    assert not again.is_said(WORDS)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(again, "ROOT", "/a/copy/of/the/project")
    assert not again.is_said(WORDS)


def test_what_cannot_be_written_is_left_to_who_reads_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = Mock(
        **{"isatty.return_value": False, "write.side_effect": OSError(errno.ENOSPC, "full")}
    )
    monkeypatch.setattr(sys, "stdout", full)
    assert not again.is_said(WORDS)
