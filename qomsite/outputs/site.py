"""What an output is made from."""

from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Page
from qomsite.pages.site import SiteView
from qomsite.render.artifact import Artifact


@dataclass(frozen=True)
class Site:
    """The whole site before any of its files is made but those of ``open_data``, whose sizes
    stand in pages.
    """

    library: Library
    view: SiteView
    pages: tuple[Page, ...]
    open_data: tuple[Artifact, ...] = ()
