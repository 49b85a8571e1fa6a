"""One build from start to end: load, check, link, compose, render, check links, publish.

Nothing is published until everything is known. Every problem of content and templates is gathered
before the first page is rendered, so that a person sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from qomsite.checks.drafts import check_with_drafts, shown_with_drafts
from qomsite.checks.registry import advise, check
from qomsite.errors import ContentInvalid, OutputConflict, Place, Problem, SiteError
from qomsite.library.library import Library, link
from qomsite.loader.load import load
from qomsite.model.content import Content
from qomsite.outputs.registry import emit
from qomsite.outputs.site import Site
from qomsite.pages.frame import number_of
from qomsite.pages.page import Page
from qomsite.pages.registry import PAGE_TYPES, compose
from qomsite.pages.site import SiteView, site_view
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.links import broken_links, conflicts
from qomsite.pipeline.lock import build_lock
from qomsite.pipeline.places import place_finder
from qomsite.pipeline.publish import publish, recover
from qomsite.pipeline.rendering import code_stamp, render_pages
from qomsite.pipeline.request import Report, Request
from qomsite.pipeline.unchanged import fingerprint, remember
from qomsite.render.addresses import base_path
from qomsite.render.artifact import Artifact
from qomsite.render.assets import Assets, load_assets
from qomsite.render.engine import environment
from qomsite.render.template_check import check_templates
from qomsite.render.template_files import site_templates
from qomsite.text.digits import number

SHOWN_SAMPLES = 5
"""How many samples a refused release names; it says how many more there are."""


@dataclass(frozen=True)
class Rendered:
    """What is known as soon as all pages are made: what was read, the pages, their bytes.

    ``files`` are the pages and the assets. ``advice``: what could be better. ``unpublishable``:
    what is wrong with the content as soon as its drafts are left out.
    """

    content: Content
    pages: tuple[Page, ...]
    files: tuple[Artifact, ...]
    advice: tuple[Problem, ...]
    unpublishable: tuple[Problem, ...]


@dataclass(frozen=True)
class _Made:
    pages: tuple[Page, ...]
    site: SiteView
    assets: Assets
    files: tuple[Artifact, ...]


def checked(request: Request) -> tuple[int, tuple[Problem, ...]]:
    """How many content files were read, and all that is to be said of them; writes nothing.

    Every problem that a build would meet, and every advice, sorted by place. Pages are rendered
    only when nothing is wrong before: what a broken record leads to is not news.
    """
    with Cache.open(request.pages_cache) as cache:
        content, read = load(request.content)
        found = {*read, *check(content), *_template_problems(request, cache)}
        problems = tuple(sorted(found))
        if not problems:
            try:
                render_site(request, link(content), cache)
            except SiteError as error:
                problems = error.problems
        told = tuple(sorted({*problems, *advise(content)}))
        return sum(len(entries) for entries in content.records.values()), told


def build(request: Request, waiting: Callable[[], None]) -> Report:
    """Builds and publishes the site; after a ``SiteError`` the old one stands untouched.

    ``waiting`` is called once if another build of the same output is at work.
    """
    return build_whole(request, waiting, lambda _: None)


def build_whole(
    request: Request, waiting: Callable[[], None], shown: Callable[[Rendered], object]
) -> Report:
    """Like :func:`build`; with drafts, if the request asks for them.

    ``shown`` is called as soon as all pages are made, before they are published, and before it is
    known that every link arrives: half the time of a build that has made most pages before.
    """
    with build_lock(request.output, waiting):
        # Where folders cannot be exchanged in one step, a killed build may have left the site away.
        recover(request.output)
        return _build(request, shown)


def render_site(
    request: Request, library: Library, cache: Cache
) -> tuple[tuple[Page, ...], tuple[Artifact, ...]]:
    """Every page and every finished file of the site, their links checked."""
    made = _made(request, library, cache)
    return made.pages, _completed(library, made)


def _made(request: Request, library: Library, cache: Cache) -> _Made:
    pages = compose(library)
    site = site_view(library, request.base_url)
    # A view's repr is all that its page shows: it names the page's characters and its cache key.
    shown = tuple(repr(page.view) for page in pages)
    assets = _assets(request, (repr(site), *shown), cache)
    rendered = render_pages(pages, shown, request.templates, site, assets, request.jobs, cache)
    return _Made(pages, site, assets, (*rendered, *assets.files))


def _completed(library: Library, made: _Made) -> tuple[Artifact, ...]:
    site = Site(library, made.site, made.pages, made.assets, made.files)
    artifacts = (*made.files, *emit(site))
    # First: two files of one path would seem to lead nowhere.
    if clashes := list(conflicts(artifacts)):
        raise OutputConflict(clashes)
    broken = broken_links(artifacts, base_path(made.site.base_url), place_finder(library))
    if broken:
        raise ContentInvalid(broken)
    return artifacts


def _build(request: Request, shown: Callable[[Rendered], object]) -> Report:
    # Taken before anything is read: an edit made meanwhile must not pass for known.
    inputs = fingerprint(request) if request.cache and not request.drafts else ""
    with Cache.open(request.pages_cache) as cache:
        return _build_with(request, cache, inputs, shown)


def _build_with(
    request: Request, cache: Cache, inputs: str, shown: Callable[[Rendered], object]
) -> Report:
    content, read = load(request.content)
    found, unpublishable = check_with_drafts(content) if request.drafts else (check(content), ())
    problems = {*read, *found, *_template_problems(request, cache)}
    advice = advise(content)
    if problems or (request.strict and advice):
        raise ContentInvalid([*problems, *advice] if request.strict else problems)
    library = link(shown_with_drafts(content) if request.drafts else content)
    samples = library.samples()
    if request.release and samples and not request.allow_sample:
        raise ContentInvalid(_release_refused(content, library))
    made = _made(request, library, cache)
    shown(Rendered(content, made.pages, made.files, advice, unpublishable))
    artifacts = _completed(library, made)
    protected = (request.root, request.content, request.templates, request.assets)
    published = publish(artifacts, request.output, protected)
    report = Report(
        pages=len(made.pages),
        files=len(artifacts),
        records=sum(len(entries) for entries in content.records.values()),
        samples=len(samples),
        bytes=sum(len(artifact.content) for artifact in artifacts),
        written=published.written,
        kept=published.kept,
        removed=published.removed,
        advice=len(advice),
    )
    if inputs:
        remember(request, report, inputs)
    return report


def _assets(request: Request, shown: tuple[str, ...], cache: Cache) -> Assets:
    def remember(key: str, make: Callable[[], bytes]) -> bytes:
        known = cache.get_many([key])
        if key in known:
            return known[key]
        made = make()
        cache.put_many({key: made})
        return made

    return load_assets(request.assets, _characters(request, shown), remember)


def _characters(request: Request, shown: tuple[str, ...]) -> frozenset[str]:
    """Every character that can come into a page, so that the font misses none."""
    characters: set[str] = set()
    for text in shown:
        characters |= _characters_of(text)
    for template in site_templates(request.templates):
        characters.update(template.read_text("utf-8"))
    return frozenset(character for character in characters if character.isprintable())


@lru_cache(maxsize=2_000)
def _characters_of(text: str) -> frozenset[str]:
    # A body may name a character by its entity.
    return frozenset(text) | frozenset(unescape(text) if "&" in text else "")


def _template_problems(request: Request, cache: Cache) -> list[Problem]:
    """The problems of the templates; that there are none is remembered for as long as it holds."""
    key = f"templates:{code_stamp(request.templates).hex()}"
    if cache.get_many([key]):
        return []
    shared = {"site": SiteView, "assets": Assets}
    env = environment(request.templates)
    problems = check_templates(env, request.templates, PAGE_TYPES, shared)
    if not problems:
        cache.put_many({key: b"fine"})
    return problems


def _release_refused(content: Content, library: Library) -> list[Problem]:
    samples = library.samples()
    problems = [
        content.problem(
            record.path,
            ("provenance",),
            "sample-in-release",
            f"«{number_of(record)}» نمونه است و در نسخهٔ رسمی نمی‌آید؛ متن مصوب را بنویسید "
            "یا با ‎--allow-sample بسازید",
        )
        for record in samples[:SHOWN_SAMPLES]
    ]
    more = len(samples) - len(problems)
    if more > 0:
        message = f"و {number(more)} رکورد نمونهٔ دیگر"
        problems.append(Problem(Place(library.plan_path), "sample-in-release", message))
    return problems
