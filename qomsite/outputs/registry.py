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

Output = Callable[[Site], Iterator[Artifact]]

OUTPUTS: tuple[tuple[Output, ...], ...] = (
    (search.files, filter_data.files),
    (xml_files.files, calendar.files, media.files, page_files.files, plan_files.files),
)
"""In groups that take about as long: each can be made in a process of its own."""


def emit(
    site: Site, outputs: tuple[Output, ...], keep: Callable[[Artifact], Artifact]
) -> tuple[Artifact, ...]:
    """The files of some outputs, each given to ``keep`` as it is made."""
    return tuple(keep(artifact) for files in outputs for artifact in files(site))
