"""``edition`` as a person uses it."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from qomsite import cli
from tests.sites.folders import found_in

Capture = pytest.CaptureFixture[str]
FIRST, NEW = "editions/1403-12-30.json", "editions/1404-12-29.json"


def run(content: Path, *words: str) -> int:
    return cli.main([*words, "--content", str(content)])


def change(content: Path, name: str, before: str, after: str) -> None:
    path = content / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_it_keeps_the_text_names_the_one_before_and_can_be_undone(
    content: Path, capsys: Capture
) -> None:
    assert run(content, "edition") == 0
    said = capsys.readouterr().out
    data = (content / NEW).read_bytes()
    assert NEW in said
    assert sha256(data).hexdigest() in said
    tree = json.loads(data)
    assert tree["previous"] == sha256((content / FIRST).read_bytes()).hexdigest()
    assert tree["records"]["projects/1"]["approved"]["title"] == "باغ محله"
    assert found_in(content) == []
    assert run(content, "undo") == 0
    assert not (content / NEW).exists()


def test_the_same_once_more_changes_nothing(content: Path, capsys: Capture) -> None:
    run(content, "edition")
    data = (content / NEW).read_bytes()
    capsys.readouterr()
    assert run(content, "edition") == 0
    assert "پیش‌تر" in capsys.readouterr().out
    assert (content / NEW).read_bytes() == data


def test_no_edition_is_ever_written_over(content: Path, capsys: Capture) -> None:
    run(content, "edition")
    data = (content / NEW).read_bytes()
    change(content, "projects/1.md", "باغ محله", "باغ نو")
    assert run(content, "edition") == 1
    assert "content/site.yaml:5:8:" in capsys.readouterr().err
    change(content, "site.yaml", "as_of: 1404-12-29", "as_of: 1403-12-01")
    assert run(content, "edition") == 1
    assert (content / NEW).read_bytes() == data
    assert not (content / "editions/1403-12-01.json").exists()


def test_a_changed_edition_or_content_stops_the_next(content: Path, capsys: Capture) -> None:
    run(content, "edition")
    change(content, FIRST, "عنوان پیشین", "عنوان دیگر")
    change(content, "site.yaml", "as_of: 1404-12-29", "as_of: 1405-01-01")
    assert run(content, "edition") == 1
    said = capsys.readouterr().err
    assert f"content/{NEW}:1:1:" in said
    assert "[changed-edition]" in said
    assert not (content / "editions/1405-01-01.json").exists()
