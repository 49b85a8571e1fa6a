"""What several tests share: the shipped content, built once; and files of the npm packages."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qomsite import cli, gates

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site built from the content that the repository ships."""
    output = tmp_path_factory.mktemp("site") / "public"
    arguments = ["build", "--content", str(ROOT / "content"), "--output", str(output)]
    assert cli.main([*arguments, "--allow-sample"]) == 0
    return output


@pytest.fixture(scope="session")
def npm_file() -> Callable[[str], Path]:
    """Gives the path of a file in the tests' npm packages; fails the test if it is not there."""
    modules = Path(os.environ.get(gates.NODE_MODULES, gates.NODE / "node_modules"))

    def find(name: str) -> Path:
        path = modules / name
        if not path.exists():
            pytest.fail(f"{path} is missing; `python3 build.py test` installs it")
        return path

    return find
