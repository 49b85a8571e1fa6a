"""What somebody probably meant by a word that is not among the allowed ones."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from qomsite.text.digits import ascii_digits
from qomsite.text.folding import fold

_SAME_START = 0.1  # people seldom miss the first letter
_ALIKE = 0.6 + _SAME_START  # difflib's own cutoff for a match that a person would call close
_LONGEST = 200  # difflib is quadratic, and nobody misspells a paragraph
_MOST_DIGITS = 18


def nearest(word: str, options: Iterable[str], margin: float = 0) -> str | None:
    """Return the option most like `word` once both are folded, or None when none is, or another is
    as like it but for `margin` (1 is the likeness of a word to itself).

    A whole number gets, of whole numbers, only what one slip makes of it: a digit one off, two
    swapped, or a missing one where no other number lacks one. Ties go to the option that sorts
    first.
    """
    choices = sorted(set(options))
    if (value := _value(word)) is not None:
        numbers = {choice: number for choice in choices if (number := _value(choice)) is not None}
        near = [(abs(n - value), choice) for choice, n in numbers.items() if _is_slip(value, n)]
        longer = [choice for choice, n in numbers.items() if _is_missing_one(str(value), str(n))]
        if near or len(longer) == 1:
            return min(near)[1] if near else longer[0]
        choices = [choice for choice in choices if choice not in numbers]
    wanted = fold(word[:_LONGEST])
    if not wanted or len(word) > _LONGEST:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    least = _ALIKE - margin
    scores = {choice: _likeness(matcher, fold(choice), wanted, least) for choice in choices}
    best = max(scores, key=scores.__getitem__, default="")
    rivals = [choice for choice, score in scores.items() if score > scores[best] - margin]
    is_clear = scores.get(best, 0) >= _ALIKE and not (margin and len(rivals) > 1)
    return best if is_clear else None


def suggestion(word: str, options: Iterable[str]) -> str:
    """Return the end of a message, «؛ منظور «owner» بود؟», or "" when nothing is near `word`."""
    return was_meant(nearest(word, options))


def was_meant(right: str | None) -> str:
    """The same for what is known to be meant; "" for nothing."""
    return f"؛ منظور «{right}» بود؟" if right else ""


def _likeness(matcher: SequenceMatcher[str], choice: str, wanted: str, least: float) -> float:
    if not choice or len(choice) > _LONGEST:
        return 0
    matcher.set_seq1(choice)
    more = _SAME_START if choice[0] == wanted[0] else 0
    # The two quick bounds spare the costly ratio for nearly all of a few thousand options.
    for measure in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio):
        if (score := measure() + more) < least:
            return 0
    return score


def _is_slip(value: int, meant: int) -> bool:
    """Whether numbers of one length differ by 1 in one digit, or by two neighbours swapped."""
    one, other = str(value), str(meant)
    at = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(at) > 2:
        return False
    if len(at) == 2:
        return at[1] == at[0] + 1 and one[at[0]] + one[at[1]] == other[at[1]] + other[at[0]]
    return not at or abs(int(one[at[0]]) - int(other[at[0]])) == 1


def _is_missing_one(shorter: str, longer: str) -> bool:
    return shorter in {longer[:at] + longer[at + 1 :] for at in range(len(longer))}


def _value(text: str) -> int | None:
    digits = ascii_digits(text.strip())
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_number else None
