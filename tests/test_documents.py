"""What README, CONTRIBUTING, HOSTING and the staff guide point at is there."""

import re
from pathlib import Path

import pytest

from qomsite.cli import COMMANDS
from tests.test_rooms import DOORS, ROOMS
from tests.tools.test_guide_tables import slug

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "HOSTING.md", "content/README.md")


def text_of(path: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_arrives(document: str) -> None:
    here = ROOT / document
    for link in re.findall(r"\]\(([^)\s]+\.[^)\s]+)\)", re.sub(r"`[^`\n]+`", "", text_of(here))):
        name, _, anchor = link.partition("#")
        path = here.parent / name
        assert path.is_file(), link
        headings = re.findall(r"^#+ (.+)$", text_of(path) if anchor else "", re.MULTILINE)
        assert not anchor or anchor in map(slug, headings), link


def test_every_file_that_contributors_are_told_of_is_there() -> None:
    found = re.findall(r"`((?:qomsite|tests|assets|templates|content|\.ci)/[\w./]+)`", CONTRIBUTING)
    invented = {path for path in found if Path(path).stem == "x"}
    assert [path for path in found if path not in invented and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_described_with_its_doors(room: str) -> None:
    (row,) = re.findall(rf"^\|[^|\n]*\|[^|\n]*`{room}`.*$", CONTRIBUTING, re.MULTILINE)
    assert {name for name in DOORS.get(room, ()) if name not in row} - {"pydantic_core"} == set()


def test_every_command_is_in_the_table() -> None:
    table = set(re.findall(r"^\| `python3 build\.py ([a-z]+)", text_of(ROOT / "README.md"), re.M))
    assert table == {command.name for command in COMMANDS} - {"build"}
