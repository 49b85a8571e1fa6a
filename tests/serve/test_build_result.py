"""What a build says, and what the pages make of it."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qomsite.errors import OutputRefused, Place, Problem, advice
from qomsite.outputs.site import Site
from qomsite.pipeline import build, rendering
from qomsite.pipeline.request import Request
from qomsite.render.engine import PreviewPages
from qomsite.serve import preview
from qomsite.serve.build_result import Board, BuildResult
from qomsite.serve.preview import Superseded, rebuild
from qomsite.serve.problem_page import problem_page as problem_page_of
from qomsite.serve.strip import strip_of, with_strip
from tests.library.plans import Files, project, tiny_with
from tests.serve.running import ROOT

PAGE = (
    '<head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'sha256-a'\"></head><body>متن</body>"
)


@pytest.fixture(autouse=True)
def known_pages(tiny: Path, tmp_path: Path) -> None:
    """The first build of a test has its pages from an earlier one."""
    (tmp_path / "cache").mkdir()
    shutil.copy(tiny / "cache/pages.sqlite", tmp_path / "cache")


def request_of(folder: Path, files: Files | None = None) -> Request:
    """A request for the tiny site with ``files``, with templates of its own."""
    tiny_with(folder, files or {})
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    return Request(folder, folder / "content", folder / "out", cache=folder / "cache", drafts=True)


def rebuilt(request: Request, board: Board) -> bool:
    """Whether browsers were told to load again when the site was built."""
    told: list[str] = []
    rebuild(request, board, lambda: told.append(board.number("index.html")))
    return bool(told)


def problem_page(request: Request, board: Board) -> str:
    pages = PreviewPages(request.templates)
    return problem_page_of(request, board.result, board.number("index.html"), pages)


class TestABuild:
    """It is noted how it went."""

    def test_what_went_well_names_the_files_of_each_page(self, tmp_path: Path) -> None:
        board = Board()
        request = request_of(tmp_path, {"projects/4.md": project("draft: بله")})
        assert not board.result.is_well
        assert rebuilt(request, board)
        result = board.result
        assert result.is_well
        listing = "content/projects/_index.md"
        assert result.sources["projects/4.html"] == ("content/projects/4.md", listing)
        assert result.sources["projects/index.html"] == (listing,)
        assert result.sources["index.html"] == ("content/site.yaml", "content/plan.yaml")
        assert result.drafts == {"content/projects/4.md"}
        assert [found.slug for found in result.remarks] == ["count-mismatch"]
        # Nothing changed: browsers need not load again.
        assert not rebuilt(request, board)

    def test_a_bug_has_a_page_too_and_the_preview_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        board, request = Board(), request_of(tmp_path)
        rebuilt(request, board)

        def broken(*_: object) -> None:
            raise ZeroDivisionError("<b>nothing to divide by</b>")

        with monkeypatch.context() as patch:
            patch.setattr(preview, "build", broken)
            assert rebuilt(request, board)
            assert not rebuilt(request, board)
        assert "ZeroDivisionError" in capsys.readouterr().err
        page = problem_page(request, board)
        assert "<h1>خطای برنامه</h1>" in page
        assert "ZeroDivisionError: &lt;b&gt;nothing to divide by" in page
        assert rebuilt(request, board)
        assert board.result.is_well

    def test_a_template_error_names_its_line(self, tmp_path: Path) -> None:
        board, request = Board(), request_of(tmp_path)
        path = tmp_path / "templates/pages/goal.html"
        path.write_text("{# مهم #}\n{% if page.goals %}\n", "utf-8")
        rebuilt(request, board)
        page = problem_page(request, board)
        assert "templates/pages/goal.html" in page
        assert f"vscode://file{path}:" in page
        assert "% if page.goals %" in page

    def test_a_picture_is_news_when_it_lies_in_the_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        board, request = Board(), request_of(tmp_path)
        picture = request.content / "media/a.pdf"
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(b"%PDF-1.4 old")
        rebuilt(request, board)
        (shown,) = request.output.rglob("a.pdf")
        picture.write_bytes(b"%PDF-1.4 new")

        def full(*_: object) -> None:
            raise OutputRefused([Problem(Place("out"), "output-disk", "x")])

        with monkeypatch.context() as patch:
            patch.setattr(build, "publish", full)
            rebuilt(request, board)
        seen: list[bytes] = []
        rebuild(request, board, lambda: seen.append(shown.read_bytes()))
        assert seen[-1] == b"%PDF-1.4 new"

    def test_a_missing_folder_is_said(self, tmp_path: Path) -> None:
        board, request = Board(), request_of(tmp_path)
        shutil.rmtree(request.content)
        rebuilt(request, board)
        assert "unreadable-file" in problem_page(request, board)


class TestWhatIsShownFirst:
    """What a saved text makes, and what is open, long before all is made."""

    def test_it_is_what_a_whole_build_shows(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        board, request = Board(), request_of(tmp_path)
        rebuilt(request, board)
        composed = rendering.composed

        def late(*asked: Any) -> Site:
            assert told, "nothing was shown before all pages are composed"
            return composed(*asked)

        monkeypatch.setattr(build, "composed", late)
        request = replace(request, jobs=1)
        path = request.content / "projects/4.md"
        path.write_text(path.read_text("utf-8") + "\nبندی تازه با **تأکید**.\n", "utf-8")
        told: list[BuildResult] = []
        for open_page in ("goals/1.html", "reckoning.html", "projects/index.html", "nowhere.html"):
            board.asked = open_page
            told.clear()
            rebuild(request, board, lambda: told.append(board.result), frozenset({str(path)}))
            first, whole = told[0], told[-1]
            assert first.is_well
            for name in {"projects/4.html", open_page} & whole.files.keys():
                assert first.files[name] == whole.files[name], name
            assert first.remarks == whole.remarks
            path.write_text(path.read_text("utf-8") + "\nو یکی دیگر.\n", "utf-8")

    def test_a_page_that_stays_is_not_loaded_again(self, tmp_path: Path) -> None:
        board, request = Board(), request_of(tmp_path)
        rebuilt(request, board)
        path = request.content / "projects/4.md"
        path.write_text(path.read_text("utf-8") + "\nبندی تازه.\n", "utf-8")
        shown: list[list[str]] = [
            [board.number(name) for name in ("projects/4.html", "about.html")]
        ]
        rebuild(
            replace(request, jobs=1),
            board,
            lambda: shown.append([board.number(n) for n in ("projects/4.html", "about.html")]),
            frozenset({str(path)}),
        )
        assert len({edited for edited, _ in shown}) == 2
        assert len({other for _, other in shown}) == 1

    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("templates/layouts/site.html", ("</body>", "<!-- x --></body>")),
            ("content/projects/4.md", ("policy: 1", "policy: 99")),
            ("content/projects/4.md", ("متن طرح.", "> " * 3_000)),
        ],
    )
    def test_not_where_something_else_changed_or_is_wrong(
        self, tmp_path: Path, name: str, change: tuple[str, str]
    ) -> None:
        board, request = Board(), request_of(tmp_path)
        rebuilt(request, board)
        path = tmp_path / name
        text = path.read_text("utf-8")
        path.write_text(text.replace(*change), "utf-8")
        told: list[BuildResult] = []
        rebuild(
            replace(request, jobs=1),
            board,
            lambda: told.append(board.result),
            frozenset({str(path)}),
        )
        assert len(told) == 1
        assert told[0].is_well == name.startswith("templates")

    def test_a_later_save_ends_the_build(self, tmp_path: Path) -> None:
        board, request = Board(), request_of(tmp_path)
        rebuilt(request, board)
        path = request.content / "projects/4.md"
        before = (request.output / "projects/4.html").read_bytes()
        path.write_text(path.read_text("utf-8") + "\nبندی تازه.\n", "utf-8")
        told: list[BuildResult] = []

        def step() -> None:
            if told:
                raise Superseded

        paths = frozenset({str(path)})
        with pytest.raises(Superseded):
            rebuild(replace(request, jobs=1), board, lambda: told.append(board.result), paths, step)
        assert "بندی تازه" in told[0].files["projects/4.html"].decode()
        assert (request.output / "projects/4.html").read_bytes() == before
        rebuild(replace(request, jobs=1), board, lambda: None, paths)
        assert "بندی تازه" in (request.output / "projects/4.html").read_text("utf-8")


class TestTheProblemPage:
    """It escapes what the content says, and is one page however much is wrong."""

    def test_markup_in_a_file_is_shown_as_it_stands(self, tmp_path: Path) -> None:
        board = Board()
        files = {"projects/4.md": project("ownr: <script>alert(1)</script>")}
        request = request_of(tmp_path, files)
        rebuilt(request, board)
        page = problem_page(request, board)
        assert 'src="/preview/preview.js"' in page
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_so_many_problems_are_counted_and_the_first_hundred_shown(self, tmp_path: Path) -> None:
        request = request_of(tmp_path)
        problems = tuple(
            Problem(Place("content/plan.yaml", n, 1), "bad-yaml", "x") for n in range(250)
        )
        board = Board()
        board.write(BuildResult().failed(problems))
        page = problem_page(request, board)
        assert "۲۵۰ مشکل در ۱ پرونده" in page
        assert "و ۱۵۰ مشکل دیگر" in page
        assert page.count("<article>") == 100

    def test_a_form_is_offered(self, tmp_path: Path) -> None:
        request, board = request_of(tmp_path), Board()
        problem = Problem(Place("content/projects/4.md", 1, 1), "bad-yaml", "x")
        board.write(BuildResult().failed((problem,)))
        assert 'href="/edit/projects/4"' in problem_page(request, board)


class TestTheStrip:
    """What it says of a page."""

    RESULT = BuildResult(
        is_built=True,
        sources={"a.html": ("content/a.md", "content/b.md"), "c.html": ("content/c.md",)},
        drafts=frozenset({"content/a.md"}),
        remarks=(
            advice(Place("content/a.md", 3, 2), "half-space", "نیم‌فاصله"),
            advice(Place("content/b.md", 1, 1), "half-space", "نیم‌فاصلهٔ دیگر"),
            Problem(Place("content/a.md", 2, 1), "draft-reference", "پیش‌نویس است"),
            advice(Place("content/c.md", 9, 9), "half-space", "از صفحهٔ دیگر"),
        ),
    )

    def shown(self, path: str, page: str = PAGE) -> str:
        request = Request(ROOT, Path("/plan/content"), Path("/out"))
        strip = strip_of(request, self.RESULT, path, PreviewPages(request.templates))
        return with_strip(page, strip, 8000, "n-1")

    def test_its_files_remarks_and_draft(self) -> None:
        page = self.shown("a.html")
        for text in ("content/a.md", "content/b.md", "۲ پیشنهاد", "۱ مشکل هنگام انتشار"):
            assert text in page
        assert "vscode://file/plan/content/a.md:3:2" in page
        assert 'preview-mark">پیش‌نویس<' in page
        assert "از صفحهٔ دیگر" not in page

    def test_another_page_has_its_own(self) -> None:
        page = self.shown("c.html")
        assert "از صفحهٔ دیگر" in page
        assert "۱ پیشنهاد" in page
        assert "preview-mark" not in page
        assert "content/a.md" not in page

    def test_a_page_that_no_file_makes_says_so(self) -> None:
        assert "از پرونده‌ای در محتوا ساخته نشده" in self.shown("404.html")

    def test_it_stands_at_the_end_and_the_text_is_untouched(self) -> None:
        page = self.shown("a.html")
        assert "<body>متن<aside" in page
        assert page.endswith("</aside></body>") or page.endswith("</aside>\n</body>")

    def test_a_text_that_speaks_of_a_policy_is_not_the_policy(self) -> None:
        text = '<meta http-equiv="Content-Security-Policy" content="x y">'
        assert text in self.shown("a.html", PAGE.replace("متن", text))


def test_each_run_names_what_it_shows_anew() -> None:
    assert Board().number != Board().number
