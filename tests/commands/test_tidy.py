"""``tidy`` and ``undo`` as a person uses them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qomsite import cli
from qomsite.text.word_differences import Run
from qomsite.tidy.report import Difference, differences, visible
from tests.conftest import Terminal
from tests.library.plans import project

Capture = pytest.CaptureFixture[str]
WRONG = project("summary: می شود")
RIGHT = WRONG.replace("می شود", "می‌شود")


@pytest.fixture
def content(content: Path) -> Path:
    """The tiny site with a file to put right."""
    (content / "projects/4.md").write_text(WRONG, "utf-8")
    return content


def run(content: Path, *words: str) -> int:
    return cli.main([*words, "--content", str(content)])


def text_of(content: Path, name: str = "projects/4.md") -> str:
    return (content / name).read_text("utf-8")


def test_without_a_terminal_it_shows_and_writes_nothing(content: Path, capsys: Capture) -> None:
    assert run(content, "tidy") == 1
    said = capsys.readouterr().out
    assert "content/projects/4.md" in said
    assert "- summary: می[␣]شود" in said
    assert "+ summary: می[¦]شود" in said
    assert "[half-space]" in said
    assert "پاسخی نمی‌توان گرفت" in said
    assert "--yes" in said
    assert text_of(content) == WRONG


def test_yes_writes_and_undo_takes_it_back(content: Path, capsys: Capture) -> None:
    assert run(content, "tidy", "--yes") == 0
    assert text_of(content) == RIGHT
    assert "python3 build.py undo" in capsys.readouterr().out
    assert run(content, "tidy", "--yes") == 0
    assert "چیزی برای پاک‌سازی نیست" in capsys.readouterr().out
    assert run(content, "undo") == 0
    assert "content/projects/4.md" in capsys.readouterr().out
    assert text_of(content) == WRONG
    assert run(content, "undo") == 1
    assert "تغییری ثبت نشده است" in capsys.readouterr().out


def test_undo_goes_back_change_by_change(content: Path, capsys: Capture) -> None:
    assert run(content, "tidy", "--yes") == 0
    (content / "projects/3.md").write_text(WRONG.replace("طرح", "راه"), "utf-8")
    assert run(content, "tidy", "--yes") == 0
    capsys.readouterr()
    assert run(content, "undo") == 0
    said = capsys.readouterr().out
    assert "با تکرار همین فرمان، تغییرهای پیش‌تر یکی‌یکی بازمی‌گردند (۱ تغییر مانده)" in said
    assert "می شود" in text_of(content, "projects/3.md")
    assert text_of(content) == RIGHT
    assert run(content, "undo") == 0
    assert text_of(content) == WRONG


def test_undo_keeps_what_was_written_since(content: Path, capsys: Capture) -> None:
    assert run(content, "tidy", "--yes") == 0
    (content / "projects/4.md").write_text(RIGHT + "افزوده\n", "utf-8")
    assert run(content, "undo") == 1
    assert "[changed-meanwhile]" in capsys.readouterr().err
    assert text_of(content).endswith("افزوده\n")


@pytest.mark.parametrize("answer", ["بله", " بله ", "b", "Y"])
def test_a_yes_writes(answer: str, content: Path, at_terminal: Callable[[str], Terminal]) -> None:
    seen = at_terminal(f"{answer}\n")
    assert run(content, "tidy") == 0
    assert "نوشته شود؟ [بله/خیر]" in seen.getvalue()
    assert "\x1b[" in seen.getvalue()
    assert text_of(content) == RIGHT


@pytest.mark.parametrize("answer", ["", "خیر", "n", "نه", "بل", "?"])
def test_anything_else_writes_nothing(
    answer: str, content: Path, at_terminal: Callable[[str], Terminal]
) -> None:
    seen = at_terminal(f"{answer}\n")
    assert run(content, "tidy") == 1
    assert "چیزی نوشته نشد" in seen.getvalue()
    assert text_of(content) == WRONG


def test_a_file_may_be_named_in_several_ways(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(content.parent)
    for name in ("content/projects/4.md", str(content / "projects/4.md"), "projects/4.md"):
        assert run(content, "tidy", name) == 1
        assert "content/projects/4.md" in capsys.readouterr().out
    assert run(content, "tidy", "projects/3.md") == 0
    assert run(content, "tidy", "elsewhere.md") == 1
    assert "elsewhere.md: دست نخورد: در پوشهٔ محتوا یافت نشد" in capsys.readouterr().out
    assert run(content, "tidy", "content/nope.md") == 1
    assert "content/nope.md: دست نخورد: در پوشهٔ محتوا یافت نشد" in capsys.readouterr().out
    assert run(content, "tidy", "media") == 1
    assert "content/media: دست نخورد: پروندهٔ ساده‌ای" in capsys.readouterr().out


def test_what_the_loader_refuses_is_put_right(content: Path) -> None:
    path = content / "projects/4.md"
    path.write_bytes(
        b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").replace("طرح", "طر\u200eح").encode()
    )
    assert run(content, "check") == 1
    assert run(content, "tidy", "--yes") == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()


class TestDifferences:
    """What differs is shown, and can be seen."""

    def test_only_lines_that_differ(self) -> None:
        [one] = differences("الف\nب ج\r\nد", "الف\nب\u200cج\r\nد")
        part = Run(" ", is_changed=False)
        assert one == Difference(
            2,
            (Run("ب", False), Run("␣", True), Run("ج", False)),
            (Run("ب", False), Run("¦", True), Run("ج", False)),
        )
        assert part not in one.old

    def test_what_is_far_from_a_change_is_left_out(self) -> None:
        long = "واژه " * 40
        [one] = differences(f"{long}ي{long}ك{long}", f"{long}ی{long}ک{long}")
        shown = "".join(part.text for part in one.old)
        assert len(shown) < 200
        assert shown.count("…") == 3

    def test_nothing_is_invisible(self) -> None:
        assert visible("الف\u200c\u00a0\t\u202e") == "الف¦⍽→[U+202E]"
        assert visible("الف ب", spaces=True) == "الف␣ب"


def test_a_line_that_goes_is_shown(content: Path, capsys: Capture) -> None:
    text = text_of(content, "site.yaml")
    (content / "site.yaml").write_text(text.replace("licence:", "offline: بله\nlicence:"), "utf-8")
    assert run(content, "tidy", "--yes") == 0
    said = capsys.readouterr().out
    assert "سطر ۸\n  - [offline:␣بله]\n" in said
    assert "کلید پیشین: ۱ [former-key]" in said
    assert text_of(content, "site.yaml") == text
