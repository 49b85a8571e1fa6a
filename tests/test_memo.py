"""What is asked many times in a build is made once, and no module keeps a cache of texts."""

import ast
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock, call

import pytest

from qomsite.checks import links, sentences, typography
from qomsite.checks.registry import advise, check
from qomsite.library.library import link
from qomsite.loader import load as loading
from qomsite.loader.load import load
from qomsite.memo import Memo
from qomsite.pages import body
from qomsite.pages.registry import compose
from tests.library.plans import tiny_with

PACKAGE = Path(__file__).resolve().parents[1] / "qomsite"

CACHES = {
    # What is asked of is part of the program, or one of few: no larger plan makes it more.
    "model/fields.py: row": "the fields of the models",
    "model/fields.py: rows": "the models",
    "render/template_check.py: attributes": "the types of views",
    "text/folding.py: _folded": "single characters",
    "text/collation.py: _letters": "single characters",
    "render/markdown.py: _converter": "the threads that render",
    # Without an argument: a constant that is made when it is first needed.
    "pipeline/keys.py: own_digest": "the program's own code, as it was loaded",
}
"""The functions that may remember their results for as long as the process lasts, and of what."""

ANALYSES: tuple[tuple[ModuleType, str], ...] = (
    (loading, "_read_entry"),
    (typography, "_told"),
    (typography, "_reversed_years"),
    (typography, "_spreadsheet_errors"),
    (sentences, "_long"),
    (links, "body_links"),
    (body, "body_links"),
)


def decorators(tree: ast.Module) -> dict[str, set[str]]:
    """The names in the decorators of each function, by the function's name."""
    return {
        function.name: {
            node.id if isinstance(node, ast.Name) else node.attr
            for decorator in function.decorator_list
            for node in ast.walk(decorator)
            if isinstance(node, ast.Name | ast.Attribute)
        }
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_modules_keep_no_results_but_those_listed() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {name}"
        for path in PACKAGE.rglob("*.py")
        for name, used in decorators(ast.parse(path.read_text("utf-8"))).items()
        if used & {"cache", "lru_cache"}
    }
    assert found == set(CACHES)


def test_caches_are_decorators_of_functools_and_nothing_else() -> None:
    """So that the test above sees every one."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        aliases = [
            alias
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        ]
        assert not [one.asname for one in aliases if one.name == "cache" and one.asname], path
        imported = {alias.name for alias in aliases}
        assert not imported & {"functools", "weakref", "lru_cache"}, path
        assert not {name for name in imported if name.startswith("Weak")}, path
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
        assert "cache" not in names, path


class TestMemo:
    """Each result is made once, and is gone when a whole build has not asked for it."""

    def test_the_same_question_is_answered_once(self) -> None:
        double, memo = Mock(side_effect=lambda number: 2 * number), Memo()
        assert [memo.once(double, number) for number in (1, 2, 1, 2)] == [2, 4, 2, 4]
        assert double.mock_calls == [call(1), call(2)]

    def test_nothing_is_an_answer_and_an_exception_is_none(self) -> None:
        asked, memo = Mock(side_effect=[None, KeyError, KeyError]), Memo()
        assert [memo.once(asked, "good") for _ in range(2)] == [None, None]
        for _ in range(2):
            with pytest.raises(KeyError):
                memo.once(asked, "bad")
        assert asked.mock_calls == [call("good"), call("bad"), call("bad")]

    def test_the_next_build_has_what_the_last_one_asked_for(self) -> None:
        square, memo = Mock(side_effect=lambda number: number * number), Memo()
        for build in ((1, 2, 3), (2, 3, 4), (1, 4)):
            for number in build:
                assert memo.once(square, number) == number * number
            memo = memo.renewed()
        assert Counter(one.args[0] for one in square.mock_calls) == {1: 2, 2: 1, 3: 1, 4: 1}

    def test_a_build_that_fails_half_way_loses_nothing_it_did_not_come_to(self) -> None:
        scanned, first = Mock(return_value="page"), Memo()
        first.once(scanned, "page")
        failed = first.renewed()
        failed.once(len, "text")
        failed.renewed().once(scanned, "page")
        assert scanned.mock_calls == [call("page")]

    def test_one_that_is_renewed_changes_no_other(self) -> None:
        asked: list[str] = []
        memo = Memo()
        for renewed in (memo.renewed(), memo.renewed()):
            renewed.once(asked.append, "page")
        assert asked == ["page", "page"]


def words_of(text: str, taken: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """Something that is asked of texts: their words with the length of each."""
    ASKED.append(text)
    return tuple((word, len(word)) for word in text.split() if word not in taken)


ASKED: list[str] = []


class TestStore:
    """What is kept is not made again in a later build, of the same code and the same question."""

    def asked(self, store: dict[str, bytes], stamp: bytes, text: str, *taken: str) -> object:
        def find(key: str, make: Callable[[], bytes]) -> bytes:
            if key not in store:
                store[key] = make()
            return store[key]

        return Memo(store=find, stamp=stamp).kept(words_of, text, frozenset(taken))

    def test_the_same_question_is_answered_from_the_store(self) -> None:
        store: dict[str, bytes] = {}
        ASKED.clear()
        for _ in range(2):
            assert self.asked(store, b"1", "یک دو", "ب", "دو", "الف") == (("یک", 2),)
        assert ASKED == ["یک دو"]

    @pytest.mark.parametrize(
        ("stamp", "text", "taken"),
        [(b"2", "یک دو", ["دو"]), (b"1", "یک دو ", ["دو"]), (b"1", "یک دو", ["یک"])],
    )
    def test_another_question_is_another(self, stamp: bytes, text: str, taken: list[str]) -> None:
        store: dict[str, bytes] = {}
        self.asked(store, b"1", "یک دو", "دو")
        ASKED.clear()
        assert self.asked(store, stamp, text, *taken) == words_of(text, frozenset(taken))
        assert len(ASKED) == 2

    def test_without_a_store_it_is_made_once(self) -> None:
        memo = Memo()
        ASKED.clear()
        for _ in range(2):
            assert memo.kept(words_of, "سه", frozenset()) == (("سه", 2),)
        assert ASKED == ["سه"]


def content_of(folder: Path, records: int) -> Path:
    """A plan with as many pages besides those of the tiny site, no two texts in it alike."""
    return tiny_with(
        folder,
        {
            f"pages/more-{number}.md": f"---\ntitle: برگهٔ {number}\nsummary: خلاصهٔ {number}.\n---\n"
            f"[طرح {number}](project:1) در سال ۱۴۰{number % 10} {'و باز ' * 20}.\n"
            f"![نقشهٔ {number}](media/map.png)\n"
            for number in range(records)
        },
    )


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, Any]]:
    """How often each of :data:`ANALYSES` is called, by name and arguments."""
    calls: Counter[tuple[str, Any]] = Counter()
    wrapped: dict[Callable[..., Any], Callable[..., Any]] = {}

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls[name, arguments] += 1
            return function(*arguments)

        return wrapped.setdefault(function, call)

    for module, name in ANALYSES:
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return calls


def whole(folder: Path, memo: Memo) -> None:
    """All that a build asks of the texts of the content."""
    content, problems = load(folder, memo)
    assert problems == ()
    for _ in range(2):
        check(content)
        advise(content)
    compose(link(content))


def test_each_text_is_looked_through_once_however_many_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many: dict[int, Counter[str]] = {}
    for records in (3, 30):
        with monkeypatch.context() as patch:
            calls = counted(patch)
            whole(content_of(tmp_path / str(records), records), Memo())
        assert set(calls.values()) == {1}
        many[records] = Counter(name for name, _ in calls)
    # A page has one file, one body, and with its summary two texts of sentences.
    assert {name: many[30][name] - many[3][name] for name in many[30]} == {
        name: 27 * (1 + (name == "_long")) for _, name in ANALYSES
    }


def test_only_a_text_that_changed_is_looked_through_in_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = content_of(tmp_path, 30)
    first = Memo()
    calls = counted(monkeypatch)
    whole(folder, first)
    calls.clear()
    page = folder / "pages/more-7.md"
    page.write_text(page.read_text("utf-8") + "\nبندی تازه.\n", "utf-8")
    whole(folder, first.renewed())
    assert Counter(name for name, _ in calls) == dict.fromkeys((n for _, n in ANALYSES), 1)
