"""Editors' ways of saving: each shows the new page, and none shows what is half written."""

import os
import shutil
import time
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


def quiet(preview: Preview) -> int:
    """Waits until it has built all that there is to build; returns how often it has built."""
    builds = -1
    while builds != preview.builds():
        builds = preview.builds()
        time.sleep(0.6)
    return builds


def test_a_rename_onto_the_old_file(preview: Preview, about: Path) -> None:
    """As vim, gedit and VS Code do."""
    new = about.with_name("about.md~new")
    new.write_text(text_with(about, "با تغییر نام"), "utf-8")
    new.replace(about)
    wait_for(lambda: preview.shows(PAGE, "با تغییر نام"))


def test_truncating_and_then_writing_shows_no_problem(preview: Preview, about: Path) -> None:
    quiet(preview)
    problems = preview.log().count("مشکل در")
    for words in ("کوتاه", "پس از کوتاه"):
        text = text_with(about, words)
        with about.open("w", encoding="utf-8") as file:
            time.sleep(0.03)
            file.write(text[:20])
            file.flush()
            time.sleep(0.03)
            file.write(text[20:])
        wait_for(lambda words=words: preview.shows(PAGE, words))  # type: ignore[misc]
    assert preview.log().count("مشکل در") == problems


def test_a_burst_is_one_build(preview: Preview, about: Path) -> None:
    before = quiet(preview)
    for number in range(50):
        about.write_text(text_with(about, f"ذخیرهٔ {number}"), "utf-8")
        time.sleep(0.004)
    wait_for(lambda: preview.shows(PAGE, "ذخیرهٔ 49"))
    assert quiet(preview) - before <= 3


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


def test_leftovers_and_the_same_bytes_are_no_news(preview: Preview, about: Path) -> None:
    before = quiet(preview)
    leftovers = (".about.md.swp", "about.md~", "about.tmp", "#about.md#", ".#about.md")
    for name in leftovers:
        about.with_name(name).write_text("x", "utf-8")
    probe = about.with_name("4913")  # vim tries with it whether it may write here
    probe.touch()
    probe.unlink()
    about.write_bytes(about.read_bytes())
    about.touch()
    assert quiet(preview) == before
    for name in leftovers:
        about.with_name(name).unlink()


def test_another_case_of_a_name(preview: Preview, about: Path) -> None:
    other = about.with_name("About.md")
    about.rename(other)
    wait_for(lambda: preview.shows(PAGE, "About.md"))
    other.rename(about)
    wait_for(lambda: preview.shows(PAGE, "همش بازگشت"))


def test_a_save_while_it_builds(preview: Preview, about: Path) -> None:
    for number in range(5):
        about.write_text(text_with(about, f"در میانهٔ ساخت {number}"), "utf-8")
        time.sleep(0.15)
    wait_for(lambda: preview.shows(PAGE, "در میانهٔ ساخت 4"))


def test_after_all_of_it_the_site_is_what_a_first_build_makes(
    preview: Preview, tmp_path: Path
) -> None:
    """Byte for byte: what the preview remembers between builds is never what has changed."""
    quiet(preview)
    request = Request(ROOT, preview.content, tmp_path / "public", drafts=True)
    build(request, lambda: None)
    assert site_in(tmp_path / "public") == site_in(preview.folder / "public")


def test_it_is_still_alive_and_has_complained_of_nothing(preview: Preview) -> None:
    assert preview.process.poll() is None
    assert "Traceback" not in preview.log()
