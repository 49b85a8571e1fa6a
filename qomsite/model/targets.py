"""What a link in content may point at: ``project:125``, ``view:tree``, ``media/x.pdf``, the web."""

import re
from dataclasses import dataclass

from qomsite.model.codes import as_code
from qomsite.model.collections import COLLECTIONS

ROOT_VIEWS = {
    "home": "خانه",
    "tree": "درختوارهٔ برنامه",
    "reckoning": "کارنامهٔ برنامه",
    "indicators": "شاخص‌های برنامه",
    "budgets": "اعتبارهای برنامه",
    "changes": "تغییرات برنامه",
    "editions": "نسخه‌های برنامه",
    "corrections": "تصحیح‌ها",
    "open-data": "داده‌های باز",
    "trace": "ردیابی برنامه",
    "sources": "منشأ داده‌ها",
    "search": "جست‌وجو",
    "sitemap": "نقشهٔ سایت",
}
"""The views that are files at the root of the site, each with its title."""

FORMER_VIEWS = {"dashboard": "reckoning"}
"""The name of each view that is gone, and of the one that took its place."""

LIST_VIEWS = {
    "owners": "واحدهای متولی",
    "districts": "منطقه‌های شهرداری",
    "statuses": "وضعیت طرح‌ها",
    "years": "طرح‌ها سال به سال",
    "due": "سررسید طرح‌ها",
    "ends": "پایان طرح‌ها",
    "reports": "زمان گزارش‌ها",
    "amounts": "اعتبار طرح‌ها",
    "ask": "پرسش از برنامه",
}
"""The lists of projects by what is said or asked of them, each with its title."""

VIEWS = (
    *ROOT_VIEWS,
    *LIST_VIEWS,
    *(one.name for one in COLLECTIONS if one.name not in ("pages", *ROOT_VIEWS)),
)
"""The pages that are made from the whole plan, by the name used in ``view:…``."""

VOCABULARIES = ("owner", "district", "status")
"""Kinds that ``plan.yaml`` lists and not a folder; their codes are the keys there."""

KINDS = (*(collection.kind for collection in COLLECTIONS), *VOCABULARIES, "view")

_REFERENCE = re.compile(r"([a-z]+):([^\s#/:?]+)(?:#(\S*))?")
_FOREIGN = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A parsed reference; ``kind`` is ``media`` for a file under ``media/``."""

    kind: str
    code: str
    fragment: str = ""


def is_foreign(text: str) -> bool:
    """Whether a link leaves the site: a web address, a mail address or a telephone number."""
    return bool(_FOREIGN.fullmatch(text))


def parse_target(text: str) -> Target | None:
    """``project:125#history`` or ``media/plan.pdf`` as a target; ``None`` for anything else.

    A code is read as the front matter reads it: digits of any kind, capital letters as small.
    The kind need not be known: the check of links says which kinds are.
    """
    if text.startswith("media/"):
        return Target("media", text.removeprefix("media/").partition("#")[0])
    match = _REFERENCE.fullmatch(text)
    if not match or match[1] in ("http", "https", "mailto", "tel", "javascript", "data"):
        return None
    return Target(match[1], as_code(match[2]), match[3] or "")
