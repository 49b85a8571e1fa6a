"""The table of the audit lines up and speaks Persian; what it measures is not a test's business."""

from qomsite.audit.command import HEADINGS, table
from qomsite.audit.cost import Cost

QUICK = Cost("a.html", 640.4, 0.0, 3, 41_000, 9_000, 0)
SLOW = Cost("districts/8.html", 12_345.6, 0.0196, 4, 123_456, 14_600, 1_845)


def test_the_slowest_page_comes_first() -> None:
    heading, first, second = table([QUICK, SLOW]).splitlines()
    assert all(name in heading for name in HEADINGS)
    assert first.split() == [
        *("districts/8.html", "۱۲٫۳۵", "۰٫۰۲", "۴", "۱۲۳٬۴۵۶", "۱۴٬۶۰۰", "۱۸۴۵"),
    ]
    assert second.split() == ["a.html", "۰٫۶۴", "۰", "۳", "۴۱٬۰۰۰", "۹۰۰۰", "۰"]


def test_columns_line_up() -> None:
    _, first, second = table([QUICK, SLOW]).splitlines()
    assert first.index("۱۲٫۳۵") == second.index("۰٫۶۴")
    assert first.index("۱۲۳٬۴۵۶") == second.index("۴۱٬۰۰۰")


def test_joiners_take_no_room() -> None:
    assert table([]) == "  ".join(HEADINGS)
