"""Style sheets put together, published files named by their hash."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qomsite.errors import TemplateFailed
from qomsite.render import assets
from qomsite.render.assets import fingerprinted, load_assets

ROOT = Path(__file__).resolve().parents[2]


def make(key: str, made: Callable[[], bytes]) -> bytes:
    """Stands in for the font: cutting it takes most of a second."""
    return b"font"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped assets."""
    copy = tmp_path / "assets"
    shutil.copytree(ROOT / "assets", copy)
    return copy


def test_every_style_sheet_is_in_its_layer(folder: Path) -> None:
    (folder / "css/main.css").write_text(
        '@layer a, b;\n@import url("a.css") layer(a);\n@import url("b.css") layer(b);\n'
    )
    (folder / "css/a.css").write_text(
        '/* x */\np {\n  color: red;\n  content: "a  ; /* b */";\n}\n'
    )
    (folder / "css/b.css").write_text("a > b , c { margin: 0 auto; }")
    css = str(load_assets(folder, frozenset(), make).css)
    assert '@layer a{p{color:red;content:"a  ; /* b */"}}' in css
    assert "@layer b{a>b,c{margin:0 auto}}" in css
    assert css.startswith("@layer a,b;")


def test_a_script_has_no_spare_spaces_but_those_of_its_texts(folder: Path) -> None:
    (folder / "js/thing.js").write_text(
        "// x\nconst a = (b) => {\n  if (b) return `a = ${b} ; c`;\n"
        '  return b ? "d , e" : -b - -1;\n};\n'
    )
    assert load_assets(folder, frozenset(), make).scripts["thing"] == (
        '(()=>{"use strict";\n'
        'const a=(b)=>{\nif(b)return `a = ${b} ; c`;\nreturn b?"d , e":-b - -1;\n};'
        "\n})();"
    )


def test_a_missing_import_is_named(folder: Path) -> None:
    main = folder / "css/main.css"
    main.write_text(main.read_text() + '\n@import url("nowhere.css") layer(base);\n')
    with pytest.raises(TemplateFailed, match=r"nowhere\.css"):
        load_assets(folder, frozenset(), make)


def test_the_shipped_assets_are_whole(folder: Path) -> None:
    assets = load_assets(folder, frozenset(), make)
    css = str(assets.css)
    assert "@import" not in css
    assert css.count("{") == css.count("}")
    assert [file.path in css for file in assets.files if file.path.endswith(".woff2")] == [True]
    # Every image that templates name is there, and the licence of the font.
    assert {"favicon", "share", "icon-180"} <= set(assets.images)
    assert "assets/fonts/OFL.txt" in {file.origin for file in assets.files}


def test_a_file_is_named_by_its_content(folder: Path) -> None:
    assert fingerprinted("a.b.png", b"x") == f"a.b.{hashlib.sha256(b'x').hexdigest()[:10]}.png"
    before = {file.path for file in load_assets(folder, frozenset(), make).files}
    icon = folder / "images/icon-180.png"
    icon.write_bytes(icon.read_bytes() + b"x")
    after = {file.path for file in load_assets(folder, frozenset(), make).files}
    assert len(before) == len(after)
    assert len(before - after) == 1


def test_hidden_files_are_left_out(folder: Path) -> None:
    (folder / "images/.DS_Store").write_bytes(b"x")
    assert not any(
        "DS_Store" in file.origin for file in load_assets(folder, frozenset(), make).files
    )


@pytest.mark.parametrize("other", ["font", "code", "characters"])
def test_a_cut_of_the_font_is_kept_by_all_that_makes_it(
    folder: Path, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []

    def kept(key: str, made: Callable[[], bytes]) -> bytes:
        keys.append(key)
        return b"font"

    load_assets(folder, frozenset(), kept)
    load_assets(folder, frozenset(), kept)
    assert keys[0] == keys[1]
    if other == "font":
        (folder / assets.FONT).write_bytes(b"another")
    elif other == "code":
        monkeypatch.setattr(assets, "_CUTTER", Path(__file__))
    load_assets(folder, frozenset("۞" if other == "characters" else ""), kept)
    assert keys[2] != keys[0]
