"""The files of ``content/media``, published under their own names, so that links to them last."""

from collections.abc import Iterator

from qomsite.outputs.site import Site
from qomsite.pages.permalink import permalink
from qomsite.render.artifact import Artifact


def files(site: Site) -> Iterator[Artifact]:
    """Each media file, byte for byte."""
    for name, content in sorted(site.library.media.items()):
        path = permalink("media", name)
        yield Artifact(path, content, path)
