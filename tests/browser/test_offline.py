"""Reading without network: what was read stays, a new edition takes its place, and it can go."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from qomsite import cli
from qomsite.audit.host import serving
from tests.browser.conftest import PREFIX
from tests.browser.watching import REPORT_CSP
from tests.sites.folders import TINY

PROJECT = "projects/1.html"
KEPT = "path => caches.match(path).then(found => !!found)"
NAMES = "() => caches.keys()"
REGISTERED = "() => navigator.serviceWorker.getRegistrations().then(all => all.length)"
PATIENCE = 10.0


def until(page: Page, script: str, holds: Callable[[Any], bool], argument: Any = None) -> None:
    """Waits until what a script gives is as it should be."""
    deadline = time.monotonic() + PATIENCE
    while not holds(found := page.evaluate(script, argument)):
        assert time.monotonic() < deadline, f"{script} gave {found}"
        page.wait_for_timeout(50)


class Edition:
    """A site that is published anew at one address, as often as a test likes."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.output = folder / "public"
        shutil.copytree(TINY, self.content)

    def publish(self, *, offline: bool, title: str) -> None:
        """Builds the site with or without offline reading; `title` is that of project 1."""
        settings = (TINY / "site.yaml").read_text("utf-8")
        switched = settings.replace("offline: خیر", f"offline: {'بله' if offline else 'خیر'}")
        (self.content / "site.yaml").write_text(switched, "utf-8")
        lines = (TINY / PROJECT.replace(".html", ".md")).read_text("utf-8").splitlines()
        lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
        # What anchors a page has is not for the content to know.
        text = "\n".join(lines).replace("view:dashboard#progress", "view:dashboard")
        (self.content / "projects" / "1.md").write_text(text, "utf-8")
        folders = ["--content", str(self.content), "--output", str(self.output)]
        assert cli.main(["build", *folders, "--allow-sample", "--no-cache"]) == 0


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """The tiny site, published with offline reading."""
    made = Edition(tmp_path)
    made.publish(offline=True, title="عنوان نخست")
    return made


@pytest.fixture
def reader(browser: Browser, edition: Edition) -> Iterator[Page]:
    """A browser with the first project of the site open, and its worker at work."""
    with serving(edition.output, PREFIX) as address:
        context = browser.new_context(base_url=address)
        context.add_init_script(REPORT_CSP)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda line: faults.append(line.text) if line.text.startswith("CSP:") else None,
        )
        page.goto(PROJECT)
        until(page, KEPT, bool, "1.html")
        yield page
        context.close()
        assert faults == []


def test_what_was_read_opens_without_network(reader: Page) -> None:
    reader.context.set_offline(True)
    for path in (PROJECT, "tree.html", "index.html", "./", "search.html?q=آب"):
        reader.goto(path)
        expect(reader.locator("h1")).to_be_visible()
        assert reader.evaluate("document.fonts.load('1em Vazirmatn').then(all => all.length)")


def test_what_was_not_read_leads_to_the_tree(reader: Page) -> None:
    reader.context.set_offline(True)
    reader.goto("goals/1.html")
    expect(reader).to_have_url("tree.html?offline")
    expect(reader.get_by_role("status")).to_contain_text("شبکه در دسترس نیست")
    reader.goto(PROJECT)
    expect(reader.locator("h1")).to_have_text("عنوان نخست")


def test_what_narrows_the_projects_stays_once_it_was_used(reader: Page) -> None:
    reader.goto("projects/index.html?goal=2")
    expect(reader.locator("select[name=goal]")).to_be_enabled()
    reader.context.set_offline(True)
    reader.goto("projects/index.html?goal=1")
    expect(reader.locator("select[name=goal]")).to_have_value("1")
    reader.goto("tree/1.html")
    expect(reader.locator("h1")).to_have_text("درختوارهٔ هدف ۱")


def test_with_network_the_new_edition_is_read_and_the_old_one_goes(
    reader: Page, edition: Edition
) -> None:
    [old] = reader.evaluate(NAMES)
    edition.publish(offline=True, title="عنوان دوم")
    reader.goto(PROJECT)
    expect(reader.locator("h1")).to_have_text("عنوان دوم")
    until(reader, NAMES, lambda names: len(names) == 1 and names != [old])
    until(reader, KEPT, bool, "1.html")
    reader.context.set_offline(True)
    reader.goto(PROJECT)
    expect(reader.locator("h1")).to_have_text("عنوان دوم")


def test_turned_off_it_leaves_nothing_behind(reader: Page, edition: Edition) -> None:
    edition.publish(offline=False, title="عنوان سوم")
    reader.goto(PROJECT)
    expect(reader.locator("h1")).to_have_text("عنوان سوم")
    until(reader, REGISTERED, lambda count: count == 0)
    until(reader, NAMES, lambda names: names == [])


def test_a_folder_on_a_disk_asks_for_no_worker(browser: Browser, edition: Edition) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto((edition.output / PROJECT).as_uri())
    expect(page.locator("h1")).to_be_visible()
    page.close()
    assert errors == []
