"""Links and pictures: what they point at is there, and shown as a reader needs it."""

import re
from collections.abc import Collection as Collected
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from qomsite.checks.entries import (
    Body,
    all_entries,
    bodies,
    codes,
    drafts,
    existing,
    folder,
    parts,
    place_finder,
    problem_at,
    shown_code,
)
from qomsite.errors import BODY, Keys, Place, Problem, advice
from qomsite.loader.load import MEDIA_FOLDER
from qomsite.loader.media import MEDIA_TYPES, ending_of, right_name
from qomsite.markup.code import FILLER, mask_code
from qomsite.markup.links import ATTRIBUTE, Link, body_links
from qomsite.messages import message
from qomsite.model.collections import BY_KIND, NEWS
from qomsite.model.content import Content
from qomsite.model.parts import Document
from qomsite.model.records import Article
from qomsite.model.settings import MenuItem
from qomsite.model.targets import FORMER_VIEWS, KINDS, VIEWS, Target, is_foreign, parse_target
from qomsite.text.characters import quoted
from qomsite.text.digits import number
from qomsite.text.nearest import nearest, suggestion, was_meant
from qomsite.text.patterns import regex

_NOUNS = {
    **{kind: collection.singular for kind, collection in BY_KIND.items()},
    "owner": "واحد",
    "district": "منطقهٔ",
    "status": "وضعیت",
    "view": "صفحهٔ",
}
_ELSEWHERE = regex(r"(?:https?:)?//", re.IGNORECASE)


class LinkFault(NamedTuple):
    """What is wrong with a link."""

    slug: str
    message: str


@dataclass(frozen=True)
class Targets:
    """All that links can point at, by kind; a kind that could not be read is not among them.
    ``folder``: that of the media, as one would type it.
    """

    codes: Mapping[str, Collected[str]]
    drafts: Mapping[str, Collected[str]]
    media: Collected[str]
    refused: Collected[str]
    folder: str

    def fault(
        self, link: str, *, is_image: bool = False, in_draft: bool = False
    ) -> LinkFault | None:
        """What is wrong with a link; ``None`` if nothing is."""
        if is_image and _ELSEWHERE.match(link):
            return LinkFault(
                "foreign-image", message("foreign-image", link=link, folder=self.folder)
            )
        if not is_image and (is_foreign(link) or link.startswith("#")):
            return None
        target = parse_target(link)
        if target and target.kind == "media":
            if target.code in self.media:
                return None
            fault = self.missing(f"media/{target.code}", target.code, "missing-image")
            return LinkFault("missing-image" if is_image else "broken-link", fault)
        if target and not is_image:
            fault = self._code_fault(link, target, in_draft=in_draft)
            return LinkFault("broken-link", fault) if fault else None
        key, options = "broken-link.image", [f"media/{name}" for name in self.media]
        if not is_image:
            options += [f"{kind}:{code}" for kind, known in self.codes.items() for code in known]
            key = "broken-link"
        return LinkFault("broken-link", message(key, link=link) + suggestion(link, options))

    def missing(self, name: str, file: str, key: str) -> str:
        """What is said of a file that is not published: that it is refused, or not there."""
        outer, _, inner = file.partition("/")
        own = inner or file
        right = right_name(own)
        if outer in self.refused:
            kind = "folder" if inner else "name" if right else "kind"
            said = {"right": right or own, "types": " ".join(MEDIA_TYPES)}
            return message(f"missing-image.{kind}", name=name, folder=self.folder, **said)
        # By the name alone: endings are few, and alike for unlike files. Of two, that with its own.
        of_kind = sorted(self.media, key=lambda one: one.endswith(ending_of(own)))
        stems = {one.rpartition(".")[0]: one for one in of_kind}
        near = (
            right
            if right in self.media
            else stems.get(nearest(own.rpartition(".")[0], stems) or "")
        )
        return message(key, name=name, folder=self.folder, hint=was_meant(near))

    def _code_fault(self, link: str, target: Target, *, in_draft: bool) -> str:
        kind, code = target.kind, target.code
        if kind not in KINDS:
            hint = f"{'، '.join(KINDS)}{suggestion(kind, KINDS)}"
            return message("broken-link.kind", link=link, kind=kind, hint=hint)
        shown, options = shown_code(code), self.codes.get(kind)
        said = {"link": link, "noun": _NOUNS[kind], "code": shown}
        if options is not None and code not in options:
            hint = f"{existing(options)}{suggestion(shown, map(shown_code, options))}"
            if kind == "view" and code in FORMER_VIEWS:
                hint = f"جای آن {quoted(f'view:{FORMER_VIEWS[code]}')} آمده است"
            return message("broken-link.code", hint=hint, **said)
        is_hidden = code in self.drafts.get(kind, ()) and not in_draft
        return message("broken-link.draft", **said) if is_hidden else ""


def targets(content: Content) -> Targets:
    """All that links in ``content`` can point at."""
    known: dict[str, Collected[str]] = {
        kind: codes(content, collection) for kind, collection in BY_KIND.items()
    }
    known["view"] = VIEWS
    if content.plan:
        known["owner"] = [unit.key for unit in content.plan.departments]
        known["district"] = [district.code for district in content.plan.districts]
        known["status"] = [status.key for status in content.plan.statuses]
    hidden = {kind: drafts(content, collection) for kind, collection in BY_KIND.items()}
    media = folder(content, MEDIA_FOLDER)
    return Targets(known, hidden, content.media, content.refused, media)


MOST_FAULTS = 100
"""Faulty links reported for one body; the nearest right value of each takes its time."""

_MENUS = ("top_menu", "main_menu", "quick_links")


def body_link(content: Content) -> Iterator[Problem]:
    """A link or image in a body points at something that is there, and loads nothing foreign."""
    known = targets(content)
    for body in bodies(content):
        links = content.memo.once(body_links, body.text)
        yield from _body_faults(body, links, known)


def settings_link(content: Content) -> Iterator[Problem]:
    """A link in a menu or in the breaking line of ``site.yaml`` points at something."""
    known = targets(content)
    for link, keys in _site_links(content):
        fault = known.fault(link)
        if fault:
            yield content.problem(content.site_path, keys, *fault)


def _site_links(content: Content) -> Iterator[tuple[str, Keys]]:
    if content.site and content.site.breaking:
        yield content.site.breaking.to, ("breaking", "to")
    for menu in _MENUS if content.site else ():
        items: tuple[MenuItem, ...] = getattr(content.site, menu)
        yield from ((item.to, (menu, at, "to")) for at, item in enumerate(items))


def related_link(content: Content) -> Iterator[Problem]:
    """What a news item is related to is there."""
    known = targets(content)
    for article in content.of(NEWS, Article):
        for at, link in enumerate(article.related):
            fault = known.fault(link, in_draft=article.draft)
            if fault:
                yield content.problem(article.path, ("related", at), *fault)


def document_file(content: Content) -> Iterator[Problem]:
    """The file of a document is in the media folder."""
    known = targets(content)
    for record, keys, document in parts(content, "documents", Document):
        if document.file and document.file not in content.media:
            fault = known.missing(document.file, document.file, "broken-link.document")
            yield content.problem(record.path, (*keys, "file"), "broken-link", fault)


def unused_file(content: Content) -> Iterator[Problem]:
    """What is published from the media folder is named by something that is published too."""
    read = {name: len(records) for name, records in content.records.items()}
    if any(len(known) != read.get(name) for name, known in content.codes.items()):
        return  # a file that could not be read may name it
    used = {target for target, _ in _site_links(content)}
    for body in bodies(content):
        if not body.is_draft:
            links = content.memo.once(body_links, body.text)
            used.update(link.target.partition("#")[0] for link in links)
    for entry in all_entries(content):
        if not entry.draft:
            used.update(vars(entry).get("related", ()))
            documents: tuple[Document, ...] = vars(entry).get("documents", ())
            used.update(f"media/{document.file}" for document in documents)
    for name in sorted(content.media):
        if content.media[name] and f"media/{name}" not in used:
            yield _of_media(content, name, "unused-file", name=name)


def _body_faults(body: Body, links: Iterable[Link], known: Targets) -> Iterator[Problem]:
    place = place_finder(body)
    judged: dict[tuple[str, bool], LinkFault | None] = {}
    found = 0
    for offset, link, is_image in links:
        if (link, is_image) not in judged:
            judged[link, is_image] = known.fault(link, is_image=is_image, in_draft=body.is_draft)
        fault = judged[link, is_image]
        if fault is None:
            continue
        found += 1
        if found > MOST_FAULTS:
            yield problem_at(place(offset), "broken-link.more", most=MOST_FAULTS)
            return
        yield Problem(place(offset), *fault, keys=BODY)


WIDEST = 1600
"""Dots that a page shows side by side on a sharp screen."""
HEAVIEST = 2_000_000

_UNNAMED = regex(rf"(?<!\\)!\[[^\w\[\]{FILLER}]*+\](?=[\[(])")
_TAG = regex(r"<img(?=[\s/>])", re.IGNORECASE)
_WORD = regex(r"\w")


def missing_alt(content: Content) -> Iterator[Problem]:
    """A picture has words for those who do not see it."""
    for body in bodies(content):
        if "![" not in body.text and "<" not in body.text:
            continue
        place = place_finder(body)
        for offset in _faults(body.text):
            yield problem_at(place(offset), "missing-alt")


def large_picture(content: Content) -> Iterator[Problem]:
    """A picture is neither wider than a page can show nor heavy; known once pictures are drawn."""
    for name, size in sorted(content.image_sizes.items()):
        weight = len(content.media[name])
        if size.width > WIDEST or weight > HEAVIEST:
            megabytes = number(round(max(Decimal(weight) / 1_000_000, Decimal("0.1")), 1))
            measured = {"size": size, "weight": megabytes, "widest": WIDEST}
            yield _of_media(content, name, "large-picture", name=name, **measured)


def _of_media(content: Content, file: str, key: str, **values: object) -> Problem:
    place = Place(f"{folder(content, MEDIA_FOLDER)}/{file}")
    return advice(place, key, message(key, **values))


def _faults(text: str) -> Iterator[int]:
    """Where the pictures without words begin, those of Markdown and those of raw HTML."""
    masked = mask_code(text)
    unnamed = [match.start() for match in _UNNAMED.finditer(masked)]
    tags = [tag.start() for tag in _TAG.finditer(masked) if not _WORD.search(_alt(masked, tag))]
    yield from sorted(unnamed + tags)


def _alt(masked: str, tag: re.Match[str]) -> str:
    at = tag.end()
    while attribute := ATTRIBUTE.match(masked, at):
        at = attribute.end()
        if attribute["name"].lower() == "alt":
            return attribute["double"] or attribute["single"] or attribute["bare"] or ""
    return ""
