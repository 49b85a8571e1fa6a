"""What a build costs beside those of others: ``python -m tests.benchmarks.build --tools FOLDER``.

``FOLDER`` is the ``bin`` of an environment with hugo, mkdocs and pelican. They get the same texts
and bare templates; ours makes all outputs and runs all checks. The rounds are interleaved, so that
what else the machine does, it does to all; the ratios say more than the seconds.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.corpus import ROOT, Text, corpus, ours, write

CASES = ("cold", "unchanged", "body edit", "title edit")


class Cost(NamedTuple):
    """What a run took: seconds, seconds of the processor, MB of its largest process."""

    wall: float
    processor: float
    memory: float


class Tool(NamedTuple):
    """How a generator is called and what it makes; path and form of a record; its other files."""

    options: str
    made: tuple[str, ...]
    path: str
    form: str
    files: dict[str, str]


def _page(title: str, summary: str, body: str) -> str:
    menu = "".join(f'<li><a href="/{at}/">بخش {at} از فهرست نمونه</a></li>' for at in range(9))
    return (
        f'<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{title}'
        f'</title><meta name="description" content="{summary}"></head><body><header><ul>{menu}</ul>'
        f"</header><main><h1>{title}</h1><p>{summary}</p>{body}</main></body></html>\n"
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
TOOLS = {
    "qomsite": Tool("build", ("public", ".cache"), "content/{path}", "{ours}", {}),
    "hugo": Tool("--quiet", ("public", "resources"), "content/{path}", _FRONT, _HUGO),
    "mkdocs": Tool("build --quiet", ("site",), "docs/{path}", _FRONT, _MKDOCS),
    "pelican": Tool("-s pelicanconf.py -q", ("output",), "content/{slug}.md", _META, _PELICAN),
}
"""The generators, ours first. The others have a page for each record, and one list or a few."""


def put(folder: Path, tool: Tool, text: Text) -> None:
    """Writes a record as the generator in the folder reads it."""
    slug = text.path.removesuffix(".md").replace("/", "-")
    values = {**text._asdict(), "ours": ours(text), "slug": slug}
    path = folder / tool.path.format_map(values)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tool.form.format_map(values), "utf-8")


def prepare(folder: Path, name: str, records: int) -> None:
    """Makes the folder of a generator, with all that it builds from.

    Ours is a copy, so that it has a cache of its own, with the environment of the repository.
    """
    folder.mkdir()
    for path, text in TOOLS[name].files.items():
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
            put(folder, TOOLS[name], one)


def run(folder: Path, command: list[str]) -> Cost:
    """One build, with the processes that it started. Python may keep what it compiles, as usual."""
    surroundings = {**os.environ}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: {process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure(
    work: Path, commands: dict[str, list[str]], text: Text, rounds: int
) -> dict[tuple[str, str], Cost]:
    """The median by case and tool; an edit adds a sentence to the body or a word to the title."""
    costs: dict[tuple[str, str], list[Cost]] = {}
    for turn in range(rounds):
        for case in CASES:
            if case == "body edit":
                text = text._replace(body=f"{text.body}\nجملهٔ تازهٔ {turn} به متن افزوده شد.\n")
            elif case == "title edit":
                text = text._replace(title=f"{text.title} {turn}")
            for name, command in commands.items():
                for made in TOOLS[name].made if case == "cold" else ():
                    shutil.rmtree(work / name / made, ignore_errors=True)
                if case.endswith("edit"):
                    put(work / name, TOOLS[name], text)
                costs.setdefault((case, name), []).append(run(work / name, command))
    return {key: Cost(*map(median, zip(*found, strict=True))) for key, found in costs.items()}


def main() -> None:
    """Prints the table."""
    parser = ArgumentParser()
    parser.add_argument("--records", type=int, default=388)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=Path(os.devnull))
    options = parser.parse_args()
    commands = {"qomsite": [str(Path(sys.base_prefix, "bin", "python3")), "build.py", "build"]}
    for name, tool in list(TOOLS.items())[1:]:
        if program := shutil.which(name, path=options.tools.absolute()):
            commands[name] = [program, *tool.options.split()]
        else:
            print(f"{name}: not in the folder of --tools, left out")
    with tempfile.TemporaryDirectory() as work:
        for name in commands:
            prepare(Path(work, name), name, options.records)
        *_, last = corpus(options.records)
        medians = measure(Path(work), commands, last, options.rounds)
    print(f"{options.records} records, medians of {options.rounds}; MB of the largest process")
    print(f"{'':20}{'wall s':>9}{'cpu s':>9}{'MB':>7}{'× hugo':>9}{'× mkdocs':>9}")
    for (case, name), cost in medians.items():
        bases = (medians.get((case, other)) for other in ("hugo", "mkdocs"))
        ratios = "".join(
            f"{cost.wall / base.wall if base else float('nan'):9.2f}" for base in bases
        )
        print(f"{case:11}{name:9}{cost.wall:9.2f}{cost.processor:9.2f}{cost.memory:7.0f}{ratios}")


if __name__ == "__main__":
    main()
