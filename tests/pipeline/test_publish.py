"""The published folder is the whole old site or the whole new one, whatever happens."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qomsite.errors import OutputConflict, OutputRefused
from qomsite.pipeline import exchange
from qomsite.pipeline import publish as module
from qomsite.pipeline.lock import beside
from qomsite.pipeline.output_folder import STAGE
from qomsite.pipeline.publish import Published, publish
from qomsite.pipeline.request import MANIFEST
from qomsite.render.artifact import Artifact
from tests.pipeline.nobody import as_nobody
from tests.pipeline.publications import (
    NEW,
    NO_SOURCES,
    OLD,
    artifacts,
    fresh,
    names_in,
    put,
    times,
    tree,
)

ROOT = Path(__file__).resolve().parents[2]
posix_only = pytest.mark.skipif(os.name == "nt", reason="links, modes and forks of POSIX")


@pytest.fixture(params=["exchange", "two renames", "in place"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs with the system's exchange of two folders, without, and in place."""
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "_has_swapped", lambda *_: False)
    if request.param == "in place":
        monkeypatch.setattr(module, "why_in_place", lambda _: "a test asks for it")
    return str(request.param)


class TestWhatIsPublished:
    def test_the_artifacts_and_the_manifest(self, output: Path) -> None:
        assert put(OLD, output) == Published(5, 0, 0)
        found = tree(output)
        manifest = found.pop(MANIFEST)
        assert {path: text for path, text in found.items() if text != "/"} == OLD
        listing = json.loads(manifest)["files"]
        assert listing == {path: sha256(text.encode()).hexdigest() for path, text in OLD.items()}
        assert list(listing) == sorted(OLD)

    def test_only_the_difference_is_written(self, output: Path) -> None:
        put(OLD, output)
        before = times(output)
        assert put(NEW, output) == Published(written=3, kept=2, removed=2)
        assert tree(output) == fresh(NEW)
        kept = str(output / "a/1.html")
        assert times(output)[kept][:2] == before[kept][:2]
        assert names_in(output.parent) == ["public"]

    def test_the_order_of_the_artifacts_does_not_matter(self, output: Path) -> None:
        put(OLD, output)
        assert put(dict(reversed(OLD.items())), output) == Published(0, 5, 0)

    def test_nothing_is_written_when_nothing_changed(self, output: Path) -> None:
        put(OLD, output)
        before = times(output)
        assert put(OLD, output) == Published(0, 5, 0)
        assert times(output) == before

    def test_a_file_that_somebody_changed_heals(self, output: Path) -> None:
        put(OLD, output)
        (output / "index.html").write_text("odd")
        (output / "a/1.html").unlink()
        (output / "a/2.html").rename(output / "a/3.html")
        assert put(OLD, output).written == 3
        assert tree(output) == {**fresh(OLD), "a/3.html": "two"}

    @posix_only
    def test_a_file_that_became_a_link_heals(self, output: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").write_text("old")
        put(OLD, output)
        (output / "index.html").unlink()
        (output / "index.html").symlink_to(tmp_path / "elsewhere")
        assert put(OLD, output).written == 1
        assert not (output / "index.html").is_symlink()
        assert (tmp_path / "elsewhere").read_text() == "old"

    @posix_only
    def test_modes_do_not_depend_on_the_umask(self, output: Path) -> None:
        for mask in (0o077, 0o000):
            shutil.rmtree(output, ignore_errors=True)
            before = os.umask(mask)
            try:
                put(OLD, output)
            finally:
                os.umask(before)
            for path in (output, *output.rglob("*")):
                mode = stat.S_IMODE(path.stat().st_mode)
                assert mode == (0o755 if path.is_dir() else 0o644), path

    def test_an_empty_site_and_a_deep_new_place(self, tmp_path: Path) -> None:
        output = tmp_path / "x" / "y" / "public"
        assert put({}, output) == Published(0, 0, 0)
        assert put({}, output) == Published(0, 0, 0)
        assert set(tree(output)) == {MANIFEST}

    def test_an_empty_folder_is_taken(self, output: Path) -> None:
        output.mkdir()
        put(OLD, output)
        assert tree(output) == fresh(OLD)

    def test_a_relative_path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        put(OLD, Path("public"))
        put(NEW, Path("public"))
        assert tree(tmp_path) == {"public": "/"} | {f"public/{k}": v for k, v in fresh(NEW).items()}

    def test_second_names_are_never_written_through(self, output: Path, tmp_path: Path) -> None:
        put(OLD, output)
        backup = tmp_path / "backup"
        shutil.copytree(output, backup, copy_function=os.link)
        put(NEW, output)
        put({**NEW, "a/1.html": "third"}, output)
        assert tree(backup) == fresh(OLD)

    def test_a_disk_without_hard_links(self, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(1, "no links here")

        put(OLD, output)
        (output / "CNAME").write_text("qom.example")
        monkeypatch.setattr(os, "link", refuse)
        assert put(NEW, output) == Published(3, 2, 2)
        assert tree(output) == {**fresh(NEW), "CNAME": "qom.example"}


class TestFilesOfOthers:
    @posix_only
    def test_they_are_carried_over_untouched(self, output: Path, tmp_path: Path) -> None:
        put(OLD, output)
        (output / "CNAME").write_text("qom.example")
        (output / "a/notes.txt").write_text("stays in a folder of the site that goes away")
        (output / ".git/objects/empty").mkdir(parents=True)
        (output / ".git/objects/ab").write_text("object")
        (output / ".git/objects/ab").chmod(0o444)
        (output / "link").symlink_to("a/1.html")
        (output / "away").symlink_to(tmp_path)
        (output / "dangling").symlink_to("nowhere")
        os.mkfifo(output / "pipe")
        os.utime(output / "CNAME", (1, 1))
        os.utime(output / ".git", (2, 2))
        (output / ".git").chmod(0o500)
        foreign = ("CNAME", ".git", ".git/objects/ab", "a/notes.txt", "pipe")
        before = {name: (output / name).stat() for name in foreign}
        for site in (NEW, {}, OLD):
            put(site, output)
            assert (output / "dangling").readlink() == Path("nowhere")
            assert (output / "away").readlink() == tmp_path
            assert (output / "link").readlink() == Path("a/1.html")
            assert (output / ".git/objects/empty").is_dir()
            for name, old in before.items():
                new = (output / name).stat()
                assert (new.st_mode, new.st_mtime_ns) == (old.st_mode, old.st_mtime_ns), name
                assert name == ".git" or new.st_ino == old.st_ino
        assert names_in(tmp_path) == ["public"]

    def test_they_are_no_reason_to_write(self, output: Path) -> None:
        put(OLD, output)
        (output / "CNAME").write_text("qom.example")
        (output / "folder").mkdir()
        before = times(output)
        assert put(OLD, output) == Published(0, 5, 0)
        assert times(output) == before

    @pytest.mark.parametrize("name", ["n", "N", "n/n.html/x", "N/N.HTML/x", "b/c/mine"])
    def test_one_in_the_way_is_refused(self, output: Path, name: str) -> None:
        put(OLD, output)
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text("mine")
        before = tree(output)
        with pytest.raises(OutputRefused, match="output-foreign"):
            put(NEW, output)
        assert tree(output) == before

    @posix_only
    def test_a_link_in_the_place_of_a_folder_is_refused(self, output: Path, tmp_path: Path) -> None:
        put(OLD, output)
        (tmp_path / "other").mkdir()
        shutil.rmtree(output / "a")
        (output / "a").symlink_to(tmp_path / "other")
        with pytest.raises(OutputRefused, match="output-foreign"):
            put(OLD, output)
        assert list((tmp_path / "other").iterdir()) == []

    @pytest.mark.parametrize("manifest", [None, "", "{", "[]", "[" * 100_000])
    def test_a_folder_that_no_build_wrote_is_refused(
        self, output: Path, manifest: str | None
    ) -> None:
        output.mkdir()
        (output / "thesis.txt").write_text("years of work")
        if manifest is not None:
            (output / MANIFEST).write_text(manifest)
        before = times(output)
        with pytest.raises(OutputRefused, match="output-foreign"):
            put(OLD, output)
        assert times(output) == before

    def test_a_manifest_that_names_what_is_outside_does_no_harm(
        self, output: Path, tmp_path: Path
    ) -> None:
        put(OLD, output)
        (tmp_path / "mine.txt").write_text("mine")
        names = ["../mine.txt", str(tmp_path / "mine.txt"), "/etc/passwd", "", "a\0b", "a/../../x"]
        listing = json.loads((output / MANIFEST).read_text())["files"]
        mine = sha256(b"mine").hexdigest()
        (output / MANIFEST).write_text(
            json.dumps({"files": listing | dict.fromkeys(names, mine), "kept": [], "before": 3})
        )
        put(NEW, output)
        assert tree(output) == fresh(NEW)
        assert (tmp_path / "mine.txt").read_text() == "mine"


class TestRefusedOutputs:
    @pytest.fixture
    def project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        project = tmp_path / "home" / "project"
        for name in ("content/goals", "templates", "assets"):
            (project / name).mkdir(parents=True)
        (project / "file").write_text("x")
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
        return project

    def publish(self, output: Path, project: Path) -> None:
        sources = [project / name for name in ("content", "templates", "assets")]
        publish(artifacts(OLD), output, [project, *sources, project / "not-there"])

    @pytest.mark.parametrize(
        "name",
        [
            *("/", "", ".", "..", "../..", "content", "content/", "content/new/x", "content/goals"),
            *("templates", "templates/x", "assets/x", "x/../content", "file", "file/x"),
        ],
    )
    def test_it_is_refused(self, project: Path, tmp_path: Path, name: str) -> None:
        before = tree(tmp_path)
        with pytest.raises(OutputRefused, match=r":1:1: .* \[output-(folder|unwritable)\]$"):
            self.publish(project / name, project)
        assert tree(tmp_path) == before

    def test_a_folder_of_the_sources_is_called_that(self, project: Path) -> None:
        with pytest.raises(OutputRefused, match=r"این خود پوشهٔ «.*content» است"):
            self.publish(project / "content", project)
        with pytest.raises(OutputRefused, match="را در خود دارد"):
            self.publish(project.parent.parent, project)

    @posix_only
    def test_a_link_is_refused(self, project: Path) -> None:
        (project / "public").mkdir()
        (project / "good").symlink_to("public")
        (project / "dangling").symlink_to("nowhere")
        (project / "loop").symlink_to("loop")
        (project / "alias").symlink_to("content")
        for name in ("good", "dangling", "loop", "alias", "alias/x"):
            with pytest.raises(OutputRefused, match="output-folder"):
                self.publish(project / name, project)
        assert not (project / "nowhere").exists()

    @pytest.mark.parametrize("name", ["public", "x/public", "../elsewhere", "../../elsewhere"])
    def test_other_folders_are_taken(self, project: Path, name: str) -> None:
        self.publish(project / name, project)
        assert tree(project / name) == fresh(OLD)

    @pytest.mark.parametrize(
        "paths", [("a", "a"), ("a", "A"), ("a", "a/b"), ("../a",), (MANIFEST,)]
    )
    def test_conflicts_are_found_before_anything_is_written(
        self, output: Path, paths: tuple[str, ...]
    ) -> None:
        files = [Artifact(path, b"", f"{number}.md") for number, path in enumerate(paths)]
        with pytest.raises(OutputConflict, match=r"0\.md"):
            publish(files, output, NO_SOURCES)
        assert list(output.parent.iterdir()) == []


# The file-system calls of a publication are counted, and at one of them the process dies or the
# call fails. `walk.py` does so for the first call, the second, and so on until none is left.
WALK = """
import errno, io, itertools, os, shutil, signal, sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from qomsite.pipeline import exchange, publish
from qomsite.pipeline.output_folder import recover
from qomsite.errors import OutputRefused
from publications import NEW, OLD, names_in, put, tree

mode, way, place = sys.argv[1:]
UNTOUCHED = 3
NAMES = "chmod fsync link lstat mkdir open rename replace rmdir scandir symlink unlink utime"

class Steps:
    def __init__(self, last, after):
        self.count, self.last, self.after = 0, last, after

    def before(self, name):
        self.count += 1
        if self.count >= self.last and (self.after or self.count == self.last):
            if mode == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            number = (errno.ENOSPC, errno.EACCES, errno.EIO)[self.count % 3]
            raise OSError(number, os.strerror(number), name)

    def wrap(self, name, call):
        def step(*arguments, **options):
            self.before(name)
            return call(*arguments, **options)
        return step

def arm(steps):
    for name in NAMES.split():
        setattr(os, name, steps.wrap(name, getattr(os, name)))
    class File(io.FileIO):
        def write(self, content):
            steps.before("write")  # and then half of it, as a full disk would
            return super().write(content[: max(1, len(content) // 2)])
    os.fdopen = lambda number, *_, **__: File(number, "wb")
    exchange._has_swapped = steps.wrap("swap", exchange._has_swapped)

if way == "two renames":
    exchange._has_swapped = lambda *_: False
by_itself = publish.why_in_place
def asked(_):
    return "a test asks for it"
if way == "in place":
    publish.why_in_place = asked

def prepared(folder):
    output = folder / "public"
    put({{**OLD, **style("0123456789")}}, output)
    (output / ".git").mkdir()
    (output / ".git/HEAD").write_text("ref")
    (output / "CNAME").write_text("qom.example")
    return output

def style(code):
    # A page that names a hashed file: the text of both is the path of the file.
    path = f"s/x.{{code}}.css"
    return {{"index.html": path, path: path}}

THEN = {{**NEW, **style("abcdef0123")}}

def is_whole(found):
    # Every file is of one publication or the other, and all that a page names is there.
    known = {{*before.items(), *after.items()}}
    texts = dict(found)
    del texts["{manifest}"]
    return {{*texts.items()}} <= known and texts[texts["index.html"]] == texts["index.html"]

output = prepared(Path(place, "0"))
before = tree(output)
put(THEN, output)
after = tree(output)
seen = set()
for last in itertools.count(1):
    folder = Path(place, str(last))
    output = prepared(folder)
    child = os.fork()
    if child == 0:
        steps = Steps(last, mode == "disk dies")
        arm(steps)
        try:
            put(THEN, output)
            code = 0 if steps.count >= last else UNTOUCHED
        except OutputRefused as error:
            assert "output-unwritable" in str(error), error
            code = 1
        except BaseException:
            import traceback; traceback.print_exc()
            code = 2
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 1, UNTOUCHED, -signal.SIGKILL), (last, code)
    if way == "two renames" and not output.exists():
        assert mode != "fail", "a single failure must not take the site away"
        seen.add("away")
        recover(output)
    found = tree(output)
    found = {{path: text for path, text in found.items() if not path.startswith("{stage}")}}
    if way == "in place" and found not in (before, after):
        assert is_whole(found), (last, found)
        seen.add("between")
    else:
        assert found in (before, after), (last, code, found)
        assert code != 1 or found == before, (last, "refused, and published")
        seen.add("old" if found == before else "new")
    assert code not in (0, UNTOUCHED) or found == after, (last, "published, and not there")
    if last % 2:  # the next build completes it, in whichever way
        publish.why_in_place = by_itself
    put(THEN, output)
    if way == "in place":
        publish.why_in_place = asked
    assert tree(output) == after, (last, tree(output))
    assert names_in(folder) == ["public"], (last, names_in(folder))
    shutil.rmtree(folder)
    if code == UNTOUCHED:
        break
print(last, sorted(seen))
"""


@posix_only
@pytest.mark.parametrize("mode", ["kill", "fail", "disk dies"])
def test_old_or_new_whatever_happens_at_every_step(tmp_path: Path, way: str, mode: str) -> None:
    script = tmp_path / "walk.py"
    names = {"manifest": MANIFEST, "stage": STAGE}
    script.write_text(WALK.format(root=str(ROOT), tests=str(Path(__file__).parent), **names))
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with TemporaryDirectory(dir=memory) as place:  # thousands of folders are made there
        done = subprocess.run(
            [sys.executable, str(script), mode, way, place],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    steps, seen = done.stdout.split(maxsplit=1)
    assert ("'between'" in seen) == (way == "in place")
    assert int(steps) > 50
    assert "'old'" in seen
    assert "'new'" in seen


class TestLeftovers:
    def test_a_publication_that_died_between_two_renames(self, output: Path) -> None:
        put(OLD, output)
        output.rename(beside(output, "old"))
        shutil.copytree(beside(output, "old"), beside(output, "new"))
        put(NEW, output)
        assert tree(output) == fresh(NEW)
        assert names_in(output.parent) == ["public"]

    def test_leftovers_go_also_when_nothing_changed(self, output: Path) -> None:
        put(OLD, output)
        shutil.copytree(output, beside(output, "new"))
        shutil.copytree(output, beside(output, "old"))
        before = times(output)
        put(OLD, output)
        assert times(output) == before
        assert names_in(output.parent) == ["public"]

    @posix_only
    def test_a_failure_of_the_second_rename_brings_the_old_site_back(
        self, output: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(OLD, output)
        monkeypatch.setattr(module, "why_in_place", lambda _: "")
        monkeypatch.setattr(exchange, "_has_swapped", lambda *_: False)
        rename: Callable[..., None] = os.rename

        def fail(source: Path, target: Path) -> None:
            if source == beside(output, "new"):
                raise PermissionError(13, "in use", str(target))
            rename(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(os, "rename", fail)
            with pytest.raises(OutputRefused, match="دست نخورد"):
                put(NEW, output)
        assert tree(output) == fresh(OLD)
        assert names_in(output.parent) == ["public"]


@posix_only
def test_a_folder_without_the_right_to_write() -> None:
    code = """
try: put(NEW, folder / "public")
except OutputRefused as error: print(*error.problems)
"""
    with TemporaryDirectory() as name:
        output = Path(name, "public")
        put(OLD, output)
        before = times(output)
        Path(name).chmod(0o555)
        told = as_nobody(code, Path(name))
        Path(name).chmod(0o700)
        assert "public:1:1: " in told
        assert "اجازهٔ این کار نیست" in told
        assert times(output) == before


def test_two_builds_at_once_do_not_mix(output: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        f"sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]\n"
        "from publications import put\n"
        "site = {f'{n}/{m}.html': sys.argv[2] for n in range(10) for m in range(10)}\n"
        "for turn in range(15):\n"
        "    put({**site, f'only-{sys.argv[2]}': str(turn % 2)}, Path(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", script, str(output)]
    processes = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [process.wait() for process in processes] == [0, 0]
    site = {f"{n}/{m}.html": "" for n in range(10) for m in range(10)}
    wholes = [fresh({**dict.fromkeys(site, name), f"only-{name}": "0"}) for name in ("one", "two")]
    assert tree(output) in wholes
    assert names_in(output.parent) == ["public"]


PATHS = st.sampled_from(["a", "b", "c/a", "c/b", "c/d/a", "c/d/e/a", "طرح/۱.html", "x.html"])
SITES = st.dictionaries(PATHS, st.sampled_from(["", "one", "two"]), max_size=6)


@settings(max_examples=60)
@given(st.lists(SITES, min_size=1, max_size=5))
def test_any_history_ends_as_a_fresh_publication(history: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        output = Path(folder, "public")
        for site in history:
            put(site, output)
        assert tree(output) == fresh(history[-1])
        assert names_in(output.parent) == ["public"]
