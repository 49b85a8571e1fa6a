"""Small sites to publish, and what is then in the folder."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qomsite.pipeline.publish import Published, publish
from qomsite.render.artifact import Artifact

OLD = {"index.html": "old", "a/1.html": "one", "a/2.html": "two", "b/c/d.html": "deep", "e": ""}
NEW = {"index.html": "new", "a/1.html": "one", "b/c": "a file now", "n/n.html": "n", "e": ""}
NO_SOURCES: tuple[Path, ...] = ()


def artifacts(site: Mapping[str, str]) -> list[Artifact]:
    return [Artifact(path, text.encode(), f"content/{path}.md") for path, text in site.items()]


def put(site: Mapping[str, str], output: Path) -> Published:
    return replace(publish(artifacts(site), output, NO_SOURCES, is_durable=False), in_place="")


def published_in_place(site: Mapping[str, str], output: Path) -> str:
    """Publishes, and says why files were replaced one by one."""
    return publish(artifacts(site), output, NO_SOURCES, is_durable=False).in_place


def tree(folder: Path) -> dict[str, str]:
    """All that is below a folder: the text of files, the target of links, "/" for folders."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = "/" if path.is_dir() else path.read_bytes().decode()
    return found


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fresh(site: Mapping[str, str]) -> dict[str, str]:
    """The tree of a site published where there was nothing."""
    with TemporaryDirectory() as folder:
        put(site, Path(folder, "public"))
        return tree(Path(folder, "public"))


def times(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Which file each path is, and when it and its folders last changed."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        info = path.lstat()
        found[str(path)] = info.st_ino, info.st_mtime_ns, info.st_ctime_ns
    return found
