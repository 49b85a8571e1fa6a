"""Acts without rights: root, which tests run as in a container, may read and write everywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.children import NOBODY

ROOT = Path(__file__).resolve().parents[2]
BEGIN = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from qomsite.errors import OutputRefused
from qomsite.pipeline.sources import source_problems
from tests.pipeline.publications import NEW, OLD, put, published_in_place
os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
folder = Path(sys.argv[1])
"""


def as_nobody(code: str, folder: Path) -> str:
    """Runs code as a user who owns nothing, and returns what it prints; it knows ``folder``."""
    if os.geteuid() != 0:
        pytest.fail("becoming another user needs root")
    begin = BEGIN.format(root=str(ROOT), nobody=NOBODY)
    return subprocess.run(
        [sys.executable, "-B", "-c", begin + code, str(folder)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
    ).stdout
