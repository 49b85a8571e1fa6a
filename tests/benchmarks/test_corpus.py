"""The contents that builds are measured with are sound, and the same wherever they are made."""

from pathlib import Path

from qomsite.checks.registry import advise, check
from qomsite.library.library import link
from qomsite.loader.load import load
from tests.benchmarks.corpus import AXES, corpus, write

RECORDS = 100


def test_the_corpus_is_a_content_without_fault(tmp_path: Path) -> None:
    write(tmp_path, RECORDS)
    content, problems = load(tmp_path)
    assert (*problems, *check(content), *advise(content)) == ()
    read = [len(content.records[name]) for name in ("goals", "strategies", "policies", "projects")]
    assert sum(read) == RECORDS
    assert len(link(content).samples()) == RECORDS + AXES


def test_the_corpus_is_the_same_each_time() -> None:
    first, second = (list(corpus(RECORDS)) for _ in range(2))
    assert first == second
    assert all(150 <= len(text.body.split()) <= 400 for text in first)
