"""What is wrong with the templates and what could be better in the content, beside the build.

Neither is needed before the first page is rendered, the advice not before the last: they are found
in processes of their own, while this one goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from qomsite.checks.registry import advise
from qomsite.errors import Problem
from qomsite.model.content import Content
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.keys import sound_key
from qomsite.pipeline.rendering import compiled_in, template_problems
from qomsite.pipeline.request import Request
from qomsite.pipeline.workers import begun, is_for_processes
from qomsite.render.engine import compile_all

Made = TypeVar("Made")


@contextmanager
def reviewed(
    request: Request, cache: Cache, unreadable: list[Problem]
) -> Iterator[Callable[[], list[Problem]]]:
    """Begins to look for problems of the templates, and to compile them; what is given waits for
    the problems. ``unreadable``: what alone is then told.
    """
    is_new = not unreadable and not cache.get_many([sound_key(request.templates)])
    is_worth = is_new and request.jobs > 1 and not request.drafts

    def of_templates() -> list[Problem]:
        problems = unreadable or template_problems(request, cache)
        if is_worth and not problems:
            compile_all(request.templates, compiled_in(cache))
        return problems

    with _beside(of_templates, cache, is_worth) as problems:
        yield problems


@contextmanager
def advised(
    request: Request, content: Content, cache: Cache
) -> Iterator[Callable[[], tuple[Problem, ...]]]:
    """Begins to look for what could be better in the content; what is given waits for that."""
    is_worth = is_for_processes(request, content.size)
    with _beside(lambda: advise(content), cache, is_worth) as advice:
        yield advice


@contextmanager
def _beside(work: Callable[[], Made], cache: Cache, is_worth: bool) -> Iterator[Callable[[], Made]]:
    """Begins what may put into the cache, which knows of it from then on."""
    with begun(lambda: (work(), cache.used()), is_worth=is_worth) as outcome:

        def taken() -> Made:
            made, used = outcome()
            cache.note(used)
            return made

        yield taken
