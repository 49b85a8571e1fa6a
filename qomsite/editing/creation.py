"""A new record: a free code; its file, each key that it lacks in a comment; tried unwritten."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from qomsite.checks.entries import codes, drafts
from qomsite.editing.changes import Change
from qomsite.editing.dry_run import new_problems
from qomsite.editing.yaml_words import entry
from qomsite.errors import Problem
from qomsite.loader.document import Document
from qomsite.loader.yaml_text import Tree
from qomsite.model.codes import is_page_name, read_code
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.fields import Row, rows
from qomsite.model.records import Entry
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.slugs import latin_slug


def taken(content: Content, collection: Collection, own: str = "") -> frozenset[str]:
    """The codes of a collection that a record has or had; of the record ``own`` only what it has.

    A record may get back a code that it had.
    """
    former = {
        alias.casefold()
        for entry in content.of(collection, Entry)
        for alias in entry.aliases
        if entry.code != own
    }
    return codes(content, collection) | former


def next_number(content: Content, collection: Collection) -> str:
    """The number after the highest: a gap may be a record that was taken out."""
    return str(number_after(taken(content, collection)))


def number_after(codes: Iterable[str]) -> int:
    """The number after the highest of those that are codes."""
    return max((int(code) for code in codes if code.isdecimal()), default=0) + 1


def proposed(content: Content, collection: Collection, title: str) -> str:
    """A free code: the next number, or the title of a news item or page in Latin letters."""
    if collection.number:
        return next_number(content, collection)
    slug, known = latin_slug(title) or collection.kind, taken(content, collection)
    numbered = (f"{slug}-{number}" for number in range(2, len(known) + 3))
    return next(one for one in (slug, *numbered) if one not in known and is_page_name(one))


def free_code(content: Content, collection: Collection, text: str, own: str = "") -> str:
    """``text`` as the code of a new record, or as another one for the record ``own``.

    Raises ``ValueError`` with the reason in Persian.
    """
    code = read_code(text)
    if own and code == own:
        raise ValueError("این همان کد کنونی است؛ کد تازه‌ای بنویسید")
    if code in taken(content, collection, own):
        free = persian_digits(next_number(content, collection))
        more = f"؛ نخستین شمارهٔ آزاد {free} است" if collection.number else "؛ کد دیگری بنویسید"
        raise ValueError(f"کد {quoted(code)} از آنِ {collection.joined} دیگری است یا بوده{more}")
    return code


@dataclass(frozen=True)
class Draft:
    """A new file that could be written, and the problems that it would bring.

    ``is_beyond_count``: written as a draft, because the plan declares no more of its kind.
    """

    change: Change
    problems: tuple[Problem, ...]
    is_beyond_count: bool


def drafted(
    folder: Path, content: Content, collection: Collection, code: str, values: dict[str, Tree]
) -> Draft:
    """The file of a new record.

    Where it would be one more than ``plan.yaml`` declares, it is a draft: the site stays as it is
    until somebody says which of the two is right.
    """
    is_beyond = "draft" not in values and _is_complete(content, collection)
    written = {**values, "draft": "بله"} if is_beyond else values
    path = f"{collection.name}/{code}.md"
    change = Change(path, None, fresh_file(collection, written))
    # A collection that lacks more than this one is still short of its count, as it was before.
    problems = [one for one in new_problems(folder, [change]) if one.slug != "count-mismatch"]
    return Draft(change, tuple(problems), is_beyond)


def _is_complete(content: Content, collection: Collection) -> bool:
    if content.plan is None or not collection.declared:
        return False
    declared: int = getattr(content.plan.counts, collection.name).count
    return len(codes(content, collection) - drafts(content, collection)) >= declared


def fresh_file(collection: Collection, values: Mapping[str, Tree]) -> bytes:
    """The file that says ``values``; a key that they lack stands in it as a comment."""
    lines = [
        f"# {collection.joined} تازه. سطرهایی که با # آغاز می‌شوند راهنما هستند و در سایت دیده"
        " نمی‌شوند.",
        "# برای به کار بردن هر کلید، نشانهٔ # و فاصلهٔ پس از آن را از سر سطرش بردارید و مقدار خود"
        " را بنویسید.",
        "# آنچه را نمی‌دانید ننویسید. متن را زیر خط --- دوم بنویسید.",
        "",
    ]
    for row in rows(collection.model):
        lines += _lines(row, values.get(row.name))
    return "\n".join(["---", *lines, "---", ""]).encode()


def example_tree(row: Row) -> Tree:
    """The example of a field as a tree of texts."""
    return Document(f"{row.name}: {row.example}\n").tree[row.name]


def _lines(row: Row, value: Tree | None) -> Iterator[str]:
    yield f"# {row.title}: {row.help}"
    if value is None:
        yield indent(entry(row.name, example_tree(row), 0), "# ")
    else:
        yield entry(row.name, value, 0)
