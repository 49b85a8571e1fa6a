"""Writes the tables of keys in the staff guide anew from the models: `python3 build.py test` says
when; this is run with the Python of `.venv`: `.venv/bin/python tests/reguide.py`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qomsite.staff.guide import renewed  # noqa: E402

GUIDE = ROOT / "content/README.md"


def main() -> None:
    """Changes nothing outside the tables."""
    GUIDE.write_text(renewed(GUIDE.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
