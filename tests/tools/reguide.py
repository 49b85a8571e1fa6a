"""Writes anew what is made from the models: the guide's tables of keys, and the editors' files.

The tests say when it is needed: `.venv/bin/python tests/tools/reguide.py`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.tools.guide_tables import renewed  # noqa: E402
from tests.tools.schemas import schemas  # noqa: E402
from tests.tools.snippets import snippets  # noqa: E402

GUIDE = ROOT / "content/README.md"
SCHEMAS = ROOT / ".vscode/schemas"
SNIPPETS = ROOT / ".vscode/qomsite.code-snippets"


def main() -> None:
    """Of the guide, changes nothing outside its tables."""
    write(GUIDE, renewed(GUIDE.read_text("utf-8")))
    write(SNIPPETS, snippets())
    SCHEMAS.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        write(SCHEMAS / name, text)


def write(path: Path, text: str) -> None:
    """The same bytes on every system."""
    path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
