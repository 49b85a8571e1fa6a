"""Advice: each kind has a site of its own, and what stands well gets none."""

from pathlib import Path

import pytest

from qomsite.checks.registry import advise
from qomsite.checks.sentences import MOST_FOUND, long_sentence
from qomsite.loader.load import load
from qomsite.model.content import Content
from tests.growth import expect_linear
from tests.library.plans import project, tiny_with
from tests.sites.folders import ADVISED, EXPECTED, advised_in, copy_tiny, found_in
from tests.slugs import slugs_of

ROOT = Path(__file__).resolve().parents[2]
ADVISED_SITES = sorted(ADVISED.iterdir())


@pytest.mark.parametrize("overlay", ADVISED_SITES, ids=lambda path: path.name)
def test_an_advised_site_gets_its_advice_and_has_no_problem(overlay: Path, tmp_path: Path) -> None:
    content = copy_tiny(tmp_path, overlay)
    expected = (overlay / EXPECTED).read_text("utf-8").splitlines()
    assert advised_in(content) == expected
    assert any(line.endswith(f" [{overlay.name}]") for line in expected)
    assert found_in(content) == []


def test_every_kind_of_advice_has_its_site_and_no_other_has_one() -> None:
    assert {path.name for path in ADVISED_SITES} == slugs_of(ROOT / "qomsite/checks", ("advice",))


def test_the_tiny_site_and_the_shipped_content_get_none(tmp_path: Path) -> None:
    assert advised_in(copy_tiny(tmp_path)) == []
    assert advised_in(ROOT / "content") == []


def test_advice_is_no_problem_and_says_so() -> None:
    content, _ = load(ADVISED.parent / "tiny")
    faulty = Content(None, content.plan, content.records, {}, {}, {})
    assert all(advice.is_advice for advice in advise(faulty))


@pytest.mark.parametrize(("policy", "counts"), [("1", (1, 0)), ("2", (0, 1)), ("99", (1, 1))])
def test_one_title_is_a_fault_under_one_parent_alone(
    policy: str, counts: tuple[int, int], tmp_path: Path
) -> None:
    text = project(policy=policy).replace("title: طرح", "title: باغ محله\nsummary: باغی دیگر.")
    content = tiny_with(tmp_path, {"projects/4.md": text})
    found = found_in(content), advised_in(content)
    assert tuple(map(len, found)) == counts
    assert "[duplicate-title]" in "".join((*found[0], *found[1]))


def test_long_sentences_without_end_are_told_up_to_a_number(tmp_path: Path) -> None:
    sentence = "واژه " * 41 + ".\n\n"
    text = f"---\ntitle: دراز\nsummary: دراز.\n---\n{sentence * 1000}"
    found = advised_in(tiny_with(tmp_path, {"pages/long.md": text}))
    assert sum("[long-sentence]" in line for line in found) == MOST_FOUND


@pytest.mark.parametrize(
    "text",
    [
        "«" + "واژه " * 39 + "پایان.» " + "واژه " * 39,
        "واژه " * 30 + "**پایان.** " + "واژه " * 30,
        "- " + "واژه " * 30 + "\n- " + "واژه " * 30,
        "واژه‌ای — " * 39,
        "# " + "واژه " * 60,
        "    " + "word " * 60,
        "```\n" + "word " * 60 + "\n```",
    ],
)
def test_what_is_no_long_sentence(text: str, tmp_path: Path) -> None:
    page = f"---\ntitle: متن\nsummary: متن.\n---\n{text}\n"
    assert advised_in(tiny_with(tmp_path, {"pages/text.md": page})) == []


@pytest.mark.parametrize("flood", ["-", ".", "!x", ".)", "\n ", "> ", "« ", "واژه", "واژه "])
def test_floods_take_linear_time(flood: str, tmp_path: Path) -> None:
    def flooded(length: int) -> Content:
        text = flood * (length // len(flood.encode()))
        page = f"---\ntitle: متن\nsummary: متن.\n---\n{text}\n"
        content, problems = load(tiny_with(tmp_path / str(length), {"pages/flood.md": page}))
        assert problems == ()
        return content

    floods = {length: flooded(length) for length in (50_000, 200_000)}
    expect_linear(lambda length: list(long_sentence(floods[length])), 50_000)
