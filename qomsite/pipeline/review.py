"""What is wrong with the templates and what could be better in the content, beside the build.

Neither is needed before the first page is rendered, the advice not before the last: they are found
in processes of their own, while this one goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple, TypeVar

from qomsite.checks.registry import advise
from qomsite.errors import Problem
from qomsite.model.content import Content
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.keys import sound_key
from qomsite.pipeline.rendering import (
    compiled_in,
    is_for_processes,
    template_problems,
)
from qomsite.pipeline.request import Request
from qomsite.pipeline.workers import begun
from qomsite.render.engine import compile_all

Made = TypeVar("Made")


class Review(NamedTuple):
    """What waits for the problems of the templates, and for the advice on the content."""

    of_templates: Callable[[], list[Problem]]
    advice: Callable[[], tuple[Problem, ...]]


@contextmanager
def reviewed(
    request: Request, content: Content, cache: Cache, unreadable: list[Problem]
) -> Iterator[Review]:
    """Begins the review. ``unreadable``: what alone is then told of the templates."""
    is_new = not unreadable and not cache.get_many([sound_key(request.templates)])
    is_beside = is_new and request.jobs > 1 and not request.drafts
    with ExitStack() as stack:

        def beside(work: Callable[[], Made], is_worth: bool) -> Callable[[], Made]:
            """Begins what may put into the cache, which knows of it from then on."""
            outcome = stack.enter_context(begun(lambda: (work(), cache.used()), is_worth=is_worth))

            def taken() -> Made:
                made, used = outcome()
                cache.note(used)
                return made

            return taken

        def of_templates() -> list[Problem]:
            problems = unreadable or template_problems(request, cache)
            if is_beside and not problems:
                compile_all(request.templates, compiled_in(cache))
            return problems

        yield Review(
            beside(of_templates, is_beside),
            beside(lambda: advise(content), is_for_processes(request, content.size)),
        )
