"""The whole plan to download: a file for each dataset and format, all in one, and what they are."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from qomsite.library.library import Library
from qomsite.memo import made_once
from qomsite.model.fields import Column
from qomsite.outputs.database import SQLITE, database
from qomsite.outputs.datasets import Dataset, datasets
from qomsite.outputs.figures import changes
from qomsite.outputs.formats import FORMATS, Head, head_of, zipped
from qomsite.outputs.site import Site
from qomsite.outputs.workbook import XLSX, plan_workbook
from qomsite.pages.open_data import Described, Download, OpenData
from qomsite.pages.permalink import OPEN_DATA, permalink
from qomsite.pages.questions import QUESTIONS
from qomsite.pages.site import sample_notice
from qomsite.render.artifact import Artifact

PACKAGE = "datapackage.json"
_FIELD_TYPES = {
    **{"integer": "integer", "money": "integer", "number": "number", "share": "number"},
    **{"day": "date", "flag": "boolean"},
}


def files(site: Site) -> Iterator[Artifact]:
    """The files of the folder of open data, where pages lead to them."""
    yield from site.open_data


@made_once
def open_data(library: Library, base_url: str) -> tuple[OpenData, tuple[Artifact, ...]]:
    """What is published, as the pages describe it, and the files themselves."""
    head = head_of(library, base_url)
    known = (*datasets(library, base_url), changes(library, base_url))
    every = [one for one in known if one.rows]
    made: dict[str, bytes] = {}
    described = []
    for dataset in every:
        downloads = []
        for form in FORMATS:
            name = f"{dataset.name}.{form.ending}"
            made[name] = form.write(dataset, head)
            downloads.append(_download(name, form.media_type, made[name]))
        described.append(
            Described(
                name=dataset.name,
                title=dataset.title,
                rows=len(dataset.rows),
                key=dataset.key,
                columns=dataset.columns,
                downloads=tuple(downloads),
            )
        )
    made[PACKAGE] = _package(library, head, every, made)
    packed = {name: made[name] for name in made if name.endswith(".csv") or name == PACKAGE}
    packed["README.txt"] = _readme(library, base_url).encode()
    packed["SHA256SUMS"] = _sums(packed)
    made["plan.zip"] = zipped(packed.items())
    views = [(one.view, one.sql) for one in QUESTIONS]
    made["plan.xlsx"] = plan_workbook(every, head)
    made["plan.sqlite"] = database(known, head, views)
    made["sha256sums.txt"] = _sums(made)
    whole = {
        "plan.xlsx": XLSX,
        "plan.sqlite": SQLITE,
        "plan.zip": "application/zip",
        PACKAGE: "application/json",
        "sha256sums.txt": "text/plain",
    }
    return (
        OpenData(
            base_url,
            tuple(_download(name, media_type, made[name]) for name, media_type in whole.items()),
            tuple(described),
        ),
        tuple(
            Artifact(f"{OPEN_DATA}/{name}", content, library.plan_path)
            for name, content in made.items()
        ),
    )


def _download(name: str, media_type: str, content: bytes) -> Download:
    digest = sha256(content).hexdigest()
    return Download(f"{OPEN_DATA}/{name}", media_type.partition(";")[0], len(content), digest)


def _sums(made: Mapping[str, bytes]) -> bytes:
    """The hash of each file, as ``sha256sum -c`` reads it."""
    return "".join(f"{sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(made)).encode()


def _package(
    library: Library, head: Head, every: Sequence[Dataset], made: Mapping[str, bytes]
) -> bytes:
    """The description of the CSV files as a Frictionless Data Package, version 1."""
    keys = {one.name: one.key for one in every}
    sources = [
        {"title": source.title, **({"path": source.address} if source.address else {})}
        for source in library.plan.sources.values()
    ]
    content = {
        "profile": "data-package",
        "name": "plan",
        "title": library.plan.name,
        "description": library.site.description,
        "homepage": f"{head['site']}{permalink('view', 'open-data')}",
        "version": head["as_of"],
        **{key: value for key, value in head.items() if key not in ("site", "plan")},
        "samples": len(library.samples()),
        "sources": sources,
        "resources": [_resource(one, keys, made[f"{one.name}.csv"]) for one in every],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _resource(
    dataset: Dataset, keys: Mapping[str, Sequence[str]], content: bytes
) -> dict[str, object]:
    columns, rows = dataset.columns, dataset.rows
    foreign = [
        {
            "fields": column.name,
            "reference": {
                "resource": "" if column.names == dataset.name else column.names,
                "fields": keys[column.names][0],
            },
        }
        for column in columns
        if column.names in keys and not column.several
    ]
    schema: dict[str, object] = {
        "fields": [_field(column, [row[at] for row in rows]) for at, column in enumerate(columns)],
        "missingValues": [""],
        **({"primaryKey": list(dataset.key)} if dataset.key else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }
    return {
        "profile": "tabular-data-resource",
        "name": dataset.name,
        "title": dataset.title,
        "path": f"{dataset.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column, cells: Sequence[object]) -> dict[str, object]:
    type_ = "string" if column.several else _FIELD_TYPES.get(column.type, "string")
    if type_ == "integer" and any(isinstance(cell, Decimal) for cell in cells):
        type_ = "number"
    said = {"unit": column.unit, "term": column.term, "example": column.example}
    return {
        "name": column.name,
        "title": column.title,
        "description": column.help,
        "type": type_,
        **{key: value for key, value in said.items() if value},
    }


def _readme(library: Library, base_url: str) -> str:
    site = library.site
    samples = f"\n{notice}\n" if (notice := sample_notice(library)) else ""
    licence = f"مجوز: {site.licence}\n" if site.licence else ""
    page = f"{base_url}{permalink('view', 'open-data')}"
    return f"""{library.plan.name}
{site.organisation}، داده‌ها تا {site.as_of.words}
{samples}
هر پروندهٔ CSV یک مجموعه‌داده است: UTF-8، ویرگول میان خانه‌ها، نام ستون‌ها در سطر نخست.
{PACKAGE} ستون‌ها را توضیح می‌دهد (Frictionless Data Package).
خانهٔ خالی یعنی «اعلام نشده»، نه صفر. متنی که به فرمول می‌ماند با ' آغاز می‌شود؛ آن را بردارید.
sha256sum -c SHA256SUMS درستی پرونده‌ها را می‌سنجد.

معنای ستون‌ها: {page}
ارجاع: {site.title}، داده‌ها تا {site.as_of.words}، {page}
{licence}"""
