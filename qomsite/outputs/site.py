"""What an output is made from."""

from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Page
from qomsite.pages.site import SiteView
from qomsite.render.artifact import Artifact
from qomsite.render.assets import Assets


@dataclass(frozen=True)
class Site:
    """The whole site before its last files are made; ``artifacts`` are those already made."""

    library: Library
    view: SiteView
    pages: tuple[Page, ...]
    assets: Assets
    artifacts: tuple[Artifact, ...] = ()
