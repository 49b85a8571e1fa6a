"""The test sites: a small valid one, and for each fault and advice a folder of what differs."""

import json
import shutil
from pathlib import Path

from qomsite.checks.registry import advise, check
from qomsite.loader.load import load
from qomsite.pipeline.cache import Cache
from qomsite.pipeline.pictures import with_pictures
from qomsite.pipeline.request import MANIFEST

SITES = Path(__file__).resolve().parent
TINY = SITES / "tiny"
BROKEN = SITES / "broken"
ADVISED = SITES / "advice"
EXPECTED = "expected.txt"
CHANGES = "changes.txt"


def copy_tiny(folder: Path, overlay: Path | None = None) -> Path:
    """A copy of the tiny site in ``folder``, with the files and changes of ``overlay``."""
    content = folder / "content"
    shutil.copytree(TINY, content)
    if overlay:
        shutil.copytree(
            overlay,
            content,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns(EXPECTED, CHANGES),
        )
        changes = overlay / CHANGES
        for line in changes.read_text("utf-8").splitlines() if changes.exists() else ():
            _change(content, *line.split(" ", 2))
    return content


def _change(content: Path, verb: str, name: str, argument: str = "") -> None:
    """What an overlay cannot hold as a file: a removal, a link, odd bytes, a great size."""
    path = content / name
    if verb == "remove":
        path.unlink()
    elif verb == "link":
        path.symlink_to(argument)
    elif verb == "grow":
        path.write_bytes(path.read_bytes().ljust(int(argument), b"."))
    elif verb == "recode":
        path.write_bytes(path.read_text("utf-8").encode(argument))
    elif verb == "append":
        text = path.read_text("utf-8") + argument.encode("ascii").decode("unicode_escape")
        path.write_text(text, "utf-8")
    else:
        raise ValueError(f"{verb} is not a change")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path in it."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def site_in(folder: Path) -> dict[str, bytes]:
    """The files of a publication, without those that are kept from the one before."""
    files = tree(folder)
    told = json.loads(files.pop(MANIFEST))
    assert told.keys() <= {"files", "kept"}
    assert told["files"].keys() | told.get("kept", {}).keys() == files.keys()
    return {path: data for path, data in files.items() if path in told["files"]}


def put_back(folder: Path, before: dict[str, bytes]) -> None:
    """Makes a folder hold again what :func:`tree` found in it."""
    for name in tree(folder).keys() - before.keys():
        (folder / name).unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)


def found_in(content: Path) -> list[str]:
    """Every problem of a content folder as it is printed, in order."""
    read, problems = load(content)
    read, of_pictures = with_pictures(read, Cache.open(None))
    return [str(problem) for problem in sorted({*problems, *of_pictures, *check(read)})]


def advised_in(content: Path) -> list[str]:
    """Every advice on a content folder, in order."""
    read, _ = with_pictures(load(content)[0], Cache.open(None))
    return [str(advice) for advice in advise(read)]
