"""Changes to files of the content, all of them or none, and back again.

Before the first file is touched, the journal says what each held and what it will hold, and what
they shall hold stands ready beside them. A run that dies half-way is put right by the next command
that reads or changes the content, and what was done can be undone.

A change is done when its entry gets its name; one that takes another back, when the entry of that
one is gone. Whatever died before that is taken back, whatever died after it is done.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qomsite.editing.changes import Attributes, Change, Entry
from qomsite.editing.content_files import ContentFiles
from qomsite.editing.journal_folder import JournalFolder
from qomsite.errors import ChangeRefused, ChangeUnfinished, Place, Problem, reason_of
from qomsite.terminal import show_note
from qomsite.text.digits import number

SHOWN = 20
"""How many files are named of those that were put right; it is said how many more there are."""

_CHANGED = (
    "این پرونده در این میان عوض شده است؛ چیزی نوشته نشد. آن را دوباره باز کنید "
    "و تغییر خود را از نو بدهید"
)
_CHANGED_SINCE = (
    "این پرونده پس از آن تغییر باز هم عوض شده است؛ چیزی بازگردانده نشد. اگر تغییر"
    " تازه‌تری از آن در دفتر هست نخست همان را بازگردانید؛ اگر نیست، با"
    " ‎python3 build.py undo --rest پرونده‌های دیگرِ همین تغییر بازمی‌گردد و این یکی می‌ماند"
)


@dataclass(frozen=True)
class Undone:
    """What was taken back, and the files that were left as they are since they were changed."""

    changes: tuple[Change, ...]
    left: tuple[str, ...]


def _say(text: str) -> None:
    show_note(text, sys.stderr)


@dataclass(frozen=True)
class Journal:
    """A content folder and the changes to it, which are kept beside it.

    ``told`` is given in Persian what was put right, and what is waited for.
    """

    content: Path
    told: Callable[[str], object] = _say

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read in here is whole, and no command changes it meanwhile.

        First puts right what a run that died left behind. Nothing can be changed in here, either.
        Raises ``ChangeUnfinished`` where that cannot be had.
        """
        while True:
            with self._folder.locked(shared=True):
                if not self._folder.has_unfinished():
                    yield
                    return
            with self._folder.locked(shared=False):
                self._put_right()

    def recover(self) -> None:
        """Puts right what a run that died left behind, and waits for one that is at work."""
        with self.reading():
            pass

    def apply(self, changes: Sequence[Change]) -> str:
        """Makes all changes; returns the name by which :meth:`undo` knows them.

        Raises ``ChangeRefused``, and changes nothing, where a file does not hold what a change
        says it does, or is no plain file of the content folder. Where there is nothing to change
        the name is empty.
        """
        wanted = tuple(change for change in changes if change.before != change.after)
        if not wanted:
            return ""
        with self._folder.locked(shared=False):
            self._put_right()
            self._refuse(wanted, _CHANGED)
            return self._make(self._files.entry(wanted), {}, _CHANGED)

    def undo(self, name: str, *, rest: bool = False) -> Undone:
        """Takes back the changes of a name, which is then forgotten.

        A file that is as it was before needs nothing. Raises ``ChangeRefused`` where a file was
        changed since, and for an unknown name. ``rest``: what was changed since is left.
        """
        with self._folder.locked(shared=False):
            self._put_right()
            done = self._folder.entry(name)
            if done is None:
                message = "این تغییر دیگر ثبت نیست و بازگردانده نمی‌شود"
                raise ChangeRefused([Problem(Place(self.content.name), "nothing-to-undo", message)])
            wanted = tuple(
                Change(one.path, one.after, one.before)
                for one in reversed(done.changes)
                if not self._files.is_so(one.path, one.before)
            )
            left = [one.path for one in wanted if self._files.refusal(one, "")] if rest else []
            wanted = tuple(one for one in wanted if one.path not in left)
            self._refuse(wanted, _CHANGED_SINCE)
            back = replace(self._files.entry(wanted), takes_back=name, spent=done.made)
            self._make(back, done.attributes, _CHANGED_SINCE)
        taken = tuple(one for one in done.changes if one.path not in left)
        return Undone(taken, tuple(sorted(left)))

    def names(self) -> tuple[str, ...]:
        """The changes that are kept, the newest last; one that is damaged cannot be undone."""
        return self._folder.names()

    def history(self) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """The changes that can be undone, by name, the newest first."""
        for name in reversed(self.names()):
            if entry := self._folder.entry(name):
                yield name, entry.changes

    @property
    def _folder(self) -> JournalFolder:
        return JournalFolder(self.content, self.told)

    @property
    def _files(self) -> ContentFiles:
        return ContentFiles(self.content)

    def _make(self, entry: Entry, former: Mapping[str, Attributes], changed: str) -> str:
        """Makes the changes of an entry; ``former``: the attributes of files that come back."""
        files, folder = self._files, self._folder
        at = entry.changes[0].path if entry.changes else ""
        try:
            folder.begin(entry)
            for change in entry.changes:
                at = change.path
                if change.after is not None:
                    kept = (
                        entry.attributes.get(at)
                        or former.get(at)
                        or (files.attributes(change.like) if change.like else None)
                    )
                    files.make_ready(at, change.after, kept)
            for change in entry.changes:
                at = change.path
                # Looked at once more: a person may have saved it since.
                self._refuse([change], changed)
                files.put(at, change.after)
            files.sync(change.path for change in entry.changes)
            return self._finish(entry) if entry.takes_back else folder.keep()
        except BaseException as error:  # Ctrl-C as well
            self._put_right(is_own=True)
            if isinstance(error, OSError):
                message = f"نوشته نشد و همه‌چیز به حال پیشین بازگشت: {reason_of(error)}"
                place = Place(f"{self.content.name}/{at}")
                raise ChangeRefused([Problem(place, "not-written", message)]) from error
            raise

    def _finish(self, entry: Entry) -> str:
        """Forgets a change that was taken back, and what belongs to it."""
        self._folder.forget(entry.takes_back)
        self._files.remove_folders(entry.spent)
        self._folder.end()
        return ""

    def _put_right(self, *, is_own: bool = False) -> None:
        """Takes back what was begun and not done; ``is_own``: by this very run, which says so."""
        try:
            was_begun = self._folder.has_unfinished()
            entry = self._folder.unfinished()
            if entry is None:
                if was_begun:  # and cannot be read
                    self._files.clear_all()
                return
            for change in entry.changes:
                self._files.clear(change.path)
            if entry.takes_back and not self._folder.has(entry.takes_back):
                self._finish(entry)
                return
            back, left = self._taken_back(entry)
            self._files.sync(change.path for change in entry.changes)
            self._files.remove_folders(entry.made)
            self._folder.end()
        except OSError as error:
            raise self._stuck(error) from error
        if back and not is_own:
            self.told(
                f"فرمانی نیمه‌کاره مانده بود؛ این‌ها به حال پیش از آن بازگشت: {self._listed(back)}"
            )
        if left:
            self.told(f"این‌ها پس از آن عوض شده بود و دست نخورد: {self._listed(left)}")

    def _taken_back(self, entry: Entry) -> tuple[list[str], list[str]]:
        """Restores the files that were written; these, and those that somebody wrote since."""
        files = self._files
        back, left = [], []
        for change in entry.changes:
            name = change.path
            if files.is_so(name, change.after):
                if change.before is not None:
                    files.make_ready(name, change.before, entry.attributes.get(name))
                files.put(name, change.before)
                back.append(name)
            elif not files.is_so(name, change.before):
                left.append(name)
        return back, left

    def _refuse(self, changes: Sequence[Change], changed: str) -> None:
        refusals = map(partial(self._files.refusal, changed=changed), changes)
        if refused := [problem for problem in refusals if problem]:
            raise ChangeRefused(refused)

    def _stuck(self, error: OSError) -> ChangeUnfinished:
        name = os.fsdecode(error.filename or "")
        where = f" («{name}»)" if name else ""
        message = (
            f"فرمانی نیمه‌کاره مانده است و بازگرداندن آنچه نوشته بود نشد: {reason_of(error)}{where}؛"
            " اجازهٔ نوشتن بدهید یا جا باز کنید و همین فرمان را دوباره بزنید"
        )
        return ChangeUnfinished([Problem(Place(self.content.name), "unfinished-change", message)])

    def _listed(self, names: Sequence[str]) -> str:
        shown = "، ".join(f"{self.content.name}/{name}" for name in names[:SHOWN])
        more = len(names) - SHOWN
        return f"{shown} و {number(more)} پروندهٔ دیگر" if more > 0 else shown
