"""Writes requirements.lock anew from pyproject.toml: `python3 tests/tools/relock.py`.

Every package in its newest version, with the hashes of its files for all systems, in sections:
what a build needs, and what each extra needs besides. uv resolves; it is fetched into a
temporary environment, and nothing of it stays.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from qomsite.environment import EXTRAS, LOCK, PROJECT, python_of  # noqa: E402

HEAD = """\
# Written by tests/tools/relock.py from pyproject.toml; not edited by hand.
# ==== run time ====
"""


def main() -> None:
    """Resolves section by section: the packages of an extra must fit those pinned before."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = python_of(folder)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        pinned = resolve(python)
        lock = HEAD + pinned
        options: list[str] = []
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
    done = subprocess.run(
        [*command, *options, PROJECT], stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    return done.stdout


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
    main()
