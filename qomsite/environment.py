"""Chooses the Python that a run uses: this one, if it has the packages, or that of `.venv`.

Runs before anything is installed, so it needs the standard library alone; and before every run,
so it imports next to nothing (not even `re`, `pathlib` or `collections.abc`): the everyday run
compares two files and goes on with the packages of `.venv`.
"""

import os
import sys
from io import TextIOWrapper

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOCK = os.path.join(ROOT, "requirements.lock")
PROJECT = os.path.join(ROOT, "pyproject.toml")

STAMP = "installed.lock"
"""The file in `.venv` that holds the lock sections installed there; written last of all."""
EXTRAS = {"sheets": "# ==== sheets ====", "test": "# ==== tests ===="}
"""The extras of pyproject.toml in the order of the lock, with the line that opens the section of
each there. Who needs a section needs those before it too."""
EXTRA_OF = {"export": "sheets", "import": "sheets", "test": "test"}
"""The commands that need more than a build does, and the last extra of what they need."""
ENTERED = "QOMSITE_ENTERED"
"""Set for the run inside `.venv`, so that a broken one is noticed and not entered for ever."""

NO_LOCK = "فهرست بسته‌ها (requirements.lock) خوانده نشد: {reason}. آن را از مخزن برنامه بازگردانید."
BROKEN = "محیط .venv درست به راه نمی‌افتد؛ پوشهٔ .venv را پاک کنید و دوباره اجرا کنید."


def choose(arguments: list[str]) -> tuple[bool, str | None]:
    """Which Python goes on with a run, and what must be installed before.

    The first is true where that is this one, false where it is that of ``.venv``; the second is
    the lock to install into ``.venv``, ``None`` where nothing is missing. Raises
    ``EnvironmentProblem`` where neither can be.
    """
    extras = wanted_extras(arguments)
    lock = lock_text(extras)
    entered = os.environ.pop(ENTERED, None) is not None
    if is_inside(VENV):
        if is_fresh(VENV, lock):
            return True, None
    elif entered:
        raise _problem(BROKEN)
    elif not in_some_environment() and is_fresh(VENV, lock):
        return False, None
    elif satisfied(required(extras), installed_versions(sys.path)):
        return True, None
    return False, lock


def _problem(message: str) -> Exception:
    # The everyday run does without what makes an error a value.
    from qomsite.errors import EnvironmentProblem

    return EnvironmentProblem(message)


def adopt(venv: str) -> bool:
    """Has this process use the packages of `venv` as if its Python ran; whether it can.

    It can where that is this very Python, and nobody told it where else to look for modules.
    """
    python = python_of(venv)
    packages = f"{venv}/lib/python{'.'.join(map(str, sys.version_info[:2]))}/site-packages"
    is_same = os.path.realpath(sys.executable) == os.path.realpath(python)
    if not is_same or "PYTHONPATH" in os.environ or not os.path.isdir(packages):
        return False
    # The packages of this Python, and what their .pth files add, come after its own library.
    others = tuple(path for path in sys.path if path.endswith("-packages"))
    sys.path[sys.path.index(others[0]) if others else len(sys.path) :] = [packages]
    for name, module in [*sys.modules.items()]:  # a .pth file may import
        if (getattr(module, "__file__", None) or "").startswith(others):
            del sys.modules[name]
    sys.prefix = sys.exec_prefix = venv
    # Processes that this one starts are of `venv` from their beginning.
    sys.executable = python
    return True


def enter(arguments: list[str]) -> int:
    """Runs build.py again with the Python of `.venv`, in the same working folder."""
    os.environ[ENTERED] = "1"
    command = [python_of(VENV), os.path.join(ROOT, "build.py"), *arguments]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    # Windows has no exec: a process that "becomes" another leaves its terminal at once.
    import subprocess

    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the terminal told the other process too: let it finish
                continue


def speak_utf8() -> None:
    """Persian must come out whatever the terminal claims its encoding to be; what is said to a
    stream that was closed, as by `>&-`, is lost.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # It gets this number, the lowest that is free; else the next file would.
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def end_cleanly() -> None:
    """Has TERM and HUP end a run as Ctrl-C does: what is half done is taken back first."""
    import signal

    def stop(number: int, _: object) -> None:
        raise KeyboardInterrupt(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Who started the run may have it ignore a signal, as nohup does.
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, stop)


def wanted_extras(arguments: list[str]) -> tuple[str, ...]:
    """The extras that a run needs; asking for help needs none."""
    last = EXTRA_OF.get(arguments[0]) if arguments else None
    if last is None or {"-h", "--help"} & set(arguments):
        return ()
    names = tuple(EXTRAS)
    return names[: names.index(last) + 1]


def lock_text(extras: tuple[str, ...]) -> str:
    """The part of the lock that a run needs: the run-time section, and those of its extras."""
    try:
        with open(LOCK, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        from qomsite.errors import reason_of

        raise _problem(NO_LOCK.format(reason=reason_of(error))) from error
    for name in reversed(EXTRAS):
        if name not in extras:
            text, marker, _ = text.partition(EXTRAS[name] + "\n")
            if not marker:
                raise _problem(NO_LOCK.format(reason=EXTRAS[name]))
    return text


def python_of(venv: str) -> str:
    """The interpreter of a virtual environment."""
    place = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(venv, *place)


def is_inside(venv: str) -> bool:
    """Whether the running Python is that of `venv`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(venv)


def in_some_environment() -> bool:
    """Whether whoever started this run chose an environment of their own."""
    return sys.prefix != sys.base_prefix or "CONDA_PREFIX" in os.environ


def stamp_text(venv: str, lock: str) -> str:
    """What the stamp says when `lock` is installed in `venv`.

    The real path of the interpreter is part of it: when a newer Python of the system takes
    the place of the one that `venv` was made with, the packages in it are no longer found.
    """
    return "# " + os.path.realpath(python_of(venv)) + "\n" + lock


def is_fresh(venv: str, lock: str) -> bool:
    """Whether `venv` was made to the end and holds `lock` (or that and more)."""
    try:
        with open(os.path.join(venv, STAMP), encoding="utf-8", errors="surrogateescape") as file:
            stamp = file.read()
    except OSError:
        return False
    return os.path.exists(python_of(venv)) and stamp.startswith(stamp_text(venv, lock))


def required(extras: tuple[str, ...]) -> dict[str, str]:
    """The packages of pyproject.toml with the lowest version of each that will do."""
    import tomllib

    with open(PROJECT, "rb") as file:
        project = tomllib.load(file)["project"]
    lines: list[str] = list(project["dependencies"])
    for name in extras:
        lines += project["optional-dependencies"][name]
    return dict(requirement(line) for line in lines)


def requirement(line: str) -> tuple[str, str]:
    """`name>=version` as its two parts, the name in its one spelling.

    >>> requirement("PyYAML >= 6.0.1")
    ('pyyaml', '6.0.1')
    """
    name, operator, version = line.partition(">=")
    if not operator:
        raise ValueError(f"not of the form name>=version: {line}")
    return one_spelling(name.strip()), version.strip()


def one_spelling(name: str) -> str:
    """A package name as PEP 503 compares it, as far as names in use go."""
    return name.lower().replace("_", "-").replace(".", "-")


def installed_versions(paths: list[str]) -> dict[str, str]:
    """The packages found on an import path, by the names of their metadata folders.

    Only names are read: importlib.metadata knows more, and takes longer than a run may.
    The first folder of the path wins, as it does for an import.
    """
    found: dict[str, str] = {}
    for path in paths:
        try:
            entries = os.listdir(path or os.curdir)
        except OSError:
            continue
        for entry in entries:
            stem, suffix = os.path.splitext(entry)
            name, dash, version = stem.partition("-")
            if dash and suffix in {".dist-info", ".egg-info"}:
                found.setdefault(one_spelling(name), version.partition("-")[0])
    return found


def satisfied(wanted: dict[str, str], found: dict[str, str]) -> bool:
    """Whether each wanted package is found in its lowest version or a newer one."""
    return all(
        name in found and release(found[name]) >= release(lowest) for name, lowest in wanted.items()
    )


def release(version: str) -> tuple[int, ...]:
    """The numbers a version begins with, for comparison.

    >>> release("6.0.1rc2"), release("8.0")
    ((6, 0, 1), (8,))
    """
    parts: list[int] = []
    for part in version.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        parts.append(int(digits))
        if digits != part:
            break
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
