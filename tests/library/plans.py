"""Small plans to ask questions of: the tiny site with some files written anew."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from qomsite.library.library import Library, link
from qomsite.loader.load import load
from tests.sites.folders import copy_tiny

MORE_STATUSES = """
  - {key: stopped, title: متوقف, sign: ■, help: کار متوقف است., outcome: stopped}
  - {key: cancelled, title: لغوشده, sign: ✕, help: لغو شده است., outcome: dropped, counted: خیر}
  - {key: merged, title: ادغام‌شده, sign: ⇒, help: در طرح دیگری است., outcome: merged, counted: خیر}
departments:"""

Files = Mapping[str, str]


def tiny_with(folder: Path, files: Files) -> Path:
    """A copy of the tiny site with ``files`` written, or removed where the text is empty."""
    content = copy_tiny(folder)
    plan = content / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("\ndepartments:", MORE_STATUSES), "utf-8")
    # What anchors a page has is not for the content to know, so the tiny site names one at random.
    first = content / "projects/1.md"
    first.write_text(
        first.read_text("utf-8").replace("view:reckoning#classes", "view:reckoning"), "utf-8"
    )
    for name, text in files.items():
        path = content / name
        if text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(dedent(text).lstrip("\n"), "utf-8")
        else:
            path.unlink()
    return content


def library_of(folder: Path, files: Files | None = None) -> Library:
    """The linked plan of :func:`tiny_with`; whatever the checks say, it could be read."""
    content, problems = load(tiny_with(folder, files or {}))
    assert problems == ()
    return link(content)


def project(*lines: str, policy: str = "1", provenance: str = "sample") -> str:
    """The file of a project with further lines of front matter."""
    front = ("title: طرح", f"policy: {policy}", f"provenance: {provenance}", *lines)
    return "\n".join(["---", *front, "---", "متن طرح.", ""])
