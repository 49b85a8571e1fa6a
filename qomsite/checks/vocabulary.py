"""The words that ``plan.yaml`` allows: departments, districts, statuses."""

from collections.abc import Callable, Iterator

from qomsite.checks.entries import all_records, existing, shown_code
from qomsite.errors import Keys, Place, Problem
from qomsite.model.collections import PROJECTS
from qomsite.model.content import Content
from qomsite.model.records import Project
from qomsite.text.characters import quoted
from qomsite.text.digits import persian_digits
from qomsite.text.folding import fold
from qomsite.text.nearest import suggestion

_UNIQUE: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("departments", "key", str.casefold),
    ("departments", "title", fold),
    ("statuses", "key", str.casefold),
    ("statuses", "title", fold),
    ("districts", "code", str.casefold),
    ("districts", "title", fold),
)


def unknown_owner(content: Content) -> Iterator[Problem]:
    """An owner or partner is a department of ``plan.yaml``, by title or key, however spelt."""
    if content.plan is None:
        return
    departments = content.plan.departments
    options = [name for unit in departments for name in (unit.title, unit.key)]
    known = set(map(fold, options))
    for record in all_records(content):
        owner: str | None = vars(record).get("owner", None)
        partners: tuple[str, ...] = vars(record).get("partners", ())
        named: list[tuple[str, Keys]] = [(owner or "", ("owner",))]
        named += [(partner, ("partners", at)) for at, partner in enumerate(partners)]
        for name, keys in named:
            if name and name not in options and fold(name) not in known:
                allowed = "، ".join(f"«{unit.title}»" for unit in departments)
                hint = suggestion(name, options) or f"؛ یکی از این‌ها: {allowed}"
                message = (
                    f"واحد {quoted(name)} در departments پروندهٔ {content.plan_path} نیست{hint}"
                )
                yield content.problem(record.path, keys, "unknown-owner", message)


def unknown_district(content: Content) -> Iterator[Problem]:
    """A district is one of ``plan.yaml``, by code."""
    if content.plan is None:
        return
    options = [district.code for district in content.plan.districts]
    for project in content.of(PROJECTS, Project):
        for at, code in enumerate(project.districts):
            if code not in options:
                shown = shown_code(code)
                message = (
                    f"منطقهٔ {quoted(shown)} در districts پروندهٔ {content.plan_path} نیست؛"
                    f" {existing(options)}"
                    f"{suggestion(shown, map(shown_code, options))}"
                )
                yield content.problem(project.path, ("districts", at), "unknown-district", message)


def unknown_status(content: Content) -> Iterator[Problem]:
    """A status is one of ``plan.yaml``, by title or key, however spelt."""
    if content.plan is None:
        return
    statuses = content.plan.statuses
    known = {fold(name) for status in statuses for name in (status.title, status.key)}
    titles = [status.title for status in statuses]
    for project in content.of(PROJECTS, Project):
        if project.status and fold(project.status) not in known:
            message = (
                f"وضعیت {quoted(project.status)} شناخته نیست؛ یکی از این‌ها: {'، '.join(titles)}"
                f"{suggestion(project.status, titles)}"
            )
            yield content.problem(project.path, ("status",), "unknown-status", message)


def duplicate_code(content: Content) -> Iterator[Problem]:
    """A key, code or title stands once in its vocabulary."""
    path = content.plan_path
    for name, attribute, key_of in _UNIQUE if content.plan else ():
        first: dict[str, Place] = {}
        for at, item in enumerate(getattr(content.plan, name)):
            value: str = getattr(item, attribute)
            place = content.place(path, name, at, attribute)
            earlier = first.setdefault(key_of(value) or value, place)
            if earlier is not place:
                message = (
                    f"{attribute} {quoted(value)} در {name} تکراری است؛ بار نخست در سطر"
                    f" {persian_digits(str(earlier.line))} آمده، یکی را عوض کنید"
                )
                yield content.problem(path, (name, at, attribute), "duplicate-code", message)
