"""The script of the search page, without a browser: words as Python sees them, ranking, answers."""

import gzip
import json
from pathlib import Path
from typing import Any
from unicodedata import category, name

import pytest

from qomsite.outputs.site import Site
from qomsite.pages.frame import kind_of, number_of
from qomsite.pages.permalink import permalink
from qomsite.text.folding import fold
from qomsite.text.stems import stem, tokens, word
from tests.benchmarks.script import NODE, ask, write_index
from tests.benchmarks.search import figures, questions, rank
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(NODE is None, reason="needs Node")

VECTORS: dict[str, Any] = json.loads((ROOT / "tests/text/search_vectors.json").read_text("utf-8"))
FIRST_RESULTS, REQUESTS = 20_000, 6
"""Bytes over the wire, and requests, until the first results are there."""

SAME = (
    ("برنامه‌ریزی", "برنامه ریزی", "برنامهریزی"),
    ("حمل‌ونقل", "حمل و نقل", "حملونقل"),
    ("كميسيون", "کمیسیون", "کمیسـیون"),
    ("۱۴۰۴", "١٤٠٤", "1404"),
    ("مودی", "مؤدی", "مُؤَدّی"),
    ("سیاست‌ها", "سیاست ها", "سیاستها"),
    ("طرح ۱۲۵", "طرح ١٢٥", "طرح 125"),
    ("آبخوری", "Hfo,vd"),
)
"""Spellings that find the same in the same order."""
HAMZAS = (("مسؤول ایمنی", "مسئول ایمنی"), ("هیأت مذهبی", "هیئت مذهبی", "هیات مذهبی"))

FIRST = {
    **dict.fromkeys(("طرح شماره ۱۲۵", "پروژه 125", "طرح صد و بیست و پنج"), "projects/125"),
    "هدف ۳": "goals/3",
    "هدف سوم": "goals/3",
    "راهبرد ٢٩": "strategies/29",
    "سیاست ۱۲": "policies/12",
    "سیاست اجرایی ۱۲": "policies/12",
    "محور هفتم": "axes/7",
    "تدبیر ۴۲": "measures/42",
    "منطقه ۸": "districts/8",
    "طرح‌های منطقه هشت": "districts/8",
    "طرح‌های سال ۱۴۰۲": "years/1402",
    "درختواره": "tree",
    "پرسش و پاسخ": "faq",
    "نقشه سایت": "sitemap",
    "۷۵۰ میلیارد ریال": "projects/12",
    "کارگران شهرداری": "projects/270",
    "رشوه": "measures/60",
    "BRT": "projects/38",
    "metro": "projects/36",
    "سرویس بهداشتی": "projects/13",
    "toilet": "projects/13",
    "دفاتر خدمات": "projects/258",
    "ویلچر": "projects/23",
    "مهد کودک": "projects/17",
    "لطفا بفرمایید ویلچر را از کجا بگیرم": "projects/23",
}
FOUND = {
    "دوچرخه سواری": "projects/59",
    "مترو قم": "projects/37",
    "پیوست فرهنگی": "policies/66",
    "تفکیک از مبدا": "policies/31",
    "جوی‌های آب": "projects/161",
    "مدارس": "projects/61",
    "پارک برای بچه‌ها کجاست": "projects/207",
    "شهرداری پولاشو کجا خرج میکنه": "policies/72",
    "چجوری عوارضمو بدم": "projects/255",
    "آب فاضلاب برای درختا استفاده میشه؟": "projects/99",
    "کوچمون تاریکه": "projects/191",
    "توالت عمومی": "projects/159",
    "گرد و خاک": "projects/113",
    "جواز ساخت": "projects/254",
    "بیلبورد": "projects/228",
    "سرمایه گزاری": "projects/235",
    "معلولین": "policies/56",
    "پیرمردان": "projects/150",
    "هزینه‌ها رو از کجا میارین": "strategies/26",
    "kdl;j": "projects/16",
}
MISTYPED = {
    **dict.fromkeys(("پارکنیگ", "پارکینک", "پارککینگ", "اپرکینگ", "بارکینگ", "ارکینگ"), "پارکینگ"),
    **{"کمسیون": "کمیسیون", "شهردری": "شهرداری", "هروندان": "شهروندان", "سیلااب": "سیلاب"},
}
NEAR = ("شهر شهر", "شهر شرر", "شهر شهرر", "شهر شر", "شهر شره", "هشر شهر", "ا ", "ذصطه زسته")
FAR = ("شهر رهش", "شهر شررر", "ابپت باتپ", "اب ")


@pytest.fixture(scope="module")
def site(shipped: Site) -> Site:
    return shipped


@pytest.fixture(scope="module")
def index(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_index(site, tmp_path_factory.mktemp("index"))


def asked(index: Path, queries: list[str]) -> list[Any]:
    return ask(index, [("find", query) for query in queries])


def test_the_script_sees_words_as_python_does(site: Site, index: Path) -> None:
    # The stems that no ending tells are those of the index.
    calls: list[tuple[str, Any, Any]] = [("fold", text, key) for text, key in VECTORS["fold"]]
    calls += [("stem", whole, stem(whole, {})) for whole, _ in VECTORS["stem"]]
    texts = [text for text, _ in VECTORS["words"]]
    for entry in site.library.entries():
        texts += [entry.title, entry.summary or "", entry.body]
    for text in texts:
        regular = (word(token, {}) for token in tokens(text))
        calls.append(("words", text, [[one.whole, one.stem, list(one.parts)] for one in regular]))
    for is_near, pairs in ((True, NEAR), (False, FAR)):
        for one, other in (pair.split(" ") for pair in pairs):
            calls += [("near", [one, other], is_near), ("near", [other, one], is_near)]
    answers = ask(index, [(kind, text) for kind, text, _ in calls])
    for (kind, text, expected), answer in zip(calls, answers, strict=True):
        assert answer == expected, (kind, text)


def test_the_script_folds_every_sign_as_python_does(index: Path) -> None:
    signs = [char for char in map(chr, range(0xD800)) if category(char) != "Cn"]
    folded = ask(index, [("fold", sign) for sign in signs])
    unlike = {s: f for s, f in zip(signs, folded, strict=True) if fold(s) != f}
    # A script has no case folding of its own; capitals made small differ from it in Turkish
    # and Cherokee letters.
    assert {s for s in unlike if s != "ı" and not name(s).startswith("CHEROKEE")} == set()


def test_the_rank_of_a_match(index: Path) -> None:
    """Exact above form above prefix above typo; the higher rank first; a rare word counts more."""

    def at(number: int, rank: int) -> str:
        return chr(35 + number * 8 + rank)

    low, high = 1, 5
    asks = {
        ("سیاست", f"سیاست {at(0, high)}", f"سیاست‌ها {at(1, high)}", f"سیاستگذار {at(2, high)}"): [
            *(0, 1, 2)
        ],
        ("سیاست", f"سیاست {at(0, low)}{at(0, high)}"): [1, 0],
        ("سیاشت", f"سیاست {at(3, low)}"): [3],
        ("آب سیاست", f"اب {at(0, low) * 4}", f"سیاست {at(1, low)}"): [1, 0, 2, 3],
        # A mistyped word does not stand before a word that is there.
        ("آبی سیاست", f"اهی {at(0, high)}", f"سیاست {at(1, low)}"): [1],
    }
    answers = ask(index, [("rank", [query, lines]) for query, *lines in asks])
    assert answers == list(asks.values())


def test_spellings_find_the_same(index: Path) -> None:
    written = [query for queries in SAME + HAMZAS for query in queries]
    paths = {
        query: answer["paths"] for query, answer in zip(written, asked(index, written), strict=True)
    }
    for queries in SAME + HAMZAS:
        most = 10 if queries in SAME else 3
        found = [paths[query][:most] for query in queries]
        assert found[0], queries
        assert found == [found[0]] * len(queries), queries


def test_what_is_found(index: Path) -> None:
    wanted = FIRST | FOUND
    answers = zip(wanted, asked(index, list(wanted)), strict=True)
    found = {query: answer["paths"] for query, answer in answers}
    first = {query: found[query][:1] for query in FIRST}
    assert first == {query: [f"{path}.html"] for query, path in FIRST.items()}
    missed = {query for query, path in FOUND.items() if f"{path}.html" not in found[query]}
    assert missed == set()


def test_every_record_is_first_by_its_number(site: Site, index: Path) -> None:
    records = [entry for entry in site.library.entries() if number_of(entry)]
    answers = asked(index, [number_of(record) for record in records])
    first = {
        record.code: answer["paths"][:1] for record, answer in zip(records, answers, strict=True)
    }
    wanted = {record.code: [permalink(kind_of(record), record.code)] for record in records}
    assert first == wanted


@pytest.mark.parametrize("query", ["دفاطر", "وظایفشان"])
def test_a_broken_plural_is_found_though_no_document_has_it_so(index: Path, query: str) -> None:
    (answer,) = asked(index, [query])
    assert answer["paths"]


@pytest.mark.parametrize("query", ["گلفروشی", "توان‌بخشی"])
def test_what_is_found_by_parts_of_a_word_is_told(index: Path, query: str) -> None:
    (answer,) = asked(index, [query])
    assert answer["isNear"] or not answer["paths"]


def test_a_mistyped_word_is_found_and_told(index: Path) -> None:
    meant = dict(zip(MISTYPED.values(), asked(index, list(MISTYPED.values())), strict=True))
    for query, answer in zip(MISTYPED, asked(index, list(MISTYPED)), strict=True):
        assert answer["isNear"], query
        assert meant[MISTYPED[query]]["paths"][0] in answer["paths"], query
    assert not any(answer["isNear"] for answer in meant.values())


def test_partial_answers_are_told(index: Path) -> None:
    both, some, none = asked(index, ["پسماند تر", "پسماند کمیسیون تلفیق", "ژژژژژژ"])
    assert (both["isPart"], some["isPart"]) == (False, True)
    assert some["paths"]
    assert none["count"] == 0


def test_judged_questions_and_what_their_results_weigh(index: Path) -> None:
    judged = questions()
    answers = asked(index, [question.text for question in judged])
    ranks = [rank(*pair) for pair in zip(judged, answers, strict=True)]
    found = figures(ranks, [answer["count"] for answer in answers])
    assert found.ten >= 0.94
    assert found.first >= 0.78
    assert found.none <= 0.01
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in index.iterdir()}
    for question, answer in zip(judged, answers, strict=True):
        # Further words need further parts of the index.
        assert sum(sizes[name] for name in answer["first"]) <= FIRST_RESULTS, question.text
        assert len(answer["first"]) <= REQUESTS, question.text
