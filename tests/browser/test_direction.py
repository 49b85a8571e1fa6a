"""Chromium draws Latin, numbers and formulas in Persian in the order in which they are read."""

import re
from html import escape

from playwright.sync_api import Page, Route, expect

from qomsite.outputs.search import packed
from qomsite.pages.body import Body
from qomsite.render.direction import with_direction
from qomsite.render.markdown import to_html
from qomsite.text.direction import isolated
from tests.browser.acting import goto
from tests.listing import expect_none

AS_WRITTEN = """
025-37700000 | ۰۲۵-۳۷۷۰۰۰۰۰ | (025) 3770 | (۰۲۵) ۳۷۷۰ ۰۰۰۰ | +98 25 3770 0000 | +۹۸ ۲۵ ۳۷۷۰ ۰۰۰۰
+98 (25) 3770-0000 | ٠٢٥-٣٧٧٠ | 0912 345 67 89 | ۰۹۱۲ ۳۴۵ ۶۷ ۸۹ | ۰۲۵ - ۳۷۷۰۰۰۰۰ | ۳۷۷۰ ۰۰۰۰
021-88776655-7 | 12345-6789 | ۳۷۱۵۶-۱۲۳۴۵ | ۳۷۱۵۶ ۱۲۳۴۵ | 6037 9911 1234 5678
۶۰۳۷-۹۹۱۱-۱۲۳۴-۵۶۷۸ | IR12 0170 0000 0010 1234 5678 90 | IR۱۲ ۰۱۷۰ ۰۰۰۰ ۰۰۱۰ ۱۲۳۴ ۵۶۷۸ ۹۰
۱ ۰۰۰ ۰۰۰ | -۵ | −۵ | -5 | +۵ | ±۵ | −۱۲٬۳۴۵٫۵ | +12% | +۱۲٪ | −٣ | ۱۸+ | 10-20 | ۱۰–۲۰
۱۳۹۸–۱۴۰۲ | ۱۰:۳۰–۱۲:۰۰ | 50%-60% | ۱:۱۰۰۰ | 1 : 1000 | 62% | %62 | 1404-02-31 | ۱۴۰۴/۰۲/۳۱
1404 / 2 / 3 | 10:30-12:00 | 2025-05-21T10:30+03:30 | ۱-۲-۳ | ٣-٤ | 25 °C | ۲۵°C | 12 km/h
۱۲ km/h | ۵۰ m² | 5 kWh | ۳۵ µg/m³ | 34.64°N, 50.88°E | 4G | ۲۰GB | 10^6 | 5×10³ | ۵ × ۱۰³
2×3=6 | ۲×۳=۶ | ۵ − ۳ = ۲ | 5 - 3 = 2 | 10⁻⁶ | Ca²⁺ | H2O | CO₂ | PM2.5 | a + b = c | x ≥ 5
≤ 50 dB | E=mc² | f(x) | @qom_ir | #qom1404 | C++ | C# | .NET | *.pdf | ~/plan | /var/www
C:\\plan | --help | plan-1404.pdf | v1.2.3 | https://qom.ir/ | https://qom.ir/a?b=1
info@qom.ir | 192.168.1.0/24 | A-12/3 | T-118 | GIS/BIM | Qom 1404 | Wi-Fi | R&D | $100 | 100$
€20 | 20 € | ISO 9001-2015 | Windows 10+ | 2024 World Cup | GIS (ArcGIS) | U.S. EPA | Java, C++
−۵ °C | (+98) 21 8877 | O+ | ~۱۰٪ | ±۰٫۵ °C | ۲½ | №5 | §۳ | C/C++ | √۲ | ۳۴° ۳۸′ ۲۴″ N
N 34° 38′ 24″ | ۰۸:۰۰ - ۱۶:۳۰ | ۱۰۰ ₽ | Qom™ | #0B6E73 | 3.2 GHz | ۳۰×۴۰ | AT&T | 24/7
pH ≈ 7.4
(a+b)^2 | 2×(3+4)=14 | ۲×(۳+۴)=۱۴ | *724# | -v | 25 ° C | 12 345 67
U.S.A. | $1.5M | +98-21-8877 6655 | ۱۴۰۴-۰۲-۳۱
"""
"""Drawn from left to right as they are written here."""

OTHERWISE = {
    # What follows in a Persian sentence stands to the left.
    "WCAG 2.0، WCAG 2.1": "WCAG2.1WCAG2.0",
    "«C++»، «C#» و GIS": "GISC#C++",
    "GIS، ۲۰ طرح": "۲۰GIS",
    "C++ ۲۰ درس": "۲۰C++",
    "در سال ۱۴۰۳ ۲۵ طرح": "۲۵۱۴۰۳",
    "GIS (سامانه) BIM": "BIM)(GIS",
    "کووید-۱۹": "۱۹-",
    "بند ۱-الف": "-۱",
    "سهم ۶۲٪": "٪۶۲",
    "طرح -۵ تا +۱۰": "+۱۰-۵",
}
"""What is drawn in another order: their signs that are no Persian letters, from left to right."""

FORMS = ("نشانی {} است", "«{}» است", "{}", "نشانی {}")
"""Of a paragraph, a list, a cell and a heading."""

DRAWN = """elements => elements.map(element => {
    const signs = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode());) for (let at = 0; at < node.length; at += 1) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        signs.push([node.data[at], range.getBoundingClientRect().left]);
    }
    return [element.textContent, signs.sort((a, b) => a[1] - b[1]).map(([sign]) => sign).join("")];
})"""
NO_SIGN = re.compile(r"[\s\u200c،«»\u0621-\u064a\u066e-\u06d3]")


def test_every_string_is_drawn_as_it_is_read(page: Page) -> None:
    written = [text.strip() for line in AS_WRITTEN.split("\n") for text in line.split(" | ")]
    expected = {text: NO_SIGN.sub("", text) for text in written if text} | OTHERWISE
    assert len(expected) >= 100
    lines: list[str] = []
    for text in expected:
        paragraph, item, cell = (form.format(text) for form in FORMS[:3])
        lines += (paragraph, "", f"- {item}", "", f"| الف |\n|---|\n| {cell} |", "")
    body = to_html(Body("\n".join(lines), "", 1))
    headings = "".join(f"<h1>{escape(FORMS[3].format(text))}</h1>" for text in expected)
    page.set_content(with_direction(f'<html lang="fa" dir="rtl"><body>{headings}{body}'))
    drawn = {
        element: page.locator(element).evaluate_all(DRAWN)
        for element in ("p", "li", "tbody td", "h1")
    }
    assert {len(found) for found in drawn.values()} == {len(expected)}
    expect_none(
        f"{element} of {text!r}: {seen!r}"
        for element, found in drawn.items()
        for (text, order), (copied, seen) in zip(expected.items(), found, strict=True)
        if NO_SIGN.sub("", seen) != order or text not in copied
    )


def test_scripts_draw_titles_so_too(server: str, page: Page) -> None:
    def with_runs(route: Route) -> None:
        text = route.fetch().text()
        for written in (str, packed):
            text = text.replace(written("شهر"), written(isolated("C++ شهر")))
        route.fulfill(body=text, content_type="text/javascript")

    page.route(re.compile("/search/documents-|/filter/"), with_runs)
    for path, place in (
        ("search.html?q=شهر", "[data-results] li"),
        ("projects/index.html?goal=1", ".page > section li"),
    ):
        goto(page, server + path)
        row = page.locator(place).filter(has_text="C++").first
        expect(row.locator("[dir=ltr]").first).to_have_text("C++")
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", row.inner_text())
