"""The list of editions, what each comparison shows, and the history of a record."""

from pathlib import Path
from typing import Any, cast

import lxml.html
import pytest

from qomsite.library.editions import Change, today
from qomsite.library.library import Library, link
from qomsite.loader.load import load
from qomsite.model.editions import write_edition
from qomsite.pages.editions import (
    NOW,
    WHOLE,
    ChangedRecord,
    ComparisonView,
    EditionsView,
    history_of_pages,
    pages,
)
from tests.library.plans import library_of, project, tiny_with
from tests.outputs.built import Built

FIRST = "1403-12-30"
LATER = "1404-12-29"
HOSTILE = '<script>alert(1)</script> "x" {{ 7*7 }} =1+1'


def keep(folder: Path) -> None:
    """Writes the edition of the day of the data."""
    content = load(folder)[0]
    library = link(content)
    data = write_edition(library.site.as_of, content.editions[-1].sha256, today(library))
    (folder / f"editions/{LATER}.json").write_bytes(data)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Two editions, and after the second a text that is not as it was."""
    content = tiny_with(tmp_path, {"projects/9.md": project("summary: یک دو سه")})
    keep(content)
    (content / "projects/9.md").write_text(project("summary: یک چهار سه"), "utf-8")
    (content / "projects/4.md").unlink()
    return link(load(content)[0])


def comparison(library: Library, code: str) -> dict[str, tuple[ChangedRecord, ...]]:
    views = [one.view for one in pages(library) if one.path == f"editions/{code}.html"]
    (view,) = views
    assert isinstance(view, ComparisonView)
    found = {}
    for part in view.groups:
        assert all(isinstance(item, ChangedRecord) for item in part.items)
        found[part.anchor] = part.items
    return found  # type: ignore[return-value]


def test_every_edition_is_compared_with_the_one_before_and_with_today(library: Library) -> None:
    first, *rest = pages(library)
    assert isinstance(first.view, EditionsView)
    assert [one.as_of.typed for one in first.view.editions] == ["۱۴۰۴/۱۲/۲۹", "۱۴۰۳/۱۲/۳۰"]
    assert [one.compared and one.compared.path for one in first.view.editions] == [
        f"editions/{LATER}.html",
        None,
    ]
    assert [one.path for one in rest] == [f"editions/{code}.html" for code in (LATER, NOW, WHOLE)]


def test_a_comparison_shows_both_sides_and_what_differs(library: Library) -> None:
    found = comparison(library, NOW)
    (reworded,) = found[Change.REWORDED.key]
    assert (reworded.title, reworded.path) == ("طرح ۹: طرح", "projects/9.html")
    (summary,) = reworded.differences
    assert [(run.text, run.is_changed) for run in summary.before] == [
        ("یک", False),
        ("دو", True),
        ("سه", False),
    ]
    assert [run.text for run in summary.after] == ["یک", "چهار", "سه"]
    (removed,) = found[Change.REMOVED.key]
    assert (removed.title, removed.path) == ("طرح ۴: نهالستان", "")


def test_what_was_since_the_first_edition_is_the_sum(library: Library) -> None:
    whole = comparison(library, WHOLE)
    for code in (LATER, NOW):
        for key, items in comparison(library, code).items():
            paths = {item.path for item in whole.get(key, ())}
            if key != Change.ADDED.key and code == LATER:
                assert {item.path for item in items} <= paths
    # What was added after the first edition and reworded after the second was added.
    assert "projects/9.html" in {item.path for item in whole[Change.ADDED.key]}


def test_values_are_in_the_words_of_readers(library: Library) -> None:
    found = comparison(library, LATER)
    (budget,) = found[Change.BUDGETED.key][0].differences
    assert budget.before[0].text == "۱۰۰ میلیون تومان"
    (end,) = found[Change.DATED.key][0].differences
    assert (end.title, end.before[0].text) == ("پایان", "شهریور ۱۴۰۲")


def test_the_history_of_a_record_is_newest_first_and_says_no_state(library: Library) -> None:
    history = history_of_pages(library)
    spans = [span.path for span, _ in history["projects/9.html"]]
    assert spans == [f"editions/{NOW}.html", f"editions/{LATER}.html"]
    assert history["projects/9.html"][0][1] == ("خلاصه: یک دو سه ← یک چهار سه",)
    assert history["projects/9.html"][1][1] == ("افزوده",)
    assert "goals/1.html" not in history


def test_hostile_text_of_an_edition_is_text(tmp_path: Path) -> None:
    content = tiny_with(tmp_path / "one", {"projects/9.md": project(f"summary: '{HOSTILE}'")})
    keep(content)
    edition = (content / f"editions/{LATER}.json").read_text("utf-8")
    built = Built(
        tmp_path / "two", files={"projects/9.md": project(), f"editions/{LATER}.json": edition}
    )
    page = cast(Any, lxml.html).document_fromstring(built.files[f"editions/{NOW}.html"].decode())
    assert HOSTILE in " ".join(page.xpath("string(//main)").split())
    assert "alert(1)" not in page.xpath("string(//script)")
    assert built.files[f"editions/{LATER}.json"].decode() == edition
    rows = built.files[f"editions/{NOW}.csv"].decode("utf-8-sig")
    assert '"<script>alert(1)</script> ""x"" {{ 7*7 }} =1+1"' in rows


def test_without_editions_the_page_says_so(tmp_path: Path) -> None:
    library = library_of(tmp_path, {f"editions/{FIRST}.json": ""})
    (page,) = pages(library)
    assert isinstance(page.view, EditionsView)
    assert (page.view.editions, page.view.ways) == ((), ())
