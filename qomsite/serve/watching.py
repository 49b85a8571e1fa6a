"""Notices what is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from livereload.watcher import Watcher


class _Watcher(Watcher):  # type: ignore[misc]  # livereload has no types
    """Notices also a file that comes with an old time, moved or copied into a folder."""

    def is_file_changed(self, path: str, ignore: Callable[[str], bool] | None = None) -> bool:
        is_new = bool(self._task_mtimes) and path not in self._task_mtimes
        changed = super().is_file_changed(path, ignore)
        return bool(changed or (is_new and path in self._new_mtimes))


def watcher(folders: tuple[Path, ...], changed: Callable[[], None]) -> Watcher:
    """Calls ``changed`` after something in the folders has changed."""
    made = _Watcher()
    for folder in folders:
        made.watch(str(folder), changed)
    return made
