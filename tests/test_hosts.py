"""What HOSTING.md says holds for every file of the site."""

import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

from qomsite.pipeline.manifest import is_hashed
from tests.pipeline.publications import NEW, OLD, fresh, put, tree

ROOT = Path(__file__).resolve().parent.parent
HOSTING = (ROOT / "HOSTING.md").read_text("utf-8")
NAMED = ("NAME", "EMAIL")


def test_the_nginx_configuration_knows_the_type_of_every_file(site: Path) -> None:
    (types,) = re.findall(r"types \{\n(.*?)\n    \}", HOSTING, re.DOTALL)
    known = {word for one in types.split(";") for word in one.split()[1:]}
    found = {path.suffix.removeprefix(".") for path in site.rglob("*.*") if path.is_file()}
    assert found - known == set()


def test_both_servers_say_how_text_is_encoded(site: Path) -> None:
    """A reader of CSV or JSON is told as a browser is."""
    (types,) = re.findall(r"types \{\n(.*?)\n    \}", HOSTING, re.DOTALL)
    (known,) = re.findall(r"charset_types (.*);", HOSTING)
    (added,) = re.findall(r"AddCharset utf-8 (.*)", HOSTING)
    for ending in {path.suffix for path in site.rglob("*.*")} & {".csv", ".json", ".ics", ".txt"}:
        (kind,) = [one.split()[0] for one in types.split(";") if ending[1:] in one.split()[1:]]
        assert kind in known.split()
        assert ending in added.split()


def test_only_files_that_carry_their_hash_may_be_kept_for_ever(site: Path) -> None:
    kept = [path.name for path in (site / "assets").iterdir()]
    assert [name for name in kept if not re.search(r"\.[0-9a-f]{10}\.", name)] == ["OFL.txt"]


def test_the_error_page_that_hosts_are_told_of_is_there(site: Path) -> None:
    assert (site / "404.html").is_file()
    assert HOSTING.count("404.html") > 1


def test_what_pages_ask_for_arrives_before_them(site: Path) -> None:
    """The folders that are copied first hold every file that is named by its bytes."""
    (first,) = re.findall(r"^rsync -aR (.*) server:", HOSTING, re.MULTILINE)
    folders = {word.removeprefix("public/./") for word in first.split()}
    paths = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {path.partition("/")[0] for path in paths if is_hashed(path)} == folders
    for folder in folders:
        assert f"mirror -R public/{folder}/ public_html/{folder}/;" in HOSTING
    assert "rsync -a --delay-updates --delete-after " in HOSTING


def test_a_pages_branch_shows_one_publication_after_another(tmp_path: Path) -> None:
    (recipe,) = re.findall(r"^cd public && .*$", HOSTING, re.MULTILINE)
    branch = tmp_path / "branch.git"
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in NAMED}
    run = partial(subprocess.run, check=True, capture_output=True, env={**os.environ, **names})
    run(["git", "init", "--bare", branch])
    for site in (OLD, NEW):
        put(site, tmp_path / "public")
        run(recipe.replace("ADDRESS", str(branch)), shell=True, cwd=tmp_path)
        run(["git", "clone", "-b", "pages", branch, tmp_path / "shown"])
        shutil.rmtree(tmp_path / "shown/.git")
        assert tree(tmp_path / "shown") == {**fresh(site), ".nojekyll": ""}
        shutil.rmtree(tmp_path / "shown")
