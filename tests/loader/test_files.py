"""Files of the content folder: what is read, what is refused, and that nothing waits."""

import os
from pathlib import Path

import pytest

from qomsite.errors import Place, Problem
from qomsite.loader.files import MAX_BYTES, MOST_HIDDEN, Found, entries, is_leftover, read_text
from qomsite.loader.load import load
from tests.children import as_nobody, in_child
from tests.sites.folders import copy_tiny, found_in


def read(path: Path, data: bytes) -> tuple[str | None, list[Problem]]:
    """What comes of a file with these bytes."""
    path.write_bytes(data)
    problems: list[Problem] = []
    return read_text(Found(str(path), path.name), problems), problems


class TestText:
    def test_a_byte_order_mark_and_crlf_are_tolerated(self, tmp_path: Path) -> None:
        data = b"\xef\xbb\xbf---\r\ntitle: x\r---\r\n"
        assert read(tmp_path / "1.md", data) == ("---\ntitle: x\n---\n", [])

    @pytest.mark.parametrize(
        ("data", "slug", "place"),
        [
            ("سلام\nاب\0".encode(), "hidden-character", Place("1.md", 2, 3)),
            ("سلام\n".encode() + b"ab\xff", "not-utf8", Place("1.md", 2, 3)),
            (b"\xef\xbb\xbfab\xff", "not-utf8", Place("1.md", 1, 3)),
            (b"\xed\xa0\x80", "not-utf8", Place("1.md", 1, 1)),
            ("سلام".encode("utf-16"), "not-utf8", Place("1.md", 1, 1)),
            (b"x" * 2 * MAX_BYTES, "file-too-large", Place("1.md")),
        ],
        ids=["nul", "cp1252", "after a mark", "surrogate", "utf-16", "two megabytes"],
    )
    def test_what_is_no_text_is_refused_at_its_place(
        self, tmp_path: Path, data: bytes, slug: str, place: Place
    ) -> None:
        text, problems = read(tmp_path / "1.md", data)
        assert text is None
        assert [(problem.slug, problem.place) for problem in problems] == [(slug, place)]

    def test_a_bidi_control_is_named_and_the_rest_still_read(self, tmp_path: Path) -> None:
        text, problems = read(tmp_path / "1.md", "الف\u202eب".encode())
        assert text == "الف\u202eب"
        assert [(problem.place.column, "U+202E" in problem.message) for problem in problems] == [
            (4, True)
        ]

    def test_a_flood_of_hidden_characters_is_counted(self, tmp_path: Path) -> None:
        _, problems = read(tmp_path / "1.md", "\u200b".encode() * 300_000)
        assert len(problems) == MOST_HIDDEN + 1
        assert "۲۹۹۹۰۰" in problems[-1].message

    def test_the_largest_file_is_read(self, tmp_path: Path) -> None:
        text, problems = read(tmp_path / "1.md", b"x" * MAX_BYTES)
        assert (len(text or ""), problems) == (MAX_BYTES, [])

    def test_a_file_that_turned_into_a_fifo_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "1.md")
        problems: list[Problem] = []
        assert read_text(Found(str(tmp_path / "1.md"), "1.md"), problems) is None
        assert [problem.slug for problem in problems] == ["unreadable-file"]

    def test_a_file_that_turned_into_a_link_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "1.md").symlink_to("/etc/passwd")
        problems: list[Problem] = []
        assert read_text(Found(str(tmp_path / "1.md"), "1.md"), problems) is None
        assert [problem.slug for problem in problems] == ["unreadable-file"]

    def test_a_file_that_is_gone_is_reported(self, tmp_path: Path) -> None:
        problems: list[Problem] = []
        assert read_text(Found(str(tmp_path / "1.md"), "1.md"), problems) is None
        assert "چنین پرونده یا پوشه‌ای نیست" in problems[0].message


class TestFolder:
    def refused(self, content: Path) -> list[tuple[str, str]]:
        """The files that a run complains of, with the slugs."""
        found = [line.split(": ", 1) for line in found_in(content)]
        return [(place.split(":")[0], said.rpartition("[")[2][:-1]) for place, said in found]

    @pytest.mark.parametrize("target", ["/etc/passwd", "../site.yaml", "nowhere.md", "."])
    def test_a_link_is_refused_and_not_followed(self, content: Path, target: str) -> None:
        (content / "pages/link.md").symlink_to(target)
        assert self.refused(content) == [("content/pages/link.md", "unreadable-file")]

    def test_a_linked_collection_is_refused(self, tmp_path: Path, content: Path) -> None:
        (content / "news").rename(tmp_path / "elsewhere")
        (content / "news").symlink_to(tmp_path / "elsewhere")
        assert ("content/news", "unreadable-file") in self.refused(content)

    def test_a_fifo_is_refused_and_not_waited_for(self, content: Path) -> None:
        os.mkfifo(content / "pages/fifo.md")
        os.mkfifo(content / "media/fifo.png")
        assert self.refused(content) == [
            ("content/media/fifo.png", "unreadable-file"),
            ("content/pages/fifo.md", "unreadable-file"),
        ]

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
    def test_a_device_is_refused(self, content: Path) -> None:
        try:
            os.mknod(content / "pages/zero.md", 0o020666, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("this container makes no devices")
        assert self.refused(content) == [("content/pages/zero.md", "unreadable-file")]

    def test_a_file_without_permission_is_refused(
        self, content: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (content / "pages/about.md").chmod(0)
        content.parent.chmod(0o755)
        monkeypatch.chdir(content.parent)  # the folders above are closed to another user

        def look() -> int:
            as_nobody()  # root may read all
            expected = [("content/pages/about.md", "unreadable-file")]
            return int(self.refused(Path("content")) != expected)

        assert in_child(look) == 0

    def test_a_folder_named_as_a_record_is_refused(self, content: Path) -> None:
        (content / "pages/x.md").mkdir()
        (content / "media/x.png").mkdir()
        assert self.refused(content) == [
            ("content/media/x.png", "unexpected-file"),
            ("content/pages/x.md", "unexpected-file"),
        ]

    @pytest.mark.parametrize(
        "name",
        [".1.md.swp", "1.md~", "#1.md#", ".#1.md", "1.md.bak", "1.md.orig", "~$1.md", "Thumbs.db"],
    )
    def test_an_editors_leftover_is_skipped(self, content: Path, name: str) -> None:
        (content / "goals" / name).write_bytes(b"\xff")
        assert is_leftover(name)
        assert self.refused(content) == []

    def test_a_name_that_cannot_be_printed_is_refused(self, content: Path) -> None:
        for name in (b"\xff.md", b"a\n.md", "a\n\u200c.md".encode(), "\u202ea.md".encode()):
            Path(os.fsdecode(bytes(content / "pages") + b"/" + name)).write_bytes(b"")
        found = found_in(content)
        assert len(found) == 4
        assert all(line.endswith("[bad-file-name]") for line in found)
        assert all(line.replace("\u200c", "").isprintable() for line in found)

    def test_entries_come_in_one_order(self, tmp_path: Path) -> None:
        for name in ("b", "a", "10", "2"):
            (tmp_path / name).write_bytes(b"")
        assert [found.name for found in entries(tmp_path, "x", [])] == ["10", "2", "a", "b"]

    def test_no_folder_at_all_is_one_problem(self, tmp_path: Path) -> None:
        content, problems = load(tmp_path / "none")
        assert content.site is None
        assert [problem.slug for problem in problems] == ["unreadable-file"]

    def test_the_current_folder_has_a_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(copy_tiny(tmp_path))
        content, problems = load(Path())
        assert problems == ()
        assert content.records["goals"][0].path == "content/goals/1.md"
