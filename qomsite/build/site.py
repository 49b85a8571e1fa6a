"""One build from start to end: load, check, link, compose, render, check links, publish.

Nothing is published until everything is known. Every problem of content and templates is gathered
before the first page is rendered, so that a person sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qomsite.build.cache import Cache
from qomsite.build.links import broken_links
from qomsite.build.lock import build_lock
from qomsite.build.publish import Published, publish
from qomsite.build.rendering import render_pages
from qomsite.checks.registry import check
from qomsite.errors import ContentInvalid, Place, Problem
from qomsite.library.library import Library, link
from qomsite.loader.load import load
from qomsite.model.content import Content
from qomsite.outputs.edition import Edition
from qomsite.outputs.registry import emit
from qomsite.pages.frame import number_of
from qomsite.pages.page import Page
from qomsite.pages.registry import PAGE_TYPES, compose
from qomsite.pages.site import SiteView, site_view
from qomsite.render.addresses import base_path
from qomsite.render.artifact import Artifact
from qomsite.render.assets import Assets, load_assets
from qomsite.render.engine import environment
from qomsite.render.template_check import check_templates
from qomsite.text.digits import number

SHOWN_SAMPLES = 5
"""How many samples a refused release names; it says how many more there are."""


@dataclass(frozen=True)
class Request:
    """What to build: where from, where to, and how."""

    root: Path
    content: Path
    output: Path
    base_url: str | None = None
    jobs: int = 1
    cache: Path | None = None
    release: bool = False
    allow_sample: bool = False

    @property
    def templates(self) -> Path:
        """The folder of templates."""
        return self.root / "templates"

    @property
    def assets(self) -> Path:
        """The folder of styles, scripts, font and pictures."""
        return self.root / "assets"


@dataclass(frozen=True)
class Report:
    """What a build made."""

    pages: int
    files: int
    records: int
    samples: int
    bytes: int
    published: Published


def problems_of(request: Request) -> tuple[Content, tuple[Problem, ...]]:
    """The content and every problem that can be found without rendering."""
    content, read = load(request.content)
    return content, tuple(sorted({*read, *check(content), *_template_problems(request)}))


def build(request: Request, waiting: Callable[[], None]) -> Report:
    """Builds and publishes the site; raises a :class:`~qomsite.errors.SiteError` and leaves it as it was.

    ``waiting`` is called once if another build of the same output is at work.
    """
    with build_lock(request.output, waiting):
        return _build(request)


def render_site(
    request: Request, library: Library
) -> tuple[tuple[Page, ...], tuple[Artifact, ...]]:
    """Every page and every finished file of the site, their links checked."""
    pages = compose(library)
    site = site_view(library, request.base_url)
    with Cache.open(request.cache) as cache:
        assets = _assets(request, pages, site, cache)
        rendered = render_pages(pages, request.templates, site, assets, request.jobs, cache)
    outputs = emit(Edition(library, site, pages, assets))
    artifacts = (*rendered, *assets.files, *outputs)
    broken = broken_links(artifacts, base_path(site.base_url))
    if broken:
        raise ContentInvalid(broken)
    return pages, artifacts


def _build(request: Request) -> Report:
    content, problems = problems_of(request)
    if problems:
        raise ContentInvalid(problems)
    library = link(content)
    samples = library.samples()
    if request.release and samples and not request.allow_sample:
        raise ContentInvalid(_release_refused(library))
    pages, artifacts = render_site(request, library)
    protected = (request.root, request.content, request.templates, request.assets)
    published = publish(artifacts, request.output, protected)
    return Report(
        pages=len(pages),
        files=len(artifacts),
        records=sum(len(entries) for entries in content.records.values()),
        samples=len(samples),
        bytes=sum(len(artifact.content) for artifact in artifacts),
        published=published,
    )


def _assets(request: Request, pages: tuple[Page, ...], site: SiteView, cache: Cache) -> Assets:
    def remember(key: str, make: Callable[[], bytes]) -> bytes:
        known = cache.get_many([key])
        if key in known:
            return known[key]
        made = make()
        cache.put_many({key: made})
        return made

    return load_assets(request.assets, _characters(request, pages, site), remember)


def _characters(request: Request, pages: tuple[Page, ...], site: SiteView) -> frozenset[str]:
    """Every character that can come into a page, so that the font misses none."""
    characters = set(repr(site))
    for page in pages:
        characters.update(repr(page.view))
    for template in request.templates.rglob("*.html"):
        characters.update(template.read_text("utf-8"))
    return frozenset(character for character in characters if character.isprintable())


def _template_problems(request: Request) -> list[Problem]:
    env = environment(request.templates)
    shared = {"site": SiteView, "assets": Assets}
    return check_templates(env, request.templates, PAGE_TYPES, shared)


def _release_refused(library: Library) -> list[Problem]:
    samples = library.samples()
    problems = [
        Problem(
            Place(record.path),
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
