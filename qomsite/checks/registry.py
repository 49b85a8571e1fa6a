"""All rules, and the one function that runs them."""

from collections.abc import Callable, Iterator

from qomsite.checks import (
    aliases,
    collections,
    corrections,
    dates,
    facts,
    indicators,
    links,
    markdown,
    outcomes,
    pictures,
    references,
    sentences,
    sources,
    typography,
    vocabulary,
)
from qomsite.errors import Problem, bounded
from qomsite.model.content import Content

Check = Callable[[Content], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.unknown_reference,
    references.draft_reference,
    references.repeated_reference,
    references.policy_parent,
    vocabulary.unknown_owner,
    vocabulary.unknown_district,
    vocabulary.unknown_status,
    vocabulary.duplicate_code,
    outcomes.status_counted,
    outcomes.outcome_mismatch,
    outcomes.merged_in_circle,
    indicators.indicator_direction,
    dates.end_before_start,
    dates.revised_ends,
    dates.date_in_future,
    dates.report_period,
    dates.bad_period,
    corrections.correction_target,
    corrections.correction_mismatch,
    collections.count_mismatch,
    collections.duplicate_title,
    aliases.bad_alias,
    aliases.duplicate_alias,
    links.body_link,
    links.settings_link,
    links.related_link,
    links.document_file,
    pictures.missing_alt,
    sources.provenance_source,
    sources.document_target,
    sources.unknown_document,
    sources.unknown_source,
    markdown.second_front_matter,
    typography.reversed_years,
    typography.spreadsheet_error,
)

ADVICE: tuple[Check, ...] = (
    corrections.sample_correction,
    sentences.long_sentence,
    sentences.missing_summary,
    sentences.pasted_table,
    facts.missing_fact,
    facts.facts_disagree,
    markdown.note_without_text,
    markdown.unused_note,
    markdown.ragged_table,
    markdown.unread_markdown,
    links.unused_file,
    pictures.large_picture,
    typography.typography,
    typography.reversed_years_in_text,
)
"""The rules that stop nothing: what they find could be better."""


def check(content: Content) -> tuple[Problem, ...]:
    """Every problem that any rule finds, sorted by place, each once."""
    return bounded(problem for rule in CHECKS for problem in rule(content))


def advise(content: Content) -> tuple[Problem, ...]:
    """Every advice that any rule gives, sorted by place, each once."""
    return bounded(problem for rule in ADVICE for problem in rule(content))
