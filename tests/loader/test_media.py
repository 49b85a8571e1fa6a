"""Files of the media folder: their names, and whether they begin as their ending says."""

from pathlib import Path

import pytest

from qomsite.loader.load import load
from qomsite.loader.media import MEDIA_TYPES
from tests.library.plans import tiny_with
from tests.sites.folders import copy_tiny, found_in

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


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("map 1.png", "map-1.png"),
        ("Map.PNG", "map.png"),
        ("photo.JPEG", "photo.jpeg"),
        ("Report (۲) .PDF", "report-2.pdf"),
        ("طرح.png", "trh.png"),
        ("عکس میدان.jpg", "ks-midan.jpg"),
        ("aux.png", "aux-1.png"),
        ("Com1.min.PNG", "com1-min.png"),
        ("plan.svg", ""),
    ],
)
def test_a_name_that_cannot_be_published_brings_one_that_can(
    tmp_path: Path, name: str, right: str
) -> None:
    (said,) = slugs(copy_tiny(tmp_path), name, PNG)
    assert said.endswith(f"؛ نامش را «{right}» بگذارید [unexpected-file]") is bool(right)


def test_a_link_to_a_file_is_led_to_the_one_that_is_there(tmp_path: Path) -> None:
    links = {
        "map 1.png": "map-1.png",
        "Map-1.PNG": "map-1.png",
        "photo.JPEG": "photo.jpeg",
    }
    body = "\n\n".join(f"[متن](media/{link})" for link in links)
    page = f"---\ntitle: پرونده‌ها\nsummary: پرونده‌ها.\n---\n{body}\n"
    content = tiny_with(tmp_path, {"pages/files.md": page})
    for name in links.values():
        (content / "media" / name).write_bytes(PNG)
    found = [line for line in found_in(content) if "pages/files.md" in line]
    assert [
        (f"«media/{link}»" in line, f"؛ منظور «{name}» بود؟" in line)
        for line, (link, name) in zip(found, links.items(), strict=True)
    ] == [(True, True)] * len(links)


@pytest.mark.parametrize(
    ("file", "link", "said"),
    [
        ("عکس میدان.jpg", "عکس میدان.jpg", "؛ نامش را «ks-midan.jpg» بگذارید و اینجا هم"),
        ("گزارش.pdf", "گزارش.pdf", "؛ نامش را «gzarsh.pdf» بگذارید و اینجا هم"),
        ("v.svg", "v.svg", "این نوع پرونده منتشر نمی‌شود؛ آن را در یکی از این قالب‌ها ذخیره کنید"),
        ("photo.heic", "photo.heic", "این نوع پرونده منتشر نمی‌شود"),
        ("sub/pic.png", "sub/pic.png", "باید در خود پوشهٔ content/media باشد"),
        ("ks.jpg", "عکس.jpg", "؛ منظور «ks.jpg» بود؟"),
        ("photo.jpeg", "photo.jpg", "؛ منظور «photo.jpeg» بود؟"),
        ("w1600.jpg", "۱.jpg", "آن را در پوشهٔ content/media بگذارید [broken-link]"),
        ("big.png", "sub/bigs.jpg", "؛ منظور «big.png» بود؟"),
        ("big.png", "sub/pic.png", "آن را در پوشهٔ content/media بگذارید [broken-link]"),
    ],
)
def test_a_link_to_a_file_says_why_it_leads_nowhere(
    tmp_path: Path, file: str, link: str, said: str
) -> None:
    front = f"title: پرونده‌ها\nsummary: پرونده‌ها.\n---\n[متن](media/{link})\n"
    content = tiny_with(tmp_path, {"pages/files.md": f"---\n{front}"})
    (content / "media" / file).parent.mkdir(exist_ok=True)
    (content / "media" / file).write_bytes(PNG)
    (line,) = (line for line in found_in(content) if "pages/files.md" in line)
    assert said in line


def test_a_refused_file_of_a_document_is_told_with_its_name(tmp_path: Path) -> None:
    front = "title: طرح\npolicy: 1\nprovenance: sample\ndocuments:\n- {title: الف, file: الف.png}\n"
    content = tiny_with(tmp_path, {"projects/4.md": f"---\n{front}---\n"})
    (content / "media/الف.png").write_bytes(PNG)
    line = next(line for line in found_in(content) if "projects/4.md" in line)
    assert "؛ نامش را «alf.png» بگذارید و اینجا هم همین نام را بنویسید [broken-link]" in line
