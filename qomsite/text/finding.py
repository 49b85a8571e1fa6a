"""What is not well typed in a text, and what a text is masked with."""

from collections.abc import Iterable
from dataclasses import dataclass

OPAQUE = "\ufffc"
"""Stands for a character that is no prose but stands within a sentence: code, a tag, a target."""
LATIN = "\ufdd2"
"""Stands for a character of a Latin word, a code or an address."""
BREAK = "\ufdd1"
"""Stands for a character between two texts: a key, a bracket, a list's dash."""


@dataclass(frozen=True, order=True)
class Finding:
    """A span of the text and what comes in its place; ``slug`` is the family it belongs to. What is
    not certain is told, and never written.
    """

    start: int
    end: int
    replacement: str
    slug: str
    is_certain: bool = True


def disjoint(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order, without those that reach into an earlier one; of two for one span,
    what says more than that a space is doubled comes first.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (one.start, one.end, one.slug == "spacing")):
        last = kept[-1] if kept else None
        if last and (
            finding.start < last.end
            or (finding.start == last.end == finding.end and last.start == last.end)
        ):
            continue
        kept.append(finding)
    return kept


def applied(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with the findings, which must be :func:`disjoint`, put right."""
    parts: list[str] = []
    done = 0
    for finding in findings:
        parts += (text[done : finding.start], finding.replacement)
        done = finding.end
    return "".join([*parts, text[done:]])
