"""The preview's own pages, from the templates in ``templates/preview``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment

from qomsite.render.addresses import settle
from qomsite.render.engine import environment
from qomsite.render.template_files import PREVIEW


def rendered(templates: Path, name: str, **values: object) -> str:
    """The template ``preview/<name>.html`` with the values that it shows; links lead from ``/``."""
    template = _environment(templates).get_template(f"{PREVIEW}/{name}.html")
    return settle(template.render(values), "/")


@lru_cache(maxsize=4)
def _environment(templates: Path) -> Environment:
    made = environment(templates)
    made.auto_reload = True  # who works on these templates sees the change at once
    return made
