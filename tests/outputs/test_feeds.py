"""Feeds as RFC 4287 asks, and the calendar as RFC 5545 does, by hand."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree import ElementTree

import lxml.html
import pytest
from lxml.html import HtmlElement

from tests.outputs.built import SUB, Built

ATOM = "{http://www.w3.org/2005/Atom}"
OUT = 'x"}}*{color:red}\\</style>&'


@pytest.fixture
def feed(built: Built) -> ElementTree.Element:
    return ElementTree.fromstring(built.files["feed.xml"])


def test_what_a_feed_must_have(feed: ElementTree.Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://plan.example/sub/feed.xml",
        "alternate": "https://plan.example/sub/news/index.html",
    }


def test_what_an_entry_must_have(feed: ElementTree.Element, built: Built) -> None:
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(built.library.news) + 1 == 5
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == 5
    for entry, name in zip(entries, ids, strict=True):
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}summary")
        assert name.removeprefix(SUB) in built.files
        moment = datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
        for hours in (-8, 0, 12):
            there = moment.astimezone(timezone(timedelta(hours=hours)))
            assert there.date() == moment.date()


def test_an_unknown_date_is_not_made_up(feed: ElementTree.Element, built: Built) -> None:
    as_of = f"{built.library.site.as_of.iso}T12:00:00+03:30"
    undated = [one for one in feed.iter(f"{ATOM}entry") if one.find(f"{ATOM}published") is None]
    assert undated
    assert all(one.findtext(f"{ATOM}updated") != as_of for one in undated)
    published = {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}published")
        for entry in feed.findall(f"{ATOM}entry")
    }
    newest = ["نو", "تصحیح: جمع اعتبارها نادرست بود", "تصویب برنامه"]
    assert list(published)[:3] == newest
    assert published == {
        "نو": "2026-03-20T12:00:00+03:30",
        "تصحیح: جمع اعتبارها نادرست بود": "2026-01-22T12:00:00+03:30",
        "تصویب برنامه": "2021-02-19T12:00:00+03:30",
        "بی‌تاریخ & <b>": None,
        OUT: None,
    }


class TestFeedsOfChanges:
    """Of the whole plan, of each goal, of each owner: beside its page, which names it."""

    @pytest.fixture
    def feeds(self, built: Built) -> dict[str, ElementTree.Element]:
        return {
            path: ElementTree.fromstring(content)
            for path, content in built.files.items()
            if path.endswith(".xml") and b"/Atom" in content and path != "feed.xml"
        }

    def test_each_stands_beside_the_page_that_names_it(
        self, feeds: dict[str, ElementTree.Element], built: Built
    ) -> None:
        assert {"changes.xml", "goals/1.xml", "goals/2.xml"} < set(feeds)
        assert any(path.startswith("owners/") for path in feeds)
        for path, feed in feeds.items():
            page = path.replace(".xml", ".html")
            links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
            assert links == {"self": SUB + path, "alternate": SUB + page}
            assert feed.findtext(f"{ATOM}id") == SUB + path
            root: HtmlElement = lxml.html.document_fromstring(built.files[page].decode())
            root.make_links_absolute(SUB + page)
            way = "//head/link[@rel='alternate'][contains(@title, 'تغییرات')]/@href"
            named: list[str] = root.xpath(way)
            assert named == [SUB + path]

    def test_entries_are_the_changes_of_the_page(
        self, feeds: dict[str, ElementTree.Element], built: Built
    ) -> None:
        for path, feed in feeds.items():
            entries = feed.findall(f"{ATOM}entry")
            ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
            assert len(set(ids)) == len(ids)
            assert all(urldefrag(name)[0].removeprefix(SUB) in built.files for name in ids)
            days = [(entry.findtext(f"{ATOM}published") or "")[:10] for entry in entries]
            assert days == sorted(days, reverse=True)
            page = built.files[path.replace(".xml", ".html")].decode()
            root: HtmlElement = lxml.html.document_fromstring(page)
            shown: list[str] = root.xpath("//ol[contains(@class, 'timeline')]//time/@datetime")
            assert days[: len(shown)] == shown
        assert feeds["changes.xml"].findall(f"{ATOM}entry")

    def test_a_change_keeps_its_id_when_others_come(self, tmp_path: Path, built: Built) -> None:
        project = "---\ntitle: طرح\npolicy: 1\nprovenance: sample\nupdates:\n"
        day = "  - {{date: 1402-05-10, text: {}}}\n"
        once = project + day.format("یک") + day.format("دو") + "---\n"
        later = once.replace("updates:\n", "updates:\n  - {date: 1402-06-01, text: سه}\n")

        def ids(text: str) -> dict[str, str]:
            files = Built(tmp_path / str(len(text)), SUB, files={"projects/9.md": text}).files
            entries = ElementTree.fromstring(files["changes.xml"]).iter(f"{ATOM}entry")
            found = {e.findtext(f"{ATOM}summary"): e.findtext(f"{ATOM}id") for e in entries}
            return {said: name for said, name in found.items() if said and name}

        before, after = ids(once), ids(later)
        assert before["رویداد: یک"].endswith("projects/9.html#update-2023-08-01")
        assert before["رویداد: دو"].endswith("projects/9.html#update-2023-08-01-2")
        assert before.items() < after.items()


def test_news_is_whole_with_absolute_links(tmp_path: Path) -> None:
    text = "---\ntitle: خبر\n---\n[طرح](project:1) و پانویس[^1]، شمارهٔ C++.\n\n[^1]: شرح.\n"
    feed = ElementTree.fromstring(
        Built(tmp_path, SUB, files={"news/whole.md": text}).files["feed.xml"]
    )
    found = {
        e.findtext(f"{ATOM}title"): e.find(f"{ATOM}content") for e in feed.iter(f"{ATOM}entry")
    }
    content = found["خبر"]
    assert content is not None
    assert content.get("type") == "html"
    root = lxml.html.fragment_fromstring(content.text or "", create_parent=True)
    assert "و پانویس" in root.text_content()
    links = root.xpath("//@href")
    assert f"{SUB}projects/1.html" in links
    assert all(link.startswith(SUB) for link in links)
    assert any(link.startswith(f"{SUB}news/whole.html#") for link in links)


class TestCalendar:
    """One event for each dated milestone and each announced end of a counted project."""

    def test_lines_are_as_the_standard_asks(self, built: Built) -> None:
        content = built.files["calendar.ics"]
        assert content.endswith(b"END:VCALENDAR\r\n")
        for line in content.split(b"\r\n"):
            assert len(line) <= 75
            assert b"\n" not in line
            line.decode("utf-8")
        for whole in unfolded(content):
            assert re.fullmatch(r"[A-Z-]+(;VALUE=DATE)?:.*", whole)

    def test_there_is_an_event_for_each_day(self, built: Built) -> None:
        found = {event["UID"]: event for event in events(built.files["calendar.ics"])}
        library = built.library
        ends = {
            f"project-{project.code}-end@plan.example": end.iso
            for project in library.projects.values()
            if library.is_counted(project) and (end := project.current_end) and end.iso
        }
        assert ends
        milestones = {"milestone-2@plan.example": "2021-02-19"}
        days = {uid: event["DTSTART;VALUE=DATE"] for uid, event in found.items()}
        assert days == {uid: day.replace("-", "") for uid, day in {**ends, **milestones}.items()}
        for event in found.values():
            first, after = (event[f"{name};VALUE=DATE"] for name in ("DTSTART", "DTEND"))
            assert datetime.strptime(after, "%Y%m%d") - datetime.strptime(first, "%Y%m%d") == (
                timedelta(days=1)
            )
            assert event["DTSTAMP"] == f"{library.site.as_of.iso.replace('-', '')}T083000Z"
            assert event["URL"].removeprefix(SUB) in built.files

    def test_any_title_stays_in_its_line(self, tmp_path: Path) -> None:
        title = "راه, خانه; پل \\ n END:VEVENT " + "درازا " * 30
        front = f"---\ntitle: '{title}'\npolicy: 1\nprovenance: sample\nend: 1403-06-31\n---\n"
        content = Built(tmp_path, SUB, files={"projects/9.md": front}).files["calendar.ics"]
        [found] = [e for e in events(content) if e["UID"].startswith("project-9-")]
        said = re.sub(r"\\([\\;,])", r"\1", found["SUMMARY"])
        assert said == f"پایان اعلام‌شدهٔ طرح ۹: {title.strip()} (نمونه)"

    def test_a_month_alone_is_no_day(self, tmp_path: Path) -> None:
        front = "---\ntitle: طرح\npolicy: 1\nprovenance: sample\nend: 1403-06\n---\n"
        content = Built(tmp_path, SUB, files={"projects/9.md": front}).files["calendar.ics"]
        assert b"project-9-" not in content


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar, each whole."""
    return content.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events(content: bytes) -> Iterator[dict[str, str]]:
    """The events with their properties; fails where one has a property twice."""
    event: dict[str, str] | None = None
    for line in unfolded(content):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert event is not None
            yield event
            event = None
        elif event is not None:
            assert name not in event
            event[name] = value
    assert event is None
