"""All rules, the one function that runs them, and how drafts are checked where they are shown."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from qomsite.checks import (
    codes,
    corrections,
    dates,
    facts,
    figures,
    links,
    markdown,
    references,
    sentences,
    typography,
)
from qomsite.checks.entries import all_entries
from qomsite.errors import Problem, bounded
from qomsite.model.content import Content
from qomsite.model.records import Entry

Check = Callable[[Content], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.unknown_reference,
    references.draft_reference,
    references.repeated_reference,
    references.policy_parent,
    codes.unknown_owner,
    codes.unknown_district,
    codes.unknown_status,
    codes.duplicate_code,
    facts.status_counted,
    facts.outcome_mismatch,
    facts.merged_in_circle,
    facts.indicator_direction,
    dates.end_before_start,
    dates.revised_ends,
    dates.date_in_future,
    dates.report_period,
    dates.bad_period,
    corrections.correction_target,
    corrections.correction_mismatch,
    codes.count_mismatch,
    codes.duplicate_title,
    codes.bad_alias,
    codes.duplicate_alias,
    links.body_link,
    links.settings_link,
    links.related_link,
    links.document_file,
    links.missing_alt,
    references.provenance_source,
    references.document_target,
    references.unknown_document,
    references.unknown_source,
    markdown.second_front_matter,
    typography.spreadsheet_error,
)

ADVICE: tuple[Check, ...] = (
    corrections.sample_correction,
    sentences.long_sentence,
    sentences.missing_summary,
    sentences.pasted_table,
    codes.repeated_title,
    facts.missing_fact,
    facts.facts_disagree,
    figures.figures_disagree,
    markdown.note_without_text,
    markdown.unused_note,
    markdown.ragged_table,
    markdown.unread_markdown,
    links.unused_file,
    links.large_picture,
    typography.typography,
    typography.reversed_years,
)
"""The rules that stop nothing: what they find could be better."""


def check(content: Content) -> tuple[Problem, ...]:
    """Every problem that any rule finds, sorted by place, each once."""
    return bounded(problem for rule in CHECKS for problem in rule(content))


def advise(content: Content) -> tuple[Problem, ...]:
    """Every advice that any rule gives, sorted by place, each once."""
    return bounded(problem for rule in ADVICE for problem in rule(content))


MARK = "پیش‌نویس: "
"""What the title of a shown draft begins with, wherever it stands: page, list, tree, search."""


def shown_with_drafts(content: Content) -> Content:
    """The content as if its drafts were published, each marked in its title."""
    return _each(content, lambda draft: {"draft": False, "title": MARK + draft.title})


def check_with_drafts(content: Content) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """What is wrong with the drafts shown, and what would only be wrong with them left out."""
    found = check(content)
    if not any(entry.draft for entry in all_entries(content)):
        return found, ()
    lasting = set(check(_each(content, lambda _: {"draft": False})))
    return (
        tuple(problem for problem in found if problem in lasting),
        tuple(problem for problem in found if problem not in lasting),
    )


def _each(content: Content, changed: Callable[[Entry], dict[str, object]]) -> Content:
    records: Mapping[str, tuple[Entry, ...]] = {
        name: tuple(
            entry.model_copy(update=changed(entry)) if entry.draft else entry for entry in entries
        )
        for name, entries in content.records.items()
    }
    return replace(content, records=records)
