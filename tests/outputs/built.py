"""The tiny site with some news, rendered: what its outputs are made of."""

from collections.abc import Mapping
from pathlib import Path

from qomsite.library.library import Library
from qomsite.pages.frame import Page
from qomsite.pipeline.build import complete, emitted
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.keys import keyed
from qomsite.pipeline.rendering import composed, render
from qomsite.pipeline.request import Request, silent
from qomsite.pipeline.spool import in_memory
from tests.library.plans import library_of

ROOT = Path(__file__).resolve().parents[2]
SUB = "https://plan.example/sub/"
"""A title that wants out of the string of a style sheet."""
NEWS = {
    "news/undated.md": "---\ntitle: بی‌تاریخ & <b>\n---\n",
    "news/out.md": '---\ntitle: "x\\"}}*{color:red}\\\\</style>&"\n---\n',
    "news/new.md": "---\ntitle: نو\nsummary: تلفن ۰۲۵-۳۷\ndate: 1404-12-29\n---\n",
}


class Built:
    """The tiny site, rendered."""

    def __init__(
        self,
        folder: Path,
        base_url: str | None = None,
        root: Path = ROOT,
        files: Mapping[str, str] = NEWS,
        *,
        drafts: bool = False,
    ) -> None:
        self.library: Library = library_of(folder, {**NEWS, **files})
        output = folder / "public"
        request = Request(root, folder / "content", output, base_url=base_url, drafts=drafts)
        cache = Cache.open(None)
        site = composed(request, self.library, in_memory())
        rendered = render(request, keyed(request, site, cache), cache, silent, in_memory())
        with emitted(request, site) as others:
            artifacts = complete(site, rendered, others)
        self.pages: tuple[Page, ...] = rendered.pages
        self.files = {artifact.path: artifact.content for artifact in artifacts}
