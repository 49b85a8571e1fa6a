"""Files of the media folder: their names, and whether they begin as their ending says."""

from pathlib import Path

import pytest

from qomsite.loader.load import load
from qomsite.loader.media import MEDIA_TYPES
from tests.sites.folders import copy_tiny

HTML = b"<!doctype html><script>alert(1)</script>"
PNG = b"\x89PNG\r\n\x1a\n"


def slugs(content: Path, name: str, data: bytes) -> list[str]:
    """What is said of a file of the media folder."""
    (content / "media" / name).write_bytes(data)
    _, problems = load(content)
    assert {problem.place.path for problem in problems} <= {f"content/media/{name}"}
    return [f"{problem.message} [{problem.slug}]" for problem in problems]


@pytest.mark.parametrize("ending", sorted({*MEDIA_TYPES} - {".csv"}))
@pytest.mark.parametrize("data", [HTML, b"", b"MZ"], ids=["page", "empty", "program"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, ending: str, data: bytes) -> None:
    (said,) = slugs(copy_tiny(tmp_path), f"plan{ending}", data)
    assert said.startswith(f"محتوای «plan{ending}» از نوع {ending} نیست؛ ")
    assert said.endswith("[wrong-ending]")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.jpg", PNG, ".png"),
        ("plan.pdf", PNG, ".png"),
        ("plan.png", b"\xff\xd8\xff\xe0", ".jpg یا .jpeg"),
        ("plan.pdf", b"PK\x03\x04", ".xlsx یا .docx یا .zip"),
    ],
)
def test_the_right_ending_is_named(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (said,) = slugs(copy_tiny(tmp_path), name, data)
    assert f"و {kind} است؛ پایان نامش را درست کنید" in said


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.pdf", b"%PDF-1.7\n"),
        ("plan.csv", b"a,b\n"),
        ("plan.docx", b"PK\x03\x04"),
        ("plan.zip", b"PK\x05\x06" + bytes(18)),
    ],
)
def test_a_sound_beginning_is_enough(tmp_path: Path, name: str, data: bytes) -> None:
    assert slugs(copy_tiny(tmp_path), name, data) == []
