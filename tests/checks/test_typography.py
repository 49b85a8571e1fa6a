"""Typography of content files: where it is found, what is never touched, and that it is quick."""

import re
from pathlib import Path

import pytest

from qomsite.checks.registry import advise, check
from qomsite.checks.typography import typed
from qomsite.loader.load import load
from qomsite.text.typography import FAMILIES
from qomsite.text.vocabulary import Vocabulary
from tests.growth import expect_linear
from tests.library.plans import tiny_with

ROOT = Path(__file__).resolve().parents[2]
WORDS = "برنامه‌ریزی\n"


def said(folder: Path, text: str, name: str = "projects/2.md") -> list[str]:
    content, problems = load(tiny_with(folder, {name: text, "words.txt": WORDS}))
    assert problems == ()
    return [str(one) for one in advise(content) if one.slug in FAMILIES]


def project_file(body: str, *front: str) -> str:
    return "\n".join(["---", "title: راه", "policy: 3", "provenance: sample", *front, "---", body])


def test_advice_names_place_value_better_spelling_and_slug(tmp_path: Path) -> None:
    text = project_file("برنامهریزی می شود.", 'summary: "خیابان  ها \\"باز\\" است"')
    assert said(tmp_path, text) == [
        "content/projects/2.md:5:17: نیم‌فاصله: به‌جای «خیابان  ها» بنویسید «خیابان‌ها» [half-space]",
        'content/projects/2.md:5:22: گیومه: به‌جای «\\"باز» بنویسید ««باز» [quotes]',
        'content/projects/2.md:5:27: گیومه: به‌جای «باز\\"» بنویسید «باز»» [quotes]',
        "content/projects/2.md:7:7: نیم‌فاصلهٔ واژهٔ مرکب: به‌جای «برنامهریزی» بنویسید"
        " «برنامه‌ریزی» [joined-word]",
        "content/projects/2.md:7:14: نیم‌فاصله: به‌جای «می شود» بنویسید «می‌شود» [half-space]",
    ]


def test_a_word_is_told_once_as_it_should_be_in_the_end(tmp_path: Path) -> None:
    text = project_file("كميسيون و طرح\u200c ها و\u00a0راه .این ،آن")
    assert [line.split("بنویسید ")[1] for line in said(tmp_path, text)] == [
        "«کمیسیون» [arabic-letter]",
        "«طرح‌ها» [half-space]",
        "«و␣راه» [spacing]",
        "«راه.» [spacing]",
        "«این،» [spacing]",
    ]


def test_advice_stops_nothing(tmp_path: Path) -> None:
    content, _ = load(tiny_with(tmp_path, {"projects/2.md": project_file("می شود.")}))
    assert all(one.is_advice for one in advise(content))
    assert not {one.slug for one in check(content)} & set(FAMILIES)


@pytest.mark.parametrize(
    "body",
    [
        "متن `می شود  12` است.",
        "```\nمی شود  12 ي\n```",
        "متن\n\n    می شود  12 ي",
        "متن <code>می شود</code> و <KBD class='x'>کتاب ها\nمی شود</KBD > است.",
        "<pre><samp>می شود</samp>\nمی شود  12 ي\n</pre>",
        "<script>می شود</script><style>می شود</style>",
        "<!-- می شود  ي -->",
        "[متن](https://city.example/می_شود,ي)",
        "[متن](project:1 'می شود  12')",
        '[متن](project:1 "می شود  12")',
        "متن <https://city.example/ي> و https://city.example/ي،ك است.",
        "متن a.b@city.example,1 و city.example/a,b?c=1;d=2 است.",
        "متن <b title='می شود  ي'>است</b>.",
        'متن <span lang="ar">في كتاب  12</span> است.',
        "متن[^می شود]\n\n[^می شود]: یادداشت",
        "[می شود] است.\n\n[می شود]: project:1 'ي  ك'",
        "## عنوان {#می-شود-ي}",
        "| الف | ب |\n|:---|---:|\n| ۱   | ۲   |",
        "1. نخست\n2. دوم",
        "متن &nbsp;&zwnj;&#1610; است.",
        "نسخهٔ Windows 10 و m2 و CO2 و 12 km و T-118 و 12-a و v1.2 است.",
        "تاریخ 1402-05-10 و 1402/05/10 و ساعت 12:30 است.",
        "سطر نخست  \nسطر دوم",
        "The plan has 8 goals, 29 strategies; is it so?",
        'متن print("الف", "ب") و x["نام ها"] و y = "ي" و {"نام": "قم,ي"} است.',
        'متن \\" و \\* و \\# است.',
    ],
)
def test_what_is_no_prose_is_left(body: str, tmp_path: Path) -> None:
    assert said(tmp_path, project_file(body)) == []


@pytest.mark.parametrize(
    "line",
    [
        "start: 1402-05-10",
        "budget: 55.3 میلیارد تومان",
        "physical_progress: 45%",
        "districts: [1, 8]",
        "axes: [1, 2]",
        "aliases: [T-118, 12-a]",
        "# می شود  ي",
        "funding: [الف, ب]",
        "source: {document: سند, page: 42, address: 'https://city.example/ي,ك'}",
        "indicators:\n  - {title: طول, unit: متر, baseline: 400, target: 1200}",
        "updates:\n  - {date: 1402-05-10, text: رسید.}",
        "summary: عنوان:متن",
        'summary: "متن \\u0020\\u0020 است"',
        "summary: 'متن ''شهر'' است'",
        "summary: |\n  سطر نخست\n    سطر دوم\n\n  سطر سوم",
        "summary: >-\n  سطر نخست\n  سطر دوم",
    ],
)
def test_what_is_no_prose_in_front_matter_is_left(line: str, tmp_path: Path) -> None:
    assert said(tmp_path, project_file("متن", line)) == []


def test_a_heading_that_is_linked_by_its_words_is_left(tmp_path: Path) -> None:
    heading = "## طرح ها\n"
    linked = project_file(heading + "[بالا](#طرح-ها)")
    assert said(tmp_path / "a", linked) == []
    assert len(said(tmp_path / "b", project_file(heading))) == 1


def test_the_settings_are_read_too(tmp_path: Path) -> None:
    site = tiny_with(tmp_path, {}) / "site.yaml"
    text = site.read_text("utf-8")
    found = typed(
        re.sub("title: .*", "title: كار ها", text, count=1), "site.yaml", Vocabulary(), frozenset()
    )
    assert {one.slug for one in found} == {"arabic-letter", "half-space"}


PIECES = ["[", "](", "{#", "<span lang=ar>", "<code>", "</pre ", '"ا ', "\u200c", " \u00a0", "1,"]


@pytest.mark.parametrize("piece", [*PIECES, "گو و ", "|-", "می "])
def test_a_text_of_one_piece_takes_no_longer_than_its_length(piece: str) -> None:
    def find(length: int) -> None:
        text = project_file(piece * (length // len(piece)))
        typed(text, "projects/2.md", Vocabulary(("گفت‌وگو",)), frozenset())

    expect_linear(find, 25_000)


def test_the_words_of_the_list_are_well_typed() -> None:
    content, problems = load(ROOT / "content")
    assert problems == ()
    assert len(content.words.words) > 100
    for word in content.words.words:
        text = project_file(f"این {word}ی شهر و {word} است.")
        assert typed(text, "projects/2.md", content.words, frozenset()) == (), word
