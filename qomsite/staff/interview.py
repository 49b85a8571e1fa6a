"""Asks for a new record, question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qomsite.loader.yaml_text import Tree
from qomsite.model.collections import Collection
from qomsite.model.content import Content
from qomsite.model.fields import Row, rows
from qomsite.model.kinds import Value
from qomsite.model.parts import Source
from qomsite.staff.answers import WrongAnswer, explained, is_asked, read
from qomsite.staff.codes import free_code, proposed

SOURCE_OF = {"official": ("document", "page"), "reported": ("address",)}
"""What of its source a record of a provenance has to name."""


@dataclass(frozen=True)
class Interview:
    """Asks until an answer is right; ``ask`` shows a question and returns the answer."""

    content: Content
    collection: Collection
    ask: Callable[[str], str]
    say: Callable[[str], None]

    def values(self, given: dict[str, Tree], names: Sequence[str] = ()) -> dict[str, Tree]:
        """``given`` and what else a new record is asked for, or only the fields ``names``."""
        values = dict(given)
        model = self.collection.model
        asked = [row for row in rows(model) if (row.name in names if names else is_asked(row))]
        passed: set[str] = set()
        for row in asked:
            if not names and (row.name in given or row.either in values):
                continue
            is_needed = row.required or row.either in passed
            passed.add(row.name)
            answer = self._answer(model, row, is_needed=is_needed)
            if answer is not None:
                values[row.name] = answer
        provenance = values.get("provenance")
        if "source" not in values and isinstance(provenance, str) and provenance in SOURCE_OF:
            keys = SOURCE_OF[provenance]
            source = {
                row.name: self._answer(Source, row, is_needed=True)
                for row in rows(Source)
                if row.name in keys
            }
            values["source"] = {name: tree for name, tree in source.items() if tree is not None}
        return values

    def code(self, title: str) -> str:
        """The code of a news item or a page; Enter takes the proposal."""
        proposal = proposed(self.content, self.collection, title)
        question = f"نام کوتاه لاتین، که نشانی صفحه می‌شود (Enter: {proposal})"
        while True:
            answer = self.ask(f"{question}: ").strip() or proposal
            try:
                return free_code(self.content, self.collection, answer)
            except ValueError as wrong:
                self.say(f"  {wrong}")

    def _answer(self, model: type[Value], row: Row, *, is_needed: bool) -> Tree | None:
        hint = "لازم" if is_needed else "Enter: بعداً"
        self.say(f"{row.title}: {explained(row)}")
        while True:
            answer = self.ask(f"  {row.title}، {row.name} ({hint}): ").strip()
            if not answer and not is_needed:
                return None
            if not answer:
                how = "؛ کد یا واژه‌ای از عنوان را بنویسید" if row.names else ""
                self.say(f"  این را نمی‌توان خالی گذاشت{how} (Ctrl-C: پایان، بی نوشتن)")
                continue
            texts = [answer]
            if row.several and row.kind != "code":
                self.say("  یکی دیگر، یا Enter")
                while more := self.ask(f"  {row.name}: ").strip():
                    texts.append(more)
            try:
                return read(self.content, self.collection, model, row, texts)
            except WrongAnswer as wrong:
                self.say(f"  {wrong}")
