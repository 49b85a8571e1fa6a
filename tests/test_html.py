"""The Nu HTML checker finds neither error nor warning in any built page or drawing."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

JAVA = ["-Dfile.encoding=UTF-8", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Some 10 s of work are over before the second compiler has paid for itself."""
OPTIONS = ["--format", "json", "--stdout", "--skip-non-html", "--also-check-svg"]
STYLE = re.compile(r"(?<=<style>)((?:@import[^;]*;)*)(.*?)(?=</style>)", re.DOTALL)
"""A style: what it imports, which stands first, and its rules."""
_BLOCK = r"\{[^{}]*\}"
_NESTED = rf"\{{[^{{}}]*(?:{_BLOCK}[^{{}}]*)*\}}"
RULE = re.compile(rf"[^{{}};]+(?:;|\{{[^{{}}]*(?:{_NESTED}[^{{}}]*)*\}})")
GROUP = re.compile(r"(@(?:layer|media|supports|container)\b[^{}]*)\{(.*)\}", re.DOTALL)
PAGE = "<!DOCTYPE html><html lang=fa dir=rtl><title>آزمون</title>{}"


@pytest.fixture(scope="module")
def faults(
    site: Path, npm_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """What the checker says of the site and of a page that is wrong, in one Java process."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("no Java on this machine; on Debian: apt install default-jre-headless")
    jar = npm_file("vnu-jar/build/dist/vnu.jar")
    folder = tmp_path_factory.mktemp("html")
    with_rules_once(site, folder / "site")
    wrong = "<style>p{colour:red}</style><section><p>متن<b></section>"
    (folder / "wrong.html").write_text(PAGE.format(wrong), "utf-8")
    with_rules_once(folder, folder / "site/wrong", "wrong.html")
    command = [java, *JAVA, "-jar", str(jar), *OPTIONS, str(folder / "site")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    return [
        f"{message.get('url')}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


def with_rules_once(source: Path, target: Path, pattern: str = "**/*") -> None:
    """Copies pages and drawings; each rule of their styles comes once, in a page of its own.

    Most of a page is its style, and every style is a choice of the same rules. That the policy of
    each page names its own style is the matter of test_csp.
    """
    imports: dict[str, None] = {}
    found: dict[str, None] = {}
    for path in sorted(source.glob(pattern)):
        if path.suffix in (".html", ".svg"):
            text = path.read_text("utf-8")
            styles = STYLE.findall(text)
            assert text.count("<style") == len(styles), path
            imports.update(dict.fromkeys(first for first, _ in styles))
            found.update(dict.fromkeys(chain.from_iterable(rules(own) for _, own in styles)))
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(STYLE.sub("", text), "utf-8")
    assert found
    (target / "rules.html").write_text(
        PAGE.format("<style>\n{}\n</style>").format("\n".join([*imports, *found])), "utf-8"
    )


def rules(style: str) -> Iterator[str]:
    """The rules of a style, each alone in what stands around it."""
    parts = RULE.findall(style)
    assert "".join(parts) == style
    for part in parts:
        if group := GROUP.fullmatch(part):
            yield from (f"{group[1]}{{{rule}}}" for rule in rules(group[2]))
        else:
            yield part


def test_every_page_is_valid(site: Path, faults: list[str]) -> None:
    assert any(site.rglob("*.html"))
    assert [fault for fault in faults if "/site/wrong/" not in fault] == []


def test_the_checker_sees_errors_and_a_warning(faults: list[str]) -> None:
    found = "\n".join(fault for fault in faults if "/site/wrong/" in fault)
    assert "Unclosed element" in found
    assert "Section lacks heading" in found
    assert re.search(r"/rules\.html:\d+: CSS: .*colour", found)


def test_no_rule_of_a_style_is_left_out() -> None:
    style = "@import url(x);a{b:c}@layer x{d{e:f}@media (g){h{i:j}k{l:m}}}@page{@top{n:o}}"
    assert list(rules(style)) == [
        *("@import url(x);", "a{b:c}", "@layer x{d{e:f}}", "@layer x{@media (g){h{i:j}}}"),
        *("@layer x{@media (g){k{l:m}}}", "@page{@top{n:o}}"),
    ]
