"""The generators that are measured: how each is called, and the texts in the form that it reads."""

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.corpus import ROOT, Text, corpus, ours, write


class Generator(NamedTuple):
    """How a generator is called and what it makes; its other files.

    ``build`` and ``serve`` are its options; ``path`` and ``form`` those of a record, ``address``
    that of its page. The ``template`` makes all pages of records.
    """

    build: str
    serve: str
    made: tuple[str, ...]
    path: str
    form: str
    address: str
    template: str
    files: dict[str, str]


def _page(title: str, summary: str, body: str) -> str:
    menu = "".join(f'<li><a href="/{at}/">بخش {at} از فهرست نمونه</a></li>' for at in range(9))
    return (
        f'<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{title}'
        f'</title><meta name="description" content="{summary}"></head><body><header><ul>{menu}</ul>'
        f"</header><main><h1>{title}</h1><p>{summary}</p>{body}\n</main></body></html>\n"
    )


_FRONT = '---\ntitle: "{title}"\nsummary: "{summary}"\n---\n{body}'
_HUGO_LIST = '{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}'
_HUGO = {
    "hugo.toml": 'disableKinds = ["taxonomy", "term", "RSS"]\n',
    "layouts/page.html": _page("{{ .Title }}", "{{ .Params.summary }}", "{{ .Content }}"),
    "layouts/list.html": _page("{{ .Title }}", "", _HUGO_LIST),
}
_MKDOCS = {
    "mkdocs.yml": "site_name: نمونه\nplugins: []\nmarkdown_extensions: [tables]\n"
    "theme: {name: null, custom_dir: theme}\n",
    "docs/index.md": "# نمونه\n",
    "theme/main.html": _page("{{ page.title }}", "{{ page.meta.summary }}", "{{ page.content }}"),
}
_META = "Title: {title}\nDate: 2026-01-01\nSlug: {slug}\nSummary: {summary}\n\n{body}"
_PELICAN = {
    "pelicanconf.py": """\
PATH, THEME, TIMEZONE, DIRECT_TEMPLATES = "content", "theme", "UTC", ["index"]
THEME_STATIC_PATHS = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
MARKDOWN = {"extensions": ["meta", "tables"], "output_format": "html5"}
""",
    "theme/templates/index.html": _page(
        "نمونه",
        "",
        "{% for one in articles %}<li><a href='{{ one.url }}'>{{ one.title }}{% endfor %}",
    ),
    "theme/templates/article.html": _page("{{ article.title }}", "", "{{ article.content }}"),
}
GENERATORS = {
    "qomsite": Generator(
        "build.py build",
        "build.py serve --port {port}",
        ("public", ".cache"),
        "content/{name}.md",
        "{ours}",
        "/{name}.html",
        "templates/layouts/site.html",
        {},
    ),
    "hugo": Generator(
        "--quiet",
        "server --port {port}",
        ("public", "resources"),
        "content/{name}.md",
        _FRONT,
        "/{name}/",
        "layouts/page.html",
        _HUGO,
    ),
    "mkdocs": Generator(
        "build --quiet",
        "serve --quiet --livereload --watch-theme --dev-addr 127.0.0.1:{port}",
        ("site",),
        "docs/{name}.md",
        _FRONT,
        "/{name}/",
        "theme/main.html",
        _MKDOCS,
    ),
    "pelican": Generator(
        "-s pelicanconf.py -q",
        "-s pelicanconf.py -q --listen --autoreload --port {port}",
        ("output",),
        "content/{slug}.md",
        _META,
        "/{slug}.html",
        "theme/templates/article.html",
        _PELICAN,
    ),
}
"""The generators, ours first. The others have a page for each record, and one list or a few."""


def programs(tools: Path) -> dict[str, list[str]]:
    """How each generator that there is begins its command line: the others' lie in a folder."""
    found = {"qomsite": [str(Path(sys.base_prefix, "bin", "python3"))]}
    for name in list(GENERATORS)[1:]:
        if program := shutil.which(name, path=tools.absolute()):
            found[name] = [program]
        else:
            print(f"{name}: not in the folder of --tools, left out")
    return found


def names(text: Text) -> dict[str, str]:
    """What the paths and forms of the generators are filled with."""
    name = text.path.removesuffix(".md")
    values = {key: value for key, value in text._asdict().items() if isinstance(value, str)}
    return {**values, "ours": ours(text), "name": name, "slug": name.replace("/", "-")}


def put(folder: Path, generator: Generator, text: Text) -> None:
    """Writes a record as the generator in the folder reads it."""
    values = names(text)
    path = folder / generator.path.format_map(values)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(generator.form.format_map(values), "utf-8")


def edit_template(folder: Path, generator: Generator, sentence: str) -> None:
    """Adds a sentence to all pages of records."""
    path = folder / generator.template
    before, after = path.read_text("utf-8").split("\n</main>")
    path.write_text(f"{before}\n<p>{sentence}</p>\n</main>{after}", "utf-8")


def prepare(folder: Path, name: str, records: int) -> None:
    """Makes the folder of a generator, with all that it builds from.

    Ours is a copy, so that it has a cache of its own, with the environment of the repository.
    """
    folder.mkdir()
    for path, text in GENERATORS[name].files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    if name == "qomsite":
        for part in ("qomsite", "templates", "assets"):
            shutil.copytree(ROOT / part, folder / part)
        for part in ("build.py", "pyproject.toml", "requirements.lock"):
            shutil.copy2(ROOT / part, folder)
        (folder / ".venv").symlink_to(ROOT / ".venv")
        write(folder / "content", records)
    else:
        for one in corpus(records):
            put(folder, GENERATORS[name], one)
