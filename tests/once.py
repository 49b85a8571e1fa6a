"""What many tests of a run need alike is made once, whichever of them or their processes asks."""

import os
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

CUTS = "QOMSITE_CUTS"
"""The variable that tells processes of tests the folder of the fonts that were cut."""
FONT = "qomsite.render.font"
Cut = Callable[[bytes, frozenset[str]], bytes]


def kept(cut: Cut) -> Cut:
    """The same as ``cut``, which is asked once for the same font and characters."""
    folder = Path(os.environ[CUTS])

    def subset(source: bytes, characters: frozenset[str]) -> bytes:
        path = folder / sha256(source + "".join(sorted(characters)).encode()).hexdigest()
        if not path.exists():
            new = folder / f"{path.name}.{os.getpid()}"
            new.write_bytes(cut(source, characters))
            new.replace(path)
        return path.read_bytes()

    return subset


def keep_in_process() -> None:
    """In a process of a test: the libraries that cut are not even loaded, unless they must."""

    def cut(source: bytes, characters: frozenset[str]) -> bytes:
        del sys.modules[FONT]
        from qomsite.render.font import subset

        return subset(source, characters)

    stand_in = ModuleType(FONT)
    vars(stand_in)["subset"] = kept(cut)
    sys.modules[FONT] = stand_in


def keep_here(folder: Path) -> Iterator[None]:
    """In the process of the tests, until they end; templates too are found sound once."""
    import pytest

    from qomsite.pipeline import rendering
    from qomsite.render import font, template_check

    check, sound = template_check.check_templates, set[str]()

    def checked(env: Any, templates: Path, *types: Any) -> Any:
        files = sorted(path for path in templates.rglob("*") if path.is_file())
        texts = [f"{path.relative_to(templates)}\0".encode() + path.read_bytes() for path in files]
        key = sha256(b"\0".join([repr(types).encode(), *texts])).hexdigest()
        problems = [] if key in sound else check(env, templates, *types)
        if not problems:
            sound.add(key)
        return problems

    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CUTS, str(folder))
        patch.setattr(font, "subset", kept(font.subset))
        patch.setattr(rendering, "check_templates", checked)
        yield
