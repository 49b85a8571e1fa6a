"""``edition``: the text of the plan as it stands on the day of the data, kept for good."""

from hashlib import sha256
from typing import TextIO

from qomsite.checks.registry import check
from qomsite.editing.changes import Change
from qomsite.editing.journal import Journal
from qomsite.errors import ContentInvalid
from qomsite.library.editions import today
from qomsite.library.library import link
from qomsite.loader.editions import ENDING
from qomsite.loader.load import EDITIONS_FOLDER, load
from qomsite.model.content import Content
from qomsite.model.editions import edition_code, write_edition
from qomsite.terminal import show_note


def new_edition(diary: Journal, out: TextIO) -> int:
    """Writes the edition and says which; the same once more changes nothing.

    Raises ``ContentInvalid`` where the content has problems, or an edition of that day or a later
    one is there.
    """
    with diary.reading():
        content, read = load(diary.content)
        if problems := [*read, *check(content)]:
            raise ContentInvalid(problems)
        change = _change(content)
    shown = f"{diary.content.name}/{change.path}"
    if not diary.apply([change]):
        show_note(f"{shown} پیش‌تر ساخته شده و همین است.", out)
        return 0
    show_note(f"{shown} ساخته شد.", out)
    show_note(f"چکیده (SHA-256): {sha256(change.after or b'').hexdigest()}", out)
    return 0


def _change(content: Content) -> Change:
    library = link(content)
    as_of = library.site.as_of
    earlier = [one for one in content.editions if one.as_of < as_of]
    data = write_edition(as_of, earlier[-1].sha256 if earlier else "", today(library))
    kept = content.editions[len(earlier) :]
    if kept and (kept[-1].as_of > as_of or kept[0].data != data):
        message = (
            f"نسخهٔ روز {kept[-1].as_of.typed} پیش‌تر نگه داشته شده است و نسخه‌ها عوض نمی‌شوند؛"
            " در as_of روز داده‌های تازه را بنویسید"
        )
        raise ContentInvalid(
            [content.problem(content.site_path, ("as_of",), "edition-kept", message)]
        )
    path = f"{EDITIONS_FOLDER}/{edition_code(as_of)}{ENDING}"
    return Change(path, data if kept else None, data)
