"""What a build costs beside those of others: ``python -m tests.benchmarks.build --tools FOLDER``.

``FOLDER`` is the ``bin`` of an environment with hugo, mkdocs and pelican. They get the same texts
and bare templates; ours makes all outputs and runs all checks. The rounds are interleaved, so that
what else the machine does, it does to all; the ratios say more than the seconds. ``--profile`` adds
where the time of ours goes.
"""

import os
import shutil
import subprocess
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.corpus import Text, corpus, digits
from tests.benchmarks.generators import GENERATORS, edit_template, prepare, programs, put
from tests.benchmarks.preview import Cost, saves

CASES = ("cold", "unchanged", "body edit", "title edit", "template edit")
SAVE = "preview save"

Costs = dict[tuple[str, str], list[Cost]]


def change(folder: Path, name: str, case: str, text: Text, turn: int) -> None:
    """Makes the change of a case: to the made files, the record, or the template of all records."""
    generator = GENERATORS[name]
    if case == "cold":
        for made in generator.made:
            shutil.rmtree(folder / made, ignore_errors=True)
    elif case == "template edit":
        edit_template(folder, generator, f"جملهٔ {digits(turn)} قالب.")
    elif case != "unchanged":
        put(folder, generator, text)


def texts(text: Text, rounds: int) -> Iterator[tuple[int, str, Text]]:
    """Each round, each case, and the record in it: with one more sentence, or word in its title."""
    for turn in range(rounds):
        for case in CASES:
            if case == "body edit":
                sentence = f"جملهٔ تازهٔ {digits(turn)} به متن افزوده شد."
                text = text._replace(body=f"{text.body}\n{sentence}\n")
            elif case == "title edit":
                text = text._replace(title=f"{text.title} {digits(turn)}")
            yield turn, case, text


def run(folder: Path, command: list[str]) -> Cost:
    """One build, with the processes that it started. Python may keep what it compiles, as usual."""
    surroundings = {**os.environ}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: {process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def builds(work: Path, found: dict[str, list[str]], text: Text, rounds: int) -> tuple[Costs, Text]:
    """The costs by case and generator, and the record as it is after the last edit."""
    costs: Costs = {}
    for turn, case, changed in texts(text, rounds):
        text = changed
        for name, program in found.items():
            change(work / name, name, case, text, turn)
            command = [*program, *GENERATORS[name].build.split()]
            costs.setdefault((case, name), []).append(run(work / name, command))
    return costs, text


def profile(work: Path, text: Text, rounds: int) -> None:
    """Prints where the time of ours goes: the median seconds of each stage by case."""
    from tests.benchmarks.stages import measured

    found: dict[str, list[dict[str, float]]] = {}
    for turn, case, changed in texts(text, rounds):
        if case != "unchanged":
            change(work / "qomsite", "qomsite", case, changed, rounds + turn)
            found.setdefault(case, []).append(measured(work / "qomsite"))
    print(f"\n{'seconds of qomsite, one process':32}", *(f"{case:>14}" for case in found))
    for stage in next(iter(found.values()))[0]:
        seconds = (median(one[stage] for one in costs) for costs in found.values())
        print(f"{stage:32}", *(f"{one:14.3f}" for one in seconds))


def main() -> None:
    """Prints the tables."""
    parser = ArgumentParser()
    parser.add_argument("--records", type=int, default=388)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=Path(os.devnull))
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    found = programs(options.tools)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in found:
            prepare(work / name, name, options.records)
        *_, last = corpus(options.records)
        costs, last = builds(work, found, last, options.rounds)
        print(f"{options.records} records, medians of {options.rounds}; MB of the largest process")
        print(f"{'':23}{'wall s':>9}{'cpu s':>9}{'MB':>7}{'× hugo':>9}{'× mkdocs':>9}")
        show(costs)
        costs = {}
        for name, cost in saves(work, found, last, options.rounds):
            costs.setdefault((SAVE, name), []).append(cost)
        show(costs)
        if options.profile:
            profile(work, last, options.rounds)


def show(costs: Costs) -> None:
    """Prints the medians, and how often those of others ours are."""
    medians = {key: Cost(*map(median, zip(*found, strict=True))) for key, found in costs.items()}
    for (case, name), cost in medians.items():
        bases = (medians.get((case, other)) for other in ("hugo", "mkdocs"))
        ratios = "".join(
            f"{cost.wall / base.wall if base else float('nan'):9.2f}" for base in bases
        )
        print(f"{case:14}{name:9}{cost.wall:9.2f}{cost.processor:9.2f}{cost.memory:7.0f}{ratios}")


if __name__ == "__main__":
    main()
