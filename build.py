#!/usr/bin/env python3
"""Builds the site: `python3 build.py --help`. All the work is done in the package `qomsite`.

This file keeps to what Python 3.6 can read, so that an old Python can say what it needs.
"""

import os
import sys

TOO_OLD = "این برنامه پایتون 3.11 یا تازه‌تر می‌خواهد و این پایتون %d.%d است؛ تازه‌ترش را نصب کنید.\n"


def main():
    if sys.version_info < (3, 11):
        sys.stderr.buffer.write((TOO_OLD % sys.version_info[:2]).encode("utf-8"))
        return 1
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [folder] + [path for path in sys.path if path != folder]
    from qomsite import environment

    return environment.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
