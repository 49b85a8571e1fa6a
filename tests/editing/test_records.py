"""Records opened, made, renamed and taken away: what changes, and what does not."""

from pathlib import Path

import pytest

from qomsite.editing import records
from qomsite.editing.changes import Change
from qomsite.editing.creation import free_code, next_number
from qomsite.editing.dry_run import new_problems
from qomsite.editing.journal import Journal
from qomsite.errors import NotEditable
from qomsite.loader.load import load
from qomsite.model.collections import BY_NAME, GOALS, NEWS, PAGES, POLICIES, PROJECTS
from tests.library.plans import project, tiny_with
from tests.sites.folders import tree


def renamed(content: Path, name: str, old: str, new: str) -> dict[str, Change]:
    changes = records.renamed(content, load(content)[0], BY_NAME[name], old, new)
    return {change.path: change for change in changes}


class TestRenaming:
    """A record's code in every place where it stands, and its old address kept."""

    def test_every_reference_follows(self, tmp_path: Path) -> None:
        more = project("# یادداشت", "also_serves: [ ۱, 3 ]  # دو", policy="2")
        link = "پیوند [یک](policy:1#top)، <policy:1>، [دو](policy:3) و `policy:1`."
        content = tiny_with(tmp_path, {"projects/3.md": f"{more}{link}\n"})
        changes = renamed(content, "policies", "1", "40")
        assert set(changes) == {
            *("policies/1.md", "policies/40.md", "projects/1.md", "projects/3.md"),
            "projects/4.md",
        }
        after = (changes["projects/3.md"].after or b"").decode()
        assert after == (
            more.replace("[ ۱, 3 ]", "[40, 3]")
            + "پیوند [یک](policy:40#top)، <policy:40>، [دو](policy:3) و `policy:1`.\n"
        )
        assert b"aliases: [1]" in (changes["policies/40.md"].after or b"")
        assert new_problems(content, tuple(changes.values())) == ()

    def test_it_comes_back(self, tmp_path: Path, content: Path) -> None:
        before = tree(content)
        journal = Journal(content)
        name = journal.apply(tuple(renamed(content, "goals", "1", "9").values()))
        assert (content / "goals/9.md").exists()
        assert b"goal:9" in (content / "site.yaml").read_bytes()
        assert b"goal:9" in (content / "news/approval.md").read_bytes()
        journal.undo(name)
        assert tree(content) == before

    def test_back_to_a_former_code_is_no_former_code(self, tmp_path: Path) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project("aliases: [9, 7]")})
        after = renamed(content, "projects", "4", "9")["projects/9.md"].after or b""
        assert b"aliases: [7, 4]" in after

    @pytest.mark.parametrize(
        ("name", "old", "reference"),
        [("pages", "about", b"page:plan"), ("news", "approval", b"news:plan")],
    )
    def test_a_page_and_a_news_item_keep_their_former_code(
        self, content: Path, name: str, old: str, reference: bytes
    ) -> None:
        changes = renamed(content, name, old, "plan")
        assert f"\naliases: [{old}]\n".encode() in (changes[f"{name}/plan.md"].after or b"")
        assert reference in (changes["site.yaml"].after or b"")
        assert new_problems(content, tuple(changes.values())) == ()

    def test_the_record_names_itself(self, tmp_path: Path) -> None:
        content = tiny_with(tmp_path, {"projects/4.md": project() + "[خود](project:4)\n"})
        assert b"project:8" in (
            renamed(content, "projects", "4", "8")["projects/8.md"].after or b""
        )


class TestWhoNamesIt:
    """Found in fields, bodies, news and menus."""

    @pytest.mark.parametrize(
        ("name", "code", "naming"),
        [
            ("policies", "2", ("projects/1.md", "projects/3.md")),
            ("goals", "1", ("strategies/1.md", "news/approval.md", "site.yaml")),
            ("pages", "about", ("news/approval.md", "site.yaml")),
            ("projects", "4", ()),
        ],
    )
    def test_the_files(self, content: Path, name: str, code: str, naming: tuple[str, ...]) -> None:
        found = records.referring(content, load(content)[0], BY_NAME[name], code)
        assert set(naming) <= set(found)
        assert bool(naming) == bool(found)


class TestOpening:
    """Only a file that can be had, under a code that a file can have."""

    @pytest.mark.parametrize(
        "code", ["../site", "a/b", "", "A", "index", "x" * 61, "1.md", "۱", "-"]
    )
    def test_no_other_path(self, content: Path, code: str) -> None:
        with pytest.raises(KeyError):
            records.opened(content, PROJECTS, code)
        with pytest.raises(ValueError, match="is no code"):
            records.path_of(PROJECTS, code)

    def test_one_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(KeyError):
            records.opened(tiny_with(tmp_path, {}), PROJECTS, "99")

    def test_a_link_is_not_followed(self, tmp_path: Path, content: Path) -> None:
        (tmp_path / "secret").write_text(project(), "utf-8")
        (content / "projects/9.md").symlink_to(tmp_path / "secret")
        with pytest.raises(NotEditable):
            records.opened(content, PROJECTS, "9")

    @pytest.mark.parametrize("text", ["title: a", "---\ntitle: [\n---\n", "---\na: 1\na: 2\n---\n"])
    def test_what_the_loader_refuses_says_why(self, content: Path, text: str) -> None:
        (content / "projects/9.md").write_text(text, "utf-8")
        with pytest.raises(NotEditable) as refused:
            records.opened(content, PROJECTS, "9")
        assert refused.value.problems[0].place.path == "content/projects/9.md"


class TestTheNextCode:
    """The number after the highest, of a file or a former one."""

    def test_of_files(self, tmp_path: Path) -> None:
        content, _ = load(tiny_with(tmp_path, {}))
        assert next_number(content, POLICIES) == "4"
        assert next_number(content, GOALS) == "3"

    def test_of_former_codes(self, tmp_path: Path) -> None:
        content, _ = load(tiny_with(tmp_path, {"projects/4.md": project("aliases: ['30', x-9]")}))
        assert next_number(content, PROJECTS) == "31"

    def test_a_former_code_of_a_news_item_is_taken_among_news_only(self, tmp_path: Path) -> None:
        article = "---\ntitle: خبر دوم\naliases: [Old-Name]\n---\n"
        content, _ = load(tiny_with(tmp_path, {"news/second.md": article}))
        with pytest.raises(ValueError, match="از آنِ خبر دیگری است یا بوده"):
            free_code(content, NEWS, "old-name")
        assert free_code(content, PAGES, "old-name") == "old-name"
