"""The data of each page, beside it: of a record as JSON, of what is listed or counted as CSV."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from qomsite.library.library import Index, Library
from qomsite.model.collections import BY_KIND, BY_NAME
from qomsite.model.records import Entry
from qomsite.outputs.columns import Cell
from qomsite.outputs.datasets import CODE, KIND, MARKS, Dataset, datasets
from qomsite.outputs.figures import answer, changes, comparison, figures, origins, traces
from qomsite.outputs.formats import Head, csv_file, csv_line, head_of, json_document, rows_of
from qomsite.outputs.site import Site
from qomsite.pages.editions import spans
from qomsite.pages.frame import Page, RecordLink, kind_of, number_of
from qomsite.pages.permalink import permalink
from qomsite.pages.questions import QUESTIONS
from qomsite.pages.registry import FIGURES, RECORDS, listed
from qomsite.pages.report import goals_of, terms_of
from qomsite.pages.trace import VIEW as TRACE
from qomsite.render.artifact import Artifact


def files(site: Site) -> Iterator[Artifact]:
    """The file that each page says it has; the pages of one list have one together."""
    library, base_url, memo = site.library, site.view.base_url, site.library.memo
    head = head_of(library, base_url)
    whole = {one.name: one for one in datasets(library, base_url)}
    found: dict[str, list[Page]] = {}
    for page in site.pages:
        if page.view.frame.data:
            found.setdefault(page.view.frame.data, []).append(page)
    records = {permalink(kind_of(entry), entry.code): entry for entry in library.entries()}
    known = {name: _by_record(one) for name, one in whole.items() if "code" in one.names}
    some = partial(_some, whole["projects"], {row[0]: row for row in whole["projects"].rows})
    ready = _ready(library, base_url, some)
    for path, pages in found.items():
        page = pages[0]
        if page.type in RECORDS:
            content = _record(library, whole, known, records[page.path], head)
        else:
            make = ready.get(page.path)
            dataset = make() if make else _of_list(site, whole, some, pages)
            content = csv_file(dataset, head, lambda row: memo.once(csv_line, row))
        yield Artifact(path, content, page.view.frame.origin)


Rows = dict[tuple[Cell, Cell], list[tuple[Cell, ...]]]
"""The rows of a dataset by the kind and the code of the record that they are about."""


def _by_record(dataset: Dataset) -> Rows:
    kind = BY_NAME[dataset.name].kind if dataset.name in BY_NAME else None
    found: Rows = {}
    for row in dataset.rows:
        key = (kind, row[0]) if kind else (row[0], row[1])
        found.setdefault(key, []).append(row)
    return found


def _record(
    library: Library,
    whole: Mapping[str, Dataset],
    known: Mapping[str, Rows],
    entry: Entry,
    head: Head,
) -> bytes:
    """A record with all that it holds and the codes of what is linked to it."""
    kind = kind_of(entry)
    parts = {
        name: replace(whole[name], rows=tuple(rows))
        for name, by_record in known.items()
        if (rows := by_record.get((kind, entry.code)))
    }
    own = parts.pop(BY_KIND[kind].name)
    without = {KIND.name, CODE.name, *(column.name for column in MARKS)}
    content = {
        kind: rows_of(own)[0],
        **{
            name: [
                {key: cell for key, cell in row.items() if key not in without}
                for row in rows_of(part)
            ]
            for name, part in parts.items()
        },
        **{
            name: tuple(one.code for one in index[entry.code])
            for name, index in _linked_to(library, kind).items()
        },
    }
    title = f"{number_of(entry)}: {entry.title}" if number_of(entry) else entry.title
    path = permalink(kind, entry.code)
    return json_document(replace(own, name=kind, title=title, path=path), head, content)


def _linked_to(library: Library, kind: str) -> Mapping[str, Index[str, Any]]:
    """What names a record of a kind, or is under it."""
    every: dict[str, dict[str, Index[str, Any]]] = {
        "goal": {
            "strategies": library.strategies_of_goal,
            "policies": library.policies_of_goal,
            "projects": library.projects_of_goal,
        },
        "strategy": {"policies": library.policies_of_strategy},
        "policy": {
            "projects": library.projects_of_policy,
            "also_served_by": library.projects_also_serving,
        },
        "axis": {"policies": library.policies_of_axis, "projects": library.projects_of_axis},
        "measure": {"axes": library.axes_of_measure, "policies": library.policies_of_measure},
    }
    return every.get(kind, {})


Some = Callable[[Sequence[str]], Dataset]
"""What makes the dataset of some projects, by their codes."""


def _ready(library: Library, base_url: str, some: Some) -> dict[str, Callable[[], Dataset]]:
    """What makes the data of the pages that are known by their path."""
    reports = (*goals_of(library), *terms_of(library, "owner"))
    return {
        **{
            permalink("ask", one.slug): partial(answer, library, base_url, one) for one in QUESTIONS
        },
        **{one.report: partial(some, [p.code for p in one.projects]) for one in reports},
        **{one.link.path: partial(comparison, library, base_url, one) for one in spans(library)},
        permalink("view", TRACE): partial(traces, library, base_url),
        permalink("view", "sources"): partial(origins, library),
    }


def _of_list(
    site: Site, whole: Mapping[str, Dataset], some: Some, pages: Sequence[Page]
) -> Dataset:
    """What the pages of one list show, all of it."""
    page = pages[0]
    if page.type == "group":
        links = [one for each in pages for one in listed(each) if isinstance(one, RecordLink)]
        codes = [link.path.rpartition("/")[2].removesuffix(".html") for link in links]
        return some(codes)
    if page.type in FIGURES:
        return figures(site.library, page)
    if page.type in ("changes", "year_changes"):
        every = changes(site.library, site.view.base_url)
        year = page.path.rpartition("/")[2].removesuffix(".html")
        rows = (row for row in every.rows if page.type == "changes" or str(row[1])[:4] == year)
        return replace(every, rows=tuple(rows))
    return next(one for one in whole.values() if one.path == page.path)


def _some(
    projects: Dataset, every: Mapping[Cell, tuple[Cell, ...]], codes: Sequence[str]
) -> Dataset:
    """Some projects, each once, in the order of a page; ``every`` row is found by its code."""
    return replace(projects, rows=tuple(every[code] for code in dict.fromkeys(codes)))
