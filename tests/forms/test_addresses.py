"""The ways to a file: to the editor, and to its form."""

from pathlib import Path

import pytest

from qomsite.forms.addresses import edit_address, editor_address
from qomsite.pipeline.request import Request
from qomsite.serve.problem_page import disk_path

ASKED = Request(Path("/plan"), Path("/home/x/texts"), Path("/out"))


@pytest.mark.parametrize(
    ("shown", "disk"),
    [
        ("texts/goals/1.md", "/home/x/texts/goals/1.md"),
        ("texts", "/home/x/texts"),
        ("templates/pages/home.html", "/plan/templates/pages/home.html"),
    ],
)
def test_a_shown_path_lies_on_the_disk(shown: str, disk: str) -> None:
    assert disk_path(ASKED, shown) == Path(disk)


def test_the_editor_is_told_the_place() -> None:
    path = Path("/home/my plan/طرح.md")
    address = "vscode://file/home/my%20plan/%D8%B7%D8%B1%D8%AD.md:3:7"
    assert editor_address(path, 3, 7) == address


def test_a_record_has_a_form() -> None:
    assert edit_address("texts/projects/12.md", "texts") == "/edit/projects/12"


@pytest.mark.parametrize(
    "shown",
    [
        *("texts/site.yaml", "texts/projects/_index.md", "texts/media/a.png", "texts/other/1.md"),
        *("other/projects/12.md", "templates/pages/home.html", "texts/projects", ""),
    ],
)
def test_other_files_have_none(shown: str) -> None:
    assert edit_address(shown, "texts") == ""
