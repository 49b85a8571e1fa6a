"""What a build is asked for, and what it answers.

These two values stand apart from the build, so that an unchanged site is recognised without
loading what builds one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

MANIFEST = ".qomsite-manifest.json"
"""What the build wrote, path → sha256: it tells the build's files from those of others."""


class Stage(Enum):
    """What a build is at, in the order in which it is done."""

    READ = auto()
    CHECK = auto()
    COMPOSE = auto()
    RENDER = auto()
    EMIT = auto()
    LINK_CHECK = auto()
    PUBLISH = auto()


class Step(NamedTuple):
    """How far a build is: its stage, and how much of that is done where it is counted."""

    stage: Stage
    done: int = 0
    total: int = 0


Progress = Callable[[Step], object]


def silent(_: Step) -> None:
    """The progress that nobody is told."""


@dataclass(frozen=True)
class Request:
    """What to build: where from, where to, and how."""

    root: Path
    content: Path
    output: Path
    base_url: str | None = None
    jobs: int = 1
    cache: Path | None = None
    release: bool = False
    allow_sample: bool = False
    strict: bool = False
    """Whether advice stops the build as a problem does."""
    drafts: bool = False
    """Whether drafts are shown, each marked: only to those who write them, never published."""
    in_place: bool = False
    """Whether files are replaced one by one, in a folder that somebody holds."""

    @property
    def templates(self) -> Path:
        """The folder of templates."""
        return self.root / "templates"

    @property
    def assets(self) -> Path:
        """The folder of styles, scripts, font and pictures."""
        return self.root / "assets"

    @property
    def told(self) -> tuple[str, ...]:
        """Where the manifest is, and what the bytes of the site depend on: options, folders."""
        options = (self.base_url, self.release, self.allow_sample, self.drafts, self.content.name)
        folders = map(str, (self.content, self.templates, self.assets))
        return str(self.output / MANIFEST), repr(options), *folders

    @property
    def used_cache(self) -> Path | None:
        """The folder of what is known from earlier builds, which a release does not rely on."""
        return None if self.release else self.cache

    @property
    def pages_cache(self) -> Path | None:
        """The store of rendered pages."""
        return self.used_cache / "pages.sqlite" if self.used_cache else None


@dataclass(frozen=True)
class Report:
    """What a build made: counts, the size in bytes, and what publishing changed on the disk.

    ``rendered``: how many of the pages were not known from earlier. ``advice``: how much of the
    content could be better, though it stops nothing. ``in_place``: why files were replaced one by
    one; empty where folders were exchanged. ``reserved_host``: the site's host, if it is one that
    no site can have. ``manifest``: the hash of the manifest.
    """

    pages: int
    rendered: int
    files: int
    samples: int
    bytes: int
    written: int
    kept: int
    removed: int
    advice: int
    in_place: str = ""
    reserved_host: str = ""
    manifest: str = ""
