"""All rules, and the one function that runs them."""

from collections.abc import Callable, Iterator

from qomsite.checks.aliases import bad_alias, duplicate_alias
from qomsite.checks.collections import count_mismatch, duplicate_title
from qomsite.checks.dates import bad_period, date_in_future, end_before_start, revised_end_early
from qomsite.checks.facts import facts_disagree, missing_fact
from qomsite.checks.links import body_link, document_file, related_link, settings_link
from qomsite.checks.pictures import missing_alt
from qomsite.checks.references import (
    draft_reference,
    policy_parent,
    repeated_reference,
    unknown_reference,
)
from qomsite.checks.sentences import long_sentence, missing_summary
from qomsite.checks.sources import document_target, provenance_source, unknown_source
from qomsite.checks.typography import reversed_years, spreadsheet_error, typography
from qomsite.checks.vocabulary import (
    duplicate_code,
    unknown_district,
    unknown_owner,
    unknown_status,
)
from qomsite.errors import Problem, bounded
from qomsite.model.content import Content

Check = Callable[[Content], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    unknown_reference,
    draft_reference,
    repeated_reference,
    policy_parent,
    unknown_owner,
    unknown_district,
    unknown_status,
    duplicate_code,
    end_before_start,
    revised_end_early,
    date_in_future,
    bad_period,
    count_mismatch,
    duplicate_title,
    bad_alias,
    duplicate_alias,
    body_link,
    settings_link,
    related_link,
    document_file,
    missing_alt,
    provenance_source,
    document_target,
    unknown_source,
    reversed_years,
    spreadsheet_error,
)

ADVICE: tuple[Check, ...] = (
    long_sentence,
    missing_summary,
    missing_fact,
    facts_disagree,
    typography,
)
"""The rules that stop nothing: what they find could be better."""


def check(content: Content) -> tuple[Problem, ...]:
    """Every problem that any rule finds, sorted by place, each once."""
    return bounded(problem for rule in CHECKS for problem in rule(content))


def advise(content: Content) -> tuple[Problem, ...]:
    """Every advice that any rule gives, sorted by place, each once."""
    return bounded(problem for rule in ADVICE for problem in rule(content))
