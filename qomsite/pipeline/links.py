"""Holds the finished files against one another: every link arrives."""

import posixpath
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from qomsite.errors import Place, Problem
from qomsite.library.library import Library
from qomsite.memo import Memo
from qomsite.model.collections import Listing
from qomsite.model.records import Entry
from qomsite.pipeline.paths import printable
from qomsite.pipeline.spool import Keep
from qomsite.render.artifact import Artifact
from qomsite.text.characters import unescaped
from qomsite.text.nearest import suggestion

NOT_FOUND = "404.html"
"""The page that a server shows at any depth, so that its links begin at the site's root."""

_INSIDE = r'[^"<>]*+(?:"[^"]*+"[^"<>]*+)*+'  # of a tag; a raw > may stand in a value
_MARKUP = re.compile(
    r"<!--[^-]*+(?:-(?!->)[^-]*+)*+"
    r"|<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+"
    rf"|<((script|style)(?=[\s>]){_INSIDE})>([^<]*+(?:<(?!/\2)[^<]*+)*+)"
    rf'|<([A-Za-z?][^\s"<>/]*+\s{_INSIDE})>'
)
_ATTRIBUTE = re.compile(  # what is in quotes is taken whole: no value is searched for attributes
    r"\s(id|href|src|srcset|imagesrcset|poster|action|formaction|data|data-script|content|xlink:href)"
    r'\s*+=\s*+"([^"]*+)"|"[^"]*+"'
)
_NAME = re.compile(r'\sname\s*+=\s*+"([^"]*+)"|"[^"]*+"')
_REFRESH = re.compile(r"""\s*[\d.]+\s*[;,]\s*url\s*=\s*['"]?([^'"]*)""", re.IGNORECASE)
_NEXT_CANDIDATE = re.compile(r",\s+|(?<=\d[wx]),")
_CSS_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?")
_CSS_URL = re.compile(r"""url\(\s*+(?:"([^"\n]*+)"|'([^'\n]*+)'|([^"'()\s]++))""", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:https?|mailto|sms|tel|data):|//", re.IGNORECASE)
_HTML = (".html", ".htm")
_XML = (".xml", ".svg", ".atom", ".xhtml")
_WITH_IDS = (*_HTML, *_XML)
_SETS = ("srcset", "imagesrcset")
_XML_LINKS = frozenset({"href", "xlink:href"})
_HTML_LINKS = _XML_LINKS | {"src", "poster", "action", "formaction", "data", "data-script"}
_MOST_SUGGESTIONS = 50  # each is a search through all paths of the site


PlaceOf = Callable[[str, str], Place]
"""From a content file and an anchor to the place in its text that names the anchor."""


class _Scan(NamedTuple):
    """The ids of a file, each as often as it stands there, and its links, each once."""

    ids: tuple[str, ...]
    links: tuple[str, ...]


def _top(path: str, _: str) -> Place:
    return Place(path)


def place_finder(library: Library) -> PlaceOf:
    """Finds anchors in the texts of ``library``; the top of a file whose text has no such anchor.

    The last place, since of two that give one id the second is the one too many.
    """
    every: list[Entry | Listing] = [*library.entries(), *library.listings.values()]
    texts = {text.path: text for text in every}

    def place(path: str, anchor: str) -> Place:
        text = texts.get(path)
        named = re.compile(rf"#{re.escape(anchor)}(?![\w-])")
        found = list(named.finditer(text.body)) if text else []
        if text is None or not found:
            return Place(path)
        at = found[-1].start()
        line = text.body.count("\n", 0, at)
        return Place(path, text.body_line + line, at - text.body.rfind("\n", 0, at))

    return place


def reading_links(keep: Keep, memo: Memo) -> Keep:
    """``keep``, where the links of each file are read as it comes, while others are being made."""

    def read(artifact: Artifact) -> Artifact:
        _scan(artifact, memo)
        return keep(artifact)

    return read


def broken_links(
    artifacts: Sequence[Artifact],
    base_path: str = "/",
    place_of: PlaceOf = _top,
    memo: Memo | None = None,
) -> list[Problem]:
    """Links and anchors that lead nowhere, and ids that stand in a page twice.

    Links name a file, relative to their own. Those of the page for unknown addresses begin with
    `base_path` instead, the path of the site's root on its server. `place_of` tells where a content
    file names an anchor; `memo` knows what is in files that have not changed.
    """
    memo = memo or Memo()
    base_path = base_path.rstrip("/") + "/"
    scans = [(artifact, _scan(artifact, memo)) for artifact in artifacts]
    ids = {artifact.path: frozenset(scan.ids) for artifact, scan in scans}
    suggest = _suggester(ids)
    problems = [
        problem for artifact, scan in scans for problem in _repeated(artifact, scan.ids, place_of)
    ]
    for artifact, link, path, fragment in _targets(scans, base_path):
        place = Place(artifact.origin)
        if path not in ids:
            slug, end = "broken-link", " که در سایت نیست"
            end += _rule(artifact, link, base_path) or suggest(path)
        elif fragment and path.endswith(_WITH_IDS) and not _is_anchor(fragment, ids[path]):
            slug, end = "broken-anchor", f"، ولی در «{path}» چنین شناسه‌ای نیست"
            end += suggestion(unquote(fragment), ids[path])
            place = place_of(artifact.origin, unquote(fragment))
        else:
            continue
        message = f"«{artifact.path}» به «{printable(unquote(link))}» پیوند دارد{end}"
        problems.append(Problem(place, slug, message))
    return sorted(problems)


def _targets(
    scans: Sequence[tuple[Artifact, _Scan]], base_path: str
) -> Iterator[tuple[Artifact, str, str, str]]:
    """Each link inside the site, with the path and the fragment that it leads to."""
    known: dict[str, dict[str, tuple[str, str] | None]] = {}
    for artifact, scan in scans:
        is_lost = artifact.path == NOT_FOUND
        folder = artifact.path.rpartition("/")[0]
        base = base_path if is_lost else None
        seen = known.setdefault(NOT_FOUND if is_lost else folder, {})
        for link in scan.links:
            if link not in seen:
                seen[link] = _resolved(link, folder, base)
            if target := seen[link]:
                yield artifact, link, target[0] or artifact.path, target[1]


def _resolved(link: str, folder: str, base: str | None) -> tuple[str, str] | None:
    """The path ("": the page itself) and the fragment; None for an address of another site."""
    if _FOREIGN.match(link):
        return None
    address, _, fragment = link.partition("#")
    path = unquote(address.partition("?")[0])
    if not path:
        return "", fragment
    if base is not None:
        path = path.removeprefix(base) if path.startswith(base) else f"./{path}"
        return (f"{path}index.html" if path.endswith("/") or not path else path), fragment
    # A folder is no file: without a server, nobody opens its index.html.
    end = "/" if path.endswith("/") else ""
    return posixpath.normpath(posixpath.join(folder, path)) + end, fragment


def _rule(artifact: Artifact, link: str, base_path: str) -> str:
    if artifact.path == NOT_FOUND and not link.startswith(base_path):
        return f"؛ پیوندهای این صفحه باید با «{base_path}» آغاز شوند"
    if artifact.path != NOT_FOUND and link.startswith("/"):
        return "؛ پیوند درونی باید نسبی باشد، نه آغازشده با «/»"
    return ""


def _is_anchor(fragment: str, ids: frozenset[str]) -> bool:
    name = unquote(fragment.partition(":~:")[0])
    return not name or name in ids or fragment in ids or name.lower() == "top"


def _repeated(artifact: Artifact, ids: Sequence[str], place_of: PlaceOf) -> Iterator[Problem]:
    if len(ids) != len(set(ids)):
        for name in (name for name, count in Counter(ids).items() if count > 1):
            message = (
                f"در «{artifact.path}» شناسهٔ «{printable(name)}» بیش از یک بار آمده است؛"
                " یکی را عوض کنید"
            )
            yield Problem(place_of(artifact.origin, name), "repeated-id", message)


def _suggester(paths: Collection[str]) -> Callable[[str], str]:
    """Remembers what it said, and falls silent after many different paths."""
    said: dict[str, str] = {}

    def suggest(path: str) -> str:
        if path not in said and len(said) < _MOST_SUGGESTIONS:
            index, name = f"{path.rstrip('/')}/index.html", path.rpartition("/")[2]
            alike = [other for other in paths if other == index or other.endswith(f"/{name}")]
            meant = alike[0] if len(alike) == 1 else path
            said[path] = suggestion(meant, alike) or suggestion(path, paths)
        return said.get(path, "")

    return suggest


def _scan(artifact: Artifact, memo: Memo) -> _Scan:
    ending = artifact.path.lower().rpartition(".")[2]
    if f".{ending}" not in (*_HTML, *_XML, ".css"):
        return _Scan((), ())
    return _Scan(*memo.kept(_scanned, f".{ending}", artifact.content))


def _scanned(ending: str, content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids and the links of a file with this ending."""
    text = content.decode(errors="replace")
    ids: list[str] = []
    if ending in _HTML:
        ids, links = _scan_markup(text, _HTML_LINKS)
    elif ending in _XML:
        ids, links = _scan_markup(text, _XML_LINKS)
        links = [link for link in links if not link.startswith("/")]
    else:
        links = _css_links(text)
    # The same few links stand in thousands of pages.
    return tuple(map(sys.intern, ids)), tuple(map(sys.intern, dict.fromkeys(links)))


def _scan_markup(text: str, wanted: frozenset[str]) -> tuple[list[str], list[str]]:
    tags: list[str] = []
    links: list[str] = []
    for raw, kind, body, tag in _MARKUP.findall(text):
        if raw or tag:  # else it is a comment
            tags.append(raw or tag)
        if kind == "style":
            links += _css_links(body)
    ids: list[str] = []
    is_moved = 'http-equiv="refresh"' in text
    for name, quoted in _ATTRIBUTE.findall("\n".join(tags)):
        value = unescaped(quoted) if "&" in quoted else quoted
        if name == "id":
            ids.append(value)
        elif name == "content":
            if is_moved and (moved := _REFRESH.match(value)):
                links.append(moved[1].strip())
        elif name in _SETS:
            links += (part.split()[0] for part in _NEXT_CANDIDATE.split(value) if part.strip())
        elif name in wanted:
            links.append(value.strip())
    if " name=" in text:
        anchors = (tag for tag in tags if tag[0] in "aA" and tag[1].isspace())
        ids += {name for tag in anchors for name in _NAME.findall(tag) if name} - set(ids)
    return ids, links


def _css_links(css: str) -> list[str]:
    found = _CSS_URL.findall(_CSS_COMMENT.sub("", css))
    return [a or b or c for a, b, c in found]
