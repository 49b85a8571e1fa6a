"""``Library``: the checked content, its published records related in both directions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from qomsite.checks.corrections import is_outlived
from qomsite.library.glossary import GLOSSARY_PAGE, Glossary, read_glossary
from qomsite.memo import Memo
from qomsite.model import collections
from qomsite.model.collections import Collection, Listing
from qomsite.model.content import Content, Size
from qomsite.model.editions import Edition
from qomsite.model.records import (
    Article,
    Axis,
    Correction,
    Entry,
    Goal,
    Measure,
    Page,
    Policy,
    Project,
    Record,
    Strategy,
)
from qomsite.model.settings import Department, District, Plan, Site, Status
from qomsite.model.targets import parse_target
from qomsite.text.folding import fold

T = TypeVar("T")


class Vocabulary(Generic[T]):
    """Finds a term by any of its names, whatever the letters' variants; iterates as declared."""

    def __init__(self, terms: Iterable[tuple[T, str, tuple[str, ...]]]) -> None:
        """``terms``: the term, its key, and all names that it goes by."""
        self._terms: dict[str, T] = {}
        self._keys: dict[str, str] = {}
        for term, key, names in terms:
            self._terms[key] = term
            self._keys.update({fold(name): key for name in names})
            self._keys.update(dict.fromkeys(names, key))

    def __iter__(self) -> Iterator[T]:
        return iter(self._terms.values())

    def key(self, name: str) -> str:
        """The key of the term that goes by ``name``; ``KeyError`` if there is none."""
        return self._keys[name if name in self._keys else fold(name)]

    def find(self, name: str) -> T:
        """The term that goes by ``name``; ``KeyError`` if there is none."""
        return self._terms[self.key(name)]


E = TypeVar("E", bound=Entry)
K = TypeVar("K")
R = TypeVar("R")


class Index(dict[K, tuple[R, ...]]):
    """What belongs to what, by its code; nothing where nothing does."""

    def __missing__(self, key: K) -> tuple[R, ...]:
        return ()


@dataclass(frozen=True, eq=False)
class Library:
    """The plan as a reader knows it; every method is a look-up. It equals itself alone, so that
    ``memo`` keeps what is made of it.
    """

    site: Site
    plan: Plan
    site_path: str
    plan_path: str
    listings: Mapping[str, Listing]
    media: Mapping[str, bytes]
    image_sizes: Mapping[str, Size]
    glossary: Glossary
    synonyms: tuple[tuple[str, ...], ...]
    editions: tuple[Edition, ...]

    goals: Mapping[str, Goal]
    strategies: Mapping[str, Strategy]
    policies: Mapping[str, Policy]
    projects: Mapping[str, Project]
    axes: Mapping[str, Axis]
    measures: Mapping[str, Measure]
    pages: Mapping[str, Page]
    news: tuple[Article, ...]
    corrections: tuple[Correction, ...]

    statuses: Vocabulary[Status]
    departments: Vocabulary[Department]
    districts: Vocabulary[District]

    strategies_of_goal: Index[str, Strategy]
    policies_of_goal: Index[str, Policy]
    policies_of_strategy: Index[str, Policy]
    projects_of_policy: Index[str, Project]
    projects_also_serving: Index[str, Project]
    projects_of_goal: Index[str, Project]
    policies_of_axis: Index[str, Policy]
    projects_of_axis: Index[str, Project]
    axes_of_measure: Index[str, Axis]
    policies_of_measure: Index[str, Policy]
    projects_of_owner: Index[str, Project]
    projects_of_partner: Index[str, Project]
    policies_of_owner: Index[str, Policy]
    projects_of_district: Index[str, Project]
    projects_of_status: Index[str, Project]
    news_about: Index[tuple[str, str], Article]
    memo: Memo = field(default_factory=Memo, repr=False)

    def strategy_of(self, policy: Policy) -> Strategy | None:
        """The strategy of a policy, or ``None`` where it hangs directly under its goal."""
        return self.strategies[policy.strategy] if policy.strategy else None

    def goal_of(self, record: Strategy | Policy | Project) -> Goal:
        """The goal that a record serves, over as many levels as lie between."""
        if isinstance(record, Project):
            return self.goal_of(self.policies[record.policy])
        if isinstance(record, Policy) and record.strategy:
            return self.goals[self.strategies[record.strategy].goal]
        if not record.goal:
            raise KeyError(f"{record.path} has no goal")  # the checks let no such record through
        return self.goals[record.goal]

    def above(self, record: Entry) -> tuple[Record, ...]:
        """What stands above a record on the way from its goal, the goal first."""
        if isinstance(record, Strategy):
            return (self.goals[record.goal],)
        if isinstance(record, Policy):
            strategy = self.strategy_of(record)
            return (self.goal_of(record), strategy) if strategy else (self.goal_of(record),)
        if isinstance(record, Project):
            policy = self.policies[record.policy]
            return (*self.above(policy), policy)
        return ()

    def direct_policies(self, goal: Goal) -> tuple[Policy, ...]:
        """The policies that hang directly under a goal, with no strategy between."""
        return tuple(p for p in self.policies_of_goal[goal.code] if not p.strategy)

    def status_of(self, project: Project) -> Status | None:
        """The status of a project, ``None`` where it is not reported."""
        return self.statuses.find(project.status) if project.status else None

    def is_counted(self, project: Project) -> bool:
        """Whether a project is in count: not cancelled, not merged into another."""
        status = self.status_of(project)
        return status is None or status.counted

    def axes_of(self, record: Goal | Strategy | Policy | Project) -> tuple[Axis, ...]:
        """The axes that a record names."""
        return tuple(self.axes[code] for code in record.axes)

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[str, Entry]]:
        """The entries of each kind by code, in the order of the collections."""
        return {
            "goal": self.goals, "strategy": self.strategies, "policy": self.policies,
            "project": self.projects, "axis": self.axes, "measure": self.measures,
            "news": {article.code: article for article in self.news}, "page": self.pages,
            "correction": {one.code: one for one in self.corrections},
        }  # fmt: skip

    def entries(self) -> Iterator[Entry]:
        """Every record, news item, page and correction."""
        return (entry for group in self.by_kind.values() for entry in group.values())

    def find(self, kind: str, code: str) -> Entry | None:
        """The record of a kind with a code, ``None`` for a kind that has no records of its own."""
        return self.by_kind.get(kind, {}).get(code)

    def samples(self) -> tuple[Record, ...]:
        """Every sample record, in the order of the collections."""
        return self._samples

    @cached_property
    def _samples(self) -> tuple[Record, ...]:
        records = (entry for entry in self.entries() if isinstance(entry, Record))
        return tuple(record for record in records if record.provenance == "sample")


def link(content: Content) -> Library:
    """``content``, which has passed every check, as a library of its published records."""
    if content.site is None or content.plan is None:
        raise ValueError("only checked content can be linked")

    def published(collection: Collection, model: type[E]) -> dict[str, E]:
        return {r.code: r for r in content.of(collection, model) if not r.draft}

    goals = published(collections.GOALS, Goal)
    strategies = published(collections.STRATEGIES, Strategy)
    policies = published(collections.POLICIES, Policy)
    projects = published(collections.PROJECTS, Project)
    axes = published(collections.AXES, Axis)
    authored = published(collections.PAGES, Page)
    plan = content.plan
    statuses = Vocabulary((s, s.key, (s.key, s.title)) for s in plan.statuses)
    departments = Vocabulary((d, d.key, (d.key, d.title)) for d in plan.departments)
    districts = Vocabulary((d, d.code, (d.code, d.title)) for d in plan.districts)

    unit = departments.key

    def status(project: Project) -> str:
        return statuses.key(project.status) if project.status else UNREPORTED

    def goal_code(policy: Policy) -> str:
        return strategies[policy.strategy].goal if policy.strategy else policy.goal or ""

    news = sorted(published(collections.NEWS, Article).values(), key=_newest_first)
    written = published(collections.CORRECTIONS, Correction).values()
    corrections = [one for one in written if not is_outlived(content, one)]
    glossary = authored[GLOSSARY_PAGE].body if GLOSSARY_PAGE in authored else ""
    return Library(
        site=content.site,
        plan=plan,
        site_path=content.site_path,
        plan_path=content.plan_path,
        listings=content.listings,
        media=content.media,
        image_sizes=content.image_sizes,
        glossary=content.memo.once(read_glossary, glossary),
        synonyms=content.synonyms,
        editions=content.editions,
        goals=goals,
        strategies=strategies,
        policies=policies,
        projects=projects,
        axes=axes,
        measures=published(collections.MEASURES, Measure),
        pages=authored,
        news=tuple(news),
        corrections=tuple(sorted(corrections, key=lambda one: -one.date.ordinal)),
        statuses=statuses,
        departments=departments,
        districts=districts,
        strategies_of_goal=_index((s.goal, s) for s in strategies.values()),
        policies_of_goal=_index((goal_code(p), p) for p in policies.values()),
        policies_of_strategy=_index((p.strategy, p) for p in policies.values() if p.strategy),
        projects_of_policy=_index((p.policy, p) for p in projects.values()),
        projects_also_serving=_index((c, p) for p in projects.values() for c in p.also_serves),
        projects_of_goal=_index((goal_code(policies[p.policy]), p) for p in projects.values()),
        policies_of_axis=_index((c, p) for p in policies.values() for c in p.axes),
        projects_of_axis=_index((c, p) for p in projects.values() for c in p.axes),
        axes_of_measure=_index((c, a) for a in axes.values() for c in a.measures),
        policies_of_measure=_index((c, p) for p in policies.values() for c in p.measures),
        projects_of_owner=_index((unit(p.owner), p) for p in projects.values() if p.owner),
        projects_of_partner=_index((unit(n), p) for p in projects.values() for n in p.partners),
        policies_of_owner=_index((unit(p.owner), p) for p in policies.values() if p.owner),
        projects_of_district=_index((c, p) for p in projects.values() for c in p.districts),
        projects_of_status=_index((status(p), p) for p in projects.values()),
        news_about=_index(
            ((target.kind, target.code), article)
            for article in news
            for target in map(parse_target, article.related)
            if target
        ),
        memo=content.memo,
    )  # fmt: skip


UNREPORTED = "unreported"
"""The key under which the projects with no reported status are found."""

UNANNOUNCED = "unannounced"
"""The key of what is not announced of a project: its unit, its district, its years."""


def _newest_first(article: Article) -> tuple[bool, int, str]:
    """Dated news first, newest on top; news whose date is not announced after it, by title."""
    return (article.date is None, -article.date.ordinal if article.date else 0, fold(article.title))


def _index(pairs: Iterable[tuple[K, R]]) -> Index[K, R]:
    index: dict[K, list[R]] = {}
    for key, value in pairs:
        index.setdefault(key, []).append(value)
    return Index({key: tuple(values) for key, values in index.items()})
