"""Browser tests open pages and act through `acting` alone, which waits for the effect."""

import ast
from pathlib import Path

import pytest

ACTIONS = {
    *("check", "click", "dblclick", "drag_to", "fill", "go_back", "go_forward", "goto", "hover"),
    *("insert_text", "press", "press_sequentially", "reload", "select_option", "set_checked"),
    *("tap", "type", "uncheck"),
}
OPENERS = {"new_context", "new_page"}
DELAYS = {"sleep", "wait_for_timeout"}
FREE = {"acting.py"}
FILES = [path for path in Path(__file__).parent.glob("*.py") if path.name not in FREE]


def called(source: str) -> set[str]:
    """The forbidden methods that a source calls itself; one that it hands on is not called."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = {one.attr for one in calls if isinstance(one, ast.Attribute)}
    return names & (ACTIONS | OPENERS | DELAYS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_browser_test_acts_through_the_helper(path: Path) -> None:
    assert called(path.read_text("utf-8")) == set()


def test_an_action_of_its_own_is_seen() -> None:
    assert called("page.locator('a').click()\ntime.sleep(1)") == {"click", "sleep"}
    assert called("act(page, page.keyboard.press, 'Tab')\nfollow(page, link.click)") == set()
