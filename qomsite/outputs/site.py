"""What an output is made from."""

from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Page
from qomsite.pages.site import SiteView
from qomsite.render.assets import Assets


@dataclass(frozen=True)
class Site:
    """The whole site before the files besides its pages are made."""

    library: Library
    view: SiteView
    pages: tuple[Page, ...]
    assets: Assets
