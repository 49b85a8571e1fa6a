"""What the tests of changes share."""

import os

import pytest


@pytest.fixture(autouse=True)
def unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the disk: what a process leaves behind is the same without."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
