"""A change is tried before it is made."""

import shutil
import tempfile
from pathlib import Path

import pytest

from qomsite.editing.changes import Change
from qomsite.editing.dry_run import new_problems
from qomsite.loader.load import load
from tests.library.plans import project, tiny_with
from tests.sites.folders import tree


def test_a_good_change_brings_nothing_and_writes_nothing(content: Path) -> None:
    before = (content / "projects/1.md").read_bytes()
    change = Change("projects/1.md", before, before.replace(b"title: ", b"title: x ", 1))
    assert new_problems(content, [change]) == ()
    assert (content / "projects/1.md").read_bytes() == before


def test_a_bad_change_brings_its_problems(content: Path) -> None:
    change = Change("projects/1.md", None, project(policy="99").encode())
    assert "unknown-reference" in {problem.slug for problem in new_problems(content, [change])}


def test_what_is_taken_away_is_missed_elsewhere(content: Path) -> None:
    before = (content / "policies/1.md").read_bytes()
    found = new_problems(content, [Change("policies/1.md", before, None)])
    assert "unknown-reference" in {problem.slug for problem in found}


def test_what_was_wrong_elsewhere_stops_nothing(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {"projects/4.md": project("ownr: x", policy="99")})
    before = (content / "projects/1.md").read_bytes()
    assert new_problems(content, [Change("projects/1.md", before, before + b"\n")]) == ()
    (content / "projects/1.md").write_text(project("ownr: x"), "utf-8")
    mine = (content / "projects/1.md").read_bytes()
    found = new_problems(content, [Change("projects/1.md", mine, mine + b"\n")])
    assert {problem.place.path for problem in found} == {"content/projects/1.md"}


def test_nothing_is_tried_on_what_a_link_leads_to(tmp_path: Path, content: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (content / "projects").rename(elsewhere)
    (content / "projects").symlink_to(elsewhere)
    changes = [
        Change("projects/1.md", (elsewhere / "1.md").read_bytes(), b"new"),
        Change("projects/2.md", (elsewhere / "2.md").read_bytes(), None),
        Change("projects/9.md", None, b"new"),
    ]
    before = tree(tmp_path)
    assert new_problems(content, changes) == ()  # all that is wrong is wrong today
    assert tree(tmp_path) == before


@pytest.mark.parametrize("after", [b"new", None])
def test_a_link_stays_refused(content: Path, after: bytes | None) -> None:
    (content / "projects/9.md").symlink_to(content / "projects/1.md")
    found = new_problems(content, [Change("projects/9.md", b"", after)])
    places = [(problem.place.path, problem.slug) for problem in found]
    assert places == [("content/projects/9.md", "unreadable-file")]


def test_a_new_file_may_lie_in_a_new_folder(content: Path) -> None:
    shutil.rmtree(content / "news")
    loaded, _ = load(content, overlay={"news/water.md": b"---\ntitle: x\ndate: 1404-01-01\n---\n"})
    assert [article.code for article in loaded.records["news"]] == ["water"]
    strange = new_problems(content, [Change("other/1.md", None, b"")])
    assert [problem.slug for problem in strange] == ["unexpected-file"]


def test_a_file_that_goes_takes_its_code_along(content: Path) -> None:
    there, _ = load(content)
    gone, _ = load(content, overlay={"projects/1.md": None})
    assert there.codes["projects"] - gone.codes["projects"] == {"1"}


def test_neither_content_nor_a_temporary_folder_need_be_written(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    for folder in (content, *filter(Path.is_dir, content.rglob("*"))):
        folder.chmod(0o555)
    before = tree(tmp_path)
    change = Change("projects/1.md", None, project(policy="99").encode())
    found = new_problems(content, [change, Change("media/x.csv", None, b"1")])
    assert {problem.slug for problem in found} == {"unknown-reference"}
    assert tree(tmp_path) == before
