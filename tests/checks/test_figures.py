"""Figures of the whole plan in running text: told where there are not as many records."""

from dataclasses import replace

import pytest

from qomsite.checks.figures import figures_disagree
from qomsite.loader.load import load
from qomsite.model.records import Page
from tests.sites.folders import TINY

CONTENT, _ = load(TINY)


def told(written: str, there: str) -> str:
    """How a message begins."""
    return f"«{written}» نوشته شده است ولی برنامه {there}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "این برنامه ۳ هدف، ۳ سیاست اجرایی و ۵ طرح دارد.",
            [told("۳ هدف", "۲ هدف"), told("۵ طرح", "۴ طرح")],
        ),
        ("برنامه [۳ هدف](view:goals) دارد.", [told("۳ هدف", "۲ هدف")]),
        ("برنامهٔ قم ۱۴۰۴ سه محور موضوعی دارد.", [told("سه محور موضوعی", "۲ محور موضوعی")]),
        (
            "برنامهٔ شهر است، با دو هدف،\nبیست و سه سیاست و ۴ پروژه.",
            [told("بیست و سه سیاست", "۳ سیاست اجرایی")],
        ),
        ("برنامه [۲ هدف](view:goals)، یک راهبرد، سه سیاست و ۴ طرح دارد.", []),
        # Of a part, of another plan, or of what is not sure to be the plan.
        ("برنامهٔ پیشین ۵ هدف و ۱۰ سیاست داشت.", []),
        ("برنامه برای هر محله ۳ طرح دارد.", []),
        ("این هدف سه راهبرد و ۵ سیاست دارد.", []),
        ("در منطقهٔ ۸ برنامه ۵ طرح دارد. هدف نخست برنامه ۵ راهبرد دارد.", []),
        ("هر برنامه ۳ هدف دارد. محور آب در برنامه ۹ طرح دارد.", []),
        ("برنامه را بخوانید. سه هدف و دو سیاست دارد.", []),
        ("در اجرای برنامه ۱ هدف و ۲ طرح بازنگری شد.", []),
        ("برنامه‌ریزی ۳ هدف دارد و برنامه ۳ هدف دیگر دارد.", []),
        ("`برنامه ۳ هدف دارد`", []),
    ],
)
def test_a_figure_is_held_against_the_records(text: str, expected: list[str]) -> None:
    page = Page(path="pages/x.md", code="x", title="x", body=text, body_line=1)
    content = replace(CONTENT, records={**CONTENT.records, "pages": (page,)})
    found = [one.message.partition(" دارد؛")[0] for one in figures_disagree(content)]
    assert found == expected


def test_the_description_of_the_site_and_summaries_are_read() -> None:
    said = "برنامه ۳ هدف دارد"
    page = Page(path="pages/x.md", code="x", title="x", summary=said, body_line=1)
    assert CONTENT.site
    site = CONTENT.site.model_copy(update={"description": said})
    content = replace(CONTENT, site=site, records={**CONTENT.records, "pages": (page,)})
    assert [one.keys for one in figures_disagree(content)] == [("summary",), ("description",)]
