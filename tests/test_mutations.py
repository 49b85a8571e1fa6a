"""Ten thousand damaged files: whatever comes, it is read, checked, advised and told, never a crash.

The seed is fixed; with ``MUTATION_SEED`` in the environment another one is tried by hand.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qomsite.checks.registry import advise, check
from qomsite.errors import ContentInvalid
from qomsite.loader.load import load
from qomsite.memo import Memo
from qomsite.model.content import Content
from qomsite.model.records import Entry
from qomsite.pages.body import Body
from qomsite.render.markdown import to_html
from qomsite.terminal import json_document
from tests.sites.folders import TINY

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "content"
SEED = int(os.environ.get("MUTATION_SEED", "1404"))
RECORDS, SETTINGS, RENDERED = 9_700, 300, 200
A_FOLDER = 194
"""Damaged files in one folder: reading them together takes less time than one by one, and each
wrong code is compared with those of its folder."""

Random = random.Random
Mutation = Callable[[Random, bytes], bytes]

_VALUES = (
    "[] {} [[[]]] null ~ true no - ? | >- 0 -0 1e999 NaN inf .5 5. 1_000 0x1F 010 12:30 ۱۲٬۳۴ ۱۲٫ "
    "² ½ ① ٠١٢ ߁ ९ +۵ −۵ 5% ٪ 0000-00-00 9999-99-99 1402-12-30 "
    "1403-12-30 1300-1-1 1499-12-29 2024-02-30 ۱۴۰۲/۱۳/۰۱ 1402-1- 30-12-1402 1402.12/29 "
    "1402-12-29T00:00:00Z ١٤٠٢-١٢-٢٩ ریال #REF! =1+1 <script>alert(1)</script> "
    "javascript:alert(1) project:1 project: : :: view:tree# media/../x media/ https:// http://[ "
    "//x &a *a !x %x @x `x` << ' ﷺ 🇮🇷 سازمان done DONE 1 ۱ 01"
)
VALUES = (
    *_VALUES.split(),
    "",
    "{a: {b: {c: d}}}",
    "- ",
    "9" * 400,
    "-" + "9" * 29 + ".9",
    *("۵ درصد", "۵ تومان", "تومان ۵", "-۵ ریال", "۵ هزار هزار تومان"),
    "9" * 30 + " هزار میلیارد تومان",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "!!int 5",
    *('"', '"\\ud800"', '"\\U0010FFFF"', '"\\0"', '"\\x00"', '"\\u202e"'),
    *("\u202e", "\ufeff", "\u200c", "\u200c" * 9, "a\u0300" * 50, "\u2028"),
    *("در دست اجرا", "1, 2", "۱ و ۲", "[1, 1]", "[1, [2]]", "{1: 2}"),
)
_KEYS = (
    "title summary policy goal strategy axes measures owner partners districts places status "
    "status_date status_reason start end revised_ends completed_on merged_into budget funding "
    "draft physical_progress financial_progress indicators updates documents evidence source "
    "aliases provenance approved_text also_serves date related code path body body_line x عنوان 0 "
    "<< [a] __class__ model_config model_fields"
)
KEYS = (*_KEYS.split(), "code ", "", "{a: b}", "? a", "- a")
_MARKDOWN = (
    "[ ] ]( ![ []( [x](project:999) ![](media/x.png) [x][y] [^1] ` ``` ~~~ < </main> <!-- --> "
    "<![CDATA[ <style> &#0; &#xD800; &amp {#x} | --- === "
    "**a*b** http://x.ir/(a)(b a@b.c"
)
MARKDOWN = (
    *_MARKDOWN.split(),
    "[x]: media/x",
    "[^1]: x",
    "    x",
    "\t",
    "<div markdown>",
    "<img src=x onerror=y>",
    "<a href='javascript:x'>",
    "{: }",
    "{: #a .b c=d }",
    "| a | b |\n|---|---|\n| c |",
    "# x",
    "####### x",
    "1. x\n\n\n   y",
    ": x",
    "*[x]: y",
    "!!! note",
    "- [ ] x",
    *(sign * 40 for sign in "[("),
    *(sign * 60 for sign in "*_"),
    *(sign * 40 for sign in ("> ", "- ")),
    *("\\", "\\\n", "  \n", "\r", "\x0b", "\x85", "\x0c", "\u2029", "واژه " * 60),
)


def _at(rng: Random, data: bytes) -> int:
    return rng.randint(0, len(data))


def _span(rng: Random, data: bytes) -> tuple[int, int]:
    start = _at(rng, data)
    return start, min(len(data), start + rng.choice((1, 1, 2, 3, 10, 100)))


def _put(rng: Random, data: bytes, new: bytes) -> bytes:
    at = _at(rng, data)
    return data[:at] + new + data[at:]


def flipped(rng: Random, data: bytes) -> bytes:
    """A bit is turned over."""
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def cut(rng: Random, data: bytes) -> bytes:
    """Some bytes are lost."""
    start, end = _span(rng, data)
    return data[:start] + data[end:]


def repeated(rng: Random, data: bytes) -> bytes:
    """Some bytes come twice, or many times."""
    start, end = _span(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 1, 50)) + data[end:]


def with_bytes(rng: Random, data: bytes) -> bytes:
    """Any bytes come in."""
    return _put(rng, data, rng.randbytes(rng.choice((1, 2, 8))))


def truncated(rng: Random, data: bytes) -> bytes:
    """The file ends early."""
    return data[: _at(rng, data)]


def recoded(rng: Random, data: bytes) -> bytes:
    """The file is saved in another way."""
    text = data.decode("utf-8", "replace")
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("cp1256", "replace"),
        lambda: text.encode("utf-8-sig"),
        lambda: b"\xef\xbb\xbf" * 2 + data,
        lambda: data.replace(b"\n", b"\r\n"),
        lambda: data.replace(b"\n", b"\r"),
        lambda: data.replace(b"\n", b"\n\r"),
        lambda: text.encode("utf-32-le"),
    )
    return rng.choice(ways)()


def relined(rng: Random, data: bytes) -> bytes:
    """Lines are lost, doubled, moved, joined or indented."""
    lines = data.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    way = rng.randrange(7)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(other, lines[at])
    elif way == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif way == 3:
        lines[at : at + 2] = [b"".join(lines[at : at + 2])]
    elif way == 4:
        lines[at] = rng.choice((b" ", b"  ", b"\t", b"    ", b"- ", b"> ", b"# ")) + lines[at]
    elif way == 5:
        lines[at] = lines[at].lstrip()
    else:
        lines.insert(
            at, rng.choice((b"---", b"...", b"--- ", b"", b"%YAML 1.1", b"# x", b"---\n---"))
        )
    return b"\n".join(lines)


def rekeyed(rng: Random, data: bytes) -> bytes:
    """A key gets another name, or a colon or space is lost."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    key, colon, value = lines[at].partition(b":")
    way = rng.randrange(4)
    if way == 0:
        lines[at] = rng.choice(KEYS).encode() + colon + value
    elif way == 1:
        lines[at] = key + value
    elif way == 2:
        lines[at] = key + colon + value.lstrip()
    else:
        lines.insert(min(at, 12), f"{rng.choice(KEYS)}: {rng.choice(VALUES)}".encode())
    return b"\n".join(lines)


def revalued(rng: Random, data: bytes) -> bytes:
    """A value becomes another."""
    lines = data.split(b"\n")
    at = rng.randrange(min(len(lines), 40))
    key, colon, _ = lines[at].partition(b":")
    lines[at] = key + (colon or b":") + b" " + rng.choice(VALUES).encode("utf-8", "replace")
    return b"\n".join(lines)


def with_value(rng: Random, data: bytes) -> bytes:
    """A strange value comes in anywhere."""
    return _put(rng, data, rng.choice(VALUES).encode("utf-8", "replace"))


def with_markdown(rng: Random, data: bytes) -> bytes:
    """Strange Markdown comes in, mostly in the body."""
    front, rule, body = data.rpartition(b"\n---\n")
    new = rng.choice(MARKDOWN).encode() * rng.choice((1, 1, 1, 30))
    return front + rule + _put(rng, body, rng.choice((b"", b"\n", b"\n\n")) + new)


def with_unicode(rng: Random, data: bytes) -> bytes:
    """Any character comes in."""
    codes = (rng.randrange(0x20), rng.randrange(0x80, 0x3000), rng.randrange(0xE000, 0x110000))
    return _put(rng, data, chr(rng.choice(codes)).encode() * rng.choice((1, 1, 20)))


MUTATIONS: tuple[Mutation, ...] = (
    *(flipped, cut, repeated, with_bytes, truncated, recoded),
    *(relined, rekeyed, rekeyed, revalued, revalued, revalued, with_value),
    *(with_markdown, with_markdown, with_unicode),
)


def mutated(rng: Random, data: bytes) -> bytes:
    """``data`` after one to three mutations."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        data = rng.choice(MUTATIONS)(rng, data)
    return data


def judged(content: Path, memo: Memo | None = None) -> Content:
    """All that is done with content before it is rendered, its messages written out."""
    read, problems = load(content, memo)
    told = [*problems, *check(read), *advise(read)]
    for problem in told:
        assert "\n" not in str(problem), problem
        assert problem.place.line >= 0
    json_document(0, told).encode("utf-8")
    return read


def guilty(content: Path, damaged: list[Path]) -> Iterator[str]:
    """Of the damaged files, those that make a crash alone, with their bytes."""
    kept = {path: path.read_bytes() for path in damaged}
    for path in damaged:
        path.unlink()
    for path, data in kept.items():
        path.write_bytes(data)
        try:
            judged(content)
        except Exception as error:
            yield f"{path.relative_to(content)}: {error!r}: {data[:3000]!r}"
        path.unlink()


def judged_or_named(content: Path, damaged: list[Path], memo: Memo | None = None) -> Content:
    """As :func:`judged`; a crash fails the test and names the file that made it."""
    try:
        return judged(content, memo)
    except Exception as error:
        named = "\n".join(guilty(content, damaged)) or "several files together"
        pytest.fail(f"{type(error).__name__} with seed {SEED}: {named}")


@pytest.fixture(scope="module")
def bases() -> dict[str, list[bytes]]:
    """The shipped files of each collection."""
    return {
        folder.name: [path.read_bytes() for path in sorted(folder.glob("*.md"))]
        for folder in sorted(SHIPPED.iterdir())
        if folder.is_dir() and folder.name not in ("editions", "media")
    }


@pytest.fixture(scope="module")
def bodies(bases: dict[str, list[bytes]], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The bodies that could be read of all damaged records, which have been read and checked."""
    rng = random.Random(SEED)
    read: list[str] = []
    for number in range(RECORDS // A_FOLDER):
        content = tmp_path_factory.mktemp("damaged") / "content"
        content.mkdir()
        for name in ("site.yaml", "plan.yaml"):
            shutil.copy(SHIPPED / name, content)
        damaged = []
        for code in range(A_FOLDER):
            collection = rng.choice(list(bases))
            path = content / collection / f"{code}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(mutated(rng, rng.choice(bases[collection])))
            damaged.append(path)
        found = judged_or_named(content, damaged)
        for entries in found.records.values():
            read += (entry.body for entry in entries if isinstance(entry, Entry))
        shutil.rmtree(content)
        assert found.records, number
    return read


def test_no_damaged_record_makes_a_crash(bodies: list[str]) -> None:
    # Many are refused whole; so many are read that the checks had much to look at.
    assert len(bodies) > RECORDS / 3


def test_no_damaged_settings_make_a_crash(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    content = tmp_path / "content"
    # A few records, which name what the settings list.
    for name in ("goals", "projects"):
        shutil.copytree(TINY / name, content / name)
    for name in ("site.yaml", "plan.yaml"):
        shutil.copy(TINY / name, content)
    # What stays as it is need not be looked at each time.
    judged(content, known := Memo())
    for _ in range(SETTINGS):
        name = rng.choice(("site.yaml", "plan.yaml"))
        whole = (TINY / name).read_bytes()
        (content / name).write_bytes(mutated(rng, whole))
        judged_or_named(content, [content / name], known.renewed())
        (content / name).write_bytes(whole)


def test_no_damaged_body_makes_a_crash_when_rendered(bodies: list[str]) -> None:
    rng = random.Random(SEED)
    for text in rng.sample(bodies, RENDERED):
        try:
            html = to_html(Body(text, "content/x.md", 1))
        except ContentInvalid:
            continue
        except Exception as error:
            pytest.fail(f"{error!r} with seed {SEED}: {text[:3000]!r}")
        html.encode("utf-8")


def test_the_mutations_change_what_they_are_given() -> None:
    rng = random.Random(SEED)
    data = (SHIPPED / "projects/1.md").read_bytes()
    for mutation in MUTATIONS:
        assert any(mutation(rng, data) != data for _ in range(5)), mutation.__name__


def test_a_crash_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = tmp_path / "content"
    shutil.copytree(TINY, content)

    def broken(read: Content) -> tuple[()]:
        for entries in read.records.values():
            if any("بمب" in entry.title for entry in entries):
                raise RecursionError
        return ()

    monkeypatch.setitem(globals(), "check", broken)
    paths = [content / f"projects/{code}.md" for code in (3, 4)]
    paths[1].write_text("---\ntitle: بمب\npolicy: 1\nprovenance: sample\n---\n", "utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"projects/4\.md: RecursionError"):
        judged_or_named(content, paths)
