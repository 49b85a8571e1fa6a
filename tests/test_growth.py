"""Work grows with the content and not with its square; the judges of growth see the square."""

from functools import partial

import pytest

from qomsite.checks.registry import check
from qomsite.library.library import link
from qomsite.loader.load import load
from qomsite.model.content import Content
from qomsite.pages import paging
from qomsite.pages.permalink import permalink
from qomsite.pages.registry import compose
from tests.benchmarks.corpus import write
from tests.growth import expect_linear, expect_steps_linear


def test_what_grows_with_the_square_is_seen() -> None:
    with pytest.raises(AssertionError, match="×"):
        expect_linear(lambda size: [one for _ in range(size) for one in range(size)], 400)


def test_what_grows_with_the_length_passes() -> None:
    expect_linear(lambda size: list(range(size)), 200_000)


def test_steps_that_grow_with_the_square_are_named() -> None:
    def work(size: int) -> list[str]:
        return [permalink("goal", "1") for _ in range(size) for _ in range(size)]

    with pytest.raises(AssertionError, match=r"lines: pages/permalink\.py:\d+ permalink"):
        expect_steps_linear(partial(work, 20), partial(work, 80))


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[Content]:
    """A small content, and one four times as large."""
    made = []
    for records in (100, 400):
        folder = tmp_path_factory.mktemp("content")
        write(folder, records)
        made.append(load(folder)[0])
    return made


def test_checks_go_through_the_records_once(contents: list[Content]) -> None:
    expect_steps_linear(*(partial(check, content) for content in contents))


def test_pages_go_through_the_records_once(
    contents: list[Content], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So short that lists of the small content have several pages too.
    monkeypatch.setattr(paging, "ROWS", 10)
    monkeypatch.setattr(paging, "FEWER_ROWS", 10)
    expect_steps_linear(*(partial(compose, link(content)) for content in contents))
