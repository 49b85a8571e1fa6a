"""The problems in SARIF 2.1.0 (OASIS), which editors and CI servers show at their lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from qomsite.errors import Problem
from qomsite.formats.guide import GUIDE, Explanation, explained
from qomsite.formats.order import by_file

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANGUAGE = "fa"


def sarif_document(problems: Iterable[Problem], root: Path) -> str:
    """The document: one run, a rule for each slug that occurs, a result for each problem.

    ``root``: the project folder. The addresses of files are relative to it; that of a rule's help
    is whole, as the standard demands (3.49.12), and leads to the heading in the guide.
    """
    found = by_file(problems)
    guide = root / GUIDE
    told = explained(guide)
    levels = {problem.slug: _level(problem) for problem in found}
    slugs = sorted(levels)
    driver = {
        "name": "qomsite",
        "language": _LANGUAGE,
        "rules": [_rule(slug, levels[slug], told, guide.as_uri()) for slug in slugs],
    }
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGE,
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, slugs.index(problem.slug)) for problem in found],
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(slug: str, level: str, told: Mapping[str, Explanation], guide: str) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": slug,
        "helpUri": f"{guide}#{slug}",
        "defaultConfiguration": {"level": level},
    }
    if explanation := told.get(slug):
        wrong, right = explanation.wrong, explanation.right
        parts = [
            explanation.text,
            *(f"نادرست:\n\n{_block(example)}" for example in wrong),
            *(f"درست:\n\n{_block(example)}" for example in right),
        ]
        plain = [
            explanation.text,
            *(f"نادرست:\n{example}" for example in wrong),
            *(f"درست:\n{example}" for example in right),
        ]
        rule["name"] = explanation.cause
        rule["shortDescription"] = {"text": f"{explanation.cause}."}
        rule["fullDescription"] = {"text": explanation.text}
        rule["help"] = {"text": "\n\n".join(plain), "markdown": "\n\n".join(parts)}
    return rule


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    region = {"startLine": problem.place.line or 1, "startColumn": problem.place.column or 1}
    location = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(problem.place.path), "uriBaseId": "%SRCROOT%"},
            "region": region,
        }
    }
    return {
        "ruleId": problem.slug,
        "ruleIndex": rule,
        "level": _level(problem),
        "message": {"text": problem.message},
        "locations": [location],
    }


def _level(problem: Problem) -> str:
    return "note" if problem.is_advice else "error"


def _block(example: str) -> str:
    return f"```\n{example}```"
