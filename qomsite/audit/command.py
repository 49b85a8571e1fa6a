"""The command: builds aside, serves, measures one page of each type, shows a table."""

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from qomsite import gates
from qomsite.audit.chromium import ARGUMENTS, specimens
from qomsite.audit.cost import BYTES_A_SECOND, DELAY, SLOWER, Cost, measure
from qomsite.audit.host import serving
from qomsite.build.request import Request
from qomsite.build.site import build
from qomsite.terminal import show_note, show_waiting
from qomsite.text.digits import number

HEADINGS = ("صفحه", "LCP به ثانیه", "CLS", "درخواست", "بایت روی سیم", "HTML فشرده", "JS فشرده")
_CONDITIONS = (
    f"نمای نخست هر صفحه، روی پیوند {number(BYTES_A_SECOND * 8 // 1000)} کیلوبیت در ثانیه"
    f" با {number(DELAY)} میلی‌ثانیه تأخیر و پردازندهٔ {number(SLOWER)} برابر کندتر:"
)


def audit(request: Request) -> int:
    """Measures the site that ``request`` describes; 0, or 1 where there is no browser."""
    chromium = gates.find_tools().get(gates.CHROMIUM)
    if chromium is None:
        return 1
    with TemporaryDirectory(prefix="qomsite-audit-") as folder:
        site = Path(folder, "public")
        build(replace(request, output=site), show_waiting)
        with serving(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            costs = [measure(browser, address, path) for path in specimens(site)]
            browser.close()
    show_note(_CONDITIONS, sys.stdout)
    show_note(table(costs), sys.stdout)
    return 0


def table(costs: Sequence[Cost]) -> str:
    """The costs as aligned columns, the slowest page first, numbers as a reader sees them."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for cost in sorted(costs, key=lambda cost: (-cost.paint, cost.path)):
        rows.append(
            (
                cost.path,
                number(Decimal(cost.paint) / 1000),
                number(Decimal(cost.shift), places=3),
                *(
                    number(count)
                    for count in (cost.requests, cost.received, cost.html, cost.script)
                ),
            )
        )
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: marks and joiners take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)
