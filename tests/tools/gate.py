"""`build.py test` runs this: gets what the browser tests need, then runs every gate and sums up.

Runs inside the environment that has the test packages. Nothing is skipped in silence: what is
missing is fetched, and what cannot be fetched is named, and fails the tests that need it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CHROMIUM = "QOMSITE_CHROMIUM"
NODE_MODULES = "QOMSITE_NODE_MODULES"
"""The two variables that tell the tests where the browser and the npm packages are."""

CACHE = ROOT / ".cache"
TESTS = ROOT / "tests"
NODE = CACHE / "node"

LINTERS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}
"""They run one after another beside the tests, and are shown after them."""

WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""Two workers, as the machine that must do it in time has cores. A file stays with one worker, so
that what its tests share is made once; the browser's files come first, for they take longest."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYWRIGHT_PLACE = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def main(arguments: Sequence[str] = ()) -> int:
    """Runs all gates, or pytest alone when arguments for it are given; 0 when all pass."""
    surroundings = {**os.environ, **find_tools(), "PYTHONUTF8": "1"}
    # Every process that a test starts would compile the package again.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    surroundings.setdefault("PYTHONPYCACHEPREFIX", str(CACHE / "bytecode"))
    surroundings.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(CACHE / "hypothesis"))
    if arguments:
        return min(run_pytest(arguments, surroundings)[0], 1)
    with ThreadPoolExecutor(1) as beside:
        linted = {
            name: beside.submit(lint, command, surroundings) for name, command in LINTERS.items()
        }
        headline("pytest")
        code, closing = run_pytest(WORKERS, surroundings)
        results = {"pytest": code}
        for name, waiting in linted.items():
            headline(name)
            done = waiting.result()
            print(done.stdout, end="", flush=True)
            results[name] = done.returncode
    headline("جمع‌بندی")
    for name, code in results.items():
        print("درست" if code == 0 else "نادرست", name, sep="  ")
    print(closing, flush=True)  # once more, at the very end: whoever reads only the end must see it
    return int(any(results.values()))


def headline(text: str) -> None:
    """One line that parts the output of a gate from the one before."""
    print(f"\n── {text} ──", flush=True)


def lint(
    command: Sequence[str], surroundings: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Runs a tool in the project's folder, and keeps what it says."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def run_pytest(arguments: Sequence[str], surroundings: Mapping[str, str]) -> tuple[int, str]:
    """Runs pytest, shows its output as it comes; returns its exit code and its closing line."""
    command = [sys.executable, "-m", "pytest", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    tail = b""
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        descriptor = process.stdout.fileno()
        while chunk := os.read(descriptor, 65536):
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            tail = (tail + chunk)[-4096:]
    lines = tail.decode("utf-8", "replace").splitlines()
    return process.returncode, next((line for line in reversed(lines) if line.strip()), "")


def find_tools() -> dict[str, str]:
    """Finds or gets Chromium, Java and the npm packages; returns the variables for the tests."""
    if debian_root():
        missing = list(missing_debian_packages())
        if missing:
            install_debian(missing)
    if not playwright_starts():
        print("Playwright اجرا نمی‌شود (بستهٔ libatomic1)؛ آزمون‌های مرورگر شکست می‌خورند.")
    chromium = find_chromium() or install_playwright_chromium()
    if chromium is None:
        print("مرورگر Chromium پیدا یا نصب نشد؛ آزمون‌های مرورگر شکست می‌خورند.", flush=True)
    if shutil.which("java") is None:
        print("جاوا پیدا نشد (بستهٔ default-jre-headless)؛ آزمون HTML شکست می‌خورد.", flush=True)
    modules = install_node_modules()
    found = {CHROMIUM: chromium, NODE_MODULES: modules}
    return {name: value for name, value in found.items() if value is not None}


def find_chromium() -> str | None:
    """A Chromium that is already on this machine: the one named, or one on PATH."""
    for name in (os.environ.get(CHROMIUM, ""), *CHROMIUM_NAMES):
        if name and (path := shutil.which(name)):
            return path
    return None


def debian_root() -> bool:
    """Whether apt-get is here and may be used without asking anyone."""
    return (
        os.name == "posix"
        and os.geteuid() == 0
        and Path("/etc/debian_version").exists()
        and shutil.which("apt-get") is not None
    )


def missing_debian_packages() -> Iterator[str]:
    """The Debian packages of the programs that are not here."""
    if find_chromium() is None:
        yield "chromium"
    if not playwright_starts():
        yield "libatomic1"  # the one library that its driver needs and a bare Debian lacks
    if shutil.which("java") is None:
        yield "default-jre-headless"
    if node_modules_are_missing() and shutil.which("npm") is None:
        yield "npm"


def install_debian(packages: Sequence[str]) -> None:
    """Installs packages by apt-get, each by itself, so that one refused stops no other."""
    print("با apt-get نصب می‌شود:", *packages, flush=True)
    install = ["install", "--yes", "--no-install-recommends"]
    for step in (["update"], *([*install, package] for package in packages)):
        attempt(["apt-get", "-qq", *step], DEBIAN_FRONTEND="noninteractive")


def playwright_starts() -> bool:
    """Whether the program behind Playwright's Python package runs on this machine."""
    version = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(version, capture_output=True, check=False).returncode == 0


def install_playwright_chromium() -> str | None:
    """The Chromium that Playwright downloads for itself, fetched unless it is there already."""
    if place := playwright_chromium():
        return place
    print("مرورگر Chromium پیدا نشد؛ Playwright آن را دریافت می‌کند …", flush=True)
    attempt([sys.executable, "-m", "playwright", "install", "chromium"])
    return playwright_chromium()


def playwright_chromium() -> str | None:
    """Where Playwright keeps its Chromium, if it is there."""
    asked = subprocess.run(
        [sys.executable, "-c", PLAYWRIGHT_PLACE], capture_output=True, encoding="utf-8", check=False
    )
    place = asked.stdout.strip()
    return place if place and Path(place).exists() else None


def node_modules_are_missing() -> bool:
    """Whether the npm packages are absent, or those of another lock file."""
    installed, wanted = NODE / "package-lock.json", TESTS / "package-lock.json"
    return not installed.exists() or installed.read_bytes() != wanted.read_bytes()


def install_node_modules() -> str | None:
    """Installs axe-core and the Nu HTML checker as tests/package-lock.json pins them.

    They are installed beside their place and moved there whole.
    """
    modules = NODE / "node_modules"
    if not node_modules_are_missing():
        return str(modules)
    npm = shutil.which("npm")
    if npm is None:
        print("برنامهٔ npm پیدا نشد؛ آزمون‌های axe-core و vnu شکست می‌خورند.", flush=True)
        return None
    print("بسته‌های npm آزمون‌ها (axe-core و vnu-jar) نصب می‌شود …", flush=True)
    shutil.rmtree(NODE, ignore_errors=True)
    making = CACHE / "node.new"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(TESTS / name, making)
    if not attempt([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder=making):
        return None
    making.rename(NODE)
    return str(modules)


def attempt(command: Sequence[str], *, folder: Path | None = None, **variables: str) -> bool:
    """Runs an installer in silence; if it fails, says so with the last lines it printed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        print("این فرمان شکست خورد:", *command, flush=True)
        print(*done.stdout.decode("utf-8", "replace").splitlines()[-12:], sep="\n", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
