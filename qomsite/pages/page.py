"""``Page``: one page of the site, before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qomsite.pages.frame import Frame


class View(Protocol):
    """All that a page shows: a frozen dataclass with a frame. Same view, same bytes."""

    @property
    def frame(self) -> Frame:
        """The part that all views share."""
        ...


@dataclass(frozen=True)
class Page:
    """A page: its type names the template ``pages/<type>.html`` that its view is rendered with."""

    type: str
    view: View

    @property
    def path(self) -> str:
        """Where the page is published."""
        return self.view.frame.path
