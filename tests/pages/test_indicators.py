"""The list of indicators: each once, with its record, its values and its verdict."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from lxml.html import HtmlElement

from qomsite.library.indicators import Verdict
from qomsite.pages.indicators import (
    ActualView,
    IndicatorRow,
    IndicatorsView,
    indicator_views,
    pages,
)
from qomsite.text.digits import persian_digits
from qomsite.text.jalali import JalaliDate
from tests.library.plans import library_of, project

MEASURED = """indicators:
  - {title: الف, unit: متر, baseline: 0, target: 10, actuals: [{date: 1403-01-01, value: 10}]}
  - {title: ب, unit: متر, baseline: 0, target: 10, actuals: [{date: 1403-01-01, value: 2.5}]}
  - title: پ
    unit: ساعت
    direction: range
    range: [5, 7.5]
    rule: هر هفته شمرده می‌شود.
    actuals: [{date: 1402-01-01, value: 9}]"""
BARE = "---\ntitle: {}\n{}provenance: sample\n---\nمتن.\n"
OTHERS = {
    "goals/1.md": BARE.format("هدف", ""),
    "policies/1.md": BARE.format("سیاست", "strategy: 1\n"),
}
"""Without the indicators that they have."""
COUNTED = "از {} شاخص برنامه، {}."


def test_each_indicator_has_a_row_with_its_verdict(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"projects/1.md": project(MEASURED), **OTHERS})
    (view,) = (page.view for page in pages(library))
    assert isinstance(view, IndicatorsView)
    (group,) = view.groups
    rows = [row for row in group.items if isinstance(row, IndicatorRow)]
    shown = [row.indicator for row in rows]
    assert [(one.title, one.verdict, one.direction, one.target) for one in shown] == [
        ("الف", "رسیده به هدف", "افزایش", "۱۰"),
        ("ب", "نزدیک‌تر به هدف", "افزایش", "۱۰"),
        ("پ", "نمی‌توان گفت", "بازه", "۵ تا ۷٫۵"),
    ]
    assert shown[1].actuals == (ActualView(JalaliDate(1403, 1, 1), "۲٫۵", None),)
    assert {row.path for row in rows} == {"projects/1.html#indicators"}
    assert view.frame.lead == COUNTED.format(
        "۳", "۱ شاخص به هدف رسیده و ۱ شاخص به هدف نزدیک‌تر شده است؛ دربارهٔ ۱ شاخص نمی‌توان گفت"
    )
    *_, ranged = indicator_views(library, library.projects["1"])
    assert ranged.meaning == "تا ۱ فروردین ۱۴۰۲ مقدار آن ۹ ساعت بوده است؛ هدف، ۵ تا ۷٫۵ ساعت است."
    assert (ranged.progress, ranged.rule) == ("", "هر هفته شمرده می‌شود.")


def test_of_unmeasured_indicators_nothing_is_said(tmp_path: Path) -> None:
    one = project("indicators: [{title: الف, unit: متر}]")
    library = library_of(tmp_path, {"projects/1.md": one, **OTHERS})
    (lead,) = (page.view.frame.lead for page in pages(library))
    assert lead == COUNTED.format("۱", "دربارهٔ ۱ شاخص نمی‌توان گفت")


def test_the_shipped_list_has_every_verdict(pages: Mapping[str, HtmlElement]) -> None:
    paths = sorted(path for path in pages if path.startswith("indicators"))
    assert len(paths) > 1
    rows = [row for path in paths for row in pages[path].xpath("//main//tbody/tr")]
    counts = Counter(row.xpath("string(./td[1])").strip() for row in rows)
    assert counts.keys() == {verdict.value for verdict in Verdict}
    (lead,) = pages["indicators.html"].xpath("//main//*[@class='lead']/text()")
    for count in (len(rows), *counts.values()):
        assert f"{persian_digits(str(count))} شاخص" in lead
