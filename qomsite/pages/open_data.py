"""The open data: what can be downloaded, and a page that explains the columns of each dataset."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qomsite.library.library import Library
from qomsite.model.fields import Column
from qomsite.pages.frame import Frame, Link, Page, home_link, view_frame, view_link
from qomsite.pages.permalink import permalink
from qomsite.pages.site import sample_notice
from qomsite.text.digits import number

VIEW = "open-data"
KIND = "dataset"
"""The kind of the page of a dataset; its code is the dataset's name."""

_TYPES = {
    "text": "متن",
    "code": "کلید",
    "address": "نشانی وب",
    "day": "روز میلادی (ISO-8601)",
    "integer": "عدد صحیح",
    "number": "عدد",
    "money": "عدد",
    "share": "عدد",
    "flag": "true یا false",
}


@dataclass(frozen=True)
class Download:
    """A file of data, its media type, its bytes and their hash."""

    path: str
    media_type: str
    size: int
    sha256: str

    @property
    def size_words(self) -> str:
        """The size for readers."""
        if self.size >= 10**6:
            return f"{number(Decimal(self.size) / 10**6, places=1)} مگابایت"
        return f"{number(max(round(self.size / 1000), 1))} کیلوبایت"

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def format(self) -> str:
        """The ending of its name in capitals."""
        return self.path.rpartition(".")[2].upper()


@dataclass(frozen=True)
class Described:
    """A dataset: how many rows, what stands in its columns, the files that hold it."""

    name: str
    title: str
    rows: int
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class OpenData:
    """What is published: the files of the whole plan, and the datasets, at ``base_url``."""

    base_url: str
    whole: tuple[Download, ...] = ()
    datasets: tuple[Described, ...] = ()


@dataclass(frozen=True)
class OpenDataView:
    """All downloads; ``schema`` says the same to machines (schema.org).

    ``datasets``: the way to the page of each, how many rows and columns it has, its files.

    ``editions`` leads to the list of editions; ``edition`` is the SHA-256 of the last one.
    """

    frame: Frame
    editions: Link
    edition: str
    whole: tuple[Download, ...]
    datasets: tuple[tuple[Link, int, int, tuple[Download, ...]], ...]
    schema: Mapping[str, object]


@dataclass(frozen=True)
class DatasetView:
    """The dictionary of a dataset.

    ``fields``: each column, its type for readers, the way to the dataset whose keys stand in it.
    """

    frame: Frame
    rows: int
    key: str
    downloads: tuple[Download, ...]
    fields: tuple[tuple[Column, str, Link | None], ...]
    schema: Mapping[str, object]


def pages(library: Library, data: OpenData | None = None) -> Iterator[Page]:
    """What can be downloaded, and a page for each dataset. ``data``: what the files are; without
    it none is described.
    """
    data = data or OpenData(library.site.base_url)
    says = "همهٔ داده‌های برنامه برای رایانه: هر مجموعه با قالب‌ها، حجم و معنای ستون‌هایش"
    frame = view_frame(library, view_link(VIEW), says, VIEW)
    rows = tuple((_way(one), one.rows, len(one.columns), one.downloads) for one in data.datasets)
    schema = _schema(library, data, library.plan.name, frame, data.whole)
    edition = next((one.sha256 for one in reversed(library.editions)), "")
    editions = view_link("editions")
    yield Page("open_data", OpenDataView(frame, editions, edition, data.whole, rows, schema))
    ways = {one.name: _way(one) for one in data.datasets}
    for one in data.datasets:
        way = ways[one.name]
        own = Frame(
            path=way.path,
            title=f"داده‌ها: {one.title}",
            description=f"ستون‌های مجموعه‌دادهٔ «{one.title}»، معنا، نوع و نمونهٔ هر یک",
            origin=library.plan_path,
            breadcrumb=(home_link(), view_link(VIEW), Link(one.title, "")),
            section=VIEW,
            samples=frame.samples,
        )
        view = DatasetView(
            frame=own,
            rows=one.rows,
            key=" + ".join(one.key),
            downloads=one.downloads,
            fields=tuple((column, _type(column), ways.get(column.names)) for column in one.columns),
            schema=_schema(library, data, one.title, own, one.downloads),
        )
        yield Page("dataset", view)


def _way(one: Described) -> Link:
    return Link(one.title, permalink(KIND, one.name))


def _type(column: Column) -> str:
    unit = f"، به {column.unit}" if column.unit else ""
    return f"چند {_TYPES[column.type]}" if column.several else f"{_TYPES[column.type]}{unit}"


def _schema(
    library: Library, data: OpenData, name: str, frame: Frame, downloads: tuple[Download, ...]
) -> Mapping[str, object]:
    """A dataset and its files (schema.org); a licence only where one is declared."""
    site, notice = library.site, sample_notice(library)
    licence = {"license": site.licence} if site.licence else {}
    return {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": name,
        "description": f"{notice} {frame.description}.".strip(),
        "url": f"{data.base_url}{frame.path}",
        "inLanguage": "fa",
        "dateModified": site.as_of.iso,
        "creator": {"@type": "Organization", "name": site.organisation},
        **licence,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{data.base_url}{one.path}",
                "encodingFormat": one.media_type,
                "contentSize": f"{one.size} B",
                "sha256": one.sha256,
            }
            for one in downloads
        ],
    }
