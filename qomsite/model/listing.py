"""The introduction of a collection's list page as a value."""

from __future__ import annotations

from qomsite.model.kinds import Prose, Text, Value, field


class Listing(Value):
    """The introduction of a collection's list page (``_index.md``)."""

    path: str = field("پرونده", "نشانی پرونده در content")
    body: str = field("متن", "متن به زبان مارک‌داون", default="")
    body_line: int = field("سطر متن", "سطری که متن از آن آغاز می‌شود", default=1)
    title: Text = field("عنوان", "عنوان صفحهٔ فهرست", example="طرح‌های برنامه", term="dcterms:title")
    summary: Prose | None = field(
        "خلاصه",
        "یک جملهٔ ساده که همه بفهمند",
        example="همهٔ طرح‌ها با شماره و وضعیت.",
        term="dcterms:abstract",
        default=None,
    )
