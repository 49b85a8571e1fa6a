"""The whole site on the content that the repository ships, read as a visitor's browser reads it."""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest

from qomsite import cli
from qomsite.commands import again, options, writing
from tests.sites.folders import site_in, tree
from tests.test_dates import persian
from tests.test_lists import COUNTS

ROOT = Path(__file__).resolve().parents[1]
SAY_NOTHING = {"اینجا", "این", "اینجا را ببینید", "کلیک کنید", "ادامه", "بیشتر", "ادامهٔ مطلب"}
TRACES = re.compile(r"None|\{\{|\{%|Markup\(|Decimal\(|\ufdd0|content-security|\bnan\b")
Capture = pytest.CaptureFixture[str]
BASE = "https://site.example/sub/"
STEPS = 4


@dataclass
class PageOf:
    """A page as its parser tells it: what a reader sees, and where it leads."""

    path: str
    text: str

    def __post_init__(self) -> None:
        self.html = cast(Any, lxml.html.document_fromstring(self.text))
        self.ids = self.html.xpath("//@id")
        self.anchors = self.html.xpath("//a/@href")
        self.links = self.html.xpath("//@href | //@src | //@action | //@poster | //@data-script")
        self.times = [time.get("datetime", "") for time in self.html.iter("time")]
        self.metas = {
            meta.get("name", meta.get("property", "")): meta.get("content", "")
            for meta in self.html.iter("meta")
        }
        self.rels = {link.get("rel"): link.get("href") for link in self.html.iter("link")}
        refresh = self.html.xpath("string(//meta[@http-equiv='refresh']/@content)")
        self.refresh = str(refresh).partition("url=")[2]
        self.visible = list(persian(self.html))

    def title(self, tag: str) -> str:
        return "".join(self.html.xpath(f"//{tag}[not(ancestor::svg)]//text()")).strip()

    @property
    def targets_in_main(self) -> Iterator[str]:
        """The paths that the links of the text itself lead to, within the site."""
        targets = (resolved(self, link) for link in self.html.xpath("//main//a/@href"))
        return (target[0] for target in targets if target)

    @property
    def is_redirect(self) -> bool:
        return bool(self.refresh)


Pages = dict[str, PageOf]


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Every page of the site, parsed."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    return {name: PageOf(name, path.read_text("utf-8")) for name, path in sorted(found.items())}


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def resolved(page: PageOf, link: str) -> tuple[str, str] | None:
    """The path and fragment that a link leads to; ``None`` out of the site."""
    address = urljoin(BASE + page.path, link)
    if not address.startswith(BASE):
        return None
    parts = urlsplit(address)
    path = unquote(parts.path).removeprefix(urlsplit(BASE).path)
    return path, unquote(parts.fragment)


def records() -> Iterator[tuple[str, str, str]]:
    """The collection, code and text of each shipped record."""
    for folder in COUNTS:
        for path in (ROOT / "content" / folder).glob("[0-9]*.md"):
            yield folder, path.stem, path.read_text("utf-8")


class TestRecords:
    """8, 29, 81, 270, 19 and 60, each with a page that is near."""

    @pytest.mark.parametrize("folder", COUNTS)
    def test_there_are_as_many_as_the_plan_has(self, folder: str, pages: Pages) -> None:
        codes = {code for name, code, _ in records() if name == folder}
        assert codes == {str(number) for number in range(1, COUNTS[folder] + 1)}
        own = [p for p in pages if re.fullmatch(rf"{folder}/\d+\.html", p)]
        assert sorted(own) == sorted(f"{folder}/{code}.html" for code in codes)

    def test_each_shows_its_title(self, pages: Pages) -> None:
        for folder, code, text in records():
            title = text.partition("\ntitle: ")[2].partition("\n")[0].strip("\"'")
            assert pages[f"{folder}/{code}.html"].title("h1") == title

    def test_each_is_at_most_four_steps_from_home(self, pages: Pages) -> None:
        distance = {"index.html": 0}
        queue = deque(["index.html"])
        while queue:
            here = queue.popleft()
            for link in pages[here].anchors:
                target = resolved(pages[here], link)
                if target and target[0] in pages and target[0] not in distance:
                    distance[target[0]] = distance[here] + 1
                    queue.append(target[0])
        for folder, code, _ in records():
            assert distance.get(f"{folder}/{code}.html", 99) <= STEPS
        lost = {p for p, page in pages.items() if not page.is_redirect} - distance.keys()
        assert lost == {"404.html"}

    def test_old_codes_lead_to_the_page(self, pages: Pages) -> None:
        aliases = 0
        for path in (ROOT / "content").glob("*/[!_]*.md"):
            way = "" if path.parent.name == "pages" else f"{path.parent.name}/"
            text = path.read_text("utf-8")
            found = re.search(r"^aliases: \[?([^\]\n]+)\]?$", text, re.MULTILINE)
            for alias in re.split(r"\s*,\s*", found[1]) if found else ():
                page = pages[f"{way}{alias.strip(chr(34)).lower()}.html"]
                assert resolved(page, page.refresh) == (f"{way}{path.stem}.html", "")
                assert page.metas["robots"] == "noindex"
                aliases += 1
        assert aliases == sum(page.is_redirect for page in pages.values()) > 0


class TestLinks:
    """Everything that is pointed at is there, without a server too."""

    def test_every_link_and_anchor_arrives(self, site: Path, pages: Pages) -> None:
        there = files(site)
        broken = []
        for page in pages.values():
            if page.path == "404.html":
                continue
            for link in {*page.links, *([page.refresh] if page.refresh else [])}:
                target = resolved(page, link)
                if target is None:
                    assert re.match(r"https?:|mailto:|sms:|tel:", link), (page.path, link)
                elif target[0] not in there or (
                    target[1] and target[1] not in pages[target[0]].ids
                ):
                    broken.append((page.path, link))
        assert broken == []

    def test_no_id_stands_twice(self, pages: Pages) -> None:
        for page in pages.values():
            assert len(page.ids) == len(set(page.ids)), page.path

    def test_every_link_is_relative_but_those_of_the_page_for_unknown_addresses(
        self, pages: Pages
    ) -> None:
        for page in pages.values():
            inside = [link for link in page.links if not re.match(r"[a-z]+:|#", link)]
            absolute = [link for link in inside if link.startswith("/")]
            if page.path == "404.html":
                assert absolute == inside
                assert inside
            else:
                assert absolute == []

    def test_the_page_for_unknown_addresses_leads_into_the_site(
        self, site: Path, pages: Pages
    ) -> None:
        there = files(site)
        path = urlsplit(pages["index.html"].rels["canonical"]).path.removesuffix("index.html")
        for link in pages["404.html"].links:
            if link.startswith("/"):
                assert unquote(urlsplit(link).path).removeprefix(path) in there

    def test_nothing_is_loaded_from_elsewhere(self, site: Path, pages: Pages) -> None:
        for page in pages.values():
            loaded = re.findall(
                r'<(?:img|script|iframe|source|use|image)\b[^>]* (?:src|href)="([^"]*)"', page.text
            )
            linked = [href for rel, href in page.rels.items() if rel != "canonical"]
            foreign = [a for a in [*loaded, *linked] if re.match(r"[a-z]+:|//", a)]
            assert foreign == [], page.path
            assert not re.search(r"url\((?!#)[\"']?(?:[a-z]+:|//)", page.text), page.path
            imported = re.findall(r"@import\s+(\S+)", page.text)
            own = re.compile(r"url\((?:\.\./)*/?assets/conditional\.[0-9a-f]{10}\.css\)")
            assert all(own.fullmatch(address) for address in imported), page.path


class TestEveryPage:
    """What every page has, and has rightly."""

    def test_it_is_persian_from_right_to_left(self, pages: Pages) -> None:
        for page in pages.values():
            assert (page.html.get("lang"), page.html.get("dir")) == ("fa", "rtl")
            assert page.text.startswith("<!doctype html><html")

    def test_it_has_the_points_of_the_star_that_it_shows_and_no_others(self, pages: Pages) -> None:
        shown = 0
        for page in pages.values():
            used = {
                link[1:] for link in page.html.xpath("//use/@href") if link.startswith("#goal-")
            }
            drawn = page.html.xpath("//symbol[starts-with(@id, 'goal-')]/@id")
            assert sorted(drawn) == sorted(used), page.path
            shown += len(drawn)
        assert shown

    def test_it_has_one_heading_of_the_first_level(self, pages: Pages) -> None:
        for page in pages.values():
            assert len(re.findall(r"<h1\b", page.text)) == 1, page.path
            assert page.title("h1"), page.path

    def test_its_levels_of_headings_leave_none_out(self, pages: Pages) -> None:
        for page in pages.values():
            levels = [int(level) for level in re.findall(r"<h([1-6])\b", page.text)]
            after_title = levels[levels.index(1) :]
            steps = pairwise(after_title)
            assert all(after <= before + 1 for before, after in steps), page.path

    def test_its_title_is_its_own(self, pages: Pages) -> None:
        titles = defaultdict(list)
        for page in pages.values():
            titles[page.title("title")].append(page.path)
        assert "" not in titles
        assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}

    def test_it_describes_itself(self, pages: Pages) -> None:
        for page in pages.values():
            if page.is_redirect:
                continue
            assert len(page.metas["description"]) > 10, page.path
            for name in ("og:title", "og:description", "og:url", "og:image", "og:site_name"):
                assert page.metas[name], (page.path, name)
            assert page.metas["og:locale"] == "fa_IR"

    def test_its_own_address_is_canonical(self, pages: Pages) -> None:
        bases = set()
        for page in pages.values():
            canonical = page.rels["canonical"]
            assert re.match(r"https?://", canonical)
            if not page.is_redirect:
                assert canonical.endswith(f"/{page.path}")
                assert page.metas["og:url"] == canonical
                bases.add(canonical.removesuffix(page.path))
        assert len(bases) == 1

    def test_its_links_say_where_they_lead(self, pages: Pages) -> None:
        """A list of links, read without the text around them, still makes sense."""
        for page in pages.values():
            said = {str(link.text_content()).strip() for link in page.html.xpath("//a[@href]")}
            assert not SAY_NOTHING & said, page.path

    def test_it_says_where_it_sits(self, pages: Pages) -> None:
        way = "//nav[@aria-label='مسیر']"
        without = {p.path for p in pages.values() if not p.html.xpath(way) and not p.is_redirect}
        assert without == {"index.html", "404.html"}

    def test_it_has_the_day_of_the_data_and_leads_to_where_an_error_is_reported(
        self, pages: Pages
    ) -> None:
        for page in pages.values():
            for day in page.times:
                assert date.fromisoformat(day).year > 2000, (page.path, day)
            assert page.is_redirect or page.times, page.path
            assert page.is_redirect or any("#report" in link for link in page.anchors), page.path

    def test_nothing_of_the_machine_shows(self, pages: Pages) -> None:
        for page in pages.values():
            shown = "".join(page.visible)
            assert not TRACES.search(shown), (page.path, TRACES.search(shown))
            assert "\ufdd0" not in page.text
            assert str(ROOT) not in page.text

    def test_its_numbers_are_in_persian_digits(self, pages: Pages) -> None:
        """But in addresses, in codes with letters or points, and in what is not Persian."""
        for page in pages.values():
            if page.path.startswith("open-data/"):
                continue  # examples stand there as they do in the files
            shown = "".join(page.visible)
            plain = re.sub(r"[A-Za-z][\w.:/#-]*|[0-9]+(?:\.[0-9]+)+", " ", shown)
            assert re.findall(r".{0,20}[0-9٠-٩].{0,10}", plain) == [], page.path


AUTHORED = {f"{path.stem}.html" for path in (ROOT / "content/pages").glob("[a-z]*.md")}


class TestSamples:
    """No sample passes for a text of the city."""

    def samples(self) -> set[str]:
        return {
            f"{folder}/{code}.html"
            for folder, code, text in records()
            if re.search(r"^provenance: (sample|نمونه)$", text, re.MULTILINE)
        }

    def test_a_page_says_noindex_if_and_only_if_it_shows_one(self, pages: Pages) -> None:
        samples = self.samples()
        for page in pages.values():
            if page.path == "404.html":
                continue
            body = page.text.partition("<main")[2].partition("</main>")[0]
            shown = samples & {page.path, *page.targets_in_main}
            noindex = page.metas.get("robots") == "noindex"
            assert noindex or "نمونه</span>" not in body, page.path
            if page.path not in AUTHORED:
                assert noindex or not shown, page.path
        for path in AUTHORED:
            assert pages[path].metas.get("robots") != "noindex", path

    def test_its_mark_is_in_the_title(self, pages: Pages) -> None:
        for path in self.samples():
            assert "نمونه" in pages[path].title("title")
            assert "نمونه" in pages[path].metas["og:title"]
            assert "نمونه" in pages[path].metas["description"]
            assert "نمونه" in "".join(pages[path].visible).partition(pages[path].title("h1"))[2]

    def test_the_whole_site_says_so(self, pages: Pages) -> None:
        for page in pages.values():
            assert page.is_redirect or "نمونه" in "".join(page.visible), page.path


class TestKnownAndUnknown:
    """Only what is known is shown; what is not is named in one line."""

    FACTS = (("budget", "اعتبار"), ("physical_progress", "پیشرفت فیزیکی"), ("owner", "واحد متولی"))

    def test_a_project_shows_a_fact_or_names_it_as_missing(self, pages: Pages) -> None:
        known = 0
        for folder, code, text in records():
            if folder != "projects":
                continue
            page = "".join(pages[f"projects/{code}.html"].visible)
            missing = page.partition("اعلام نشده:")[2].partition(".")[0].split("،")
            names = {name.strip() for name in missing}
            for key, label in self.FACTS:
                is_known = re.search(rf"^{key}:", text, re.MULTILINE) is not None
                assert (label in names) is not is_known, (code, label)
                known += is_known
        assert known > 100

    def test_the_day_of_the_approval_is_not_announced(self, pages: Pages) -> None:
        (path,) = [p for p in pages if p.startswith("news/") and "approval" in p]
        assert "اعلام نشده" in "".join(pages[path].visible)

    def test_the_period_is_over_by_the_declared_day(self, pages: Pages) -> None:
        assert "به پایان رسیده است" in "".join(pages["index.html"].visible)


CUT_BEFORE = "from tests.once import keep_in_process; keep_in_process(); "


def build(
    output: Path, words: list[str], folder: Path, umask: int, env: dict[str, str], first: str = ""
) -> int:
    """A build in a process of its own."""
    program = f"import os, sys; os.umask(int(sys.argv[1])); {first}from qomsite import cli; "
    program += "sys.exit(cli.main(sys.argv[2:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(umask), "build", "--output", str(output), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **env},
        capture_output=True,
        check=False,
    )
    return done.returncode


class TestReproducible:
    """The same content gives the same bytes, whoever builds it, where, when and how."""

    def test_it_gives_the_same_tree(self, site: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        kiribati = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
        words = ["--content", str(ROOT / "content"), "--no-cache", "--jobs"]
        assert build(tmp_path / "a", [*words, "2"], tmp_path / "elsewhere", 0o077, kiribati) == 0
        made, expected = site_in(tmp_path / "a"), site_in(site)
        assert sorted(made) == sorted(expected)
        assert [path for path in made if made[path] != expected[path]] == []
        adak = {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "LANGUAGE": "fa", "PYTHONHASHSEED": "2"}
        adak["SOURCE_DATE_EPOCH"] = "1"
        expected, before = tree(site), _seen(site)
        assert build(site, [*words[2:], "1"], ROOT, 0o022, adak, CUT_BEFORE) == 0
        assert _seen(site) == before  # it writes nothing where it would write the same
        assert tree(site) == expected

    def test_a_second_build_writes_nothing(self, site: Path) -> None:
        before = _seen(site)
        assert cli.main(["build", "--content", str(ROOT / "content"), "--output", str(site)]) == 0
        assert _seen(site) == before


def _seen(folder: Path) -> dict[Path, tuple[int, int]]:
    """Which file each path is, and when it was written."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


class TestWrongInputs:
    """What is wrong in content, its files and templates is named in one run; the site stays."""

    def test_they_are_all_reported_at_once(
        self, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        for name in ("content", "templates", "assets"):
            shutil.copytree(ROOT / name, tmp_path / name)
        content = tmp_path / "content"
        path = content / "projects/1.md"
        path.write_text(path.read_text("utf-8").replace("title:", "ownr: x\ntitle:", 1), "utf-8")
        shutil.copy(content / "projects/10.md", content / "projects/010.md")
        (content / "projects/11.md").unlink()
        (content / "projects/11.md").symlink_to(tmp_path / "secret")
        page = tmp_path / "templates/pages/goal.html"
        page.write_text(page.read_text("utf-8") + "{{ page.outlin }}", "utf-8")

        public = tmp_path / "public"
        shutil.copytree(site, public)
        before = tree(public)
        monkeypatch.setattr(options, "ROOT", tmp_path)
        assert cli.main(["--content", str(content), "--output", str(public)]) == 1
        said = capsys.readouterr().err
        assert tree(public) == before

        assert re.search(r"content/projects/1\.md:\d+:1: .*منظور «owner».*\[unknown-field\]", said)
        assert re.search(r"content/projects/0?10\.md:1:1: .*\[duplicate-code\]", said)
        assert re.search(r"content/projects/11\.md:1:1: .*\[unreadable-file\]", said)
        assert re.search(
            r"templates/pages/goal\.html:\d+:\d+: .*«outline».*\[unknown-variable\]", said
        )

    @pytest.mark.usefixtures("site")
    def test_the_shipped_content_has_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Its pages were rendered for the site.
        known = partial(replace, cache=Path(again.CACHE))
        monkeypatch.setattr(writing, "request", lambda words: known(options.request(words)))
        assert cli.main(["check", "--content", str(ROOT / "content")]) == 0
