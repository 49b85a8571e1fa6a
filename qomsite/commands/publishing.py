"""``build``, ``serve``, ``verify`` and ``test``: the site made, shown, compared, tested."""

import gc
import os
import subprocess
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from math import nan
from pathlib import Path

from qomsite.commands import again
from qomsite.commands.options import (
    ROOT,
    Command,
    absolute,
    content_option,
    journal,
    making_options,
    request,
    strict_option,
)
from qomsite.editing.journal_folder import JournalFolder
from qomsite.pipeline.request import Report, Request, silent
from qomsite.pipeline.unchanged import fingerprint
from qomsite.pipeline.verify import verify
from qomsite.terminal import ProgressLine, show_note, show_report, show_waiting
from qomsite.text.digits import number

GATE = ROOT / "tests" / "tools" / "gate.py"
PORT = 8000
OUTPUT = Path(".cache", "preview")
"""Where the preview builds: it shows drafts, so never where the published site is. Each port has a
folder of its own, so that two previews do not take it from one another."""


def _build_options(parser: ArgumentParser) -> None:
    content_option(parser)
    parser.add_argument(
        "--output",
        default=str(ROOT / "public"),
        metavar="پوشه",
        help="پوشهٔ سایت ساخته‌شده (پیش‌فرض: public)",
    )
    making_options(parser)
    strict_option(parser)
    parser.add_argument(
        "--release",
        action="store_true",
        help="همه‌چیز را از نو می‌سازد، و اگر رکورد نمونه‌ای مانده باشد نمی‌سازد",
    )
    parser.add_argument(
        "--allow-sample", action="store_true", help="با ‎--release هم نمونه‌ها را می‌پذیرد"
    )
    parser.add_argument(
        "--in-place",
        action="store_true",
        help="پوشهٔ خروجی را نگه می‌دارد و پرونده‌هایش را یک‌به‌یک جایگزین می‌کند",
    )
    parser.add_argument("--quiet", action="store_true", help="تنها مشکل‌ها و سطر پایانی را می‌گوید")


def _build(options: Namespace) -> int:
    # To look through all that is in memory for what is not used takes a tenth of a build.
    gc.disable()
    try:
        return _built(options)
    finally:
        gc.enable()


def _built(options: Namespace) -> int:
    from qomsite.pipeline.build import build

    started = time.perf_counter()
    asked = request(options)
    # Until the end: pictures are read when all else is made.
    with journal(options).reading(), ProgressLine(sys.stdout) as line:
        # Taken before anything is read: an edit made meanwhile must not pass for known.
        inputs = fingerprint(*asked.told[1:]) if asked.used_cache else ""
        report = build(asked, show_waiting, progress=silent if options.quiet else line)
    seconds = time.perf_counter() - started
    show_report(report, asked.output, seconds, sys.stdout, quiet=options.quiet)
    # What a way up leads to may be another folder by then.
    if asked.used_cache and ".." not in "\0".join(options.line):
        note = _note(report, options, asked, inputs).encode("utf-8", "surrogateescape")
        with suppress(OSError):
            (asked.used_cache / again.name_of(options.line)).write_bytes(note)
    return 0


def _note(report: Report, options: Namespace, asked: Request, inputs: str) -> str:
    """What the same words are answered, and what that depends on, as ``again`` reads it."""
    same = replace(report, rendered=0, written=0, kept=report.files, removed=0, in_place="")
    heard = StringIO()
    heard.isatty = sys.stdout.isatty  # type: ignore[method-assign]
    show_report(same, asked.output, nan, heard, quiet=options.quiet)
    before, _, after = heard.getvalue().rpartition("nan")  # the seconds, which come last
    under_way = JournalFolder(asked.content, print).under_way
    places = map(str, (asked.content, os.path.realpath(asked.content), under_way))
    return "\0".join([before, after, *places, report.manifest, *asked.told, inputs])


def _serve_options(parser: ArgumentParser) -> None:
    content_option(parser)
    parser.add_argument(
        "--port", type=_port, default=PORT, metavar="شماره", help=f"پورت پیش‌نمایش (پیش‌فرض: {PORT})"
    )
    making_options(parser)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise ArgumentTypeError(f"«{text}» درست نیست؛ عددی از ۱۰۲۴ تا ۶۵۵۳۵ بنویسید")
    return int(text)


def _serve(options: Namespace) -> int:
    from qomsite.serve.preview import serve

    output = ROOT / OUTPUT / str(options.port)
    return serve(replace(request(options), output=output, drafts=True), options.port)


def _verify_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        default=str(ROOT / "public"),
        metavar="پوشه",
        help="پوشهٔ سایت، یا رونوشت آن (پیش‌فرض: public)",
    )


def _verify(options: Namespace) -> int:
    found = verify(absolute(options.folder))
    show_note(f"{number(found.files)} پرونده همان است که ساخته شد.", sys.stdout)
    show_note(f"اثر انگشت (SHA-256): {found.fingerprint}", sys.stdout)
    return 0


def _test_options(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="...", metavar="…", help="آنچه به pytest می‌رسد")


def _test(options: Namespace) -> int:
    # A process of its own: what tests the package is no part of it.
    return subprocess.run([sys.executable, GATE, *options.words], check=False).returncode


BUILD = Command("build", "سایت را می‌سازد (فرمان پیش‌فرض)", _build_options, _build)
SERVE = Command(
    "serve",
    f"سایت را با پیش‌نویس‌ها در http://127.0.0.1:{PORT} نشان می‌دهد و با هر ذخیره تازه می‌کند",
    _serve_options,
    _serve,
)
VERIFY = Command(
    "verify", "می‌گوید آیا پوشه‌ای بایت‌به‌بایت همان است که ساخته شد", _verify_options, _verify
)
TEST = Command(
    "test", "همهٔ آزمون‌ها را اجرا می‌کند؛ آنچه پس از آن بیاید به pytest می‌رسد", _test_options, _test
)
