"""Editors' ways of saving: however slow the machine, each shows the new page in the end.

That what is half written is not built is a claim about moments: `test_watching` makes it.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qomsite.pipeline.build import build
from qomsite.pipeline.request import Request
from tests.serve.running import ROOT, Preview, previewing, wait_for
from tests.sites.folders import site_in

PAGE = "/about.html"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(tmp_path_factory.mktemp("preview")) as running:
        yield running


@pytest.fixture
def about(preview: Preview) -> Path:
    return preview.content / "pages/about.md"


def text_with(path: Path, words: str) -> str:
    head, end, _ = path.read_text("utf-8").rpartition("---\n")
    return f"{head}{end}{words}\n"


def test_a_rename_onto_the_old_file(preview: Preview, about: Path) -> None:
    """As vim, gedit and VS Code do."""
    new = about.with_name("about.md~new")
    new.write_text(text_with(about, "با تغییر نام"), "utf-8")
    new.replace(about)
    wait_for(lambda: preview.shows(PAGE, "با تغییر نام"))


def test_truncating_and_then_writing(preview: Preview, about: Path) -> None:
    for words in ("کوتاه", "پس از کوتاه"):
        text = text_with(about, words)
        with about.open("w", encoding="utf-8") as file:
            file.write(text[:20])
            file.flush()
            file.write(text[20:])
        wait_for(lambda words=words: preview.shows(PAGE, words))  # type: ignore[misc]


def test_a_burst(preview: Preview, about: Path) -> None:
    for number in range(50):
        about.write_text(text_with(about, f"ذخیرهٔ {number}"), "utf-8")
    wait_for(lambda: preview.shows(PAGE, "ذخیرهٔ 49"))


def test_a_folder_away_and_back(preview: Preview, about: Path) -> None:
    away = preview.folder / "away"
    about.parent.rename(away)
    wait_for(lambda: preview.shows(PAGE, "مشکل در"))
    away.rename(about.parent)
    about.write_text(text_with(about, "پوشه بازگشت"), "utf-8")
    wait_for(lambda: preview.shows(PAGE, "پوشه بازگشت"))


def test_the_whole_content_away_and_back(preview: Preview, about: Path) -> None:
    away = preview.folder / "away"
    shutil.copytree(preview.content, away)
    shutil.rmtree(preview.content)
    wait_for(lambda: preview.shows(PAGE, "مشکل در"))
    shutil.copytree(away, preview.content)
    shutil.rmtree(away)
    wait_for(lambda: preview.shows(PAGE, "پوشه بازگشت"))
    about.write_text(text_with(about, "همه بازگشت"), "utf-8")
    wait_for(lambda: preview.shows(PAGE, "همه بازگشت"))


def test_a_time_that_is_kept(preview: Preview, about: Path) -> None:
    """As `cp -p` and `git checkout` of a file of the same length do."""
    said = about.stat()
    about.write_text(about.read_text("utf-8").replace("همه", "نیز"), "utf-8")
    about.write_text(about.read_text("utf-8").replace("نیز", "همش"), "utf-8")
    os.utime(about, ns=(said.st_atime_ns, said.st_mtime_ns))
    assert about.stat().st_size == said.st_size
    wait_for(lambda: preview.shows(PAGE, "همش بازگشت"))


def test_another_case_of_a_name(preview: Preview, about: Path) -> None:
    other = about.with_name("About.md")
    about.rename(other)
    wait_for(lambda: preview.shows(PAGE, "About.md"))
    other.rename(about)
    wait_for(lambda: preview.shows(PAGE, "همش بازگشت"))


def test_a_save_while_it_builds(preview: Preview, about: Path) -> None:
    """A page is shown as soon as it is made; the build then has its files to write."""
    for number in range(5):
        words = f"در میانهٔ ساخت {number}"
        about.write_text(text_with(about, words), "utf-8")
        wait_for(lambda words=words: preview.shows(PAGE, words))  # type: ignore[misc]


def test_after_all_of_it_the_site_is_what_a_first_build_makes(
    preview: Preview, tmp_path: Path
) -> None:
    """Byte for byte: what the preview remembers between builds is never what has changed."""
    request = Request(ROOT, preview.content, tmp_path / "public", drafts=True)
    build(request, lambda: None)
    wanted = site_in(tmp_path / "public")

    def is_so() -> bool:
        try:
            return site_in(preview.folder / "public") == wanted
        except FileNotFoundError:  # one folder is being put in the place of the other
            return False

    wait_for(is_so)


def test_it_is_still_alive_and_has_complained_of_nothing(preview: Preview) -> None:
    assert preview.process.poll() is None
    assert "Traceback" not in preview.log()
