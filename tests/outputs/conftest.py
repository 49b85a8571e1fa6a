"""The tiny site, built once for what is asked of its outputs."""

import pytest

from tests.outputs.built import Built


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The tiny site at a sub-folder of a host."""
    return Built(tmp_path_factory.mktemp("built"), "https://plan.example/sub")
