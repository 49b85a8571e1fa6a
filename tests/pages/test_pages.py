"""Which pages exist, where, and what each knows."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from qomsite.checks.registry import check
from qomsite.library.library import Library
from qomsite.library.rollup import projects_of_year
from qomsite.loader.load import load
from qomsite.model.fields import row, rows
from qomsite.model.records import Project, Record
from qomsite.pages.authored import ArticleView, NewsView
from qomsite.pages.frame import Frame, Page, RecordLink
from qomsite.pages.home import HomeView
from qomsite.pages.permalink import destination, permalink
from qomsite.pages.records import GoalView, PolicyView, ProjectView
from qomsite.pages.redirect import RedirectView
from qomsite.pages.registry import compose
from qomsite.pages.site import report, site_view
from tests.library.plans import library_of, project, tiny_with
from tests.sites.folders import TINY

Pages = dict[str, Page]
SITE = (TINY / "site.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The tiny site, linked."""
    return library_of(tmp_path_factory.mktemp("plan"))


@pytest.fixture(scope="module")
def pages(plan: Library) -> Pages:
    """Every page of the tiny site by its path."""
    return by_path(plan)


def by_path(plan: Library) -> Pages:
    composed = compose(plan)
    pages = {page.path: page for page in composed}
    assert len(pages) == len(composed)
    return pages


def view(pages: Pages, path: str, kind: type[Any]) -> Any:
    found = pages[path].view
    assert isinstance(found, kind)
    return found


def frame(pages: Pages, path: str) -> Frame:
    return pages[path].view.frame


class TestPermalink:
    """An address follows from kind and code alone."""

    @pytest.mark.parametrize(
        ("kind", "code", "path"),
        [
            ("goal", "1", "goals/1.html"),
            ("project", "125", "projects/125.html"),
            ("axis", "3", "axes/3.html"),
            ("policy", "12-a", "policies/12-a.html"),
            ("news", "approval", "news/approval.html"),
            ("page", "about", "about.html"),
            ("owner", "green", "owners/green.html"),
            ("district", "8", "districts/8.html"),
            ("status", "running", "statuses/running.html"),
            ("view", "home", "index.html"),
            ("view", "tree", "tree.html"),
            ("view", "projects", "projects/index.html"),
            ("media", "map.png", "media/map.png"),
        ],
    )
    def test_path(self, kind: str, code: str, path: str) -> None:
        assert permalink(kind, code) == path

    def test_a_destination_is_a_path_or_a_foreign_address(self) -> None:
        assert destination("project:۱۲۵#history") == "projects/125.html#history"
        assert destination("https://city.example/") == "https://city.example/"
        with pytest.raises(ValueError, match="no reference"):
            destination("طرح ۳")

    def test_it_is_the_same_in_any_plan(self, pages: Pages, tmp_path: Path) -> None:
        more = by_path(library_of(tmp_path, {"projects/9.md": project()}))
        # Its own page, and that of the letter that its title («طرح …») begins with.
        assert set(more) == set(pages) | {"projects/9.html", permalink("letter", "0637")}


class TestWhichPages:
    """A page for each record, term and view."""

    def test_every_record_has_its_page(self, plan: Library, pages: Pages) -> None:
        for kind, records in (
            ("goal", plan.goals),
            ("strategy", plan.strategies),
            ("policy", plan.policies),
            ("project", plan.projects),
            ("axis", plan.axes),
            ("measure", plan.measures),
            ("page", plan.pages),
        ):
            for code, record in records.items():
                found = frame(pages, permalink(kind, code))
                assert (found.title, found.origin) == (record.title, record.path)

    def test_every_term_has_its_page(self, pages: Pages) -> None:
        for path in ("owners/green", "districts/8", "statuses/running", "statuses/unreported"):
            assert f"{path}.html" in pages

    def test_an_old_code_leads_to_the_record(self, pages: Pages) -> None:
        assert pages["projects/t-118.html"].type == "redirect"

    def test_so_do_those_of_news_and_pages(self, tmp_path: Path) -> None:
        files = {
            "news/second.md": "---\ntitle: خبر دوم\naliases: [Old-News]\n---\n",
            "pages/help.md": "---\ntitle: راهنما\naliases: [guide, old-news]\n---\n",
        }
        pages = by_path(library_of(tmp_path, files))
        led = {
            path: page.view.target.path
            for path, page in pages.items()
            if isinstance(page.view, RedirectView) and path != "projects/t-118.html"
        }
        assert led == {
            "correction/unit.html": "correction/budget.html",
            "news/old-news.html": "news/second.html",
            "guide.html": "help.html",
            "old-news.html": "help.html",
        }

    def test_a_draft_is_on_no_page(self, tmp_path: Path) -> None:
        secret = project("draft: بله", "aliases: [z-9]").replace("title: طرح", "title: رازنهفته")
        article = "---\ntitle: خبر رازنهفته\ndraft: بله\naliases: [z-8]\n---\n"
        files = {"projects/4.md": secret, "news/secret.md": article}
        pages = by_path(library_of(tmp_path, files))
        addresses = {"projects/4.html", "projects/z-9.html", "news/secret.html", "news/z-8.html"}
        assert not addresses & set(pages)
        assert "رازنهفته" not in repr([page.view for page in pages.values()])

    def test_the_same_plan_gives_the_same_views(self, plan: Library, pages: Pages) -> None:
        assert [repr(page) for page in compose(plan)] == [repr(page) for page in pages.values()]


class TestPlace:
    """Where a page sits, and the way back, on and across."""

    def test_the_breadcrumb_of_a_project_goes_over_all_its_levels(self, pages: Pages) -> None:
        steps = frame(pages, "projects/1.html").breadcrumb
        assert [step.path for step in steps] == [
            *("index.html", "goals/1.html", "strategies/1.html", "policies/1.html", "")
        ]
        assert [step.title for step in steps] == [
            *("خانه", "هدف ۱", "راهبرد ۱", "سیاست اجرایی ۱", "طرح ۱")
        ]

    def test_it_leaves_out_a_level_that_is_not_there(self, pages: Pages) -> None:
        steps = frame(pages, "projects/2.html").breadcrumb
        assert [step.path for step in steps[1:-1]] == ["goals/2.html", "policies/3.html"]

    def test_every_breadcrumb_begins_at_home_and_ends_here(self, pages: Pages) -> None:
        for path, page in pages.items():
            steps = page.view.frame.breadcrumb
            if page.type in ("home", "not_found", "redirect"):
                continue
            assert steps[0].path == "index.html", path
            assert steps[-1].path == "", path
            assert all(step.path in pages for step in steps[:-1]), path

    def test_neighbours_follow_the_codes(self, pages: Pages) -> None:
        def around(path: str) -> list[str | None]:
            found = frame(pages, path)
            return [link.path if link else None for link in (found.previous, found.next)]

        assert around("projects/1.html") == [None, "projects/2.html"]
        assert around("projects/2.html") == ["projects/1.html", "projects/3.html"]
        assert around("projects/4.html") == ["projects/3.html", None]

    def test_every_neighbour_looks_back(self, pages: Pages) -> None:
        for path, page in pages.items():
            after = page.view.frame.next
            if after:
                before = frame(pages, after.path).previous
                assert before is not None
                assert before.path == path

    def test_siblings_are_the_others_under_the_same_parent(self, pages: Pages) -> None:
        shown = view(pages, "projects/1.html", ProjectView)
        assert [link.path for link in shown.siblings] == ["projects/4.html"]
        assert [link.path for link in shown.also_serves] == ["policies/2.html", "policies/3.html"]
        policy = view(pages, "policies/2.html", PolicyView)
        assert [link.path for link in policy.siblings] == ["policies/1.html"]
        assert [link.path for link in policy.also_serving] == ["projects/1.html"]

    def test_news_stands_with_what_it_is_about(self, pages: Pages) -> None:
        goal = view(pages, "goals/1.html", GoalView)
        assert [link.path for link in goal.told.news] == ["news/approval.html"]
        article = view(pages, "news/approval.html", ArticleView)
        assert {link.path for link in article.related} == {"goals/1.html", "about.html"}


class TestFacts:
    """Only what is known, and one line naming what is not."""

    def test_known_facts_only(self, pages: Pages) -> None:
        full = view(pages, "projects/1.html", ProjectView)
        bare = view(pages, "projects/2.html", ProjectView)
        assert len(full.facts) > 7
        assert all(value.text for fact in full.facts for value in fact.values)
        assert bare.facts == ()

    def test_values_are_in_persian(self, pages: Pages) -> None:
        full = view(pages, "projects/1.html", ProjectView)
        texts = {fact.label: [value.text for value in fact.values] for fact in full.facts}
        assert full.moments[0].title == "شروع"
        assert texts["اعتبار"] == ["۵۵٫۳ میلیارد تومان"]
        assert texts["پیشرفت ریالی"] == ["۴۸٫۵٪"]
        assert texts["منطقه"] == ["منطقهٔ یک", "منطقهٔ هشت"]

    def test_what_is_not_announced_is_named_once(self, pages: Pages) -> None:
        bare = view(pages, "projects/2.html", ProjectView)
        expected = [one.title for one in rows(Project) if one.announced]
        assert list(bare.told.missing) == expected
        assert "وضعیت" in bare.told.missing
        full = view(pages, "projects/1.html", ProjectView)
        assert full.told.missing == ()

    def test_what_is_known_is_never_named_as_missing(self, pages: Pages) -> None:
        for page in pages.values():
            if isinstance(page.view, ProjectView):
                labels = {fact.label for fact in page.view.facts}
                assert not labels & set(page.view.told.missing)

    def test_zero_is_known(self, tmp_path: Path) -> None:
        files = {"projects/2.md": project("physical_progress: 0")}
        shown = view(by_path(library_of(tmp_path, files)), "projects/2.html", ProjectView)
        label = row(Project, "physical_progress").title
        assert [fact.values[0].text for fact in shown.facts if fact.label == label] == ["۰٪"]
        assert label not in shown.told.missing

    def test_an_unreported_status_is_no_status(self, pages: Pages) -> None:
        shown = view(pages, "projects/2.html", ProjectView)
        assert shown.status.title == "گزارش‌نشده"
        assert shown.status.path == "statuses/unreported.html"


class TestRollUps:
    """Figures in words, each with its base; none where nothing is known."""

    def test_the_base_is_printed(self, tmp_path: Path) -> None:
        files = {
            "projects/2.md": project("status: cancelled", "physical_progress: 9"),
            "projects/3.md": project("status: running", "physical_progress: 38"),
        }
        pages = by_path(library_of(tmp_path, files))
        state = view(pages, "index.html", HomeView).progress
        assert state is not None
        assert "۲ از ۳ طرح گزارش شده" in state.base
        assert state.means[0].value == "۵۰٪"
        assert "۲ طرح" in state.means[0].base
        assert "۱ طرح لغوشده" in state.excluded

    def test_there_is_no_figure_without_a_base(self, tmp_path: Path) -> None:
        files = {f"projects/{code}.md": project() for code in "1234"}
        state = view(by_path(library_of(tmp_path, files)), "index.html", HomeView).progress
        assert state is not None
        assert state.means == ()

    def test_the_segments_are_the_bar(self, pages: Pages) -> None:
        state = view(pages, "index.html", HomeView).progress
        assert state is not None
        assert state.counts == tuple(segment.count for segment in state.segments)
        assert 0 not in state.counts

    def test_only_cancelled_projects_make_no_bar(self, tmp_path: Path) -> None:
        files = {f"projects/{code}.md": project("status: cancelled") for code in "1234"}
        state = view(by_path(library_of(tmp_path, files)), "index.html", HomeView).progress
        assert state is None or state.segments == ()

    def test_a_goal_without_projects_has_no_state(self, tmp_path: Path) -> None:
        pages = by_path(library_of(tmp_path, {"projects/2.md": ""}))
        assert view(pages, "goals/2.html", GoalView).progress is None


class TestNews:
    """Undated news comes last and says so."""

    def test_order(self, tmp_path: Path) -> None:
        files = {
            "news/b.md": "---\ntitle: ب\n---\n",
            "news/new.md": "---\ntitle: نو\ndate: 1404-12-29\n---\n",
        }
        pages = by_path(library_of(tmp_path, files))
        items = view(pages, "news/index.html", NewsView).items
        assert [link.path for link, _ in items] == [
            *("news/new.html", "news/approval.html", "news/b.html")
        ]
        assert items[-1][1] is None
        assert view(pages, "news/b.html", ArticleView).date is None


class TestPeriod:
    """The plan's period is over by the declared as-of date, never by the clock."""

    @pytest.mark.parametrize(("day", "ended"), [("1404-12-29", False), ("1405-01-01", True)])
    def test_ended(self, day: str, ended: bool, plan: Library, tmp_path: Path) -> None:
        text = plan.site_path.partition("/")[0]
        assert text == "content"
        files = {"site.yaml": SITE.replace("as_of: 1404-12-29", f"as_of: {day}")}
        said = site_view(library_of(tmp_path, files)).period_ended
        assert bool(said) is ended
        assert ended is ("۲۹ اسفند ۱۴۰۴" in said)

    @pytest.mark.parametrize(("day", "is_shown"), [("1404-12-29", True), ("1404-12-28", False)])
    def test_an_urgent_line_ends(self, day: str, is_shown: bool, tmp_path: Path) -> None:
        files = {"site.yaml": SITE.replace("until: 1404-12-29", f"until: {day}")}
        assert bool(site_view(library_of(tmp_path, files)).breaking) is is_shown


class TestSamples:
    """A page with a sample on it is marked, so that it is not indexed."""

    def test_a_sample_record_and_what_shows_it(self, pages: Pages) -> None:
        assert frame(pages, "projects/3.html").sample
        assert frame(pages, "projects/3.html").samples
        for path in ("index.html", "tree.html", "projects/index.html", "goals/1.html"):
            assert frame(pages, path).samples
            assert frame(pages, path).sample is path.startswith("goals/")

    def test_nothing_is_marked_where_there_is_none(self, tmp_path: Path) -> None:
        content = library_of(tmp_path)
        records: list[Record] = list(content.samples())
        files = {
            record.path.removeprefix("content/"): _official(tmp_path, record.path)
            for record in records
        }
        clean = library_of(tmp_path / "clean", files)
        assert clean.samples() == ()
        marked = {path for path, page in by_path(clean).items() if page.view.frame.samples}
        assert marked <= {"404.html"}
        assert site_view(clean).sample_notice == ""

    @pytest.mark.parametrize(
        "official", ["", "projects", "policies", "goals", "strategies", "axes"]
    )
    def test_what_links_to_a_sample_says_so(self, official: str, tmp_path: Path) -> None:
        """Also where one collection has become official and the others are still samples."""
        samples = library_of(tmp_path).samples()
        paths = [r.path for r in samples if official and f"/{official}/" in r.path]
        files = {path.removeprefix("content/"): _official(tmp_path, path) for path in paths}
        for page in compose(library_of(tmp_path / "mixed", files)):
            for link in _sample_links(page.view):
                assert page.view.frame.samples, (page.path, link)


def _official(folder: Path, path: str) -> str:
    text = (folder / path).read_text("utf-8")
    return text.replace(
        "provenance: sample", "provenance: official\nsource: {document: سند, page: ۱}"
    )


def _sample_links(value: Any) -> list[str]:
    """The paths of all samples anywhere in a view."""
    if isinstance(value, tuple):
        return [path for item in value for path in _sample_links(item)]
    if not is_dataclass(value):
        return []
    own = [value.path] if isinstance(value, RecordLink) and value.sample else []
    neighbours = ("previous", "next")
    names = [field.name for field in fields(value) if field.name not in neighbours]
    return own + [path for name in names for path in _sample_links(getattr(value, name))]


class TestReport:
    """An error is reported with the record's number filled in."""

    def test_by_mail_where_there_is_an_address(self, plan: Library, pages: Pages) -> None:
        address = report(site_view(plan), frame(pages, "projects/3.html"))
        assert address.startswith("mailto:plan@city.example?subject=")
        assert "%D8%B7%D8%B1%D8%AD%20%DB%B3" in address
        assert "projects/3.html" in address

    def test_else_on_the_contact_page(self, tmp_path: Path, pages: Pages) -> None:
        site = SITE.replace("  email: plan@city.example\n", "")
        contact = "---\ntitle: تماس\n---\n## گزارش خطا {#report}\n"
        plan = library_of(tmp_path, {"site.yaml": site, "pages/contact.md": contact})
        address = report(site_view(plan), frame(pages, "projects/3.html"))
        assert address.startswith("contact.html?record=%D8%B7")
        assert address.endswith("#report")
        # Nowhere if there is neither.
        plan = library_of(tmp_path / "neither", {"site.yaml": site})
        assert report(site_view(plan), frame(pages, "projects/3.html")) == ""


def test_a_base_url_replaces_the_declared_one(plan: Library) -> None:
    assert site_view(plan).base_url == "https://plan.example/"
    assert site_view(plan, "https://x.example/a").base_url == "https://x.example/a/"


def test_a_date_without_a_day_is_shown_as_it_is_and_never_as_a_day(tmp_path: Path) -> None:
    lines = ("start: 1403", "end: 1404-06", "physical_progress: 99.6")
    files = {"projects/1.md": project(*lines), "projects/2.md": project("start: ۱۴۰۴/۶")}
    plan = library_of(tmp_path, files)
    shown = view(by_path(plan), "projects/1.html", ProjectView)
    assert [(one.title, one.date.words, one.date.iso) for one in shown.moments] == [
        ("شروع", "۱۴۰۳", ""),
        ("پایان اعلام‌شده", "شهریور ۱۴۰۴", ""),
        ("تاریخ به‌روزرسانی داده‌ها", plan.site.as_of.words, plan.site.as_of.iso),
    ]
    assert [
        one.date.words for one in view(by_path(plan), "projects/2.html", ProjectView).moments
    ] == ["شهریور ۱۴۰۴"]
    assert {year: len(found) for year, found in projects_of_year(plan).items()}[1404] == 2


@pytest.mark.parametrize(
    ("dates", "slugs"),
    [
        ("start: 1403|end: 1403-01", set()),
        ("start: 1403-06|end: 1403", set()),
        ("start: 1403-06-31|end: 1403|revised_ends: {end: 1403-12}", set()),
        ("start: 1403|end: 1402-12-29", {"end-before-start"}),
        ("start: 1403-07|end: 1403-06", {"end-before-start"}),
        ("end: 1403-12-30|revised_ends: {end: 1403}", set()),
        ("end: 1403|revised_ends: {end: 1403}", {"revised-ends"}),
        ("start: 1403-02|revised_ends: [{end: 1404}, {end: 1403-01}]", {"end-before-start"}),
        ("start: 1403-02|status: done|completed_on: 1403", set()),
        ("start: 1403-02|status: done|completed_on: 1403-01", {"end-before-start"}),
        ("status: done|completed_on: 1404-12", set()),
        ("status: done|completed_on: 1405", {"date-in-future"}),
        ("revised_ends: [{end: 1405, decided: 1405-01-01}]", {"date-in-future"}),
    ],
)
def test_dates_contradict_only_where_no_day_could_fit(
    dates: str, slugs: set[str], tmp_path: Path
) -> None:
    content, problems = load(tiny_with(tmp_path, {"projects/1.md": project(*dates.split("|"))}))
    assert problems == ()
    told = {one.slug for one in check(content)}
    assert told & {"end-before-start", "revised-ends", "date-in-future"} == slugs
