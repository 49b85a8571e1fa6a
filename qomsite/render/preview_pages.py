"""The preview's own pages, from the templates in ``templates/preview``."""

from __future__ import annotations

from pathlib import Path

from qomsite.render.addresses import settle
from qomsite.render.engine import environment
from qomsite.render.template_files import PREVIEW


class PreviewPages:
    """The pages that the preview makes of its own templates."""

    def __init__(self, templates: Path) -> None:
        self._env = environment(templates)
        self._env.auto_reload = True  # who works on these templates sees the change at once

    def rendered(self, name: str, **values: object) -> str:
        """``preview/<name>.html`` with the values that it shows; links lead from ``/``."""
        template = self._env.get_template(f"{PREVIEW}/{name}.html")
        return settle(template.render(values), "/")
