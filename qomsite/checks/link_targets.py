"""Whether what a link points at exists."""

import re
from collections.abc import Collection as Collected
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qomsite.checks.entries import codes, drafts, existing, folder, shown_code
from qomsite.loader.load import MEDIA_FOLDER
from qomsite.model.collections import BY_KIND
from qomsite.model.content import Content
from qomsite.model.targets import FORMER_VIEWS, KINDS, VIEWS, Target, is_foreign, parse_target
from qomsite.text.characters import quoted
from qomsite.text.nearest import suggestion

_NOUNS = {
    **{kind: collection.singular for kind, collection in BY_KIND.items()},
    "owner": "واحد",
    "district": "منطقهٔ",
    "status": "وضعیت",
    "view": "صفحهٔ",
}
_FORMS = "project:12، page:about، view:tree، media/x.jpg یا https://…"
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


class LinkFault(NamedTuple):
    """What is wrong with a link."""

    slug: str
    message: str


@dataclass(frozen=True)
class Targets:
    """All that links can point at, by kind; a kind that could not be read is not among them.

    ``folder``: that of the media, as one would type it.
    """

    codes: Mapping[str, Collected[str]]
    drafts: Mapping[str, Collected[str]]
    media: Collected[str]
    folder: str

    def fault(
        self, link: str, *, is_image: bool = False, in_draft: bool = False
    ) -> LinkFault | None:
        """What is wrong with a link; ``None`` if nothing is."""
        if is_image and _ELSEWHERE.match(link):
            message = (
                f"تصویر {quoted(link)} از جای دیگری می‌آید؛ سایت چیزی از بیرون نمی‌آورد،"
                f" تصویر را در پوشهٔ {self.folder} بگذارید و مانند media/x.jpg بنویسید"
            )
            return LinkFault("foreign-image", message)
        if not is_image and (is_foreign(link) or link.startswith("#")):
            return None
        target = parse_target(link)
        if target and target.kind == "media":
            if target.code in self.media:
                return None
            name = quoted(f"media/{target.code}")
            hint = suggestion(target.code, self.media)
            message = f"پروندهٔ {name} یافت نشد؛ آن را در پوشهٔ {self.folder} بگذارید{hint}"
            if is_image:
                return LinkFault("missing-image", message)
            return LinkFault("broken-link", message)
        if target and not is_image:
            message = self._code_fault(link, target, in_draft=in_draft)
            return LinkFault("broken-link", message) if message else None
        options = [f"media/{name}" for name in self.media]
        message = f"تصویر {quoted(link)} شناخته نیست؛ به این شکل بنویسید: media/x.jpg"
        if not is_image:
            options += [f"{kind}:{code}" for kind, known in self.codes.items() for code in known]
            message = f"پیوند {quoted(link)} شناخته نیست؛ به یکی از این شکل‌ها بنویسید: {_FORMS}"
        return LinkFault("broken-link", message + suggestion(link, options))

    def _code_fault(self, link: str, target: Target, *, in_draft: bool) -> str:
        kind, code = target.kind, target.code
        if kind not in KINDS:
            return (
                f"پیوند {quoted(link)}: نوع {quoted(kind)} شناخته نیست؛ یکی از این‌ها:"
                f" {'، '.join(KINDS)}{suggestion(kind, KINDS)}"
            )
        options = self.codes.get(kind)
        if options is not None and code not in options:
            shown = shown_code(code)
            fault = f"پیوند {quoted(link)}: {_NOUNS[kind]} {quoted(shown)} وجود ندارد؛"
            if kind == "view" and code in FORMER_VIEWS:
                return f"{fault} جای آن {quoted(f'view:{FORMER_VIEWS[code]}')} آمده است"
            return f"{fault} {existing(options)}{suggestion(shown, map(shown_code, options))}"
        if code in self.drafts.get(kind, ()) and not in_draft:
            return (
                f"پیوند {quoted(link)}: {_NOUNS[kind]} {quoted(shown_code(code))} پیش‌نویس است و"
                " منتشر نمی‌شود؛ پیوند را بردارید یا کلید draft را از پروندهٔ آن بردارید"
            )
        return ""


def targets(content: Content) -> Targets:
    """All that links in ``content`` can point at."""
    known: dict[str, Collected[str]] = {
        kind: codes(content, collection) for kind, collection in BY_KIND.items()
    }
    known["view"] = VIEWS
    if content.plan:
        known["owner"] = [unit.key for unit in content.plan.departments]
        known["district"] = [district.code for district in content.plan.districts]
        known["status"] = [status.key for status in content.plan.statuses]
    hidden = {kind: drafts(content, collection) for kind, collection in BY_KIND.items()}
    return Targets(known, hidden, content.media, folder(content, MEDIA_FOLDER))
