"""What several tests share: the shipped content, built once; and files of the npm packages."""

import fcntl
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pytest
from hypothesis import settings
from lxml.html import HtmlElement

from qomsite import cli
from qomsite.commands import again
from qomsite.pipeline.build import build
from qomsite.pipeline.request import Request
from tests.browser.chromium import page_paths, redirect_paths
from tests.library.plans import tiny_with
from tests.once import keep_here
from tests.tools import gate

ROOT = Path(__file__).resolve().parent.parent


# How long an example takes says nothing where other work runs beside.
settings.register_profile("qomsite", deadline=None)
settings.load_profile("qomsite")


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def built(factory: pytest.TempPathFactory, name: str, *words: str) -> Path:
    """The folder of the site built from the content that the repository ships, by the worker that
    comes first.
    """
    arguments = ["build", "--content", str(ROOT / "content"), "--allow-sample", *words]

    def make(folder: Path) -> None:
        assert cli.main([*arguments, "--output", str(folder / "public")]) == 0

    return made_by_the_first(factory, name, make) / "public"


def made_by_the_first(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """A folder that all workers of this run see, with what the one that comes first puts there."""
    folder, made = shared_folder(factory) / name, shared_folder(factory) / f"{name}.made"
    with folder.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not made.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            made.touch()
    return folder


@pytest.fixture(scope="session", autouse=True)
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds without a cache share what is the same in all of them; the project's is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(again, "CACHE", str(shared_folder(tmp_path_factory) / "cache"))
        yield from keep_here(shared_folder(tmp_path_factory) / "font")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shipped site."""
    return built(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, HtmlElement]:
    """All pages that are read, parsed, by path."""
    return {path: parsed(site / path) for path in page_paths(site)}


@pytest.fixture(scope="session")
def all_pages(site: Path, pages: dict[str, HtmlElement]) -> dict[str, HtmlElement]:
    """All pages, with those that only lead on to another."""
    return {**pages, **{path: parsed(site / path) for path in redirect_paths(site)}}


def parsed(page: Path) -> HtmlElement:
    """A page as a tree."""
    return lxml.html.document_fromstring(page.read_text("utf-8"))


@pytest.fixture
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pages are rendered into is the matter of other tests, and takes seconds."""
    for stage in ("render", "complete"):
        monkeypatch.setattr(f"qomsite.pipeline.build.{stage}", lambda *_: None)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny site, built, and what the build keeps of its pages."""

    def make(folder: Path) -> None:
        wanted = Request(ROOT, tiny_with(folder, {}), folder / "public", cache=folder / "cache")
        build(wanted, lambda: None)

    return made_by_the_first(tmp_path_factory, "tiny", make)


@pytest.fixture
def content(
    tmp_path: Path,
    tiny: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A copy of the tiny site, whose pages are known; the cache is away from that of the project.

    It is built in one process: what is made beside it is the matter of other tests.
    """
    cache = tmp_path_factory.mktemp("cache")
    shutil.copy(tiny / "cache/pages.sqlite", cache)
    monkeypatch.setattr(again, "CACHE", str(cache))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    return tiny_with(tmp_path, {})


@pytest.fixture
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for the disk: what the end of a process leaves behind is the same without."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


class Terminal(io.StringIO):
    """What a person types or sees."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """Puts a person at a terminal who types a text; returns what they see."""

    def sit(typed: str) -> Terminal:
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        monkeypatch.setattr(sys, "stdout", seen := Terminal())
        monkeypatch.delenv("NO_COLOR", raising=False)
        return seen

    return sit


@pytest.fixture(scope="session")
def npm_file() -> Callable[[str], Path]:
    """Gives the path of a file in the tests' npm packages; fails the test if it is not there."""
    modules = Path(os.environ.get(gate.NODE_MODULES, gate.NODE / "node_modules"))

    def find(name: str) -> Path:
        path = modules / name
        if not path.exists():
            pytest.fail(f"{path} is missing; `python3 build.py test` installs it")
        return path

    return find
