"""Composes and renders pages: known views come from the cache, others are made in processes."""

import gc
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TypeVar

from qomsite.errors import Problem, SiteError, TemplateFailed
from qomsite.library.library import Library
from qomsite.outputs.plan_files import open_data
from qomsite.outputs.site import Site
from qomsite.pages.frame import Page
from qomsite.pages.open_data import OpenData
from qomsite.pages.registry import PAGE_TYPES, compose, compose_first
from qomsite.pages.site import SiteView, site_view
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.keys import Keyed, characters_of, own_digest, sound_key
from qomsite.pipeline.request import Progress, Request, Stage, Step
from qomsite.pipeline.sources import source_problems
from qomsite.pipeline.spool import Keep
from qomsite.pipeline.workers import FEWEST_FOR_PROCESSES, begun, is_for_processes, spread
from qomsite.render.artifact import Artifact, Stored
from qomsite.render.assets import Assets
from qomsite.render.engine import Compiled, Renderer, compile_all, environment
from qomsite.render.template_check import check_templates

PORTION = 32
"""How many pages are rendered at most before it is said how far it is."""

T = TypeVar("T")
Made = Artifact | tuple[Problem, ...]
"""A page as a file, or what is wrong with it."""

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


def composed(request: Request, library: Library, keep: Keep) -> Site:
    """Every page of the library, before it is rendered; beside it, the files of open data, each
    given to ``keep``.
    """
    view = site_view(library, request.base_url)
    if request.drafts:
        return Site(library, view, compose(library))

    def data_files() -> tuple[OpenData, tuple[Artifact, ...]]:
        about, files = open_data(library, view.base_url)
        return about, tuple(map(keep, files))

    size = sum(1 for _ in library.entries())
    with begun(data_files, is_worth=is_for_processes(request, size)) as data:
        return Site(library, view, compose(library, lambda: data()[0]), data()[1])


def render(
    request: Request,
    made_of: Keyed,
    cache: Cache,
    progress: Progress,
    keep: Keep,
) -> Rendered:
    """Every page as a file; raises ``TemplateFailed`` with all problems at once.

    ``keep`` is given each file as it is known or made.
    """
    every = tuple(zip(made_of.keys, made_of.pages, strict=True))
    # By key and not by path: two pages may claim one path, and publishing says so.
    found: dict[str, bytes | Stored] = {}
    missing: dict[str, Page] = {}
    for some in _portions(every, PORTION):
        known = cache.get_many([key for key, _ in some])
        for key, page in some:
            if key in known:
                found[key] = keep(Artifact(page.path, known[key], "")).data
            else:
                missing[key] = page
    jobs = request.jobs if len(missing) >= FEWEST_FOR_PROCESSES else 1
    portions = _portions(tuple(missing.items()), min(PORTION, -(-len(missing) // (jobs * 4)) or 1))

    def taken(number: int, made: list[Made]) -> list[Made]:
        """Keeps the pages of a portion; gives what is wrong with the others."""
        new = {
            key: page
            for (key, _), page in zip(portions[number], made, strict=True)
            if isinstance(page, Artifact)
        }
        cache.put_many({key: page.content for key, page in new.items()})
        found.update((key, keep(page).data) for key, page in new.items())
        progress(Step(Stage.RENDER, len(found) - is_known, len(missing)))
        return [page for page in made if not isinstance(page, Artifact)]

    is_known = len(found)
    progress(Step(Stage.RENDER, 0, len(missing)))
    made_with = (request.templates, made_of.view, made_of.assets)
    pages = [[page for _, page in portion] for portion in portions]
    _outcome(chain.from_iterable(_render(pages, made_with, compiled_in(cache), jobs, taken)))
    files = (Artifact(page.path, found[key], page.view.frame.origin) for key, page in every)
    return Rendered(
        made_of.pages,
        *made_with,
        made_of.characters,
        (*files, *made_of.assets.files),
        len(missing),
    )


def _portions(every: Sequence[T], size: int) -> list[Sequence[T]]:
    return [every[start : start + size] for start in range(0, len(every), size)]


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
    if not last.characters.issuperset(characters_of("".join(repr(page.view) for page in pages))):
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


def _render(
    portions: Sequence[list[Page]],
    made_with: tuple[Path, SiteView, Assets],
    compiled: Compiled,
    jobs: int,
    taken: Callable[[int, list[Made]], list[Made]],
) -> list[list[Made]]:
    if jobs == 1:
        renderer = Renderer(*made_with, compiled)
        return [
            taken(number, _render_all(renderer, pages)) for number, pages in enumerate(portions)
        ]
    compile_all(made_with[0], compiled)
    return spread(_render_chunk, portions, jobs, _start, *made_with, taken=taken)


def _outcome(made: Iterable[Made]) -> list[Artifact]:
    results = list(made)
    problems = [problem for result in results if isinstance(result, tuple) for problem in result]
    if problems:
        raise TemplateFailed(problems)
    return [result for result in results if isinstance(result, Artifact)]


def _start(templates: Path, site: SiteView, assets: Assets) -> None:
    global _renderer
    # Markdown leaves cycles behind; what was there before is not looked through.
    gc.freeze()
    gc.enable()
    _renderer = Renderer(templates, site, assets)


def _render_chunk(pages: list[Page]) -> list[Made]:
    if _renderer is None:
        raise RuntimeError("the worker was not started")
    return _render_all(_renderer, pages)


def _render_all(renderer: Renderer, pages: Iterable[Page]) -> list[Made]:
    """Each page, or the problems that a person can fix; a bug keeps its traceback."""
    results: list[Made] = []
    for page in pages:
        try:
            results.append(renderer.render(page))
        except SiteError as error:
            results.append(error.problems)
    return results
