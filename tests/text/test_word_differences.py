"""The runs of words in which two texts differ."""

from hypothesis import given
from hypothesis import strategies as st

from qomsite.text.word_differences import AROUND, MOST, word_differences

WORDS = st.lists(st.sampled_from(["باغ", "راه", "آب", "نو"]), max_size=AROUND)


@given(WORDS, WORDS)
def test_both_texts_are_whole_and_what_is_the_same_is_the_same(
    old: list[str], new: list[str]
) -> None:
    sides = word_differences(" ".join(old), " ".join(new))
    for words, side in zip((old, new), sides, strict=True):
        assert [word for run in side for word in run.text.split()] == words
    same = [[run.text for run in side if not run.is_changed] for side in sides]
    assert same[0] == same[1]
    assert any(run.is_changed for side in sides for run in side) == (old != new)


def test_what_is_far_from_a_change_is_left_out() -> None:
    words = [str(at) for at in range(100)]
    before, _ = word_differences(" ".join(words), " ".join([*words[:50], "نو", *words[51:]]))
    start = " ".join(["…", *words[50 - AROUND : 50]])
    end = " ".join([*words[51 : 51 + AROUND], "…"])
    assert [(run.text, run.is_changed) for run in before] == [
        (start, False),
        ("50", True),
        (end, False),
    ]


def test_of_two_long_texts_only_the_ends_are_compared() -> None:
    many = int(MOST**0.5) + 1
    before, after = word_differences(
        "آغاز " + "الف " * many + "پایان", "آغاز " + "ب " * many + "پایان"
    )
    assert [run.is_changed for run in before] == [False, True, False]
    assert after[1].text.split() == ["ب"] * many
