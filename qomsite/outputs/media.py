"""The files of ``content/media`` and ``content/editions``, published under their own names."""

from collections.abc import Iterator

from qomsite.outputs.site import Site
from qomsite.pages.permalink import edition_path, permalink
from qomsite.render.artifact import Artifact


def files(site: Site) -> Iterator[Artifact]:
    """Each file, byte for byte: links to a file last, and its hash is that of the original."""
    for name, content in sorted(site.library.media.items()):
        path = permalink("media", name)
        yield Artifact(path, content, path)
    for edition in site.library.editions:
        yield Artifact(edition_path(edition.code), edition.data, edition.path)
