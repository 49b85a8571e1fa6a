"""``serve``: the preview."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path

from qomsite.commands.command import Command
from qomsite.commands.options import ROOT, content_option, making_options, request

PORT = 8000
OUTPUT = Path(".cache", "preview")
"""Where the preview builds: it shows drafts, so never where the published site is. Each port has a
folder of its own, so that two previews do not take it from one another."""


def _options(parser: ArgumentParser) -> None:
    content_option(parser)
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        metavar="شماره",
        help=f"درگاه پیش‌نمایش (پیش‌فرض: {PORT})",
    )
    making_options(parser)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise ArgumentTypeError(f"«{text}» درست نیست؛ عددی از ۱۰۲۴ تا ۶۵۵۳۵ بنویسید")
    return int(text)


def _run(options: Namespace) -> int:
    from qomsite.serve.preview import serve

    output = ROOT / OUTPUT / str(options.port)
    return serve(replace(request(options), output=output, drafts=True), options.port)


SERVE = Command(
    "serve",
    f"سایت را با پیش‌نویس‌ها در http://127.0.0.1:{PORT} نشان می‌دهد و با هر ذخیره تازه می‌کند",
    _options,
    _run,
)
