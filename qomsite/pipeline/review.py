"""What is wrong with the templates and what could be better in the content, beside the build.

Neither is needed before the first page is rendered. Where nothing is known of them, they are found
in a process of their own, while this one reads on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from qomsite.checks.registry import advise
from qomsite.errors import Problem
from qomsite.memo import Memo
from qomsite.model.content import Content
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.rendering import (
    own_digest,
    sound_key,
    template_problems,
)
from qomsite.pipeline.request import Request
from qomsite.pipeline.workers import begun


class Review(NamedTuple):
    """The problems of the templates, and the advice on the content."""

    of_templates: list[Problem]
    advice: tuple[Problem, ...]


@contextmanager
def reviewed(
    request: Request, content: Content, cache: Cache, unreadable: list[Problem]
) -> Iterator[Callable[[], Review]]:
    """Begins the review; what is given waits for it. ``unreadable``: what alone is then told of the
    templates.
    """
    # The preview looks at a text anew with each save: it needs what it knows in its own process.
    is_alone = request.jobs == 1 or request.drafts or bool(unreadable)
    key = "" if is_alone else sound_key(request.templates)
    if is_alone or cache.get_many([key]):
        yield lambda: Review(unreadable or template_problems(request, cache), advise(content))
        return
    with begun(lambda: _beside(request, content)) as outcome:

        def taken() -> Review:
            review, kept = outcome()
            cache.put_many(kept if review.of_templates else {**kept, key: b"fine"})
            return review

        yield taken


def _beside(request: Request, content: Content) -> tuple[Review, dict[str, bytes]]:
    """The review, and what is to be kept of it: the cache belongs to another process."""
    kept: dict[str, bytes] = {}

    def store(key: str, make: Callable[[], bytes]) -> bytes:
        if key not in kept:
            kept[key] = make()
        return kept[key]

    content = replace(content, memo=Memo(store=store, stamp=own_digest()))
    return Review(template_problems(request, Cache.open(None)), advise(content)), kept
