"""A pattern is compiled once, at its first use, and then is as good as any."""

import gc
import re
from importlib import import_module

import pytest

from qomsite.text import patterns
from qomsite.text.patterns import regex


def test_a_pattern_is_compiled_once_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[tuple[str, int]] = []
    compile_ = re.compile

    def counted(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append((source, flags))
        return compile_(source, flags)

    monkeypatch.setattr(re, "compile", counted)
    found = regex("(?P<first>a)(b)?", re.IGNORECASE)
    assert compiled == []
    assert found.sub("x", "ABaxy") == "xxxy"
    assert [one["first"] for one in found.finditer("Aab")] == ["A", "a"]
    assert (found.pattern, found.groups) == ("(?P<first>a)(b)?", 2)
    assert compiled == [("(?P<first>a)(b)?", re.IGNORECASE)]


def test_a_pattern_has_nothing_of_its_own() -> None:
    with pytest.raises(AttributeError, match="sought"):
        _ = regex("a").sought  # type: ignore[attr-defined]


def test_a_pattern_of_bytes() -> None:
    assert regex(rb"\d+").findall(b"1, 23") == [b"1", b"23"]


def test_the_patterns_of_the_package_compile() -> None:
    """Importing the build shows no mistake in them, as it compiles none."""
    import_module("qomsite.pipeline.build")
    held = [one for one in gc.get_objects() if isinstance(one, patterns._Pattern)]
    assert len(held) > 100
    for one in held:
        assert re.compile(one.pattern, one.flags).groups == one.groups
