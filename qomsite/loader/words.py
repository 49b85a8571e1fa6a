"""Reads ``words.txt``: the plan's own words with half-spaces, one a line."""

from qomsite.errors import Place, Problem
from qomsite.model.scalars import Kind, refusal
from qomsite.text.characters import ZWNJ, quoted, trimmed
from qomsite.text.digits import persian_digits
from qomsite.text.vocabulary import WORD, Vocabulary, bare, read_lexicon

_WORD = Kind("word")


def read_words(text: str, path: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The words of a text, and a problem for each line that is none; lines with # are skipped."""
    problems: list[Problem] = []
    words: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        word = trimmed(line)
        if not word or word.startswith("#"):
            continue
        place = Place(path, number, line.index(word) + 1)
        if found := refusal(word, _WORD):
            problems.append(Problem(place, found.slug, found.message))
            continue
        first = words.setdefault(bare(word), (word, number))
        if first[1] != number:
            message = (
                f"واژهٔ {quoted(word)} تکراری است؛ بار نخست در سطر"
                f" {persian_digits(str(first[1]))} آمده، یکی را بردارید"
            )
            problems.append(Problem(place, "bad-word", message))
        elif not WORD.fullmatch(word):
            del words[bare(word)]
            problems.append(Problem(place, "bad-word", _reason(word)))
    own = tuple(word for word, _ in words.values())
    return Vocabulary(own, read_lexicon()), tuple(problems)


def _reason(word: str) -> str:
    if " " in word or "\t" in word:
        return (
            f"در {quoted(word)} فاصله هست؛ در هر سطر یک واژه بنویسید و میان بخش‌هایش به‌جای فاصله"
            " نیم‌فاصله بگذارید"
        )
    if ZWNJ not in word:
        return (
            f"{quoted(word)} نیم‌فاصله ندارد؛ اینجا تنها واژه‌هایی می‌آید که نیم‌فاصله دارند،"
            " مانند «برنامه‌ریزی»"
        )
    return (
        f"{quoted(word)} واژهٔ فارسی ساده‌ای نیست؛ تنها حرف فارسی و نیم‌فاصلهٔ میان حرف‌ها پذیرفته است"
    )
