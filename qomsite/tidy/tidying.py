"""Puts right how the prose of a content file is typed, and touches nothing else of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qomsite.checks.typography import linked_anchors, model_of, typed, typed_body
from qomsite.editing.changes import Change
from qomsite.editing.dry_run import new_problems
from qomsite.errors import Problem, SiteError
from qomsite.loader.document import document_of, record_document, settings_document
from qomsite.loader.files import MAX_BYTES, Found, entries, read_bytes
from qomsite.loader.lists import read_words
from qomsite.loader.load import WORDS_FILE
from qomsite.loader.yaml_text import Tree, read_yaml
from qomsite.markup.tables import pasted_tables
from qomsite.model.former_keys import FORMER_KEYS, FormerKeys
from qomsite.pages.body import Body
from qomsite.render.markdown import to_html
from qomsite.text.characters import LINE_END, hidden_characters, unescaped, without_hidden
from qomsite.text.finding import applied
from qomsite.text.vocabulary import Vocabulary, kept_letters
from qomsite.tidy.former import without_former

ROUNDS = 12
"""Putting one thing right may bring up another; more rounds than any text needs."""


@dataclass(frozen=True)
class Tidied:
    """A file before and after, and how many findings of each family were put right."""

    path: str
    before: bytes
    after: bytes
    counts: Mapping[str, int]

    @property
    def change(self) -> Change:
        """As the journal takes it."""
        return Change(self.path, self.before, self.after)


@dataclass(frozen=True)
class Left:
    """A file that was left as it is, and the reason in Persian."""

    path: str
    reason: str


def tidied(
    content: Path, names: Sequence[str], former: FormerKeys = FORMER_KEYS
) -> tuple[list[Tidied], list[Left]]:
    """What changes in the files of ``names`` (from the content folder; all where there are none).
    A file whose keys, structure or problems would become others is left. Nothing is written.
    """
    files = _files(content)
    texts = {name: _decoded(data) for name, data in files.items()}
    known = [text for text in texts.values() if text is not None]
    anchors = linked_anchors(known)
    words, _ = read_words(texts.get(WORDS_FILE) or "", WORDS_FILE)
    changed: list[Tidied] = []
    left: list[Left] = []
    for name in names or sorted(filter(model_of, files)):
        data, text = files.get(name), texts.get(name)
        if not (content / name).exists():
            left.append(Left(name, "در پوشهٔ محتوا یافت نشد"))
        elif data is None or model_of(name) is None:
            left.append(Left(name, "پروندهٔ ساده‌ای از محتوا نیست"))
        elif text is None:
            left.append(Left(name, "به UTF-8 نیست؛ آن را با کدگذاری UTF-8 ذخیره کنید"))
        else:
            one = _tidied(name, data, text, words, anchors, former)
            if isinstance(one, Left):
                left.append(one)
            elif one.after != data:
                changed.append(one)
    return _tried(content, changed, left)


def tidy_text(
    text: str, path: str, words: Vocabulary, anchors: frozenset[str]
) -> tuple[str, Counter[str]]:
    """The text of a file, well typed line by line, and how many findings of each family it had."""
    ends = LINE_END.findall(text)
    whole = settings_document(text)
    lines = whole.front
    counts: Counter[str] = Counter()
    clean = without_hidden(lines)
    if hidden := len(hidden_characters(lines)) - len(hidden_characters(clean)):
        counts["hidden-character"] = hidden
    # Front matter that cannot be read is left; the body is prose all the same.
    find = typed_body if _parts(clean, path)[1] is None else typed
    for _ in range(ROUNDS):
        found = [one for one in find(clean, path, words, anchors) if one.is_certain]
        if not found:
            break
        counts.update(one.slug for one in found)
        clean = applied(clean, found)
    parts = clean.split("\n")
    tidy = "".join(part + end for part, end in zip(parts, [*ends, ""], strict=True))
    return whole.mark + tidy, counts


def with_tables(text: str, path: str) -> tuple[str, int]:
    """The text of a file with its pasted tables as Markdown, and how many there were; as it was
    where its letters would become others.
    """
    document = record_document(text, path, []) if "/" in path else None
    body = document.body if document else ""
    tables = [table for table in pasted_tables(body) if not table.fault]
    if document is None or not tables:
        return text, 0
    for table in reversed(tables):
        body = body[: table.start] + table.markdown + body[table.end :]
    if _shown(document.body) != _shown(body):
        return text, 0
    return replace(document, body=body).to_bytes().decode(), len(tables)


def _shown(body: str) -> str | None:
    try:
        words = re.sub("<[^<>]*>", "", to_html(Body(body, "", 1)))
    except SiteError:
        return None
    # A tag that was never closed is seen as text.
    return re.sub(r"<[^<>]*>|[\W_]", "", unescaped(words))


def _tidied(
    name: str,
    data: bytes,
    text: str,
    words: Vocabulary,
    anchors: frozenset[str],
    former: FormerKeys,
) -> Tidied | Left:
    text, keys = without_former(text, name, former)
    text, tables = with_tables(text, name)
    document = record_document(text, name, [])
    body = document.body if document else ""
    rest = [body[one.start : one.end] for one in pasted_tables(body)]
    if any("\t" in table and "<table" not in table.lower() for table in rest):
        return Left(name, "جدولی با تب دارد که خودتان باید بنویسید؛ check می‌گوید چرا")
    after, counts = tidy_text(text, name, words, anchors)
    counts += Counter({"former-key": keys, "pasted-table": tables})
    visible = without_hidden(text)
    if not _is_same_data(visible, after, name):
        return Left(name, "با این تغییر مشخصات بالای پرونده چیز دیگری می‌شد؛ خودتان درست کنید")
    if not _is_same_structure(visible, after, name):
        return Left(name, "با این تغییر ساختار متن چیز دیگری می‌شد؛ خودتان درست کنید")
    return Tidied(name, data, after.encode(), counts)


def _files(content: Path) -> dict[str, bytes]:
    """The files of the content folder and its folders, by name, as far as they can be read."""
    found: dict[str, bytes] = {}
    waiting: list[Found] = [Found(str(content), "")]
    for folder in waiting:
        for one in entries(folder.disk, folder.shown, []):
            name = one.shown.removeprefix("/")
            if one.is_folder and not folder.shown:
                waiting.append(one)
            elif not one.is_folder and (model_of(name) or name == WORDS_FILE):
                data = read_bytes(one, MAX_BYTES, "", [])
                if data is not None:
                    found[name] = data
    return found


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _parts(text: str, path: str) -> tuple[str | None, dict[str, Tree] | None, str]:
    """Front matter with plain line ends, its values if it can be read, and the body."""
    document = document_of(text, path, [])
    if document is None:
        return None, None, ""
    read = read_yaml(document.front, path, 1, [])
    return document.front, read[0] if read else None, document.body


def _is_same_data(before: str, after: str, path: str) -> bool:
    """Whether the front matter has the same keys and kinds, and values of the same letters."""
    (old, tree, _), (new, other, _) = (_parts(text, path) for text in (before, after))
    if tree is None or other is None:
        return old == new and tree == other
    return _shape(tree) == _shape(other)


def _shape(tree: Tree) -> object:
    if isinstance(tree, dict):
        return [(key, _shape(value)) for key, value in tree.items()]
    if isinstance(tree, list):
        return [_shape(part) for part in tree]
    return _letters(tree)


def _letters(text: str) -> str:
    return kept_letters(unescaped(text.replace("\u00ac", "")))


def _is_same_structure(before: str, after: str, path: str) -> bool:
    """Whether the body becomes the same tags around the same letters."""
    old, new = (_parts(text, path)[2] for text in (before, after))
    if old == new:
        return True
    try:
        shapes = [_skeleton(to_html(Body(text, path, 1))) for text in (old, new)]
    except SiteError:
        return False
    return shapes[0] == shapes[1]


def _skeleton(html: str) -> list[str]:
    """The tags without their anchors, which follow the words, and the letters between them."""
    parts = re.split("(<[^<>]*>)", html)
    shapes = (_tag(part) if part.startswith("<") else _letters(part) for part in parts)
    return [shape for shape in shapes if shape]


def _tag(tag: str) -> str:
    named = re.sub(' id="[^"]*"', "", tag)
    return re.sub('(?<= alt=)"[^"]*"', lambda found: _letters(found[0]), named)


def _tried(
    content: Path, changed: list[Tidied], left: list[Left]
) -> tuple[list[Tidied], list[Left]]:
    """Without the files that would have a problem that they do not have today."""
    if not changed:
        return changed, left
    unchanged = [Change(one.path, one.before, one.before) for one in changed]
    known = Counter(map(_kind, new_problems(content, unchanged)))
    reasons: dict[str, str] = {}
    for problem in new_problems(content, [one.change for one in changed]):
        known[_kind(problem)] -= 1
        if known[_kind(problem)] < 0:
            path = problem.place.path.partition("/")[2]
            # What is wrong in another file may come of any of the changes.
            blamed = [one.path for one in changed if one.path == path] or [
                one.path for one in changed
            ]
            reasons |= dict.fromkeys(blamed, f"مشکل تازه‌ای می‌آورد: {problem}")
    if not reasons:
        return changed, left
    kept = [one for one in changed if one.path not in reasons]
    return _tried(content, kept, [*left, *(Left(*one) for one in reasons.items())])


def _kind(problem: Problem) -> tuple[str, str]:
    """What a problem is counted as: its message may quote the value, which is spelt anew."""
    return problem.place.path, problem.slug
