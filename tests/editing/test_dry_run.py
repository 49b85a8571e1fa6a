"""A change is tried before it is made."""

from pathlib import Path

from qomsite.editing.changes import Change
from qomsite.editing.dry_run import new_problems
from tests.library.plans import project, tiny_with


def test_a_good_change_brings_nothing_and_writes_nothing(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
    before = (content / "projects/1.md").read_bytes()
    change = Change("projects/1.md", before, before.replace(b"title: ", b"title: x "))
    assert new_problems(content, [change]) == ()
    assert (content / "projects/1.md").read_bytes() == before


def test_a_bad_change_brings_its_problems(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
    change = Change("projects/1.md", None, project(policy="99").encode())
    assert "unknown-reference" in {problem.slug for problem in new_problems(content, [change])}


def test_what_is_taken_away_is_missed_elsewhere(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
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


def test_nothing_is_tried_on_what_a_link_leads_to(tmp_path: Path) -> None:
    content = tiny_with(tmp_path, {})
    elsewhere = tmp_path / "elsewhere"
    (content / "projects").rename(elsewhere)
    (content / "projects").symlink_to(elsewhere)
    before = (elsewhere / "1.md").read_bytes()
    names = sorted(path.name for path in elsewhere.iterdir())
    new_problems(
        content,
        [
            Change("projects/1.md", before, b"new"),
            Change("projects/2.md", (elsewhere / "2.md").read_bytes(), None),
            Change("projects/9.md", None, b"new"),
        ],
    )
    assert (elsewhere / "1.md").read_bytes() == before
    assert sorted(path.name for path in elsewhere.iterdir()) == names
