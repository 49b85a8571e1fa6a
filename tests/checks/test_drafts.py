"""Drafts shown before they are published."""

from pathlib import Path

from qomsite.checks.registry import MARK, check, check_with_drafts, shown_with_drafts
from qomsite.library.library import link
from qomsite.loader.load import load
from qomsite.model.content import Content
from tests.library.plans import Files, project, tiny_with


def content_of(folder: Path, files: Files) -> Content:
    content, problems = load(tiny_with(folder, files))
    assert problems == ()
    return content


def slugs(problems: tuple[object, ...]) -> list[str]:
    return [problem.slug for problem in problems]  # type: ignore[attr-defined]


def test_a_shown_draft_is_in_the_library_and_says_so(tmp_path: Path) -> None:
    plan = link(shown_with_drafts(content_of(tmp_path, {"projects/4.md": project("draft: بله")})))
    assert plan.projects["4"].title == f"{MARK}طرح"
    assert [p.code for p in plan.projects_of_policy["1"]] == ["1", "4"]


def test_without_drafts_nothing_is_another(tmp_path: Path) -> None:
    content = content_of(tmp_path, {"projects/4.md": project()})
    assert shown_with_drafts(content) == content
    assert check_with_drafts(content) == (check(content), ())


def test_what_names_a_draft_stands_only_in_the_way_of_publishing(tmp_path: Path) -> None:
    files = {
        "policies/3.md": "---\ntitle: سیاست\ngoal: 1\nprovenance: sample\ndraft: بله\n---\n",
        "projects/4.md": f"{project(policy='3')}[آن](policy:3)\n",
    }
    found, unpublishable = check_with_drafts(content_of(tmp_path, files))
    assert "draft-reference" not in slugs(found)
    assert {"draft-reference", "broken-link", "count-mismatch"} <= set(slugs(unpublishable))


def test_what_is_wrong_anyway_stays_wrong(tmp_path: Path) -> None:
    files = {"projects/4.md": project("draft: بله", policy="99")}
    found, unpublishable = check_with_drafts(content_of(tmp_path, files))
    assert slugs(found) == ["unknown-reference"]
    assert slugs(unpublishable) == ["count-mismatch"]
