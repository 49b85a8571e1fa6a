"""Builds from end to end on small sites: all or nothing, the same bytes, and nothing stale."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from qomsite.errors import ContentInvalid, OutputConflict, SiteError, TemplateFailed
from qomsite.outputs.registry import OUTPUTS
from qomsite.pipeline import build as pipeline_build
from qomsite.pipeline import keys, rendering, review, spool, workers
from qomsite.pipeline.build import KEPT, build, checked
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.request import Report, Request, Stage, Step
from qomsite.pipeline.workers import begun
from qomsite.render import pictures
from qomsite.render.addresses import reserved_host
from tests.library.plans import project, tiny_with
from tests.pipeline.nobody import as_nobody
from tests.sites.folders import site_in, tree

ROOT = Path(__file__).resolve().parents[2]
REAL = "https://plan.city.ir/"


def request(folder: Path, output: str = "public", cache: Path | None = None) -> Request:
    return Request(ROOT, folder / "content", folder / output, cache=cache)


def made(wanted: Request) -> Report:
    def waiting() -> None:
        pytest.fail("nobody else builds here")

    return build(wanted, waiting)


@pytest.fixture(scope="module")
def cache(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests here, which knows the pages of the tiny site."""
    folder = tmp_path_factory.mktemp("cache")
    shutil.copy(tiny / "cache/pages.sqlite", folder)
    return folder


@pytest.fixture
def site(tmp_path: Path, cache: Path) -> Request:
    """A copy of the tiny site, not yet built."""
    tiny_with(tmp_path, {})
    return request(tmp_path, cache=cache)


def write(site: Request, name: str, text: str) -> None:
    (site.content / name).write_text(text, "utf-8")


class TestTwice:
    """A second build changes nothing."""

    def test_it_writes_no_file(self, site: Request) -> None:
        first = made(site)
        assert first.written == first.files > 0
        before = {path: path.stat() for path in site.output.rglob("*")}
        second = made(site)
        assert (second.written, second.removed, second.kept) == (0, 0, first.files)
        after = {path: path.stat() for path in site.output.rglob("*")}
        assert before.keys() == after.keys()
        assert all(
            (stat.st_ino, stat.st_mtime_ns) == (after[path].st_ino, after[path].st_mtime_ns)
            for path, stat in before.items()
        )

    @pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
    def test_a_wrong_mode_is_a_change(self, site: Request) -> None:
        made(site)
        for path, mode in (("index.html", 0o600), ("projects", 0o700)):
            before = (site.output / path).stat().st_mode
            (site.output / path).chmod(mode)
            assert made(site).written == 0
            assert (site.output / path).stat().st_mode == before

    def test_with_and_without_a_cache_it_is_the_same(self, site: Request) -> None:
        made(site)
        without = replace(site, cache=None, output=site.output.with_name("other"))
        made(without)
        assert tree(site.output) == tree(without.output)

    def test_a_damaged_cache_is_as_none(self, site: Request, tmp_path: Path) -> None:
        broken = replace(site, cache=tmp_path / "cache")
        made(broken)
        expected = tree(site.output)
        for path in (tmp_path / "cache").iterdir():
            path.write_bytes(b"\0" * 1000)
        made(broken)
        assert tree(site.output) == expected


def test_it_is_told_how_far_it_is(site: Request) -> None:
    steps: list[Step] = []
    report = build(replace(site, cache=None), lambda: None, progress=steps.append)
    assert list(dict.fromkeys(step.stage for step in steps)) == list(Stage)
    counts = [step[1:] for step in steps if step.stage is Stage.RENDER]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == ((0, report.pages), (report.pages, report.pages))


def known_keys(request: Request) -> set[str]:
    """The keys of what a cache holds, without templates: compiled, they are in this process."""
    with closing(sqlite3.connect(str(request.pages_cache))) as database:
        keys = {key for (key,) in database.execute("SELECT key FROM entries_1")}
    return {key for key in keys if not key.startswith("compiled:")}


@pytest.mark.skipif(os.name == "nt", reason="forks of POSIX")
def test_files_made_in_processes_and_kept_on_the_disk_are_the_same(
    site: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is known of them afterwards, whichever process found it out."""
    alone = replace(site, cache=tmp_path / "alone")
    report = made(alone)
    expected = tree(site.output)
    for module in (rendering, workers):
        monkeypatch.setattr(module, "FEWEST_FOR_PROCESSES", 1)
    asked = Mock(side_effect=begun)
    for module in (pipeline_build, keys, rendering, review):
        monkeypatch.setattr(module, "begun", asked)
    opened = Mock(side_effect=TemporaryFile)
    monkeypatch.setattr(spool, "FEWEST", 1)
    monkeypatch.setattr(spool, "TemporaryFile", opened)
    both = replace(site, jobs=2, cache=tmp_path / "both")
    for begins in (4 + len(OUTPUTS), 2 + len(OUTPUTS)):
        asked.reset_mock()
        opened.reset_mock()
        assert made(both).advice == report.advice
        assert tree(site.output) == expected
        assert known_keys(both) == known_keys(alone)
        assert sum(call.kwargs["is_worth"] for call in asked.mock_calls) == begins
        assert opened.call_count == 2 + len(OUTPUTS)
    asked.reset_mock()
    made(replace(both, drafts=True, cache=None))
    assert not any(call.kwargs["is_worth"] for call in asked.mock_calls)


class TestReview:
    """What is found beside the build is what is found within it, and is known afterwards."""

    def test_it_is_the_same_and_an_edit_begins_no_process(
        self, site: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(site, "projects/4.md", project("summary: می شود"))
        alone = made(replace(site, cache=tmp_path / "alone"))
        expected = tree(site.output)
        asked = Mock(side_effect=begun)
        monkeypatch.setattr(review, "begun", asked)
        both = replace(site, jobs=2, cache=tmp_path / "both")
        assert made(both).advice == alone.advice > 0
        assert tree(site.output) == expected
        write(site, "projects/4.md", project("summary: می‌شود"))
        assert made(both).advice == alone.advice - 1
        assert [call.kwargs["is_worth"] for call in asked.mock_calls].count(True) == 1

    def test_templates_and_advice_still_stop_a_build(self, site: Request, tmp_path: Path) -> None:
        write(site, "projects/4.md", project("summary: می شود"))
        with pytest.raises(ContentInvalid, match="half-space"):
            made(replace(site, jobs=2, strict=True, cache=tmp_path / "cache"))
        shutil.copytree(ROOT / "templates", tmp_path / "templates")
        shutil.copytree(ROOT / "assets", tmp_path / "assets")
        (tmp_path / "templates/pages/goal.html").write_text("{{ page.nothing }}", "utf-8")
        faulty = replace(site, root=tmp_path, jobs=2, cache=tmp_path / "cache")
        for _ in range(2):
            with pytest.raises(ContentInvalid, match="unknown-variable"):
                made(faulty)
        assert not site.output.exists()


class TestBounded:
    """The cache holds the pages of the last builds, however often a style changes."""

    def test_many_edits_of_a_style(self, site: Request, tmp_path: Path) -> None:
        for folder in ("templates", "assets"):
            shutil.copytree(ROOT / folder, tmp_path / folder)
        edited = replace(site, root=tmp_path, cache=tmp_path / "cache")
        sizes, used = [], 0
        for number in range(KEPT + 6):
            style = tmp_path / "assets/css/base.css"
            style.write_text(f"{style.read_text('utf-8')}\n.n{number} {{ color: red; }}\n", "utf-8")
            pages = made(edited).pages
            assert edited.pages_cache
            with sqlite3.connect(edited.pages_cache) as connection:
                (rows,) = connection.execute("SELECT count(*) FROM entries_1").fetchone()
            used = used or rows
            assert rows <= used + KEPT * pages
            sizes.append(edited.pages_cache.stat().st_size)
        # A build adds its pages before it forgets others; from then on SQLite lays out anew what
        # it has, and may add some, yet not in four builds what a single one adds.
        assert sizes[-1] - sizes[KEPT + 1] < sizes[1] - sizes[0]


class TestStale:
    """What is gone from the content is gone from the site."""

    def test_a_renamed_record(self, site: Request) -> None:
        made(site)
        (site.content / "projects/4.md").rename(site.content / "projects/44.md")
        report = made(site)
        assert report.removed >= 1
        files = site_in(site.output)
        assert "projects/4.html" not in files
        assert "projects/44.html" in files
        assert not [p for p, content in files.items() if b"projects/4.html" in content]

    def test_a_renamed_page_and_news_item_are_found_at_their_old_address(
        self, site: Request
    ) -> None:
        write(site, "pages/help.md", "---\ntitle: راهنما\naliases: [guide]\n---\nمتن.\n")
        write(site, "news/second.md", "---\ntitle: خبر دوم\naliases: [old-name]\n---\nمتن.\n")
        made(site)
        files = site_in(site.output)
        for old, new, shown in (
            ("guide.html", "help.html", "صفحه: راهنما"),
            ("news/old-name.html", "second.html", "خبر: خبر دوم"),
        ):
            text = files[old].decode()
            assert re.search(rf'http-equiv="?refresh"? content="0; url=(\.\./news/)?{new}"', text)
            assert re.search(rf"<a href=\S+>{shown}</a>", text)
            assert old.encode() not in files["sitemap.xml"]
            assert old.encode() not in files["sitemap.html"]

    def test_a_removed_alias_picture_and_article(self, site: Request) -> None:
        write(site, "pages/about.md", "---\ntitle: دربارهٔ برنامه\n---\n![x](media/two.png)\n")
        shutil.copy(site.content / "media/map.png", site.content / "media/two.png")
        write(site, "news/second.md", "---\ntitle: خبر دوم\n---\n")
        made(site)
        assert {"projects/t-118.html", "media/two.png", "news/second.html"} <= tree(
            site.output
        ).keys()
        first = (site.content / "projects/1.md").read_text("utf-8")
        write(site, "projects/1.md", first.replace("aliases: [T-118]\n", ""))
        write(site, "pages/about.md", "---\ntitle: دربارهٔ برنامه\n---\n")
        (site.content / "media/two.png").unlink()
        (site.content / "news/second.md").unlink()
        made(site)
        left = site_in(site.output).keys()
        assert not {"projects/t-118.html", "media/two.png", "news/second.html"} & left

    def test_a_change_is_shown_wherever_it_shows(self, site: Request) -> None:
        # An edition keeps what was.
        shutil.rmtree(site.content / "editions")
        made(site)
        before = site_in(site.output)
        text = (site.content / "goals/2.md").read_text("utf-8")
        old = text.partition("title: ")[2].partition("\n")[0]
        write(site, "goals/2.md", text.replace(old, "هدف تازه"))
        made(site)
        after = site_in(site.output)
        assert not [path for path, content in after.items() if old.encode() in content]
        for path in ("goals/2.html", "index.html", "tree.html", "search.html", "projects/2.html"):
            assert before[path] != after[path]


class TestAllOrNothing:
    """After a problem of any kind the old site stands, byte for byte."""

    def breaks(self, site: Request, kind: type[SiteError], *slugs: str) -> list[str]:
        before = tree(site.output)
        with pytest.raises(kind) as raised:
            made(site)
        assert tree(site.output) == before
        found = [problem.slug for problem in raised.value.problems]
        assert set(slugs) <= set(found)
        return [str(problem) for problem in raised.value.problems]

    def test_problems_of_content_and_templates_come_together(
        self, site: Request, tmp_path: Path
    ) -> None:
        root = tmp_path / "project"
        for name in ("templates", "assets"):
            shutil.copytree(ROOT / name, root / name)
        site = replace(site, root=root)
        made(site)
        page = root / "templates/pages/goal.html"
        page.write_text(page.read_text("utf-8") + "{{ page.nothing }}", "utf-8")
        write(site, "projects/4.md", project("ownr: x", policy="99"))
        said = self.breaks(site, ContentInvalid, "unknown-variable", "unknown-field")
        assert any(line.startswith("templates/pages/goal.html:") for line in said)
        assert any(line.startswith("content/projects/4.md:") for line in said)

    def test_a_broken_anchor(self, site: Request) -> None:
        made(site)
        write(site, "pages/about.md", "---\ntitle: دربارهٔ برنامه\n---\n[x](goal:1#nowhere)\n")
        (line,) = self.breaks(site, ContentInvalid, "broken-anchor")
        assert line.startswith("content/pages/about.md:4:11: ")

    def test_a_broken_anchor_beside_a_faulty_record(self, site: Request) -> None:
        made(site)
        write(site, "projects/4.md", project("ownr: x"))
        write(site, "pages/about.md", "---\ntitle: دربارهٔ برنامه\n---\n[x](goal:1#nowhere)\n")
        write(site, "pages/help.md", "---\ntitle: راهنما\n---\n[x](project:4#nowhere)\n")
        *anchors, key = self.breaks(site, ContentInvalid, "broken-anchor", "unknown-field")
        for anchor, file in zip(anchors, ("about.md:4:11: ", "help.md:4:14: "), strict=True):
            assert anchor.startswith(f"content/pages/{file}")
        assert key.startswith("content/projects/4.md:")

    @pytest.mark.parametrize(
        ("name", "old", "new", "slug"),
        [
            ("site.yaml", "old_after: 90", "old_afer: 90", "unknown-field"),
            ("site.yaml", "as_of: 1404-12-29", "as_of: 1404-13-29", "bad-date"),
            ("site.yaml", "organisation: ", "organisation:\nx: ", "empty-value"),
            ("site.yaml", "to: page:about", "to: page:abuot", "broken-link"),
            ("site.yaml", "{from: 1403-01-01", "{from: 1405-01-01", "report-period"),
            ("plan.yaml", "note: گزارش‌ها", "nte: گزارش‌ها", "unknown-field"),
            ("plan.yaml", "horizon: 1414", "horizon: x", "bad-year"),
            ("plan.yaml", "first_year: 1400", "first_year: 1410", "bad-period"),
            ("plan.yaml", "title: منطقهٔ یک", "titel: منطقهٔ یک", "unknown-field"),
            ("plan.yaml", "key: works, ", "", "missing-field"),
            ("goals/1.md", "[پیوند]", "[a](goal:99) ![x](media/no.png) [پیوند]", "missing-image"),
            ("goals/1.md", "[پیوند](", "[a](goal:1#no) [پیوند](", "broken-anchor"),
        ],
    )
    def test_a_broken_anchor_beside_another_fault(
        self, site: Request, name: str, old: str, new: str, slug: str
    ) -> None:
        text = (site.content / name).read_text("utf-8")
        assert old in text
        write(site, name, text.replace(old, new, 1))
        write(site, "pages/about.md", "---\ntitle: دربارهٔ برنامه\n---\n[x](goal:1#nowhere)\n")
        with pytest.raises(ContentInvalid) as raised:
            made(site)
        found = [problem.slug for problem in raised.value.problems]
        assert {slug, "broken-anchor"} <= {*found}

    @pytest.mark.parametrize(
        ("policy", "line", "slug"),
        [
            ("99", "draft: خیر", "unknown-reference"),
            ("", "draft: خیر", "empty-value"),
            ("1", "ownr: x", "unknown-field"),
            ("1", "status: نامعلوم", "unknown-status"),
            ("1", "start: 1404-13-01", "bad-date"),
        ],
    )
    def test_what_only_pages_show_is_told_of_a_faulty_record(
        self, site: Request, policy: str, line: str, slug: str
    ) -> None:
        body = "[x](#nowhere) [y](goal:1#nowhere)\n\n## الف {#z}\n\n## ب {#z}\n"
        write(site, "projects/4.md", project(line, policy=policy) + body)
        with pytest.raises(ContentInvalid) as raised:
            made(site)
        found = [problem.slug for problem in raised.value.problems]
        assert sorted(found) == sorted([slug, "broken-anchor", "broken-anchor", "repeated-id"])

    def test_a_link_to_the_glyph_of_a_goal(self, site: Request) -> None:
        """Content does not make the drawings by naming them."""
        made(site)
        body = '«"#goal-97"» [x](#goal-99) [x](#goal-0) [x](#goal-۳) [x](#goal-' + "9" * 5000 + ")"
        write(site, "pages/about.md", f"---\ntitle: دربارهٔ برنامه\n---\n{body}\n")
        said = self.breaks(site, ContentInvalid, "broken-anchor")
        assert len(said) == 4
        assert all(line.startswith("content/pages/about.md:4:") for line in said)

    @pytest.mark.parametrize(
        ("old", "new", "at"),
        [
            ("points[goal - 1].path", "points[goal - 1].pth", "points[goal - 1]"),
            ("macro symbols(", "macro drawings(", ""),
        ],
    )
    def test_a_fault_in_the_drawings(
        self, site: Request, tmp_path: Path, old: str, new: str, at: str
    ) -> None:
        """It is told at the line of ``at``; of what is not there, at the first."""
        made(site)
        for name in ("templates", "assets"):
            shutil.copytree(ROOT / name, tmp_path / "project" / name)
        star = tmp_path / "project/templates/macros/star.html"
        text = star.read_text("utf-8")
        star.write_text(text.replace(old, new), "utf-8")
        line = text.count("\n", 0, text.index(at)) + 1
        said = self.breaks(replace(site, root=tmp_path / "project"), SiteError)
        assert said
        assert all(one.startswith(f"templates/macros/star.html:{line}:1: ") for one in said)

    def test_a_repeated_id(self, site: Request) -> None:
        made(site)
        text = "---\ntitle: دربارهٔ برنامه\n---\n## الف {#x}\n\n## ب {#x}\n"
        write(site, "pages/about.md", text)
        (line,) = self.breaks(site, ContentInvalid, "repeated-id")
        assert line.startswith("content/pages/about.md:6:7: ")

    def test_texts_that_are_too_complex_all_at_once(self, site: Request) -> None:
        made(site)
        bomb = "---\ntitle: {0}\n---\n" + "> " * 5000 + "a\n"
        for name in ("one", "two"):
            write(site, f"pages/{name}.md", bomb.format(name))
        said = self.breaks(site, TemplateFailed, "text-too-complex")
        assert [line.partition(":")[0] for line in said] == [
            *("content/pages/one.md", "content/pages/two.md"),
        ]

    def test_a_page_in_the_place_of_another(self, site: Request) -> None:
        made(site)
        write(site, "pages/tree.md", "---\ntitle: درخت\n---\n")
        said = self.breaks(site, OutputConflict, "output-conflict")
        assert any("content/pages/tree.md" in line and "plan.yaml" in line for line in said)

    @pytest.mark.parametrize("alias", ["tree", "search", "404"])
    def test_a_former_code_in_the_place_of_a_page(self, site: Request, alias: str) -> None:
        made(site)
        write(site, "pages/help.md", f"---\ntitle: راهنما\naliases: [{alias}]\n---\n")
        said = self.breaks(site, OutputConflict, "output-conflict")
        assert any(f"«{alias}.html»" in line and "content/pages/help.md" in line for line in said)

    def test_samples_in_a_release(self, site: Request) -> None:
        made(site)
        said = self.breaks(replace(site, release=True), ContentInvalid, "sample-in-release")
        assert 1 < len(said) <= 7
        assert "content/goals/1.md:14:13: " in "\n".join(said)
        made(replace(site, release=True, allow_sample=True, base_url=REAL))

    def test_a_release_at_an_address_that_nobody_has(self, site: Request) -> None:
        wanted = replace(site, release=True, allow_sample=True)
        assert made(site).reserved_host == "plan.example"
        for host in ("plan.example", "a.test", "x.invalid", "localhost"):
            address = f"https://{host}/a"
            assert reserved_host(address) == host
            refused = replace(wanted, base_url=address)
            (line,) = self.breaks(refused, ContentInvalid, "reserved-address")
            assert line.startswith("content/site.yaml:4:11: ")
        assert made(replace(wanted, base_url=REAL)).reserved_host == ""

    def test_a_check_finds_the_same_and_writes_nothing(self, site: Request) -> None:
        write(site, "projects/4.md", project("ownr: x", policy="99"))
        _, problems = checked(site)
        assert not site.output.exists()
        with pytest.raises(ContentInvalid) as raised:
            made(site)
        assert raised.value.problems == problems


def test_a_frame_is_intact_whatever_the_text(site: Request) -> None:
    hostile = "</main><base target=x>\n\n<style>\n\n<textarea>\n\n<title>\n\n<div>\n\n<!--"
    made(site)
    calm = tree(site.output)["about.html"].decode()
    write(
        site,
        "pages/about.md",
        f"---\ntitle: دربارهٔ برنامه\nsummary: معرفی برنامه.\n---\n{hostile}\n",
    )
    made(site)
    page = tree(site.output)["about.html"].decode()
    end = "</main>"
    assert page.count(end) == calm.count(end) == 1
    assert page.partition(end)[2] == calm.partition(end)[2]
    for tag in ("<base", "<textarea", "<title>", "<style>"):
        assert page.count(tag) == calm.count(tag)


def test_template_syntax_in_every_field_is_printed(site: Request) -> None:
    text = "{{ site.title }}{% if x %}"
    lines = (f"summary: '{text}'", f"status_reason: '{text}'", f"approved_text: '{text}'")
    write(site, "projects/4.md", project(*lines).replace("متن طرح.", text))
    made(site)
    assert tree(site.output)["projects/4.html"].decode().count(text) >= 4


TITLES = st.sampled_from(["الف", "ب", "پ", "ت"])
EDITS: dict[str, Callable[[Path, str, int], None]] = {}


def edit(name: str) -> Callable[[Callable[[Path, str, int], None]], None]:
    def register(function: Callable[[Path, str, int], None]) -> None:
        EDITS[name] = function

    return register


@edit("write a project")
def _write(content: Path, word: str, number: int) -> None:
    status = ("", "status: running", "status: cancelled")[number % 3]
    text = project(status, policy=str(number % 3 + 1)).replace(
        "title: طرح", f"title: {word}{number}"
    )
    (content / f"projects/{number}.md").write_text(text, "utf-8")


@edit("remove a project")
def _remove(content: Path, word: str, number: int) -> None:
    if number > 1:  # the news is about the first goal, whose text leads to the first project
        (content / f"projects/{number}.md").unlink(missing_ok=True)


@edit("rename a project")
def _rename(content: Path, word: str, number: int) -> None:
    path = content / f"projects/{number}.md"
    if number > 1 and path.exists():
        path.rename(content / f"projects/{number + 10}.md")


@edit("title a goal")
def _title(content: Path, word: str, number: int) -> None:
    path = content / f"goals/{number % 2 + 1}.md"
    first, _, rest = path.read_text("utf-8").partition("title: ")
    path.write_text(f"{first}title: هدف {word}\n{rest.partition(chr(10))[2]}", "utf-8")


@edit("write the text of a page")
def _text(content: Path, word: str, number: int) -> None:
    text = f"---\ntitle: دربارهٔ برنامه\n---\n## {word}\n\n{word * number}\n"
    (content / "pages/about.md").write_text(text, "utf-8")


@edit("change a word of all pages")
def _menu(content: Path, word: str, number: int) -> None:
    path = content / "site.yaml"
    text = path.read_text("utf-8")
    old = text.partition("organisation: ")[2].partition("\n")[0]
    path.write_text(text.replace(f"organisation: {old}", f"organisation: نهاد {word}"), "utf-8")


@edit("break and mend")
def _break(content: Path, word: str, number: int) -> None:
    path = content / "projects/1.md"
    text = path.read_text("utf-8")
    swap = ("policy: 1\n", "policy: 77\n")
    path.write_text(text.replace(*(swap if swap[0] in text else swap[::-1])), "utf-8")


def recount(content: Path) -> None:
    """Declares as many projects as there are."""
    there = len(list((content / "projects").glob("[0-9]*.md")))
    path = content / "plan.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    line = f"  projects: {{count: {there}, source: report}}\n"
    path.write_text("".join(line if x.startswith("  projects: {") else x for x in lines), "utf-8")


@settings(max_examples=4)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(EDITS)), TITLES, st.integers(1, 6)), min_size=1, max_size=5
    )
)
def test_after_any_edits_it_is_as_if_built_anew(
    cache: Path, edits: list[tuple[str, str, int]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        content = tiny_with(folder, {})
        site = request(folder, cache=cache)
        made(site)
        for kind, word, number in edits:
            EDITS[kind](content, word, number)
            recount(content)
            before = tree(site.output)
            try:
                made(site)
            except SiteError:
                assert tree(site.output) == before
        cold = replace(site, output=folder / "cold", cache=None)
        try:
            made(cold)
        except SiteError:
            return
        assert site_in(site.output) == site_in(cold.output)


def test_a_cache_that_cannot_be_kept_is_done_without(site: Request, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    made(replace(site, cache=blocked))
    assert (site.output / "index.html").is_file()
    with Cache.open(blocked / "pages.sqlite") as nothing:
        assert nothing.get_many(["x"]) == {}


class TestRelease:
    """A release is made from what the project holds, and from no cache."""

    def test_a_cache_that_somebody_wrote_into_is_not_read(
        self, site: Request, tmp_path: Path
    ) -> None:
        poisoned = replace(site, cache=tmp_path / "cache", allow_sample=True)
        made(poisoned)
        assert poisoned.pages_cache
        with sqlite3.connect(poisoned.pages_cache) as connection:
            rows = connection.execute("SELECT key, value FROM entries_1").fetchall()
        with Cache.open(poisoned.pages_cache) as cache:
            cache.put_many({key: b"<script src=//evil.example></script>" for key, _ in rows})
        release = replace(poisoned, release=True, base_url=REAL)
        before = poisoned.pages_cache.read_bytes()
        made(release)
        assert not [path for path, data in tree(site.output).items() if b"evil" in data]
        assert poisoned.pages_cache.read_bytes() == before


class TestSources:
    """What is no plain file among templates and assets is refused by name, whoever wants it."""

    @pytest.fixture
    def own(self, site: Request, tmp_path: Path) -> Request:
        for name in ("templates", "assets"):
            shutil.copytree(ROOT / name, tmp_path / name)
        return replace(site, root=tmp_path)

    @pytest.mark.parametrize(
        "name",
        ["templates/macros/star.html", "assets/css/base.css", "assets/js", "templates/pages"],
    )
    def test_a_link(self, own: Request, tmp_path: Path, name: str) -> None:
        (tmp_path / name).rename(tmp_path / "elsewhere")
        (tmp_path / name).symlink_to(tmp_path / "elsewhere")
        with pytest.raises(ContentInvalid) as raised:
            made(own)
        for problems in (raised.value.problems, checked(own)[1]):
            found = [(problem.place.path, problem.slug) for problem in problems]
            assert found == [(name, "unreadable-file")]

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_a_pipe_is_not_waited_for(self, own: Request, tmp_path: Path, jobs: int) -> None:
        os.mkfifo(tmp_path / "templates/x.html")
        with pytest.raises(ContentInvalid, match=r"templates/x\.html:1:1: .*\[unreadable-file\]"):
            made(replace(own, jobs=jobs))

    def test_a_leftover_of_an_editor_is_none_of_them(self, own: Request, tmp_path: Path) -> None:
        (tmp_path / "templates/pages/.#goal.html").symlink_to("somebody@somewhere.1")
        made(own)

    def test_one_that_may_not_be_read(self) -> None:
        code = "print(*source_problems(folder, 'templates'), sep='\\n')"
        with TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            (folder / "secret.html").write_text("")
            (folder / "secret.html").chmod(0o600)
            (folder / "closed").mkdir(0o700)
            told = as_nobody(code, folder).splitlines()
        assert [line.partition(":")[0] for line in told] == [
            *("templates/closed", "templates/secret.html"),
        ]
        assert all("اجازه" in line for line in told)


def photo(folder: Path, orientation: int = 6) -> bytes:
    """A phone's photo, lying on its side, that tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "34.6416N 50.8746E"
    path = folder / "media/square.jpg"
    Image.new("RGB", (64, 32), "teal").save(path, exif=exif)
    return path.read_bytes()


class TestPictures:
    """A photo is published upright and without its metadata, and decoded once."""

    PAGE = "---\ntitle: راهنما\n---\n![میدان](media/square.jpg)\n"

    def test_a_photo_of_a_phone(self, site: Request, monkeypatch: pytest.MonkeyPatch) -> None:
        assert b"50.8746E" in photo(site.content)
        write(site, "pages/help.md", self.PAGE)
        made(site)
        first = tree(site.output)
        with Image.open(site.output / "media/square.jpg") as published:
            assert published.size == (32, 64)
        assert b"50.8746E" not in first["media/square.jpg"]
        assert b'width="32" height="64"' in first["help.html"]
        # What is known is not decoded again; without a cache, the same bytes are made anew.
        without = replace(site, cache=None, output=site.output.with_name("other"))
        made(without)
        assert site_in(without.output) == site_in(site.output)
        monkeypatch.setattr(pictures, "drawn", Mock(side_effect=AssertionError))
        made(site)
        assert tree(site.output) == first

    def test_one_that_cannot_be_shown_stops_a_build(self, site: Request) -> None:
        whole = photo(site.content)
        made(site)
        before = tree(site.output)
        (site.content / "media/square.jpg").write_bytes(whole[: len(whole) // 2])
        with pytest.raises(ContentInvalid) as refused:
            made(site)
        assert tree(site.output) == before
        assert checked(site)[1][0] in refused.value.problems
        assert [problem.slug for problem in refused.value.problems] == ["bad-image"]
