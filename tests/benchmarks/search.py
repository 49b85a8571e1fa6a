"""How well search answers: ``python -m tests.benchmarks.search`` asks the judged questions.

``questions.tsv`` holds them with the pages that answer each. Weights and lists may be changed with
an eye on those marked ``tune``; of those marked ``held``, only these sums are for looking at.
"""

import gzip
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.script import ask, read_site, write_index

QUESTIONS = Path(__file__).with_name("questions.tsv")


class Question(NamedTuple):
    """A judged question; ``half``: tune or held."""

    half: str
    kind: str
    text: str
    right: frozenset[str]


class Figures(NamedTuple):
    """Shares of questions: the right page first, among ten, mean of 1/rank, nothing found."""

    first: float
    ten: float
    mean: float
    none: float


def questions() -> list[Question]:
    """The judged questions, in the order of the file."""
    lines = QUESTIONS.read_text("utf-8").splitlines()
    found = []
    for line in lines:
        if not line.startswith("#"):
            half, kind, text, pages = line.split("\t")
            right = frozenset(f"{page}.html" for page in pages.split())
            found.append(Question(half, kind, text, right))
    return found


def rank(question: Question, answer: Any) -> int:
    """The place of the first right page among the first ten, 0 where there is none."""
    places = (at for at, path in enumerate(answer["paths"], 1) if path in question.right)
    return next(places, 0)


def figures(ranks: list[int], counts: list[int]) -> Figures:
    """The shares, of the ranks of the right pages and the numbers of results."""
    total = len(ranks)
    return Figures(
        sum(one == 1 for one in ranks) / total,
        sum(one > 0 for one in ranks) / total,
        sum(1 / one for one in ranks if one) / total,
        sum(not count for count in counts) / total,
    )


def main() -> None:
    """Prints the figures of both halves, those of each kind, and what first results weigh."""
    asked = questions()
    with tempfile.TemporaryDirectory() as folder:
        index = write_index(read_site(), Path(folder))
        answers = ask(index, [("find", question.text) for question in asked])
        sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in index.iterdir()}
    both = list(zip(asked, answers, strict=True))
    groups = [("all", both)]
    for field in ("half", "kind"):
        for name in dict.fromkeys(getattr(question, field) for question in asked):
            groups.append((name, [pair for pair in both if getattr(pair[0], field) == name]))
    print(f"{'':12}{'n':>4} hit@1 hit@10   MRR  none")
    for name, group in groups:
        found = figures([rank(*pair) for pair in group], [answer["count"] for _, answer in group])
        first, ten, mean, none = found
        print(f"{name:12}{len(group):4} {first:5.3f}  {ten:5.3f} {mean:5.3f} {none:5.3f}")
    weights = sorted(sum(sizes[name] for name in answer["first"]) for answer in answers)
    requests = sorted(len(answer["first"]) for answer in answers)
    for name, values in (("bytes", weights), ("requests", requests)):
        print(f"{name} of first results: median {values[len(values) // 2]}, most {values[-1]}")
    if "--missed" in sys.argv:
        for question, answer in both:
            if question.half == "tune" and rank(question, answer) != 1:
                print(rank(question, answer), question.text, *answer["paths"][:5], sep="\t")


if __name__ == "__main__":
    main()
