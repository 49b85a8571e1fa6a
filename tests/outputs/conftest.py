"""What is asked for its outputs, made once: the tiny site built, the shipped one composed."""

import pytest

from qomsite.outputs.site import Site
from tests.benchmarks.script import read_site
from tests.outputs.built import Built


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site at a sub-folder of a host."""
    return Built(tmp_path_factory.mktemp("built"), "https://plan.example/sub")


@pytest.fixture(scope="session")
def shipped() -> Site:
    """The site of the content that the repository ships, not rendered."""
    return read_site()
