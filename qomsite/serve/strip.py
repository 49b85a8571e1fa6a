"""The strip at the foot of every page: which file makes it, and what could be better there.

It is put into the page on its way to the browser; the built files know nothing of it.
"""

import re

from qomsite.errors import at_most, counts
from qomsite.pipeline.request import Request
from qomsite.render.engine import PreviewPages
from qomsite.serve.build_result import BuildResult
from qomsite.serve.guard import HOST
from qomsite.serve.problem_page import MOST_SHOWN, shown_file, shown_problem
from qomsite.text.digits import number

_HEAD = """<link rel="stylesheet" href="/preview/strip.css">\
<script src="/preview/preview.js" data-board="{board}" defer></script></head>"""
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_MOVED = '<meta http-equiv="refresh"'


def strip_of(request: Request, result: BuildResult, path: str, pages: PreviewPages) -> str:
    """What there is to say of the page with a path."""
    sources, is_draft, remarks = result.about(path)
    wrong, better = counts(remarks)
    return pages.rendered(
        "strip",
        files=[shown_file(request, source) for source in sources],
        is_draft=is_draft,
        wrong=f"{number(wrong)} مشکل هنگام انتشار" if wrong else "",
        better=f"{number(better)} پیشنهاد" if better else "",
        remarks=[shown_problem(request, found, {}) for found in at_most(MOST_SHOWN, remarks)],
    )


def with_strip(page: str, strip: str, port: int, board: str) -> str:
    """A built page with the strip, and with a policy that lets just the preview's files work.

    A page that only leads on to another stays as it is.
    """
    head, end, rest = page.partition("</head>")
    if _MOVED in head or not end:
        return page
    head = _POLICY.sub(lambda found: f"{found[1]}{widened(found[2], port)}{found[3]}", head, 1)
    body, end, tail = rest.rpartition("</body>")
    return f"{head}{_HEAD.format(board=board)}{body}{strip}{end}{tail}"


def widened(policy: str, port: int) -> str:
    """A page's policy with the preview's style sheet, script and socket allowed besides."""
    more = {
        "style-src": "'self'",
        "script-src": "'self'",
        "connect-src": f"'self' ws://{HOST}:{port} ws://localhost:{port}",
    }
    parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    for name, source in more.items():
        parts[name] = f"{parts[name]} {source}" if name in parts else source
    return "; ".join(f"{name} {sources}" for name, sources in parts.items())
