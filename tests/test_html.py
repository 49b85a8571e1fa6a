"""The Nu HTML checker finds neither error nor warning in any built page or drawing."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

JAVA = ["-Dfile.encoding=UTF-8", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
"""Some 20 s of work are over before the second compiler has paid for itself."""
OPTIONS = ["--format", "json", "--stdout", "--skip-non-html", "--also-check-svg"]


@pytest.fixture(scope="session")
def faults(npm_file: Callable[[str], Path]) -> Callable[[Path], list[str]]:
    """Gives what the checker says of all files below a folder, in one Java process."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("no Java on this machine; on Debian: apt install default-jre-headless")
    jar = npm_file("vnu-jar/build/dist/vnu.jar")

    def check(folder: Path) -> list[str]:
        command = [java, *JAVA, "-jar", str(jar), *OPTIONS, str(folder)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.stdout, done.stderr
        return [
            f"{message.get('url')}:{message.get('lastLine')}: {message['message']}"
            for message in json.loads(done.stdout)["messages"]
            if message["type"] != "info" or message.get("subType") == "warning"
        ]

    return check


def test_every_page_is_valid(site: Path, faults: Callable[[Path], list[str]]) -> None:
    assert any(site.rglob("*.html"))
    assert faults(site) == []


def test_the_checker_sees_an_error_and_a_warning(
    tmp_path: Path, faults: Callable[[Path], list[str]]
) -> None:
    page = "<!DOCTYPE html><html lang=fa dir=rtl><title>آزمون</title><section><p>متن<b></section>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    found = "\n".join(faults(tmp_path))
    assert "Unclosed element" in found
    assert "Section lacks heading" in found
