"""Pages beside each other, each in a frame of one document: most of what a navigation costs is the
work around the page, which is then done once for a few of them.

What a page draws, asks for and says in a frame of a size is what it would in a window of that size.
Only its icon is not asked for, and the keys go to one frame at a time.
"""

from collections.abc import Iterator, Mapping, Sequence

from playwright.sync_api import Frame, Page, ViewportSize

from tests.browser.acting import BOUND, goto

AT_ONCE = 5
"""Chromium holds six connections to a host: with one for each font that is held back, another is
left for the rest."""

HOST = """<!doctype html><title>frames</title><link rel=icon href=data:,>
<body style="margin: 0; clip-path: inset(0 99% 99% 0)">"""
"""Nothing is asked of what the frames look like in pixels, so next to none are drawn: the layout is
the same, at a seventh less of the processor."""

OPEN = """([addresses, {width, height}, isReadEnough, bound]) => new Promise((go, fail) => {
    setTimeout(fail, bound, new Error(`not all of these came: ${addresses.join(" ")}`));
    let left = addresses.length;
    const come = () => { left -= 1; if (!left) go(); };
    window.frameIsRead = isReadEnough ? come : () => {};
    window.views = addresses.map(address => {
        const view = document.createElement("iframe");
        view.style = `border: 0; width: ${width}px; height: ${height}px`;
        if (!isReadEnough) view.onload = come;
        view.src = address;
        return view;
    });
    window.eachFrame = look => views.map(view => look(view.contentWindow));
    document.body.replaceChildren(...views);
})"""
"""Opens pages in frames, in the place of those before, and waits until all have come. Until then no
frame is touched: its empty first document would be given the scripts of a new document."""
NOTE_READ = """if (parent !== window)
    addEventListener("DOMContentLoaded", () => parent.frameIsRead());"""
"""The script of a page in which frames have come when they are read, not when they have loaded."""

SET_WIDTH = "width => { for (const view of views) view.style.width = `${width}px`; }"


def open_host(page: Page, server: str) -> None:
    """Opens the document that holds the frames."""
    page.route(server, lambda route: route.fulfill(body=HOST, content_type="text/html"))
    goto(page, server)
    page.unroute(server)


def open_frames(
    page: Page, addresses: Sequence[str], size: ViewportSize, *, is_read_enough: bool = False
) -> None:
    """Opens a few pages in frames of a size and waits until they have loaded, or are read: then
    the page needs the script :data:`NOTE_READ`.
    """
    page.evaluate(OPEN, [addresses, size, is_read_enough, BOUND])


def batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """The paths in parts that are opened together."""
    for start in range(0, len(paths), AT_ONCE):
        yield paths[start : start + AT_ONCE]


def beside(
    page: Page, server: str, paths: Sequence[str], size: ViewportSize
) -> Iterator[Mapping[str, Frame]]:
    """Opens the pages of a server, some at a time; gives the frames of those that are open."""
    open_host(page, server)
    for part in batches(paths):
        open_frames(page, [server + path for path in part], size)
        at = {frame.url: frame for frame in page.frames}
        yield {path: at[server + path] for path in part}
