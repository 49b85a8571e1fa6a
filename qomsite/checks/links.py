"""Links: in bodies, in the menus of the site, and in fields."""

from collections.abc import Iterable, Iterator

from qomsite.checks.entries import Body, all_entries, all_records, bodies, folder, place_finder
from qomsite.checks.link_targets import LinkFault, Targets, targets
from qomsite.errors import BODY, Keys, Place, Problem, advice
from qomsite.loader.load import MEDIA_FOLDER
from qomsite.markup.links import Link, body_links
from qomsite.model.collections import NEWS
from qomsite.model.content import Content
from qomsite.model.parts import Document
from qomsite.model.records import Article
from qomsite.model.settings import MenuItem
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.nearest import suggestion

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
    for record in all_records(content):
        documents: tuple[Document, ...] = vars(record).get("documents", ())
        for at, document in enumerate(documents):
            if document.file and document.file not in content.media:
                message = (
                    f"پروندهٔ {quoted(document.file)} در پوشهٔ {folder(content, MEDIA_FOLDER)}"
                    " نیست؛ آن را آنجا بگذارید و"
                    f" تنها نامش را بنویسید{suggestion(document.file, content.media)}"
                )
                keys = "documents", at, "file"
                yield content.problem(record.path, keys, "broken-link", message)


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
            message = (
                f"«{name}» منتشر می‌شود ولی در هیچ متن منتشرشده‌ای نیامده است؛ آن را در متنی یا در"
                " documents بیاورید، یا از پوشه بردارید"
            )
            yield advice(Place(f"{folder(content, MEDIA_FOLDER)}/{name}"), "unused-file", message)


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
            most = persian_digits(str(MOST_FAULTS))
            message = f"بیش از {most} پیوند نادرست در این متن است؛ بقیه پس از این‌ها گفته می‌شود"
            yield Problem(place(offset), "broken-link", message, keys=BODY)
            return
        yield Problem(place(offset), *fault, keys=BODY)
