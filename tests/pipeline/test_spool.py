"""What is put on the disk comes back, and a disk without room loses nothing."""

import os

import pytest

from qomsite.pipeline.spool import FEWEST, Part, spooling
from qomsite.render.artifact import Artifact
from tests.children import in_child, without_room

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and limits of POSIX")
FILES = [Artifact(f"{number}.html", b"x" * number * 1000, "x.md") for number in (3, 0, 5)]


def test_what_is_put_comes_back_also_of_another_process() -> None:
    with spooling(FEWEST) as spool:
        here, there = spool(), spool()

        def work() -> int:
            for file in FILES:
                there(file)
            return 0

        kept = [here(file) for file in FILES]
        assert [file.data for file in kept] != [file.data for file in FILES]
        assert in_child(work) == 0
        other = next(iter(kept)).data
        assert isinstance(other, Part)
        own = [there(file) for file in FILES]
        for stored in (kept, own):
            assert [(one.path, one.content, one.size, one.origin) for one in stored] == [
                (one.path, one.content, len(one.content), one.origin) for one in FILES
            ]


def test_a_small_site_stays_in_memory() -> None:
    with spooling(FEWEST - 1) as spool:
        keep = spool()
        assert [keep(file) for file in FILES] == FILES


def test_without_room_it_stays_in_memory() -> None:
    def work() -> int:
        without_room(4000)
        with spooling(FEWEST) as spool:
            keep = spool()
            kept = [keep(file) for file in FILES]
            assert [type(file.data) for file in kept] == [Part, Part, bytes]
            assert [file.content for file in kept] == [file.content for file in FILES]
        return 0

    assert in_child(work) == 0
