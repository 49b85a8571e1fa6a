"""Makes `.venv` and installs the lock into it, hash by hash; the slow path of `environment`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from math import inf
from pathlib import Path

from qomsite.environment import STAMP, VENV, is_fresh, python_of, stamp_text
from qomsite.errors import EnvironmentProblem, reason_of
from qomsite.locks import lock_within

MARK = "prompt = 'qomsite.build'"
"""The line in pyvenv.cfg by which a `.venv` of ours is told from one that a person made."""
BUSY = ".venv.lock"
TAIL = 12

FIRST_TIME = "نخستین اجرا: محیط پایتون و بسته‌های لازم در .venv آماده می‌شود؛ کمی صبر کنید …"
UPDATE = "بسته‌های .venv با فهرست requirements.lock یکی می‌شود؛ کمی صبر کنید …"
WAITING = "اجرای دیگری دارد .venv را آماده می‌کند؛ تا پایان کار آن صبر می‌کنم …"

NO_VENV = (
    "این پایتون ابزار ساختن محیط (venv) را ندارد. "
    "در دبیان و اوبونتو این فرمان آن را نصب می‌کند: apt install python3-venv"
)
VENV_FAILED = "محیط پایتون در {path} ساخته نشد. آخرین سطرهای آن:\n{output}"
NOT_FETCHED = (
    "بسته‌های لازم دریافت و نصب نشد. یک بار به شبکه نیاز است، یا به مخزنی نزدیک که نشانی‌اش "
    "در تنظیم‌های pip باشد (مانند PIP_INDEX_URL). آخرین سطرهای pip:\n{output}"
)
NOT_WRITABLE = (
    "{path} را نمی‌توان خواند یا نوشت ({reason})؛ "
    "اجازهٔ خواندن و نوشتن بدهید یا برنامه را به پوشهٔ دیگری ببرید."
)
FOREIGN = (
    "پوشهٔ {path} را این برنامه نساخته است و به آن دست نمی‌زند. نامش را عوض کنید، یا بسته‌های "
    "لازم را خودتان در آن نصب کنید و build.py را با همان پایتون اجرا کنید."
)


def prepare(lock: str, venv: Path = Path(VENV)) -> None:
    """Leaves `venv` made and holding `lock`; raises EnvironmentProblem when it cannot be."""
    try:
        with one_at_a_time(venv.with_name(BUSY)):
            if is_fresh(str(venv), lock):  # another run made it while this one waited
                return
            if is_fresh(str(venv), ""):  # whole, and its Python is still the same
                print(UPDATE, flush=True)
            else:
                make(venv)
            install(venv, lock)
    except OSError as error:
        path, reason = error.filename or venv, reason_of(error)
        raise EnvironmentProblem(NOT_WRITABLE.format(path=path, reason=reason)) from error


def is_ours(venv: Path) -> bool:
    """Whether `venv` may be made again: it is absent, an empty shell, or bears our mark."""
    try:
        return MARK in (venv / "pyvenv.cfg").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return not any(path.is_file() for path in venv.rglob("*"))


def make(venv: Path) -> None:
    """Makes an empty environment, from nothing."""
    if not is_ours(venv):
        raise EnvironmentProblem(FOREIGN.format(path=venv))
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise EnvironmentProblem(NO_VENV)
    print(FIRST_TIME, flush=True)
    if venv.exists():
        shutil.rmtree(venv)
    # The Python below this one: this one may live in the very environment just removed.
    python: str = getattr(sys, "_base_executable", None) or sys.executable
    prompt = MARK.partition("'")[2].rstrip("'")
    made = run([python, "-m", "venv", "--prompt", prompt, str(venv)])
    if made.returncode != 0:
        output = last_lines(made.stdout)
        if "ensurepip is not available" in output:  # Debian: the module is there, its wheels not
            raise EnvironmentProblem(NO_VENV)
        raise EnvironmentProblem(VENV_FAILED.format(path=venv, output=output))


def install(venv: Path, lock: str) -> None:
    """Installs `lock` and stamps it.

    Without a stamp a `.venv` is remade, so a run that is killed in here leaves nothing behind
    that a later one would trust. Where pip fails at a section more, such as without network,
    what was installed before is still whole, and is stamped as before.
    """
    stamp, new_stamp = venv / STAMP, stamp_text(str(venv), lock)
    old_stamp = stamp.read_text("utf-8", "surrogateescape") if stamp.exists() else ""
    stamp.unlink(missing_ok=True)
    wanted = venv / "wanted.lock"
    wanted.write_text(lock, "utf-8")
    command = [python_of(str(venv)), "-m", "pip", "install", "--quiet", "--no-deps"]
    command += ["--require-hashes", "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--no-input", "--requirement", str(wanted)]
    installed = run(command)
    if installed.returncode != 0:
        if old_stamp and new_stamp.startswith(old_stamp):
            stamp.write_text(old_stamp, "utf-8", "surrogateescape")
        raise EnvironmentProblem(NOT_FETCHED.format(output=last_lines(installed.stdout)))
    wanted.unlink()
    stamp.write_text(new_stamp, "utf-8", "surrogateescape")


def run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Runs venv or pip and keeps what it prints, to be shown if it fails."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # It inherits the lock: should this process die, nobody else starts before it has ended.
        close_fds=False,
        # A user's wish for `pip install --user` means nothing in here, and would stop pip.
        env={**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"},
        check=False,
    )


def last_lines(output: bytes) -> str:
    """The end of what a tool printed: enough to see why it failed."""
    lines = [line.rstrip() for line in output.decode("utf-8", "replace").splitlines()]
    return "\n".join(f"  {line}" for line in [line for line in lines if line][-TAIL:])


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Holds a lock that the system lets go of when its holders die; says so before it waits."""
    with path.open("a", encoding="utf-8") as file:
        os.set_inheritable(file.fileno(), True)
        lock_within(inf, file.fileno(), lambda: print(WAITING, flush=True), inherited=True)
        yield
