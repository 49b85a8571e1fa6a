"""``serve``: the preview."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from qomsite.commands.command import Command
from qomsite.commands.options import content_option, output_options, request


def _options(parser: ArgumentParser) -> None:
    content_option(parser)
    output_options(parser)


def _run(options: Namespace) -> int:
    from qomsite.serve.preview import serve

    return serve(request(options))


SERVE = Command(
    "serve",
    "می‌سازد، در http://127.0.0.1:8000 نشان می‌دهد و با هر ذخیره تازه می‌کند",
    _options,
    _run,
)
