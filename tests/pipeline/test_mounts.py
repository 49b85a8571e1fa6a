"""Folders that are mounted, held or without rights: published in place, or refused untouched."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qomsite.errors import OutputRefused
from qomsite.pipeline.lock import beside
from qomsite.pipeline.publish import NO_EXCHANGE, publish
from tests.children import NOBODY
from tests.pipeline.nobody import as_nobody
from tests.pipeline.publications import (
    NEW,
    NO_SOURCES,
    OLD,
    artifacts,
    fresh,
    names_in,
    published_in_place,
    put,
    tree,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="mounts and rights of POSIX")
Mount = Callable[..., None]


class TestMountsBelow:
    """What is mounted inside the output is not the build's: nothing at all is written."""

    def refused(self, output: Path, name: str) -> None:
        before = tree(output)
        for site in (OLD, NEW, {}):
            with pytest.raises(OutputRefused, match=rf"{name}» .*\[output-foreign\]"):
                put(site, output)
            assert tree(output) == before
        assert names_in(output.parent) == ["public"]

    def test_a_bind_mount_of_the_same_disk(
        self, output: Path, tmp_path_factory: pytest.TempPathFactory, mount: Mount
    ) -> None:
        other = tmp_path_factory.mktemp("other")
        (other / "thesis.txt").write_text("years of work")
        put(OLD, output)
        (output / "mine").mkdir()
        mount("--bind", other, output / "mine")
        self.refused(output, "public/mine")

    def test_a_disk_over_a_folder_of_the_site(self, output: Path, mount: Mount) -> None:
        put(OLD, output)
        mount("-t", "tmpfs", "none", output / "a")
        (output / "a/2.html").write_text("two")
        self.refused(output, "public/a")

    def test_a_single_file_below_a_name_with_spaces(
        self, output: Path, tmp_path_factory: pytest.TempPathFactory, mount: Mount
    ) -> None:
        other = tmp_path_factory.mktemp("other") / "قم.txt"
        other.write_text("mine")
        put(OLD, output)
        (output / "دو واژه").mkdir()
        (output / "دو واژه/قم.txt").touch()
        mount("--bind", other, output / "دو واژه/قم.txt")
        self.refused(output, "public/دو واژه/قم.txt")

    def test_a_leftover_that_has_one(self, output: Path, mount: Mount) -> None:
        put(OLD, output)
        inside = beside(output, "new") / "x"
        inside.mkdir(parents=True)
        mount("-t", "tmpfs", "none", inside)
        (inside / "thesis.txt").write_text("years of work")
        with pytest.raises(OutputRefused, match=r"qomsite-new/x» .*\[output-foreign\]"):
            put(NEW, output)
        assert (inside / "thesis.txt").exists()
        assert tree(output) == fresh(OLD)


class TestInPlaceByItself:
    """Where the folder cannot be exchanged, its files are replaced, and the reason is told."""

    def test_a_disk(self, output: Path, mount: Mount) -> None:
        output.mkdir()
        mount("-t", "tmpfs", "none", output)
        (output / "lost+found").mkdir(0o700)
        for site in (OLD, NEW):
            assert "سوارشده" in published_in_place(site, output)
            assert tree(output) == {**fresh(site), "lost+found": "/"}

    def test_a_folder_that_is_mounted_as_containers_do(
        self, output: Path, tmp_path: Path, mount: Mount
    ) -> None:
        put(OLD, output)
        inside = tmp_path / "container/site"
        inside.mkdir(parents=True)
        mount("--bind", output, inside)
        assert "سوارشده" in published_in_place(NEW, inside)
        assert tree(output) == fresh(NEW)

    def test_whoever_holds_the_folder_sees_the_site_when_asked_for(
        self, output: Path, tmp_path: Path, mount: Mount
    ) -> None:
        put(OLD, output)
        (tmp_path / "container").mkdir()
        mount("--bind", output, tmp_path / "container")
        publish(artifacts(NEW), output, NO_SOURCES, in_place=True, is_durable=False)
        assert tree(tmp_path / "container") == fresh(NEW)

    def test_a_container_that_binds_the_folder_above_sees_an_exchange(
        self, tmp_path: Path, mount: Mount
    ) -> None:
        """As HOSTING.md has it."""
        (tmp_path / "site").mkdir()
        (tmp_path / "container").mkdir()
        mount("--bind", tmp_path / "site", tmp_path / "container")
        for site in (OLD, NEW):
            assert published_in_place(site, tmp_path / "site/public") == ""
            assert tree(tmp_path / "container/public") == fresh(site)

    def test_a_lower_layer(self, tmp_path: Path, mount: Mount) -> None:
        for name in ("lower", "upper", "work", "merged"):
            (tmp_path / name).mkdir()
        put(OLD, tmp_path / "lower/public")
        layers = ",".join(f"{name}dir={tmp_path / name}" for name in ("lower", "upper", "work"))
        mount("-t", "overlay", "overlay", "-o", f"{layers},redirect_dir=off", tmp_path / "merged")
        output = tmp_path / "merged/public"
        assert published_in_place(NEW, output) == NO_EXCHANGE
        assert tree(output) == fresh(NEW)
        assert names_in(output.parent) == ["public"]
        assert tree(tmp_path / "lower/public") == fresh(OLD)

    def test_the_working_folder(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        put(OLD, output)
        monkeypatch.chdir(output / "a")
        for site in (NEW, OLD):
            assert "درون پوشهٔ خروجی" in published_in_place(site, output)
            assert tree(output) == fresh(site)
            assert (output / "a").samefile(".")

    def test_a_folder_beside_which_nothing_may_be_written(self) -> None:
        code = "for site in (OLD, NEW): print(published_in_place(site, folder / 'public'))"
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "public").mkdir()
            os.chown(folder / "public", NOBODY, NOBODY)
            folder.chmod(0o755)
            assert as_nobody(code, folder).count("اجازهٔ نوشتن نیست") == 2
            assert tree(folder / "public") == fresh(NEW)
            assert names_in(folder) == ["public"]

    def test_elsewhere_folders_are_exchanged(self, output: Path) -> None:
        for site in (OLD, NEW):
            assert published_in_place(site, output) == ""


class TestLeftovers:
    """What has the name of a build's leftover without being one is refused by its name."""

    @pytest.mark.parametrize("what", ["new", "old"])
    def test_a_link_is_never_put_in_the_place_of_the_output(
        self, output: Path, tmp_path_factory: pytest.TempPathFactory, what: str
    ) -> None:
        other = tmp_path_factory.mktemp("other")
        put(OLD, other / "public")
        beside(output, what).symlink_to(other / "public")
        with pytest.raises(OutputRefused, match=rf"qomsite-{what}» .*\[output-foreign\]"):
            put(NEW, output)
        assert not os.path.lexists(output)
        assert tree(other / "public") == fresh(OLD)

    @pytest.mark.parametrize("place", ["../.public.qomsite-new", "../.public.qomsite-old", "."])
    def test_a_file(self, output: Path, place: str) -> None:
        put(OLD, output)
        path = output / ".qomsite-new" if place == "." else output.parent / place[3:]
        path.write_text("mine")
        with pytest.raises(OutputRefused, match=r"qomsite-\w+» .*\[output-foreign\]"):
            put(NEW, output)
        assert path.read_text() == "mine"

    def test_one_that_may_not_be_removed(self) -> None:
        code = """
try: put(NEW, folder / "public")
except OutputRefused as error: print(*error.problems)
"""
        with TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o777)
            (beside(folder / "public", "new") / "x").mkdir(parents=True)
            told = as_nobody(code, folder)
            assert re.search(r"qomsite-new» .*\[output-unwritable\]$", told)
