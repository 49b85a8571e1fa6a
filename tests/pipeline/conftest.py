"""What the tests of publishing share."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where a test publishes."""
    return tmp_path / "public"


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Mounts for as long as the test lasts; the words are those of the command, the folder last."""

    def mounted(*words: str | Path) -> None:
        command = ["mount", *map(str, words)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        if told.returncode != 0:
            pytest.fail(f"{' '.join(command)}: {told.stderr}(mounting needs root)")

    yield mounted
    # By what is mounted now, not by what was asked for: a fault may have moved it.
    places = (line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines())
    for place in sorted((place.replace(r"\040", " ") for place in places), reverse=True):
        if place.startswith(f"{tmp_path}/"):
            subprocess.run(["umount", place], check=True)
