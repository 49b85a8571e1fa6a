"""Writes requirements.lock anew from pyproject.toml, with the hashes of files for all systems.

`python3 tests/tools/relock.py` raises every package to its newest version;
`python3 tests/tools/relock.py pydantic nh3` these alone, and what they need raised with them.
The lock has sections: what a build needs, and what each extra needs besides. uv resolves; it is
fetched into a temporary environment, and nothing of it stays.
"""

import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from qomsite.environment import EXTRAS, LOCK, PROJECT, one_spelling, python_of, required  # noqa: E402

HEAD = """\
# Written by tests/tools/relock.py from pyproject.toml; not edited by hand.
# ==== run time ====
"""


def main(names: Sequence[str]) -> None:
    """Resolves section by section: the packages of an extra must fit those pinned before."""
    known = {entry.partition("==")[0] for entry in entries(Path(LOCK).read_text("utf-8"))}
    known |= required(tuple(EXTRAS)).keys()
    if unknown := sorted({*map(one_spelling, names)} - known):
        sys.exit(f"in neither requirements.lock nor pyproject.toml: {', '.join(unknown)}")
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = python_of(folder)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        options = [f"--upgrade-package={name}" for name in names] or ["--upgrade"]
        pinned = resolve(python, *options)
        lock = HEAD + pinned
        for name, opening in EXTRAS.items():
            pins = Path(folder, "pins.txt")
            pins.write_text(pinned, "utf-8")
            options += ["--extra", name]
            everything = resolve(python, *options, "--constraint", str(pins))
            known = set(entries(pinned))
            more = "".join(entry for entry in entries(everything) if entry not in known)
            lock += f"{opening}\n{more}"
            pinned = everything
    Path(LOCK).write_text(lock, "utf-8", newline="\n")


def resolve(python: str, *options: str) -> str:
    """The pinned packages, each with its hashes, for every system and every Python we support."""
    command = [python, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--only-binary", ":all:", "--no-header", "--no-annotate"]
    with tempfile.TemporaryDirectory() as folder:
        # uv keeps the versions of the file it writes, but for those it is told to raise.
        found = shutil.copy(LOCK, folder)
        subprocess.run([*command, *options, "--quiet", "--output-file", found, PROJECT], check=True)
        return Path(found).read_text("utf-8")


def entries(lock: str) -> list[str]:
    """The lock cut into packages: a line with name and version, and the lines of its hashes."""
    found: list[str] = []
    for line in lock.splitlines(keepends=True):
        if line.startswith(" "):
            found[-1] += line
        else:
            found.append(line)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
