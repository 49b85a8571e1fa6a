"""Where the time of a build of ours goes: its stages with a clock around each, in one process.

A stage that is within another, such as a text that is made while pages are composed, counts for
itself alone.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

STAGES = (
    *("build.load", "build.with_pictures", "build.check", "review.template_problems"),
    *("review.advise", "build.link", "rendering.compose", "keys.load_assets"),
    *("build.composed", "build.keyed", "build.render", "build.emit", "build.broken_links"),
    "build.publish",
    "cache.Cache.prune",
)
"""The stages, each where the pipeline finds it; ``emit`` is told by output."""
IMPORTS, REST = "imports", "start, end, all else"


def measured(folder: Path) -> dict[str, float]:
    """Builds what lies in a folder of ours; the seconds of each stage."""
    command = [sys.executable, __file__, str(folder)]
    started = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    wall = time.perf_counter() - started
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, REST: wall - sum(found.values())}


class Clock:
    """How long each of the functions took that it is around, without those within it."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.seconds: dict[str, float] = {}
        self._now = now
        self._within: list[str] = []
        self._since = 0.0

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""
        self.seconds[name] = 0

        def timed(*arguments: Any, **options: Any) -> Any:
            self._note()
            self._within.append(name)
            try:
                return function(*arguments, **options)
            finally:
                self._note()
                self._within.pop()

        return timed

    def _note(self) -> None:
        now = self._now()
        if self._within:
            self.seconds[self._within[-1]] += now - self._since
        self._since = now


def place(stage: str) -> tuple[Any, str]:
    """What holds a stage, and its name there."""
    module, *path, name = stage.split(".")
    holder: Any = import_module(f"qomsite.pipeline.{module}")
    for part in path:
        holder = getattr(holder, part)
    return holder, name


def put_around(clock: Clock) -> None:
    """Puts the clock around every stage and every output."""
    for stage in STAGES:
        holder, name = place(stage)
        setattr(holder, name, clock.around(stage.partition(".")[2], getattr(holder, name)))
        if name == "emit":
            build: Any = import_module("qomsite.pipeline.build")
            build.OUTPUTS = [[_in_one(clock, one) for one in some] for some in build.OUTPUTS]


def _in_one(clock: Clock, files: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return clock.around(f"  {files.__module__.rpartition('.')[2]}", lambda site: [*files(site)])


def main(folder: str) -> None:
    """Builds, and prints the seconds of each stage as JSON."""
    sys.path.insert(0, folder)
    clock = Clock(time.perf_counter)
    imported = clock.around(IMPORTS, import_module)
    cli = imported("qomsite.cli")
    imported("qomsite.pipeline.build")
    put_around(clock)
    if status := cli.main(["build", "--jobs", "1"]):
        raise SystemExit(status)
    print(json.dumps(clock.seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
