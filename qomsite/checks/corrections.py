"""Corrections: what each is about is there, and it agrees with that and with itself."""

from collections.abc import Iterator
from typing import TypeGuard

from qomsite.checks.links import targets
from qomsite.errors import Problem
from qomsite.model.collections import BY_KIND, CORRECTIONS
from qomsite.model.content import Content
from qomsite.model.records import Correction, Entry, Record
from qomsite.model.targets import KINDS, parse_target
from qomsite.text.characters import quoted
from qomsite.text.nearest import suggestion


def correction_target(content: Content) -> Iterator[Problem]:
    """The record or page of the site that a correction is about is there."""
    known = targets(content)
    pages = [f"{kind}:{code}" for kind, every in known.codes.items() for code in every]
    for one in content.of(CORRECTIONS, Correction):
        fault = known.fault(one.about, in_draft=one.draft)
        target = parse_target(one.about)
        if fault is None and (target is None or target.kind not in KINDS):
            message = (
                f"«about» رکورد یا صفحه‌ای از همین سایت است، نه {quoted(one.about)}؛ مانند"
                f" project:12، page:about یا view:reckoning{suggestion(one.about, pages)}"
            )
            yield content.problem(one.path, ("about",), "broken-link", message)
        elif fault:
            yield content.problem(one.path, ("about",), *fault)


def correction_mismatch(content: Content) -> Iterator[Problem]:
    """What is right is another than was said, after the time of it; of a sample it is one too."""
    for one in content.of(CORRECTIONS, Correction):
        key, message = "", ""
        if one.since and one.since.first > one.date:
            key = "since"
            message = f"«since» ({one.since.typed}) پس از روز تصحیح ({one.date.typed}) است"
            yield _mismatch(content, one, key, f"{message}؛ یکی از دو تاریخ را درست کنید")
        if one.said == one.right:
            message = "«said» و «right» یکی است؛ یکی آنچه نوشته شده بود و دیگری آنچه درست است"
            yield _mismatch(content, one, "right", message)
        entry = _entry(content, one)
        if _is_sample(entry) and not one.sample:
            message = f"{quoted(entry.title)} نمونه است؛ sample: بله بنویسید"
            yield _mismatch(content, one, "sample", message)


def sample_correction(content: Content) -> Iterator[Problem]:
    """A correction that is a sample goes when what it is about is a sample no more."""
    for one in content.of(CORRECTIONS, Correction):
        # Of a record that is not there, or not read, that is told.
        is_entry = one.about.partition(":")[0] in BY_KIND
        if is_outlived(content, one) and bool(_entry(content, one)) == is_entry:
            message = (
                "این تصحیح نمونه است و دربارهٔ رکوردی نمونه نیست؛ منتشر نمی‌شود، پرونده‌اش را بردارید"
            )
            yield content.advice(one.path, ("sample",), "sample-correction", message)


def _mismatch(content: Content, one: Correction, key: str, message: str) -> Problem:
    return content.problem(one.path, (key,), "correction-mismatch", message)


def is_outlived(content: Content, one: Correction) -> bool:
    """Whether a correction is a sample of what is none, so that it is not published."""
    return one.sample and not _is_sample(_entry(content, one))


def _is_sample(entry: Entry | None) -> TypeGuard[Record]:
    return isinstance(entry, Record) and entry.provenance == "sample"


def _entry(content: Content, one: Correction) -> Entry | None:
    target = parse_target(one.about)
    collection = BY_KIND.get(target.kind) if target else None
    entries = content.of(collection, Entry) if collection else ()
    return next((entry for entry in entries if target and entry.code == target.code), None)
