"""Each problem stands at the question that it belongs to."""

from pathlib import Path

import pytest

from qomsite.editing import records
from qomsite.editing.dry_run import new_problems
from qomsite.forms.entered import Pairs, entered, pairs_of
from qomsite.forms.questions import Findings, findings
from qomsite.model.collections import PROJECTS
from tests.library.plans import tiny_with


def found(tmp_path: Path, pairs: dict[str, str], body: str | None = None) -> Findings:
    """What is said of project 1 with some answers changed."""
    content = tiny_with(tmp_path, {})
    record = records.opened(content, PROJECTS, "1")
    assert record
    tree = record.document.tree
    form: Pairs = tuple(
        (name, pairs.get(name, text)) for name, text in pairs_of(PROJECTS.model, tree)
    )
    said = entered(PROJECTS.model, form, tree)
    text = record.document.body if body is None else body
    change = records.saved(record, PROJECTS, "1", said.tree, text)
    return findings("content/projects/1.md", said.names, new_problems(content, [change]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("start", "1402-13-40"),
        ("title", ""),
        ("provenance", ""),
        ("budget.number", "چند"),
        ("physical_progress", "130"),
        ("policy", "99"),
        ("source.address", "سایت"),
        ("indicators.0.unit", ""),
        ("indicators.0.actuals.1.date", "فردا"),
        ("updates.0.text", ""),
        ("documents.0.file", "none.pdf"),
    ],
)
def test_at_its_control(tmp_path: Path, name: str, text: str) -> None:
    said = found(tmp_path, {name: text})
    assert set(said.messages) == {name}
    assert said.others == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("start", "1402-13-40", "ماه ۱۳"),
        ("title", "", "نیامده و لازم است"),
        ("budget.number", "چند", "مبلغ"),
        ("source.address", "سایت", "نشانی"),
        ("indicators.0.unit", "", "نیامده و لازم است"),
    ],
)
def test_no_key_is_said_before_it(tmp_path: Path, name: str, text: str, said: str) -> None:
    (message,) = found(tmp_path, {name: text}).messages[name]
    assert message.startswith(said)


def test_an_unknown_code_among_ticks_stands_at_the_list(tmp_path: Path) -> None:
    assert set(found(tmp_path, {"axes": "77"}).messages) >= {"axes"}


def test_in_the_body(tmp_path: Path) -> None:
    said = found(tmp_path, {}, "متن\n\nبا [پیوند](project:99).\n")
    assert set(said.messages) == {"body"}


def test_elsewhere_it_stands_alone(tmp_path: Path) -> None:
    said = found(tmp_path, {"draft": "بله"})
    assert said.messages == {}
    assert "count-mismatch" in {problem.slug for problem in said.others}
