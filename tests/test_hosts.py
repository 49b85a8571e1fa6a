"""What HOSTING.md says holds for every file of the site."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOSTING = (ROOT / "HOSTING.md").read_text("utf-8")


def test_the_nginx_configuration_knows_the_type_of_every_file(site: Path) -> None:
    (types,) = re.findall(r"types \{\n(.*?)\n    \}", HOSTING, re.DOTALL)
    known = {word for one in types.split(";") for word in one.split()[1:]}
    found = {path.suffix.removeprefix(".") for path in site.rglob("*.*") if path.is_file()}
    assert found - known == set()


def test_only_files_that_carry_their_hash_may_be_kept_for_ever(site: Path) -> None:
    kept = [path.name for path in (site / "assets").iterdir()]
    assert [name for name in kept if not re.search(r"\.[0-9a-f]{10}\.", name)] == ["OFL.txt"]


def test_the_error_page_that_hosts_are_told_of_is_there(site: Path) -> None:
    assert (site / "404.html").is_file()
    assert HOSTING.count("404.html") > 1
