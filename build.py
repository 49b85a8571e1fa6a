#!/usr/bin/env python3
"""Builds the site: `python3 build.py --help`. All the work is done in the package `qomsite`.

This file keeps to what Python 3.6 can read, so that an old Python can say what it needs.
"""

import os
import sys

TOO_OLD = "این برنامه پایتون 3.11 یا تازه‌تر می‌خواهد و این پایتون %d.%d است؛ تازه‌ترش را نصب کنید.\n"
GONE = "پوشه‌ای که در آن هستید دیگر نیست، شاید پوشهٔ تازه‌ای جایش را گرفته است؛ دوباره به آن بروید.\n"


def main() -> int:
    """Runs the command line; returns the exit status."""
    if sys.version_info < (3, 11):
        sys.stderr.buffer.write((TOO_OLD % sys.version_info[:2]).encode("utf-8"))
        return 1
    try:
        os.getcwd()
    except OSError:
        sys.stderr.buffer.write(GONE.encode("utf-8"))
        return 1
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [folder] + [path for path in sys.path if path != folder]
    try:
        return run(sys.argv[1:])
    except KeyboardInterrupt as stop:
        return 128 + (stop.args[0] if stop.args else 2)
    except Exception as error:
        from qomsite.errors import EnvironmentProblem

        if not isinstance(error, EnvironmentProblem):
            raise
        sys.stderr.write("%s\n" % error)
        return 1


def run(words: "list[str]") -> int:
    """Gets ready the packages that a run needs, then does what is asked; its exit status."""
    from qomsite import environment

    environment.speak_utf8()
    is_here, lock = environment.choose(words)
    if lock is not None:
        from qomsite import installation

        environment.end_cleanly()
        installation.prepare(lock)
    if not (is_here or environment.adopt(environment.VENV)):
        return environment.enter(words)
    from qomsite.commands import again

    if again.is_said(words):
        return 0
    environment.end_cleanly()
    # Its imports need the packages.
    from qomsite import cli

    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main())
