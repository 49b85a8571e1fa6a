"""The whole plan on one page («درختواره»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qomsite.library.library import Library
from qomsite.pages.frame import Frame, Link, home_link
from qomsite.pages.outline import Node, plan_outline
from qomsite.pages.page import Page
from qomsite.pages.permalink import permalink


@dataclass(frozen=True)
class TreeView:
    """The plan as a nested outline."""

    frame: Frame
    outline: tuple[Node, ...]


def pages(library: Library) -> Iterator[Page]:
    """The tree page."""
    frame = Frame(
        path=permalink("view", "tree"),
        title="درختوارهٔ برنامه",
        description="همهٔ هدف‌ها، راهبردها، سیاست‌های اجرایی و طرح‌ها در یک صفحه",
        lead="همهٔ هدف‌ها، راهبردها، سیاست‌های اجرایی و طرح‌ها در یک صفحه.",
        origin=library.plan_path,
        breadcrumb=(home_link(), Link("درختواره", "")),
        section="tree",
        samples=bool(library.samples()),
    )
    yield Page("tree", TreeView(frame, plan_outline(library)))
