"""The list of the plan's own words."""

from pathlib import Path

from qomsite.loader.lists import read_words
from qomsite.loader.load import load
from qomsite.text.vocabulary import Vocabulary


def test_words_stand_a_line_each_among_remarks() -> None:
    words, problems = read_words("# یادداشت\n\n برنامه‌ریزی \nگفت‌وگو\n", "words.txt")
    assert words.words == ("برنامه‌ریزی", "گفت‌وگو")
    assert problems == ()


def test_a_bad_line_is_named_and_the_others_are_used() -> None:
    words, problems = read_words("برنامه ریزی\nکف‌سازی\nشهر\nکف‌سازی\n", "words.txt")
    assert words.words == ("کف‌سازی",)
    assert [problem.place.line for problem in problems] == [1, 3, 4]


def test_the_file_may_be_missing_and_is_read_with_line_ends_of_any_system(content: Path) -> None:
    assert load(content)[0].words.words == ()
    (content / "words.txt").write_bytes("\ufeffکف‌سازی\r\nآب‌نما\r\n".encode())
    read, problems = load(content)
    assert (read.words.words, problems) == (("کف‌سازی", "آب‌نما"), ())


def test_words_are_known_with_their_endings() -> None:
    words = Vocabulary(("برنامه‌ریزی", "گفت‌وگو"))
    assert words.breaks("برنامهریزی") == {6}
    assert words.breaks("برنامهریزیهای") == {6, 10}
    assert words.breaks("گفتوگوها") == {3}
    assert words.gaps("گفتوگو") == {3, 4}
    assert words.breaks("برنامه") == frozenset()
    assert words.may_end("ریزیها")
    assert not words.may_end("برنامه")
