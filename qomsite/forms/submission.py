"""What a form sends, read against the file that it was filled from."""

import os
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from qomsite.editing import records
from qomsite.editing.journal import Journal
from qomsite.forms.entered import DROP, Entered, Pairs, entered, pairs_of
from qomsite.forms.merging import Values, is_same, merged, values_of
from qomsite.forms.questions import BODY
from qomsite.loader.document import Document, record_document
from qomsite.memo import Memo
from qomsite.model.collections import Collection

STAMP, BASE, CODE = "stamp", "base", "code"
"""Besides the questions of a form: the version of the file that it was filled from, that file, and
the code of a new record."""
ASKED, CHOICE, MINE, THEIRS = "asked", "choice.", "mine", "theirs"
"""Which fields were changed both here and in the file; what the answer's name begins with, and the
two answers."""

_NEW = Document("")


@dataclass(frozen=True)
class FormContext:
    """What the form of any record needs: the content, its journal, and the token of this run.

    ``memo``: what is known of the content's files.
    """

    folder: Path
    journal: Journal
    token: str
    memo: Memo

    @property
    def project(self) -> str:
        """Tells this content folder from any other that is served at the same address."""
        return blake2b(os.fsencode(self.folder.resolve()), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Submission:
    """What a form holds: of which record, the file as it stands (none for a new one), its pairs."""

    collection: Collection
    code: str
    record: records.Opened | None
    pairs: Pairs

    @property
    def path(self) -> str:
        """The file of the record, from the content folder."""
        return f"{self.collection.name}/{self.code}.md"

    @property
    def base(self) -> Document:
        """The file that the form was filled from. Raises ``ValueError`` where it holds none."""
        if self.record is None:
            return _NEW
        if self.is_current:
            return self.record.document
        base = record_document(self.get(BASE), "", [])
        if base is None:
            raise ValueError("a form without the file that it was filled from")
        return base

    @property
    def is_current(self) -> bool:
        """Whether the file is still the one that the form was filled from."""
        return self.record is None or self.record.stamp == self.get(STAMP)

    @property
    def body(self) -> str:
        """The body that the form holds."""
        return self.get(BODY)

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the fields whose two changes the form asks about."""
        return tuple(text for name, text in self.pairs if name == ASKED)

    def get(self, name: str) -> str:
        """A text that the form holds."""
        return dict(self.pairs).get(name, "")

    def entered(self) -> Entered:
        """The front matter that the form wants."""
        return entered(self.collection.model, self.pairs, self.base.tree)


def filled_from(collection: Collection, record: records.Opened, values: Values) -> Pairs:
    """The pairs of a form that was filled from a file and says ``values``."""
    return (
        *pairs_of(collection.model, values),
        (BODY, str(values[BODY])),
        (STAMP, record.stamp),
        (BASE, record.data.decode()),
    )


def rebased(submission: Submission) -> Submission:
    """A form as if it had been filled from the file as it stands.

    What was changed in the file meanwhile stands in it. Of what was changed there and here, the
    answered is settled and the rest is ``asked``. Raises ``ValueError`` for what no form sends.
    """
    record = submission.record
    if record is None or (submission.is_current and not submission.asked):
        return submission
    base, now = values_of(submission.base), values_of(record.document)
    answers = {name: submission.get(CHOICE + name) for name in submission.asked}
    said = {**submission.entered().tree, BODY: submission.body}
    chosen = {name: base.get(name) for name, answer in answers.items() if answer == THEIRS}
    both, clashing = merged(base, {**said, **chosen}, now)
    still = {name for name, answer in answers.items() if answer not in (MINE, THEIRS)}
    asked = sorted(name for name in clashing | still if not is_same(both.get(name), now.get(name)))
    gone = [name for name in now if name not in both]
    pairs = (
        *filled_from(submission.collection, record, both),
        *((DROP, name) for name in gone),
        *((ASKED, name) for name in asked),
    )
    return replace(submission, pairs=pairs)
