"""Pages of the built site that tests take turns with: a new one costs six times a used one."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from playwright.sync_api import Browser, Page

from tests.browser.acting import MEDIA, THROTTLE, goto, open_page
from tests.browser.tour import DESKTOP
from tests.browser.watching import REPORT_CSP, watch

SET = ("media", *MEDIA)
"""What a test may set on a page by `emulate_media`."""


class NewPage(Protocol):
    """Opens a page; the keywords are those of Playwright's `browser.new_context`.

    A page to which a test gives what cannot be taken away again (a script at the start of each
    document, a permission, a session of the browser's protocol) is asked for as ``alone``.
    """

    def __call__(self, *, alone: bool = False, **options: Any) -> Page: ...


class Pool:
    """Lends pages, each to one test at a time; ``faults`` are what they show meanwhile.

    A fault is an error on the console, an uncaught exception, a violation of the content
    security policy, or a request to another origin than the server's.
    """

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser = browser
        self.server = server
        self.faults: list[str] = []
        self.idle: defaultdict[str, list[Page]] = defaultdict(list)

    @contextmanager
    def lending(self) -> Iterator[NewPage]:
        """Gives what opens pages for one test; at its end they are made as new, or closed."""
        lent: list[tuple[Page, dict[str, Any] | None]] = []
        self.faults.clear()

        def lend(*, alone: bool = False, **options: Any) -> Page:
            # A page that is slowed down takes as much of the machine while it is idle.
            alone = alone or THROTTLE > 1
            idle = None if alone else self.idle[_key(options)]
            page = idle.pop() if idle else self._opened(options)
            lent.append((page, None if alone else options))
            return page

        yield lend
        for page, options in lent:
            if options is None:
                page.context.close()
            else:
                _reset(page, options)
                self.idle[_key(options)].append(page)

    def _opened(self, options: dict[str, Any]) -> Page:
        page = open_page(self.browser, **{"locale": "fa-IR", "viewport": DESKTOP, **options})
        page.add_init_script(REPORT_CSP)
        watch(page, self.server, self.faults.append)
        return page


def _key(options: dict[str, Any]) -> str:
    return json.dumps(options, sort_keys=True)


def _reset(page: Page, options: dict[str, Any]) -> None:
    """Leaves what a page shows and undoes what a test may have set on it."""
    page.unroute_all(behavior="ignoreErrors")
    goto(page, "about:blank")
    media: dict[str, Any] = {name: options.get(name, "null") for name in SET}
    page.emulate_media(**media)
    page.set_viewport_size(options.get("viewport", DESKTOP))
