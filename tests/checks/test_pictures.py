"""Pictures without words."""

from pathlib import Path

import pytest

from qomsite.errors import MOST_ALIKE
from tests.growth import expect_linear
from tests.sites.folders import copy_tiny, found_in

PAGE = "---\ntitle: دربارهٔ برنامه\nsummary: معرفی.\n---\n## برنامه\n\n"


def places(folder: Path, text: str) -> list[str]:
    """Line and column of each picture without words, counted from the start of `text`."""
    content = copy_tiny(folder)
    (content / "pages" / "about.md").write_text(PAGE + text, "utf-8")
    lines = [line for line in found_in(content) if line.endswith("[missing-alt]")]
    parts = [line.split(":")[1:3] for line in lines]
    return [f"{int(line) - PAGE.count(chr(10))}:{column}" for line, column in parts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("![](media/map.png)", ["1:1"]),
        ("الف\n![ \t](media/map.png) ![…](media/map.png)", ["2:1", "2:22"]),
        ("![][نقشه]\n\n[نقشه]: media/map.png", ["1:1"]),
        ("[![](media/map.png)](project:1)", ["1:2"]),
        ('<img src="media/map.png">', ["1:1"]),
        ("<IMG alt='' src=\"media/map.png\">", ["1:1"]),
        ('<img src="media/map.png" alt>', ["1:1"]),
    ],
)
def test_a_picture_without_words_is_found(tmp_path: Path, text: str, found: list[str]) -> None:
    assert places(tmp_path, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "![نقشه](media/map.png)",
        "![`کد`](media/map.png)",
        "![نقشه][] ![n][نقشه]\n\n[نقشه]: media/map.png",
        '<img alt="نقشه" src="media/map.png">',
        "<img alt=نقشه src=media/map.png>",
        "`![](media/map.png)`",
        "```\n![](media/map.png)\n<img>\n```",
        "<!-- ![](media/map.png) -->",
        "\\![](project:1)",
        "!\\[](x)",
        "<imgs>",
        "![] تنها",
    ],
)
def test_what_has_words_or_is_no_picture_is_left_alone(tmp_path: Path, text: str) -> None:
    assert places(tmp_path, text) == []


def test_very_many_are_cut_short(tmp_path: Path) -> None:
    assert len(places(tmp_path, "![](media/map.png)\n" * (MOST_ALIKE * 2))) == MOST_ALIKE


@pytest.mark.parametrize(
    "unit", ["![", "![ ", "![]", "<img ", "<img alt=", '<img a="', "!", "\\!["]
)
def test_any_text_takes_little_time(tmp_path: Path, unit: str) -> None:
    sites = [copy_tiny(tmp_path / str(count)) for count in (10_000, 40_000)]
    for site, count in zip(sites, (10_000, 40_000), strict=True):
        (site / "pages" / "about.md").write_text(PAGE + unit * count, "utf-8")
    expect_linear(lambda count: found_in(sites[count > 10_000]), 10_000)
