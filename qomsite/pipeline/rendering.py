"""Composes and renders pages: known views come from the cache, others are made in processes.

A page is a pure function of its view, the shared view, the templates and the code: their hash is
its key. No list of dependencies exists that someone could forget to extend.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from qomsite.errors import Problem, SiteError, TemplateFailed
from qomsite.library.library import Library
from qomsite.memo import Memo
from qomsite.outputs.plan_files import open_data
from qomsite.outputs.site import Site
from qomsite.pages.frame import Page
from qomsite.pages.registry import PAGE_TYPES, compose, compose_first
from qomsite.pages.site import SiteView, site_view
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.request import Progress, Request, Stage, Step, silent
from qomsite.pipeline.sources import source_problems
from qomsite.pipeline.workers import begun, spread
from qomsite.render.artifact import Artifact
from qomsite.render.assets import Assets, load_assets
from qomsite.render.engine import Compiled, Renderer, compile_all, environment
from qomsite.render.template_check import check_templates
from qomsite.render.template_files import site_templates
from qomsite.text.characters import unescaped

FEWEST_FOR_PROCESSES = 64
"""Starting processes costs more than what fewer records or pages do."""
PORTION = 32
"""How many pages are rendered at most before it is said how far it is."""

_CODE = Path(__file__).resolve().parent.parent
_LIBRARIES = ("jinja2", "markdown", "nh3", "markupsafe")

_renderer: Renderer | None = None
"""The renderer of a worker process."""


@dataclass(frozen=True)
class Rendered:
    """The pages and what they were made with.

    ``characters``: those that the font was cut for; ``files``: the bytes of the pages, and the
    assets; ``new``: how many pages were not known from earlier.
    """

    pages: tuple[Page, ...]
    templates: Path
    view: SiteView
    assets: Assets
    characters: frozenset[str]
    files: tuple[Artifact, ...]
    new: int

    @cached_property
    def renderer(self) -> Renderer:
        """What renders more pages with the same templates and assets."""
        return Renderer(self.templates, self.view, self.assets)


@dataclass(frozen=True)
class Keyed:
    """The pages with the hash of all that each is made from, and what they are made with."""

    pages: tuple[Page, ...]
    keys: tuple[str, ...]
    view: SiteView
    assets: Assets
    characters: frozenset[str]


def composed(request: Request, library: Library) -> Site:
    """Every page of the library, before it is rendered; beside it, the files of open data."""
    view = site_view(library, request.base_url)
    if request.drafts:
        return Site(library, view, compose(library))
    size = sum(1 for _ in library.entries())
    with begun(
        lambda: open_data(library, view.base_url), is_worth=is_for_processes(request, size)
    ) as data:
        return Site(library, view, compose(library, lambda: data()[0]), data()[1])


def is_for_processes(request: Request, size: int) -> bool:
    """Whether to begin processes for what is made of so many records or pages."""
    return request.jobs > 1 and size >= FEWEST_FOR_PROCESSES


def keyed(request: Request, site: Site, cache: Cache) -> Keyed:
    """The pages of a site with their keys."""
    view, memo = site.view, site.library.memo
    characters, keys = _characters(request, view, memo), []
    for page in site.pages:
        # A view's repr is all that its page shows: it names the page's characters and its key. It
        # is not held: those of all pages are larger than the site.
        shown = repr(page.view)
        characters.update(memo.kept(_characters_of, shown))
        keys.append(hashlib.sha256(f"{page.type}\0{shown}".encode()).digest())
    seen = frozenset(characters)
    assets = load_assets(request.assets, seen, cache.once)
    stamp = _stamp(request.templates, view, assets)
    full = tuple(hashlib.sha256(stamp + key).hexdigest() for key in keys)
    return Keyed(site.pages, full, view, assets, seen)


def render(request: Request, made_of: Keyed, cache: Cache, progress: Progress = silent) -> Rendered:
    """Every page as a file; raises ``TemplateFailed`` with all problems at once."""
    pages, keys, assets = made_of.pages, made_of.keys, made_of.assets
    known = cache.get_many(keys)
    # By key and not by path: two pages may claim one path, and publishing says so.
    missing = {key: page for page, key in zip(pages, keys, strict=True) if key not in known}
    new = list(missing.values())
    compiled = compiled_in(cache)
    made_with = (request.templates, made_of.view, assets)
    jobs = request.jobs if is_for_processes(request, len(new)) else 1
    rendered = _render(new, made_with, compiled, jobs, progress)
    made = {key: artifact.content for key, artifact in zip(missing, rendered, strict=True)}
    cache.put_many(made)
    contents = {**known, **made}
    files = (
        Artifact(page.path, contents[key], page.view.frame.origin)
        for page, key in zip(pages, keys, strict=True)
    )
    every = (*files, *assets.files)
    return Rendered(pages, *made_with, made_of.characters, every, len(new))


def render_first(
    request: Request,
    library: Library,
    files: Collection[str],
    paths: Collection[str],
    last: Rendered,
) -> tuple[tuple[Page, ...], tuple[Artifact, ...]]:
    """Some pages, with their bytes as :func:`render` makes them, long before all are composed.

    They are those of the records in ``files``, and those that had one of ``paths`` when all were
    rendered the ``last`` time, with the same templates and assets. None where they would look
    otherwise, or where one is wrong: that is better told with the rest.
    """
    view = site_view(library, request.base_url)
    types = {page.path: page.type for page in last.pages if page.path in paths}
    pages = tuple(compose_first(library, files, types)) if view == last.view else ()
    if not last.characters.issuperset(_characters_of("".join(repr(page.view) for page in pages))):
        return (), ()
    try:
        return pages, tuple(_outcome(_render_all(last.renderer, pages)))
    except SiteError:
        return (), ()


def template_problems(request: Request, cache: Cache) -> list[Problem]:
    """The problems of the templates, all of which can be read; that there are none is remembered
    for as long as it holds.
    """
    key = sound_key(request.templates)
    if cache.get_many([key]):
        return []
    shared = {"site": SiteView, "assets": Assets}
    env = environment(request.templates)
    problems = check_templates(env, request.templates, PAGE_TYPES, shared)
    if not problems:
        cache.put_many({key: b"fine"})
    return problems


def compiled_in(cache: Cache) -> Compiled:
    """The templates that this version of the generator compiled."""
    return Compiled(cache, f"{own_digest().hex()}:{version('jinja2')}")


def unreadable_sources(request: Request) -> list[Problem]:
    """What in the folders of templates and assets cannot be read, such as a pipe without an end."""
    sources = (request.templates, request.assets)
    return [problem for path in sources for problem in source_problems(path, path.name)]


def sound_key(templates: Path) -> str:
    """The key under which it is remembered that the templates are sound."""
    return f"templates:{code_stamp(templates).hex()}"


def _characters(request: Request, view: SiteView, memo: Memo) -> set[str]:
    """Every character that can come into all pages, so that the font misses none."""
    characters = set(memo.kept(_characters_of, repr(view)))
    for template in site_templates(request.templates):
        characters.update(filter(str.isprintable, template.read_text("utf-8")))
    return characters


def _characters_of(text: str) -> str:
    # A body may name a character by its entity.
    every = {*text, *(unescaped(text) if "&" in text else "")}
    return "".join(sorted(filter(str.isprintable, every)))


def _render(
    pages: list[Page],
    made_with: tuple[Path, SiteView, Assets],
    compiled: Compiled,
    jobs: int,
    progress: Progress,
) -> list[Artifact]:
    size = min(PORTION, -(-len(pages) // (jobs * 4)) or 1)
    chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
    done = 0

    def told(made: Sequence[object]) -> None:
        nonlocal done
        done += len(made)
        progress(Step(Stage.RENDER, done, len(pages)))

    told(())
    if jobs == 1:
        renderer = Renderer(*made_with, compiled)
        portions = []
        for chunk in chunks:
            portions.append(_render_all(renderer, chunk))
            told(chunk)
    else:
        compile_all(made_with[0], compiled)
        portions = spread(_render_chunk, chunks, jobs, _start, *made_with, told=told)
    return _outcome([result for portion in portions for result in portion])


def _outcome(results: list[Artifact | tuple[Problem, ...]]) -> list[Artifact]:
    problems = [problem for result in results if isinstance(result, tuple) for problem in result]
    if problems:
        raise TemplateFailed(problems)
    return [result for result in results if isinstance(result, Artifact)]


def _start(templates: Path, site: SiteView, assets: Assets) -> None:
    global _renderer
    _renderer = Renderer(templates, site, assets)


def _render_chunk(pages: list[Page]) -> list[Artifact | tuple[Problem, ...]]:
    if _renderer is None:
        raise RuntimeError("the worker was not started")
    return _render_all(_renderer, pages)


def _render_all(renderer: Renderer, pages: Iterable[Page]) -> list[Artifact | tuple[Problem, ...]]:
    """Each page, or the problems that a person can fix; a bug keeps its traceback."""
    results: list[Artifact | tuple[Problem, ...]] = []
    for page in pages:
        try:
            results.append(renderer.render(page))
        except SiteError as error:
            results.append(error.problems)
    return results


def code_stamp(templates: Path) -> bytes:
    """The hash of the templates and of the generator itself."""
    return _digest(templates, site_templates(templates)) + own_digest()


@cache
def own_digest() -> bytes:
    """The hash of the generator itself, with its lists of words."""
    # The code in use is what was there when it was loaded.
    return _digest(_CODE, sorted(path for path in _CODE.rglob("*.*") if path.suffix != ".pyc"))


def _digest(folder: Path, paths: Iterable[Path]) -> bytes:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.digest()


def _stamp(templates: Path, site: SiteView, assets: Assets) -> bytes:
    """The hash of all that a page is made with besides its view."""
    stamp = hashlib.sha256(code_stamp(templates))
    used = {
        "site": repr(site),
        "assets": repr(replace(assets, files=())),
        "libraries": [version(name) for name in _LIBRARIES],
    }
    stamp.update(json.dumps(used, sort_keys=True).encode())
    return stamp.digest()
