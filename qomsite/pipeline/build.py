"""One build from start to end: load, check, link, compose, render, check links, publish.

Nothing is published until everything is known. Every problem of content and templates is gathered
before the first page is rendered, so that a person sees all of them at once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import chain

from qomsite.checks.registry import advise, check, check_with_drafts, shown_with_drafts
from qomsite.errors import (
    MOST_TOLD,
    ContentInvalid,
    OutputConflict,
    Place,
    Problem,
    SiteError,
    at_most,
    bounded,
    counts,
)
from qomsite.library.library import Library, link
from qomsite.loader.load import load
from qomsite.memo import Memo
from qomsite.model.content import Content
from qomsite.outputs.registry import OUTPUTS, emit
from qomsite.outputs.site import Site
from qomsite.pages.frame import number_of
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.keys import keyed, own_digest
from qomsite.pipeline.links import broken_links, place_finder, reading_links
from qomsite.pipeline.lock import output_lock
from qomsite.pipeline.mending import mended
from qomsite.pipeline.output_folder import recover
from qomsite.pipeline.paths import conflicts
from qomsite.pipeline.pictures import with_pictures
from qomsite.pipeline.publish import publish
from qomsite.pipeline.rendering import (
    Rendered,
    composed,
    render,
    template_problems,
    unreadable_sources,
)
from qomsite.pipeline.request import Progress, Report, Request, Stage, Step, silent
from qomsite.pipeline.review import advised, reviewed
from qomsite.pipeline.spool import Spool, in_memory, spooling
from qomsite.pipeline.workers import begun, is_for_processes
from qomsite.render.addresses import base_path, reserved_host
from qomsite.render.artifact import Artifact
from qomsite.text.digits import number

Shown = Callable[[Content, Rendered, tuple[Problem, ...]], object]
"""Called with what was read, the rendered pages, and what could be better or would be wrong if the
drafts were left out: before it is known that every link arrives, and before anything is published.
"""

KEPT = 2
"""The pages of as many builds before this one stay in the cache, for going back to them."""
SHOWN_SAMPLES = 5
"""How many samples a refused release names; it says how many more there are."""


def build(
    request: Request,
    waiting: Callable[[], None],
    shown: Shown = lambda *_: None,
    memo: Memo | None = None,
    linked: Callable[[Library, Content, tuple[Problem, ...]], object] = lambda *_: None,
    progress: Progress = silent,
) -> Report:
    """Builds and publishes the site; after a ``SiteError`` the old one stands untouched.

    ``waiting`` is called once if another build of the same output is at work. ``memo``: what is
    known from an earlier build. ``linked`` is called like ``shown``, before the first page is made.
    ``progress`` is told of each stage as it begins.
    """
    with ExitStack() as stack:
        stack.enter_context(output_lock(request.output, waiting))
        cache = stack.enter_context(Cache.open(request.pages_cache))
        # Where folders cannot be exchanged in one step, a killed build may have left the site away.
        recover(request.output)
        # What cannot be read is told before anything reads it: a pipe would be waited for.
        unreadable = unreadable_sources(request)
        template_faults = stack.enter_context(reviewed(request, cache, unreadable))
        progress(Step(Stage.READ))
        content, problems = load(
            request.content, memo or Memo(store=cache.once, stamp=own_digest())
        )
        content, of_pictures = with_pictures(content, cache)
        progress(Step(Stage.CHECK))
        found, later = check_with_drafts(content) if request.drafts else (check(content), ())
        problems = (*problems, *of_pictures, *found)
        advice = stack.enter_context(advised(request, content, cache))
        if problems or unreadable:
            of_templates = template_faults()
            problems = (*problems, *of_templates)
            if not of_templates and not request.drafts:
                problems = (*problems, *_seen_in_pages(request, content, problems, cache))
            _refuse(problems, advice(), strict=request.strict)
        library = link(shown_with_drafts(content) if request.drafts else content)
        reserved = reserved_host(request.base_url or library.site.base_url)
        if request.release:
            samples = () if request.allow_sample else _samples(content, library)
            _refuse([*samples, *_reserved(content, reserved)])
        linked(library, content, later)
        progress(Step(Stage.COMPOSE))
        # What the preview makes outlives the build: it is shown from memory.
        spool = stack.enter_context(spooling(0 if request.drafts else content.size))
        site = composed(request, library, spool())
        with emitted(request, site, spool) as files:
            ready = keyed(request, site, cache)
            if of_templates := template_faults():
                _refuse(of_templates, advice(), strict=request.strict)
            # The preview shows the pages first, and reads their links afterwards.
            keep = spool() if request.drafts else reading_links(spool(), library.memo)
            rendered = render(request, ready, cache, progress, keep)
            _refuse((), advice(), strict=request.strict)
            shown(content, rendered, (*later, *advice()))
            artifacts = complete(site, rendered, files, progress)
        progress(Step(Stage.PUBLISH))
        sources = (request.root, request.content, request.templates, request.assets)
        published = publish(
            artifacts,
            request.output,
            sources,
            in_place=request.in_place,
            is_durable=not request.drafts,
        )
        cache.prune(KEPT * len(rendered.pages))
        return Report(
            pages=len(rendered.pages),
            rendered=rendered.new,
            files=len(artifacts),
            samples=len(library.samples()),
            bytes=sum(artifact.size for artifact in artifacts),
            written=published.written,
            kept=published.kept,
            removed=published.removed,
            advice=counts(advice())[1],
            in_place=published.in_place,
            reserved_host=reserved,
            manifest=published.manifest,
        )


def checked(request: Request, progress: Progress = silent) -> tuple[int, tuple[Problem, ...]]:
    """How many content files were read, and all that is to be said of them; publishes nothing.

    Every problem that a build would meet, and every advice, sorted by place.
    """
    with Cache.open(request.pages_cache) as cache:
        progress(Step(Stage.READ))
        content, read = load(request.content, Memo(store=cache.once, stamp=own_digest()))
        content, of_pictures = with_pictures(content, cache)
        progress(Step(Stage.CHECK))
        of_templates = unreadable_sources(request) or template_problems(request, cache)
        problems = (*read, *of_pictures, *check(content), *of_templates)
        advice = advise(content)
        if not of_templates:
            problems = (*problems, *_seen_in_pages(request, content, problems, cache, progress))
        return content.size, at_most(MOST_TOLD, bounded([*problems, *advice]))


@contextmanager
def emitted(
    request: Request, site: Site, spool: Spool = in_memory
) -> Iterator[Callable[[], tuple[Artifact, ...]]]:
    """The files besides pages, made beside what is done within; what is given waits for them."""
    is_worth = is_for_processes(request, len(site.pages))
    with ExitStack() as stack:
        parts = [
            stack.enter_context(begun(partial(emit, site, outputs, spool()), is_worth=is_worth))
            for outputs in OUTPUTS
        ]
        yield lambda: tuple(chain.from_iterable(part() for part in parts))


def complete(
    site: Site,
    rendered: Rendered,
    files: Callable[[], tuple[Artifact, ...]],
    progress: Progress = silent,
) -> tuple[Artifact, ...]:
    """All files of the site, ``files`` those besides pages; raises ``SiteError`` where two claim
    one path or a link is broken.
    """
    progress(Step(Stage.EMIT))
    artifacts = (*rendered.files, *files())
    # First: two files of one path would seem to lead nowhere.
    if clashes := list(conflicts(artifacts)):
        raise OutputConflict(clashes)
    progress(Step(Stage.LINK_CHECK))
    base, library = base_path(site.view.base_url), site.library
    _refuse(broken_links(artifacts, base, place_finder(library), library.memo))
    return artifacts


def _seen_in_pages(
    request: Request,
    content: Content,
    problems: Sequence[Problem],
    cache: Cache,
    progress: Progress = silent,
) -> tuple[Problem, ...]:
    """What is known only of rendered pages, such as a link to an anchor that is not there.

    Where ``problems`` are known, the pages are made without what is faulty; a link that only leads
    to that is no news.
    """
    sound = mended(content, problems) if problems else content
    if sound is None:
        return ()
    try:
        progress(Step(Stage.COMPOSE))
        with spooling(content.size) as spool:
            site = composed(request, link(sound), spool())
            with emitted(request, site, spool) as files:
                ready = keyed(request, site, cache)
                keep = reading_links(spool(), site.library.memo)
                rendered = render(request, ready, cache, progress, keep)
                complete(site, rendered, files, progress)
            cache.prune(KEPT * len(site.pages))
    except SiteError as error:
        return tuple(one for one in error.problems if not problems or one.slug != "broken-link")
    except Exception:
        # What breaks on a value that stands in is no news beside what is known.
        if not problems:
            raise
    return ()


def _refuse(
    problems: Iterable[Problem], advice: tuple[Problem, ...] = (), *, strict: bool = False
) -> None:
    """Raises ``ContentInvalid`` where there is a problem; in ``strict``, advice is one too."""
    if found := [*problems, *(advice if strict else ())]:
        raise ContentInvalid(found)


def _reserved(content: Content, host: str) -> Iterator[Problem]:
    """Why a release is refused: links to it would lead nowhere."""
    if host:
        message = (
            f"«{host}» نشانی آزمایشی است و هیچ سایتی آن را ندارد؛ نشانی سایت را در base_url بنویسید"
            " یا با ‎--base-url بدهید"
        )
        yield content.problem(content.site_path, ("base_url",), "reserved-address", message)


def _samples(content: Content, library: Library) -> Iterator[Problem]:
    """Why a release is refused: the first samples by name, and how many more there are."""
    samples = library.samples()
    for record in samples[:SHOWN_SAMPLES]:
        message = (
            f"«{number_of(record)}» نمونه است و در نسخهٔ رسمی نمی‌آید؛ متن مصوب را بنویسید "
            "یا با ‎--allow-sample بسازید"
        )
        yield content.problem(record.path, ("provenance",), "sample-in-release", message)
    more = len(samples) - SHOWN_SAMPLES
    if more > 0:
        message = f"و {number(more)} رکورد نمونهٔ دیگر"
        yield Problem(Place(library.plan_path), "sample-in-release", message)
