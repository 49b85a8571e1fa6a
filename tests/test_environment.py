"""Which Python a run uses, what makes `.venv`, and the sentence for each way it can fail."""

import ast
import errno
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import build
from qomsite import cli, environment, installation
from qomsite.commands import again
from qomsite.errors import EnvironmentProblem
from qomsite.locks import lock_is_ours

ROOT = Path(environment.ROOT)
RUN = "# head\na==1 \\\n    --hash=sha256:00\n"
SHEETS = RUN + environment.EXTRAS["sheets"] + "\nc==3 \\\n    --hash=sha256:22\n"
LOCK = SHEETS + environment.EXTRAS["test"] + "\nb==2 \\\n    --hash=sha256:11\n"
ALL = tuple(environment.EXTRAS)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with a lock, in whose place `environment` works; nothing is installed."""
    (tmp_path / "requirements.lock").write_text(LOCK, "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["a>=1"]\n'
        '[project.optional-dependencies]\nsheets = ["c>=3"]\ntest = ["b>=2"]\n',
        "utf-8",
    )
    monkeypatch.setattr(environment, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(environment, "LOCK", str(tmp_path / "requirements.lock"))
    monkeypatch.setattr(environment, "PROJECT", str(tmp_path / "pyproject.toml"))
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    monkeypatch.setattr(sys, "executable", sys.executable)
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setattr(sys, "exec_prefix", sys.base_exec_prefix)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    monkeypatch.delenv(environment.ENTERED, raising=False)
    return tmp_path


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Records which way a run goes, instead of going there."""
    taken: list[str] = []
    # What a run does about signals would stay, for all tests of this process.
    monkeypatch.setattr(environment, "end_cleanly", lambda: None)
    monkeypatch.setattr(installation, "prepare", lambda lock: taken.append(f"prepare {len(lock)}"))
    monkeypatch.setattr(environment, "enter", lambda arguments: taken.append("enter"))
    monkeypatch.setattr(again, "is_said", lambda words: False)
    monkeypatch.setattr(cli, "main", lambda arguments: taken.append("here"))
    return taken


def make_venv(project: Path, stamp: str | None = None) -> Path:
    """A `.venv` of ours as far as its files tell, its Python a link to this one."""
    venv = project / ".venv"
    python = Path(environment.python_of(str(venv)))
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (venv / "pyvenv.cfg").write_text(f"home = x\n{installation.MARK}\n", "utf-8")
    if stamp is not None:
        text = environment.stamp_text(str(venv), stamp)
        (venv / environment.STAMP).write_text(text, "utf-8")
    return venv


def install(project: Path, *names: str) -> None:
    """Puts metadata folders of packages where the interpreter looks for them."""
    for name in names:
        (project / "site" / name).mkdir(parents=True)


There = Callable[[Path], object]


def venv(stamp: str | None) -> There:
    return lambda project: make_venv(project, stamp)


def packages(*names: str) -> There:
    return lambda project: install(project, *names)


class TestTheChoice:
    """What a run does first: prepare a lock's packages, enter `.venv`, or go on here."""

    FOR_RUN, FOR_SHEETS, FOR_ALL = (
        [f"prepare {len(lock)}", "enter"] for lock in (RUN, SHEETS, LOCK)
    )

    @pytest.mark.parametrize(
        ("there", "words", "taken"),
        [
            # Nothing is there.
            (packages(), ["check"], FOR_RUN),
            (packages(), ["test", "-k", "x"], FOR_ALL),
            (packages(), ["test", "--help"], FOR_RUN),
            (packages(), ["export", "plan.xlsx"], FOR_SHEETS),
            (packages(), ["import", "plan.xlsx"], FOR_SHEETS),
            # A `.venv` is entered once it has what the command needs.
            (venv(RUN), [], ["enter"]),
            (venv(SHEETS), [], ["enter"]),
            (venv(SHEETS), ["export", "plan.xlsx"], ["enter"]),
            (venv(LOCK), [], ["enter"]),
            (venv(LOCK), ["test"], ["enter"]),
            (venv(RUN), ["test"], FOR_ALL),
            (venv(RUN), ["export", "plan.xlsx"], FOR_SHEETS),
            (venv(RUN), ["import", "plan.xlsx"], FOR_SHEETS),
            (venv(None), [], FOR_RUN),
            (venv(""), [], FOR_RUN),
            (venv("# head\na==0.9\n"), [], FOR_RUN),
            # This Python serves if it has the packages.
            (packages("A-1.2.dist-info"), [], ["here"]),
            (packages("a-0.9.dist-info"), [], FOR_RUN),
            (packages("a-1.dist-info"), ["test"], FOR_ALL),
            (packages("a-1.dist-info"), ["import", "plan.xlsx"], FOR_SHEETS),
            (packages("a-1.dist-info", "c-3.dist-info"), ["import", "plan.xlsx"], ["here"]),
        ],
    )
    def test_what_is_there_decides(
        self, project: Path, steps: list[str], there: There, words: list[str], taken: list[str]
    ) -> None:
        there(project)
        build.run(words)
        assert steps == taken

    def test_a_chosen_environment_goes_before_ours(
        self, project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_venv(project, RUN)
        install(project, "a-1.dist-info")
        monkeypatch.setenv("CONDA_PREFIX", "/somewhere")
        build.run([])
        assert steps == ["here"]

    def test_inside_our_own(
        self, project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "prefix", str(make_venv(project, RUN)))
        build.run([])
        build.run(["test"])
        assert steps == ["here", f"prepare {len(LOCK)}", "enter"]

    def test_a_venv_that_does_not_start_is_not_entered_for_ever(
        self, project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_venv(project, RUN)
        monkeypatch.setenv(environment.ENTERED, "1")
        with pytest.raises(EnvironmentProblem, match=r"\.venv"):
            build.run([])
        assert steps == []
        assert environment.ENTERED not in os.environ


class TestAdoption:
    """A `.venv` of the Python that runs is used without starting that once more."""

    @pytest.fixture
    def packages(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The packages of a whole `.venv`; this Python has some of its own."""
        version = "python{}.{}".format(*sys.version_info)
        packages = make_venv(project, RUN) / "lib" / version / "site-packages"
        packages.mkdir(parents=True)
        paths = [project / name for name in ("lib", "lib/site-packages", "of_a_pth_file")]
        monkeypatch.setattr(sys, "path", [str(path) for path in paths])
        return packages

    def test_it_goes_on_here_as_if_in_it(
        self,
        packages: Path,
        project: Path,
        steps: list[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for name, folder in (("foreign", "lib/site-packages"), ("library", "lib")):
            module = ModuleType(name)
            module.__file__ = str(project / folder / f"{name}.py")
            monkeypatch.setitem(sys.modules, name, module)
        build.run([])
        assert steps == ["here"]
        assert sys.path == [str(project / "lib"), str(packages)]
        assert sys.executable == environment.python_of(environment.VENV)
        assert environment.is_inside(environment.VENV)
        assert "library" in sys.modules
        assert "foreign" not in sys.modules

    def test_what_was_just_installed_is_used(self, packages: Path, steps: list[str]) -> None:
        build.run(["test"])
        assert steps == [f"prepare {len(LOCK)}", "here"]

    def test_what_is_known_without_reading_the_words_is_said(
        self, packages: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(again, "is_said", lambda words: words == ["build"])
        assert build.run(["build"]) == 0
        assert steps == []

    def test_another_python_or_other_modules_are_left_to_it(
        self, packages: Path, project: Path, steps: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = [*sys.path]
        with monkeypatch.context() as other:
            other.setattr(sys, "executable", str(project / "python9"))
            build.run([])
        with monkeypatch.context() as told:
            told.setenv("PYTHONPATH", str(project))
            build.run([])
        packages.rmdir()
        build.run([])
        assert steps == ["enter"] * 3
        assert sys.path == before


def test_a_stamp_of_another_python_is_stale(project: Path) -> None:
    venv = make_venv(project, RUN)
    python = Path(environment.python_of(str(venv)))
    python.unlink()
    assert not environment.is_fresh(str(venv), RUN)
    (project / "python9").touch()
    python.symlink_to(project / "python9")
    assert not environment.is_fresh(str(venv), RUN)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("jinja2>=3.1.4", ("jinja2", "3.1.4")),
        ("PyYAML >= 6.0", ("pyyaml", "6.0")),
        ("types_Markdown>=3", ("types-markdown", "3")),
    ],
)
def test_a_requirement_is_name_and_lowest_version(line: str, expected: tuple[str, str]) -> None:
    assert environment.requirement(line) == expected


def test_other_forms_of_requirement_are_refused() -> None:
    with pytest.raises(ValueError, match="jinja2"):
        environment.requirement("jinja2~=3.1")


@pytest.mark.parametrize(
    ("found", "lowest", "enough"),
    [
        ("2.10", "2.9", True),
        ("2.9", "2.10", False),
        ("3", "3.0.0", True),
        ("3.0", "3.0.1", False),
        ("6.0.1rc2", "6.0.1", True),
        ("6.0.12.20261113", "6.0.12", True),
        ("unknown", "1", False),
    ],
)
def test_versions_compare_by_their_numbers(found: str, lowest: str, enough: bool) -> None:
    assert environment.satisfied({"a": lowest}, {"a": found}) is enough


def test_every_package_must_be_there() -> None:
    assert not environment.satisfied({"a": "1", "b": "1"}, {"a": "1"})


def test_installed_versions_are_read_from_names(tmp_path: Path) -> None:
    for path in ("x/PyYAML-6.0.3.dist-info", "x/old_one-1.0-py3.11.egg-info", "x/yaml", "y/a-2"):
        (tmp_path / path).mkdir(parents=True)
    (tmp_path / "y" / "pyyaml-5.0.dist-info").mkdir()
    paths = [str(tmp_path / name) for name in ("missing", "x", "y")]
    assert environment.installed_versions(paths) == {"pyyaml": "6.0.3", "old-one": "1.0"}


def test_what_is_installed_here_is_seen() -> None:
    found = environment.installed_versions(sys.path)
    assert environment.satisfied(environment.required(ALL), found)


class TestTheLock:
    def test_it_covers_what_the_project_asks_for(self) -> None:
        for extras in ((), ALL[:1], ALL):
            lock = environment.lock_text(extras)
            pins = dict(re.findall(r"^([^\s=]+)==(\S+)", lock, re.MULTILINE))
            assert environment.satisfied(environment.required(extras), pins)

    def test_every_package_has_hashes_and_none_an_address(self) -> None:
        lock = environment.lock_text(ALL)
        assert len(re.findall(r"^[^\s#].* \\\n    --hash=sha256:", lock, re.MULTILINE)) == len(
            re.findall(r"^[^\s#]", lock, re.MULTILINE)
        )
        assert "://" not in lock

    def test_the_sections_share_no_package(self) -> None:
        names = re.findall(r"^[^\s#=]+", environment.lock_text(ALL), re.MULTILINE)
        assert len(names) == len(set(names))

    @pytest.mark.parametrize("lock", [None, RUN, SHEETS])
    def test_without_it_or_its_sections_a_sentence(self, project: Path, lock: str | None) -> None:
        (project / "requirements.lock").unlink()
        if lock:
            (project / "requirements.lock").write_text(lock, "utf-8")
        with pytest.raises(EnvironmentProblem, match=r"requirements\.lock"):
            environment.lock_text(())


class Tools:
    """Stands for `python -m venv` and pip: does what they would do to files, and remembers."""

    def __init__(self, failing: str = "", output: str = "") -> None:
        self.failing = failing
        self.output = output
        self.calls: list[str] = []
        self.installed = ""

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        tool = command[2]
        self.calls.append(tool)
        if tool == self.failing:
            return subprocess.CompletedProcess(command, 1, self.output.encode())
        if tool == "venv":
            make_venv(Path(command[-1]).parent)
        else:
            self.installed = Path(command[-1]).read_text("utf-8")
        return subprocess.CompletedProcess(command, 0, b"")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Tools:
    made = Tools()
    monkeypatch.setattr(subprocess, "run", made.run)
    monkeypatch.setattr(installation, "find_spec", lambda name: name)
    return made


class TestPreparation:
    def test_from_nothing(self, project: Path, tools: Tools, capsys: Capture) -> None:
        venv = project / ".venv"
        installation.prepare(RUN, venv)
        assert tools.calls == ["venv", "pip"]
        assert tools.installed == RUN
        assert environment.is_fresh(str(venv), RUN)
        assert capsys.readouterr().out == installation.FIRST_TIME + "\n"

    def test_half_made_is_made_again_from_nothing(self, project: Path, tools: Tools) -> None:
        rubbish = make_venv(project) / "rubbish"
        rubbish.touch()
        installation.prepare(RUN, project / ".venv")
        assert tools.calls == ["venv", "pip"]
        assert not rubbish.exists()

    def test_an_empty_shell_is_made_again(self, project: Path, tools: Tools) -> None:
        (project / ".venv" / "bin").mkdir(parents=True)
        installation.prepare(RUN, project / ".venv")
        assert tools.calls == ["venv", "pip"]

    def test_a_changed_lock_is_installed_in_place(
        self, project: Path, tools: Tools, capsys: Capture
    ) -> None:
        venv = make_venv(project, RUN)
        installation.prepare(LOCK, venv)
        assert tools.calls == ["pip"]
        assert environment.is_fresh(str(venv), LOCK)
        assert capsys.readouterr().out == installation.UPDATE + "\n"

    def test_what_another_run_made_meanwhile_is_taken(self, project: Path, tools: Tools) -> None:
        installation.prepare(RUN, make_venv(project, LOCK))
        assert tools.calls == []

    def test_an_environment_of_someone_else_is_left_alone(
        self, project: Path, tools: Tools
    ) -> None:
        venv = make_venv(project)
        (venv / "pyvenv.cfg").write_text("home = x\n")
        with pytest.raises(EnvironmentProblem, match=re.escape(str(venv))):
            installation.prepare(RUN, venv)
        assert tools.calls == []
        assert (venv / "pyvenv.cfg").read_text() == "home = x\n"

    def test_failed_pip_shows_its_last_lines_and_leaves_no_stamp(
        self, project: Path, tools: Tools
    ) -> None:
        tools.failing, tools.output = "pip", "first\n" + "retry\n" * 20 + "ERROR: no route\n\n"
        venv = make_venv(project, "# an older lock\n")
        with pytest.raises(EnvironmentProblem, match="PIP_INDEX_URL") as caught:
            installation.prepare(LOCK, venv)
        assert str(caught.value).endswith("ERROR: no route")
        assert "first" not in str(caught.value)
        assert not environment.is_fresh(str(venv), "")

    def test_what_is_added_and_not_fetched_leaves_the_rest_in_use(
        self, project: Path, tools: Tools
    ) -> None:
        tools.failing, tools.output = "pip", "ERROR: no route\n"
        venv = make_venv(project, RUN)
        with pytest.raises(EnvironmentProblem, match="PIP_INDEX_URL"):
            installation.prepare(SHEETS, venv)
        assert environment.is_fresh(str(venv), RUN)
        assert not environment.is_fresh(str(venv), SHEETS)

    def test_without_ensurepip_the_package_to_install_is_named(
        self, project: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(installation, "find_spec", lambda name: None)
        with pytest.raises(EnvironmentProblem, match="apt install python3-venv"):
            installation.prepare(RUN, project / ".venv")
        assert tools.calls == []

    def test_the_words_of_debian_about_ensurepip_are_understood(
        self, project: Path, tools: Tools
    ) -> None:
        tools.failing, tools.output = "venv", "because ensurepip is not available.\n"
        with pytest.raises(EnvironmentProblem, match="apt install python3-venv"):
            installation.prepare(RUN, project / ".venv")

    def test_any_other_failure_of_venv_shows_its_words(self, project: Path, tools: Tools) -> None:
        tools.failing, tools.output = "venv", "Error: something else\n"
        with pytest.raises(EnvironmentProblem, match="something else"):
            installation.prepare(RUN, project / ".venv")

    def test_a_folder_that_cannot_be_written_to_is_named(
        self, project: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", str(project / ".venv.lock"))

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(EnvironmentProblem, match=r"\.venv\.lock.*اجازهٔ این کار نیست"):
            installation.prepare(RUN, project / ".venv")

    def test_two_at_once_take_turns(self, tmp_path: Path) -> None:
        with installation.one_at_a_time(tmp_path / "lock"), (tmp_path / "lock").open("a") as other:
            assert not lock_is_ours(other.fileno(), inherited=True)
        with (tmp_path / "lock").open("a") as other:
            assert lock_is_ours(other.fileno(), inherited=True)


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [(EnvironmentProblem("جمله"), 1, "جمله\n"), (KeyboardInterrupt(), 130, "")],
)
def test_a_problem_is_a_sentence_and_ctrl_c_leaves_quietly(
    raised: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(arguments: list[str]) -> int:
        raise raised

    monkeypatch.setattr(build, "run", fail)
    assert build.main() == status
    assert capsys.readouterr() == ("", said)


class TestBuildPy:
    SOURCE = (ROOT / "build.py").read_text("utf-8")

    def test_an_old_python_can_read_it(self) -> None:
        ast.parse(self.SOURCE, feature_version=(3, 6))
        assert len(self.SOURCE.splitlines()) <= 64

    def test_an_old_python_is_told_what_is_needed(self) -> None:
        pretend = "import sys, runpy; sys.version_info = (3, 8, 1)\n"
        pretend += "runpy.run_path('build.py', run_name='__main__')"
        done = subprocess.run(
            [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 1
        assert done.stdout == b""
        assert re.search(r"3\.11.*3\.8", done.stderr.decode("utf-8"))

    def test_it_asks_for_the_version_that_the_project_declares(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        version = re.fullmatch(r">=(\d+)\.(\d+)", project["requires-python"])
        assert version
        assert f"< ({version[1]}, {version[2]})" in self.SOURCE
        assert f"{version[1]}.{version[2]} یا" in self.SOURCE

    def test_persian_comes_out_in_a_terminal_of_another_encoding(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "--help"],
            cwd=tmp_path,
            env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert re.search("[آ-ی]{2}", done.stdout.decode("utf-8"))
        assert list(tmp_path.iterdir()) == []
