"""The search index holds every word of the site, in few bytes, and always the same."""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qomsite.memo import Memo
from qomsite.outputs.search import files
from qomsite.outputs.search_documents import Document, documents
from qomsite.outputs.search_index import NUMBER, RANKS, blocks, index, line
from qomsite.outputs.site import Site
from qomsite.render.artifact import Artifact
from qomsite.render.plain import plain_text
from qomsite.text.direction import isolated
from qomsite.text.folding import LETTERS, fold
from qomsite.text.stems import ASKING, STOPS, SUFFIXES, words

ROOT = Path(__file__).resolve().parents[2]
TITLE, BODY = 3, 2
"""The rank of what stands once in a long title, and once in a short body."""
_FILE = re.compile(r'searchPart\("([a-z]+(?:-\d+)?)",(.*)\);\n', re.DOTALL)

Parts = dict[str, Any]


@pytest.fixture(scope="module")
def site(shipped: Site) -> Site:
    return shipped


@pytest.fixture(scope="module")
def artifacts(site: Site) -> Sequence[Artifact]:
    """The files of the index."""
    return tuple(files(site))


@pytest.fixture(scope="module")
def parts(artifacts: Sequence[Artifact]) -> Parts:
    """The data of each file, by the name under which it is handed over."""
    found: Parts = {}
    for artifact in artifacts:
        match = _FILE.fullmatch(artifact.content.decode())
        assert match
        assert artifact.path.startswith(f"search/{match[1]}.")
        found[match[1]] = json.loads(match[2])
    return found


def numbers(places: str) -> Iterator[tuple[int, int]]:
    """Reads what `line` wrote, as the script does: document, place."""
    number, high = -1, 0
    for code in map(ord, places):
        if code > 91:
            high = high * 34 + code - 92
        else:
            value = high * 57 + code - 35
            high = 0
            number += 1 + (value >> 3)
            yield number, value & 7


def listed(entries: list[str]) -> list[tuple[str, str]]:
    """The first letters of each part of the index, and the ending of its file."""
    return [(entry[:-13], entry[-13:]) for entry in entries]


def found(parts: Parts, whole: str) -> dict[int, int]:
    """The documents of a word and its place in them, looked up as the script does."""
    head = parts["index"]
    at = sum(start <= whole[:3] for start, _ in listed(head["words"])) - 1
    for entry in parts[f"words-{at}"].split("\n") if at >= 0 else ():
        token, places, *_ = entry.split(" ")
        if fold(token) == whole:
            return dict(numbers(places))
    return {}


def everything(site: Site) -> list[Document]:
    return [document for group in documents(site).values() for document in group]


def test_every_page_can_be_found(site: Site) -> None:
    left_out = {"search", "letter", "redirect", "not_found"}
    # Each question stands in the list of questions.
    left_out |= {"report", "goal_tree", "year_changes", "answer"}
    wanted = {
        page.path
        for page in site.pages
        if page.type not in left_out
        # A list is found once, by its first page.
        and not (page.view.frame.paging and page.view.frame.paging.previous)
        # The classes of the reckoning are on its page, the bands of figures on their lists.
        and (
            page.type not in ("group", "group_list")
            or page.path.startswith(("owners/", "districts/", "statuses/", "years/"))
        )
    }
    assert "projects/index.html" in wanted
    paths = [document.path for document in everything(site)]
    assert set(paths) == wanted
    assert len(paths) == len(wanted)


def test_every_word_of_every_title_finds_its_page(site: Site, parts: Parts) -> None:
    for number, document in enumerate(everything(site)):
        for word in words(document.title):
            assert found(parts, word.whole)[number] >= TITLE, (document.path, word)


def test_every_word_of_every_text_finds_its_page(site: Site, parts: Parts) -> None:
    vocabulary: dict[str, dict[int, int]] = {}
    for number, document in enumerate(everything(site)):
        for text in (document.text, document.summary):
            for word in words(text):
                if word.whole not in STOPS:
                    if word.whole not in vocabulary:
                        vocabulary[word.whole] = found(parts, word.whole)
                    assert number in vocabulary[word.whole], (document.path, word)


def test_every_record_is_found_by_its_number(site: Site, parts: Parts) -> None:
    for number, document in enumerate(everything(site)):
        for word in words(document.number):
            assert found(parts, word.whole)[number] == NUMBER, document.path
        for word in words(document.names):
            assert number in found(parts, word.whole), document.path


def test_cards_and_texts_are_those_of_the_documents(site: Site, parts: Parts) -> None:
    head = parts["index"]
    size, inner = head["sizes"]
    folders = [folder for *_, folder, _, count in head["kinds"] for _ in range(count)]
    assert len(folders) == head["total"] == len(everything(site))
    letters = dict(zip(ascii_letters, head["packed"], strict=True))
    code = ""
    unpacked = [
        re.sub("~.|[A-Za-z]", lambda match: letters.get(match[0], match[0][-1]), packed)
        for packed, _ in (parts[f"documents-{at}"] for at in range(len(head["documents"])))
    ]
    for number, document in enumerate(everything(site)):
        cards = unpacked[number // size]
        written, title, *marks = cards.split("\n")[number % size].split("\t")
        code = written or str(int(code) + 1)
        assert f"{folders[number]}/{code}.html".lstrip("/") == document.path
        assert title == isolated(document.title)
        status = head["statuses"][int(marks[3])] if marks[3:] else None
        mark = document.status
        assert status == ([mark.shade, mark.sign, mark.title] if mark else None)
        assert len(parts[f"names-{number // size}"]) == -(-len(cards.split("\n")) // inner)
        assert parts[f"texts-{number // inner}"][number % inner] == isolated(document.text)


def test_the_names_in_the_index_are_those_of_the_files(
    artifacts: Sequence[Artifact], parts: Parts
) -> None:
    head = parts["index"]
    named = {f"words-{at}.{end}" for at, (_, end) in enumerate(listed(head["words"]))}
    named |= {f"ends-{at}.{end}" for at, (_, end) in enumerate(listed(head["ends"]))}
    named |= {f"documents-{at}.{end}" for at, end in enumerate(head["documents"])}
    places = range(len(head["documents"]))
    named |= {f"names-{at}.{parts[f'documents-{at}'][1]}" for at in places}
    ends = [end for at in places for end in parts[f"names-{at}"]]
    named |= {f"texts-{at}.{end}" for at, end in enumerate(ends)}
    assert {f"search/{name}" for name in named} | {"search/index.js"} == {
        artifact.path for artifact in artifacts
    }


def test_the_tables_are_those_of_the_text_room(parts: Parts) -> None:
    head = parts["index"]
    assert head["letters"] == LETTERS
    assert [tuple(row) for row in head["suffixes"]] == list(SUFFIXES)
    assert set(head["stops"].split()) == STOPS
    assert set(head["asking"].split()) == ASKING - STOPS


def test_a_word_is_in_the_file_that_its_first_or_last_letters_name(parts: Parts) -> None:
    for kind, letters in (("words", slice(0, 3)), ("ends", slice(-1, -3, -1))):
        starts = [start for start, _ in listed(parts["index"][kind])]
        for at in range(len(starts)):
            for entry in parts[f"{kind}-{at}"].split("\n"):
                whole = fold(entry.split(" ")[0])
                assert sum(start <= whole[letters] for start in starts) - 1 == at, whole


def test_the_plan_is_found_by_its_other_names(site: Site) -> None:
    (home,) = (
        one for group in documents(site).values() for one in group if one.path == "index.html"
    )
    assert site.library.plan.also_called
    assert all(name in home.names for name in site.library.plan.also_called)


def test_no_file_is_large(artifacts: Sequence[Artifact]) -> None:
    for artifact in artifacts:
        sizes = {"texts": 6_000, "documents": 12_000, "index.js": 4_500}
        most = next((size for name, size in sizes.items() if name in artifact.path), 4_000)
        assert len(gzip.compress(artifact.content, 9)) <= most, artifact.path


def test_the_same_content_makes_the_same_bytes(site: Site, artifacts: Sequence[Artifact]) -> None:
    assert tuple(files(site)) == artifacts


def document(text: str, title: str = "", number: str = "") -> Document:
    return Document("x.html", title, "", text, number=number)


def ranked(
    texts: Sequence[Document], groups: Sequence[Sequence[str]] = ()
) -> dict[str, dict[int, int]]:
    """The documents of each word, with their ranks."""
    found = index(texts, Memo(), groups)
    return {
        word: dict(divmod(posting, RANKS) for posting in postings)
        for word, postings in found.items()
    }


def test_synonyms_find_each_other() -> None:
    groups = (("پارک", "بوستان"), ("مترو", "قطار شهری"))
    texts = [document("بوستان‌های شهر"), document("خط قطار شهری"), document("مترو")]
    places = ranked(texts, groups)
    assert places["پارک"].keys() == {0}
    assert places["مترو"].keys() == {1, 2}
    assert places["قطار\u200cشهری"].keys() == {1, 2}
    assert places["مترو"][1] <= places["مترو"][2]


@pytest.mark.parametrize("written", ["برنامه‌ریزی شهر", "برنامه ریزی شهر", "برنامهریزی شهر"])
def test_a_compound_is_found_however_it_is_written(written: str) -> None:
    places = ranked([document(written), document("برنامه‌ریزی")])
    assert places["برنامه\u200cریزی"] == {0: BODY, 1: BODY}


def test_neighbours_are_joined_to_known_words_only() -> None:
    places = ranked([document("حمل و نقل در شهر"), document("حمل‌ونقل"), document("درشهر")])
    assert places["حمل\u200cونقل"] == {0: BODY, 1: BODY}
    assert places["نقل"] == {0: BODY, 1: BODY}
    assert places["درشهر"] == {2: BODY}
    assert "نقلدر" not in places


def test_an_ending_that_stands_apart_belongs_to_the_word_before() -> None:
    places = ranked([document("سیاست ها"), document("سیاست‌ها")])
    assert places["سیاست\u200cها"] == {0: BODY, 1: BODY}
    assert "ها" not in places


def test_the_place_and_how_often_count() -> None:
    places = ranked([document("آب شهر", "شهر و آب ۳", "3")])
    assert places["3"] == {0: NUMBER}
    assert places["شهر"][0] >= places["و"][0] > BODY
    texts = [document("شهر"), document("شهر شهر شهر"), document("شهر " + "آب " * 500)]
    once, often, far = ranked(texts)["شهر"].values()
    assert far < once < often
    assert ranked([document("آب و شهر")]).keys() == {"اب", "شهر"}


@given(st.dictionaries(st.integers(0, 100_000), st.integers(0, 7), min_size=1))
def test_what_is_written_is_read(postings: dict[int, int]) -> None:
    written = sorted(number * RANKS + rank for number, rank in postings.items())
    token, places = line("واژه", written).split(" ")
    assert token == "واژه"
    assert places.isascii()
    assert dict(numbers(places)) == postings


@given(st.lists(st.text("ابپت", min_size=1), unique=True), st.integers(1, 50))
def test_blocks_hold_all_lines_in_order(keys: list[str], size: int) -> None:
    lines = [(key, key) for key in sorted(keys)]
    made = blocks(lines, size, 3)
    assert [text for _, block in made for text in block] == sorted(keys)
    assert [start for start, _ in made] == sorted({start for start, _ in made})


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# عنوان\n\nمتن **پررنگ** و _کج_.", "عنوان متن پررنگ و کج."),
        ("- یک\n- [هدف ۲](goal:2)\n1. سه", "یک هدف ۲ سه"),
        ("> نقل[^۱]\n\n[^۱]: پانوشت", "نقل پانوشت"),
        ("| الف | ب |\n|---|---|\n| ۱ | ۲ |", "الف ب ۱ ۲"),
        ("![شرح](media:a.png) <b>پر</b> &amp; <!-- نهان -->باز", "شرح پر & باز"),
        ("هدف\n:   وضعی که شهر", "هدف وضعی که شهر"),
        ("```\nرمز\n```\n***\n", "رمز"),
        ("snake_case می‌ماند", "snake_case می‌ماند"),
    ],
)
def test_plain_text(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


@pytest.mark.parametrize("bomb", [*"[*<`", "[^", "![a](", "> ", "<!--", "-->", "| ", "{:"])
def test_plain_text_of_a_bomb_ends(bomb: str) -> None:
    plain_text(bomb * 50_000)
