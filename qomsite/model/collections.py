"""The collections of the content folder, in the order in which the plan is read."""

from dataclasses import dataclass

from qomsite.model import records
from qomsite.model.kinds import Prose, Text, Value
from qomsite.text.digits import persian_digits


@dataclass(frozen=True)
class Collection:
    """A folder of content: one file a record.

    ``name`` is the folder, ``kind`` the word in references such as ``project:125``;
    ``number`` is false where the code is a word and not a number of the plan.
    """

    name: str
    kind: str
    model: type[records.Entry]
    singular: str
    plural: str
    number: bool = True

    @property
    def declared(self) -> bool:
        """Whether ``plan.yaml`` declares how many there are."""
        return self.number

    def named(self, code: str) -> str:
        """How a record is cited: «طرح ۱۲۵»; empty for one whose code is a word."""
        return f"{self.singular} {persian_digits(code)}" if self.number else ""

    @property
    def joined(self) -> str:
        """The singular as it stands before a word that it is joined to: «طرح تازه», «صفحهٔ
        تازه».
        """
        return f"{self.singular}ٔ" if self.singular.endswith("ه") else self.singular


GOALS = Collection("goals", "goal", records.Goal, "هدف", "هدف‌ها")
STRATEGIES = Collection("strategies", "strategy", records.Strategy, "راهبرد", "راهبردها")
POLICIES = Collection("policies", "policy", records.Policy, "سیاست اجرایی", "سیاست‌های اجرایی")
PROJECTS = Collection("projects", "project", records.Project, "طرح", "طرح‌ها")
AXES = Collection("axes", "axis", records.Axis, "محور موضوعی", "محورهای موضوعی")
MEASURES = Collection("measures", "measure", records.Measure, "تدبیر", "تدبیرها")
NEWS = Collection("news", "news", records.Article, "خبر", "خبرها", number=False)
PAGES = Collection("pages", "page", records.Page, "صفحه", "صفحه‌ها", number=False)
CORRECTIONS = Collection(
    "corrections", "correction", records.Correction, "تصحیح", "تصحیح‌ها", number=False
)

COLLECTIONS = (GOALS, STRATEGIES, POLICIES, PROJECTS, AXES, MEASURES, NEWS, PAGES, CORRECTIONS)
PLAN_COLLECTIONS = tuple(collection for collection in COLLECTIONS if collection.declared)
BY_KIND = {collection.kind: collection for collection in COLLECTIONS}
BY_MODEL = {collection.model: collection for collection in COLLECTIONS}
BY_NAME = {collection.name: collection for collection in COLLECTIONS}


class Listing(Value):
    """The introduction of a collection's list page (``_index.md``)."""

    path: str
    body: str = ""
    body_line: int = 1
    title: Text
    summary: Prose | None = None
