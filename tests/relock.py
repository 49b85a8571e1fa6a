"""Writes requirements.lock anew from pyproject.toml: `python3 tests/relock.py`.

Every package in its newest version, with the hashes of its files for all systems, in two sections:
what a build needs, and what the tests need besides. uv resolves; it is fetched into a
temporary environment, and nothing of it stays.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qomsite.environment import LOCK, PROJECT, TEST_SECTION, python_of  # noqa: E402

HEAD = """\
# Written by tests/relock.py from pyproject.toml; not edited by hand.
# ==== run time ====
"""


def main() -> None:
    """Resolves twice: the tests' packages must fit the versions that a build uses."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = python_of(folder)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        build = resolve(python)
        pins = Path(folder, "build.txt")
        pins.write_text(build, "utf-8")
        everything = resolve(python, "--extra", "test", "--constraint", str(pins))
    known = set(entries(build))
    tests = "".join(entry for entry in entries(everything) if entry not in known)
    Path(LOCK).write_text(f"{HEAD}{build}{TEST_SECTION}\n{tests}", "utf-8", newline="\n")


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
