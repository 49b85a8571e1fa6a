"""Styles, scripts, the font and the pictures of the site, ready to be written into pages.

What a first screen needs stands in the pages themselves: it waits for two requests, and a folder on
a disk works like a server. Files that are published carry their hash in the name.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from string import ascii_letters, digits, punctuation

from markupsafe import Markup

from qomsite.errors import Place, Problem, TemplateFailed
from qomsite.render.addresses import ROOT
from qomsite.render.artifact import Artifact
from qomsite.render.styles import parted
from qomsite.text.characters import NBSP, ZWJ, ZWNJ

FONT = "fonts/Vazirmatn[wght].ttf"
FONT_LICENCE = "fonts/OFL.txt"
FOLDER = "assets"

ALWAYS = frozenset(
    "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئإةيك"
    "۰۱۲۳۴۵۶۷۸۹٪٫٬،؛؟«»…–—−×↩\u0654\u064b\u064c\u064d\u064e\u064f\u0650\u0651"
    + ascii_letters
    + digits
    + punctuation
    + f" {ZWNJ}{ZWJ}{NBSP}"
)
"""What may be typed into a field or made by a script, whatever the content is."""

LOADED = frozenset({"filter"})
"""The scripts that no page holds, and that one loads when it is wanted."""

Remember = Callable[[str, Callable[[], bytes]], bytes]
"""A look-up by key that makes and keeps the bytes when it has none."""

_CUTTER = Path(__file__).with_name("font.py")
_IMPORT = re.compile(r'@import url\("([\w./-]+)"\) layer\(([\w-]+)\);')
_FONT_URL = "url(font)"
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
_DARK = "(prefers-color-scheme: dark)"
_COLOUR_OF_PICTURE = re.compile(rb"var\(--([\w-]+)\)")
_STRING_OR_SIGNS = re.compile(r"""("[^"\n]*"|`[^`\n]*`)| ?[{}();,=?:<>&|]+ ?""")
_STRINGS_AND_COMMENTS = re.compile(r'("[^"\n]*"|\'[^\'\n]*\')|/\*.*?\*/', re.DOTALL)


@dataclass(frozen=True)
class Assets:
    """What templates use; ``images`` maps a picture's name to its path, ``files`` get published.

    ``css`` stands in every page; ``conditional`` is the rest of ``main.css``, loaded from
    ``conditional_path`` for ``conditional_media``. Of ``styles``, by the name of the component, a
    page takes those that no other page needs and ``main.css`` leaves out. ``loaded`` are the paths
    of the scripts that are published by themselves, by name. ``colours`` are those of
    ``tokens.css`` by name, for what stands outside a style sheet; ``dark_colours`` are those of the
    dark scheme.
    """

    css: Markup
    conditional: Markup
    conditional_path: str
    conditional_media: str
    colours: Mapping[str, str]
    dark_colours: Mapping[str, str]
    styles: Mapping[str, Markup]
    scripts: Mapping[str, Markup]
    loaded: Mapping[str, str]
    images: Mapping[str, str]
    files: tuple[Artifact, ...]


def load_assets(folder: Path, characters: frozenset[str], remember: Remember) -> Assets:
    """Reads ``assets/``; the font is cut down to ``characters`` and what may be typed."""
    font = _font(folder, characters, remember)
    colours, dark_colours = _colours((folder / "css" / "tokens.css").read_text("utf-8"))
    images = [_published(path, folder, colours) for path in _listed(folder / "images")]
    licence = Artifact(
        f"{FOLDER}/OFL.txt", (folder / FONT_LICENCE).read_bytes(), f"assets/{FONT_LICENCE}"
    )
    sheet = parted(_style_sheet(folder / "css"))
    data = sheet.conditional.encode()
    conditional = Artifact(
        f"{FOLDER}/{fingerprinted('conditional.css', data)}", data, "assets/css/main.css"
    )
    scripts = {path.stem: Markup(_script(path)) for path in _listed(folder / "js")}
    loaded = {
        name: Artifact(
            f"{FOLDER}/{fingerprinted(f'{name}.js', data)}", data, f"assets/js/{name}.js"
        )
        for name, data in ((one, scripts[one].encode()) for one in scripts if one in LOADED)
    }
    return Assets(
        css=Markup(sheet.first.replace(_FONT_URL, f"url({ROOT}{font.path})")),
        conditional=Markup(sheet.conditional),
        conditional_path=conditional.path,
        conditional_media=sheet.media,
        colours=colours,
        dark_colours=dark_colours,
        styles={
            path.stem: Markup(_layer("components", path))
            for path in _listed(folder / "css" / "components")
        },
        scripts=scripts,
        loaded={name: script.path for name, script in loaded.items()},
        images={
            path.stem: image.path
            for path, image in zip(_listed(folder / "images"), images, strict=True)
        },
        files=(font, licence, conditional, *loaded.values(), *images),
    )


def fingerprinted(name: str, content: bytes) -> str:
    """``name`` with a hash of its content before the ending: it can be cached for ever."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


def _font(folder: Path, characters: frozenset[str], remember: Remember) -> Artifact:
    path = folder / FONT
    source = path.read_bytes()
    wanted = characters | ALWAYS
    made_by = _CUTTER.read_bytes() + version("fonttools").encode()
    key = hashlib.sha256(made_by + source + "".join(sorted(wanted)).encode()).hexdigest()

    def make() -> bytes:
        from qomsite.render.font import subset

        return subset(source, wanted)

    content = remember(f"font:{key}", make)
    name = fingerprinted(f"{path.stem.partition('[')[0].lower()}.woff2", content)
    return Artifact(f"{FOLDER}/{name}", content, f"assets/{FONT}")


def _style_sheet(folder: Path) -> str:
    """``main.css`` with its imports in place, each in its layer, comments and spare space gone."""
    main = _minified((folder / "main.css").read_text("utf-8"))
    missing: list[Problem] = []

    def put(match: re.Match[str]) -> str:
        path = folder / match[1]
        if not path.is_file():
            message = f"پروندهٔ «{match[1]}» که در main.css آمده یافت نشد"
            missing.append(Problem(Place("assets/css/main.css"), "missing-asset", message))
            return ""
        return _layer(match[2], path)

    sheet = _IMPORT.sub(put, main)
    if missing:
        raise TemplateFailed(missing)
    return sheet


def _layer(name: str, path: Path) -> str:
    return f"@layer {name}{{{_minified(path.read_text('utf-8'))}}}"


def _minified(css: str) -> str:
    kept: list[str] = []

    def hold(match: re.Match[str]) -> str:
        if match[1] is None:
            return ""
        kept.append(match[1])
        return f"\x00{len(kept) - 1}\x00"

    css = _STRINGS_AND_COMMENTS.sub(hold, css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css).replace(": ", ":").replace(";}", "}").strip()
    return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], css)


def _script(path: Path) -> str:
    """A script in a scope of its own, without its comment lines, indentation and spare spaces."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    text = _STRING_OR_SIGNS.sub(lambda match: match[1] or match[0].strip(" "), text)
    return f'(()=>{{"use strict";\n{text}\n}})();'


def _colours(tokens: str) -> tuple[dict[str, str], dict[str, str]]:
    light, _, rest = tokens.partition(_DARK)
    colours = dict(_COLOUR.findall(light))
    return colours, colours | dict(_COLOUR.findall(rest.partition("@media")[0]))


def _published(path: Path, folder: Path, colours: Mapping[str, str]) -> Artifact:
    """A picture as an artifact; in a drawing, ``var(--name)`` is a colour of the light scheme."""
    content = path.read_bytes()
    if path.suffix == ".svg":
        content = _COLOUR_OF_PICTURE.sub(lambda m: colours[m[1].decode()].encode(), content)
    return Artifact(
        f"{FOLDER}/{fingerprinted(path.name, content)}",
        content,
        f"assets/{path.relative_to(folder)}",
    )


def _listed(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
    )
