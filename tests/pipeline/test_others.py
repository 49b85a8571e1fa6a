"""What others have in the output: files that they write meanwhile, owners, modes; what stays."""

import json
import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from qomsite.pipeline import disk, exchange, in_place
from qomsite.pipeline.publish import publish
from qomsite.pipeline.request import MANIFEST
from tests.children import NOBODY
from tests.pipeline.publications import NEW, NO_SOURCES, OLD, artifacts, fresh, names_in, put, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes and owners of POSIX")
GROUP = 12345
FILES = 400
FIRST = {"index.html": "1", "search/x.0123456789.js": "1", "x/list.0123456789.html": "1"}
SECOND = {"index.html": "2", "search/x.abcdef0123.js": "2"}
THIRD = {"index.html": "3", "search/x.abcdef0123.js": "2"}


@pytest.fixture(params=["exchange", "two renames", "in place"])
def publishing(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[dict[str, str], Path], object]:
    """Publishes a site in each way."""
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "_has_swapped", lambda *_: False)
    return lambda site, output: publish(
        artifacts(site), output, NO_SOURCES, in_place=request.param == "in place", is_durable=False
    )


Publishing = Callable[[dict[str, str], Path], object]


class TestMeanwhile:
    """What others write while a build is at work stays."""

    def test_just_before_the_exchange(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def write_meanwhile(*_: object) -> bool:
            (output / "late.txt").write_text("late")
            (output / "a/late.txt").write_text("late, in a folder of the site")
            (output / "folder/deep").mkdir(parents=True)
            (output / "folder/deep/late.txt").write_text("late, in a new folder")
            (output / ".git/index.lock").rename(output / ".git/index")
            (output / ".git/old").unlink()
            with (output / "open.txt").open("a") as file:
                file.write(" and after")
            return False

        put(OLD, output)
        (output / ".git").mkdir()
        for name in (".git/index", ".git/old", "open.txt"):
            (output / name).write_text("before")
        (output / ".git/index.lock").write_text("changed")
        monkeypatch.setattr(exchange, "_has_swapped", write_meanwhile)
        put(NEW, output)
        found = tree(output)
        assert {path: text for path, text in found.items() if path not in fresh(NEW)} == {
            ".git": "/",
            ".git/index": "changed",
            "a/late.txt": "late, in a folder of the site",
            "folder": "/",
            "folder/deep": "/",
            "folder/deep/late.txt": "late, in a new folder",
            "late.txt": "late",
            "open.txt": "before and after",
        }
        assert names_in(output.parent) == ["public"]

    def test_a_program_that_writes_all_the_time(self, output: Path) -> None:
        def write() -> None:
            for number in range(FILES):
                (output / f"{number}.txt").write_text("kept")

        put(OLD, output)
        writer = Thread(target=write)
        writer.start()
        times = 0
        while writer.is_alive() or times < 2:
            put((NEW, OLD)[times % 2], output)
            times += 1
        assert len([*output.glob("*.txt")]) == FILES


class TestRights:
    """Owner, group and mode stay where they are the host's affair; the site's own can be read."""

    def test_those_of_the_output_and_of_foreign_folders_stay(
        self, output: Path, publishing: Publishing
    ) -> None:
        if os.geteuid() != 0:
            pytest.fail("giving a folder to a group needs root")
        publishing(OLD, output)
        (output / "theirs").mkdir()
        for folder, mode in ((output, 0o2775), (output / "theirs", 0o2770)):
            os.chown(folder, NOBODY, GROUP)
            folder.chmod(mode)
        for site in (NEW, {**OLD, "new/x.html": "x"}):
            publishing(site, output)
            for folder, mode in ((output, 0o2775), (output / "theirs", 0o2770)):
                info = folder.stat()
                assert (stat.S_IMODE(info.st_mode), info.st_uid, info.st_gid) == (
                    mode,
                    NOBODY,
                    GROUP,
                )
        info = (output / "new").stat()
        assert (stat.S_IMODE(info.st_mode), info.st_gid) == (0o2755, GROUP)
        assert (output / "new/x.html").stat().st_gid == GROUP

    def test_a_group_that_cannot_be_given_away_keeps_the_folder(
        self, output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(1, "not a member")

        put(OLD, output)
        os.chown(output, -1, GROUP)
        monkeypatch.setattr(os, "chown", refuse)
        assert publish(artifacts(NEW), output, NO_SOURCES, is_durable=False).in_place
        assert output.stat().st_gid == GROUP
        assert tree(output) == fresh(NEW)

    @pytest.mark.parametrize("mode", [0o600, 0o000, 0o777])
    def test_wrong_modes_of_the_site_are_put_right(
        self, output: Path, publishing: Publishing, mode: int
    ) -> None:
        publishing(OLD, output)
        for path in ("index.html", "a", MANIFEST):
            (output / path).chmod(mode)
        publishing(OLD, output)
        assert {stat.S_IMODE((output / path).stat().st_mode) for path in OLD} == {0o644}
        assert stat.S_IMODE((output / "a").stat().st_mode) & 0o755 == 0o755


class TestManifest:
    """A manifest that somebody changed removes nothing that the build did not make."""

    def test_it_removes_nothing_of_others(self, output: Path, publishing: Publishing) -> None:
        publishing(OLD, output)
        theirs = {".git/HEAD": "ref", "CNAME": "qom.example", "a/.keep": "", "mine.html": "mine"}
        for name, text in theirs.items():
            (output / name).parent.mkdir(exist_ok=True)
            (output / name).write_text(text)
        told = json.loads((output / MANIFEST).read_text())
        for section in ("files", "kept"):
            told[section] = told.get(section, {}) | {
                name: sha256(text.encode()).hexdigest() for name, text in theirs.items()
            }
            told[section]["mine.html"] = "0" * 64
        (output / MANIFEST).write_text(json.dumps(told))
        publishing(NEW, output)
        found = tree(output)
        assert {name: found.get(name) for name in theirs} == theirs
        assert "a/2.html" not in found

    def test_one_of_before_files_were_kept_is_understood(
        self, output: Path, publishing: Publishing
    ) -> None:
        publishing(OLD, output)
        told = json.loads((output / MANIFEST).read_text())
        (output / MANIFEST).write_text(json.dumps(told["files"]))
        publishing(NEW, output)
        assert tree(output) == fresh(NEW)


class TestDurable:
    """What a build says it has published would outlive a power failure; the preview need not."""

    @pytest.mark.parametrize("way", ["exchange", "in place"])
    def test_the_disk_is_asked_once_before_and_once_after(
        self, output: Path, monkeypatch: pytest.MonkeyPatch, way: str
    ) -> None:
        seen: list[str] = []

        def note(*_: object) -> None:
            seen.append((output / "index.html").read_text())

        put(OLD, output)
        for module in (exchange, in_place):
            monkeypatch.setattr(module, "flush", note)
        monkeypatch.setattr(exchange, "flush_folder", note)
        publish(artifacts(NEW), output, NO_SOURCES, in_place=way == "in place", is_durable=False)
        assert seen == []
        publish(artifacts(OLD), output, NO_SOURCES, in_place=way == "in place")
        assert seen == ["new", "old"]
        publish(artifacts(OLD), output, NO_SOURCES, in_place=way == "in place")
        assert seen == ["new", "old"]

    def test_the_system_does_as_it_is_asked(self, tmp_path: Path) -> None:
        disk.flush(tmp_path)
        disk.flush_folder(tmp_path)
        with pytest.raises(FileNotFoundError):
            disk.flush(tmp_path / "nowhere")


class TestKept:
    """Hashed files stay for one publication longer: whoever has an old page open asks for them."""

    def test_until_the_second_publication_that_differs(
        self, output: Path, publishing: Publishing
    ) -> None:
        def there() -> set[str]:
            return {path for path in tree(output) if path.startswith(("search/", "x/"))}

        def kept() -> list[str]:
            return [*json.loads((output / MANIFEST).read_text()).get("kept", {})]

        old, new = "search/x.0123456789.js", "search/x.abcdef0123.js"
        publishing(FIRST, output)
        assert (there(), kept()) == ({old, "x/list.0123456789.html"}, [])
        for _ in range(2):
            publishing(SECOND, output)
            assert (there(), kept()) == ({old, new}, [old])
        publishing(THIRD, output)
        assert (there(), kept()) == ({new}, [])
        assert tree(output) == fresh(THIRD)

    def test_one_that_comes_back_is_the_sites_again(
        self, output: Path, publishing: Publishing
    ) -> None:
        for site in (FIRST, SECOND, FIRST):
            publishing(site, output)
        told = json.loads((output / MANIFEST).read_text())
        assert [*told["kept"]] == ["search/x.abcdef0123.js"]
        assert tree(output)["search/x.0123456789.js"] == "1"

    def test_only_what_the_build_named_by_its_bytes(
        self, output: Path, publishing: Publishing
    ) -> None:
        paths = ("filter/0123456789.js", "media/0123456789.pdf", "media/x.0123456789.pdf", "a.css")
        publishing(dict.fromkeys(paths, "x"), output)
        publishing({"index.html": "2"}, output)
        assert [*json.loads((output / MANIFEST).read_text())["kept"]] == ["filter/0123456789.js"]

    @pytest.mark.parametrize("path", ["search", "search/X.0123456789.JS/y.html"])
    def test_never_in_the_way(self, output: Path, publishing: Publishing, path: str) -> None:
        publishing(FIRST, output)
        site = {"index.html": "2", path: "in its place"}
        publishing(site, output)
        assert tree(output) == fresh(site)

    def test_not_one_that_somebody_changed(self, output: Path, publishing: Publishing) -> None:
        publishing(FIRST, output)
        (output / "search/x.0123456789.js").write_text("foreign")
        publishing(SECOND, output)
        assert "kept" not in json.loads((output / MANIFEST).read_text())
