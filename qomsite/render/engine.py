"""The template engine: a page and the site's shared view into an artifact."""

import re
import traceback
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import ClassVar, Protocol

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from qomsite.errors import Place, Problem, TemplateFailed
from qomsite.memo import Memo
from qomsite.pages.frame import Page, all_samples
from qomsite.pages.site import SiteView, breadcrumb_list, citation, news_article, report
from qomsite.render import charts
from qomsite.render.addresses import href, settle, way_to_root
from qomsite.render.artifact import Artifact
from qomsite.render.assets import Assets
from qomsite.render.direction import with_direction
from qomsite.render.line_chart import line_chart, spark
from qomsite.render.markdown import to_html
from qomsite.render.raw_text import css_string, json_text, with_policy
from qomsite.render.star import CORE, outline, star
from qomsite.render.styles import Sheet
from qomsite.render.template_files import PREVIEW, site_templates
from qomsite.text.digits import number, persian_digits
from qomsite.text.direction import isolated


class Store(Protocol):
    """What keeps bytes by their keys, longer than this process."""

    def get_many(self, keys: Collection[str], /) -> Mapping[str, bytes]: ...

    def put_many(self, values: Mapping[str, bytes], /) -> None: ...


class Compiled(BytecodeCache):
    """What templates were compiled to, by their source: in this process, and in a store if any.

    Jinja makes the key of a bucket of the template's name and place, and its checksum of its text;
    ``stamp`` names all else that it depends on.
    """

    _known: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def __init__(self, store: Store | None = None, stamp: str = "") -> None:
        self._store, self._stamp = store, stamp

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None and self._store:
            key = self._key(bucket)
            if kept := self._store.get_many([key]):
                bucket.bytecode_from_string(kept[key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self._known) > MOST_COMPILED:
            self._known.clear()
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code
            if self._store:
                self._store.put_many({self._key(bucket): bucket.bytecode_to_string()})

    def _key(self, bucket: Bucket) -> str:
        return f"compiled:{self._stamp}:{bucket.key}:{bucket.checksum}"


_BREAK_IN_TEXT = re.compile(r"(?<=[^<>\s])\s*\n\s*(?=[^<>\s])")
_BREAK = re.compile(r"\s*\n\s*")


class _LineBreaks(Extension):
    """Keeps a template's line breaks and indentation out of the page.

    A break within a text, or between two attributes, is one space; beside a tag, an expression or
    a statement it is nothing, and a space that is meant there is written ``{{ " " }}``.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type != "data":
                yield token
            elif text := _BREAK.sub("", _BREAK_IN_TEXT.sub(" ", token.value)):
                yield Token(token.lineno, token.type, text)


MOST_COMPILED = 500


def environment(folder: Path, compiled: Compiled | None = None) -> Environment:
    """The template environment: strict about names, escaping everything, knowing no clock."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[_LineBreaks],
        auto_reload=False,
        bytecode_cache=compiled or Compiled(),
    )
    env.filters.update(FILTERS)
    env.globals.update(GLOBALS)
    return env


def compile_all(folder: Path, compiled: Compiled) -> None:
    """Compiles the templates of the site, so that no process that is forked after it has to."""
    env = environment(folder, compiled)
    for path in site_templates(folder):
        with suppress(TemplateError):  # it is told of the pages that need it
            env.get_template(path.relative_to(folder).as_posix())


_FILTERS = (all_samples, css_string, href, isolated, json_text, number)
FILTERS = {one.__name__: one for one in _FILTERS} | {"markdown": to_html, "persian": persian_digits}
_GLOBALS = (breadcrumb_list, news_article, star, citation, line_chart, spark, report)
GLOBALS = {
    **{one.__name__: one for one in _GLOBALS},
    **{"star_core": CORE, "star_outline": outline, "charts": charts},
}


_STAR = "macros/star.html"
_SYMBOLS = "<!--symbols-->"
"""Where the layout has the drawings that a page uses by their ids."""
# Content has links, and quotes in its text, but no such element.
_GLYPH = re.compile(r'<use href="#goal-([0-9]+)"')


class Renderer:
    """Renders pages with the templates of one folder."""

    def __init__(
        self, folder: Path, site: SiteView, assets: Assets, compiled: Compiled | None = None
    ) -> None:
        self._folder = folder
        self._env = environment(folder, compiled)
        self._site = site
        self._assets = assets
        self._memo = Memo()
        self._rim, self._points = outline(len(site.goals)), star(len(site.goals))
        self._sheets = {
            assets.css: Sheet(assets.css, assets.conditional),
            assets.conditional: Sheet(assets.conditional),
        }

    def render(self, page: Page) -> Artifact:
        """The finished page; raises a ``SiteError`` for what a person can fix."""
        frame = page.view.frame
        try:
            template = self._env.get_template(f"pages/{page.type}.html")
            text = template.render(page=page.view, site=self._site, assets=self._assets)
            text = text.replace(_SYMBOLS, self._symbols(text), 1)
        except TemplateError as error:
            raise TemplateFailed([template_problem(self._folder, error, frame.origin)]) from error
        text = str(with_direction(text, self._memo))
        for css, sheet in self._sheets.items():
            before, found, after = text.partition(css)
            if found:
                text = f"{before}{sheet.used(before + after)}{after}"
        settled = settle(text, way_to_root(page.path, self._site.base_url))
        return Artifact(page.path, with_policy(settled).encode(), frame.origin)

    def _symbols(self, text: str) -> str:
        """The symbols of the glyphs that a page has; raises ``TemplateError``."""
        goals = sorted({*map(int, _GLYPH.findall(text))})
        macro = getattr(self._env.get_template(_STAR).module, "symbols", None)
        if macro is None:
            raise TemplateSyntaxError("ماکروی symbols در آن نیست", 1, _STAR)
        try:
            return str(macro(self._rim, self._points, goals))
        except TemplateError:
            self._env.handle_exception()  # its traceback gets the lines of the template


def template_problem(folder: Path, error: TemplateError, origin: str = "") -> Problem:
    """A template's error as a problem at its line, naming the content file it failed for."""
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or "", error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        inside = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
        name = str(Path(inside[-1].filename).relative_to(folder)) if inside else ""
        line = (inside[-1].lineno or 1) if inside else 1
    about = f" (هنگام ساختن صفحهٔ {origin})" if origin else ""
    message = f"قالب درست نیست: {error.message}{about}"
    return Problem(Place(f"{folder.name}/{name}", line, 1), "template-error", message)


class PreviewPages:
    """The pages that the preview makes of its own templates."""

    def __init__(self, templates: Path) -> None:
        self._env = environment(templates)
        self._env.auto_reload = True  # who works on these templates sees the change at once

    def rendered(self, name: str, **values: object) -> str:
        """``preview/<name>.html`` with the values that it shows; links lead from ``/``."""
        template = self._env.get_template(f"{PREVIEW}/{name}.html")
        return settle(with_direction(template.render(values)), "/")
