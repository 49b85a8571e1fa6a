"""The outputs. To add one: a module with ``files(site)`` and its name here."""

from collections.abc import Callable, Iterator

from qomsite.outputs import (
    calendar,
    filter_data,
    media,
    page_files,
    plan_files,
    search,
    xml_files,
)
from qomsite.outputs.site import Site
from qomsite.render.artifact import Artifact

OUTPUTS: tuple[Callable[[Site], Iterator[Artifact]], ...] = (
    xml_files.files,
    calendar.files,
    media.files,
    page_files.files,
    plan_files.files,
    search.files,
    filter_data.files,
)


def emit(site: Site) -> tuple[Artifact, ...]:
    return tuple(artifact for files in OUTPUTS for artifact in files(site))
