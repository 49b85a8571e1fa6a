"""Contrast of every colour with what it stands on, computed from the tokens, in both schemes."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.listing import expect_none

CSS = Path(__file__).resolve().parent.parent / "assets" / "css"

BODY, TEXT, GRAPHIC, ORNAMENT = 7.0, 4.5, 3.0, 1.0
"""The least ratio of body text, of all other text, of graphics (WCAG 1.4.11), and of what only
adorns and may be missed: rules between rows, the pattern on the wall."""


class Use(NamedTuple):
    """Which colours stand on which, for what, and what contrast that needs."""

    colours: tuple[str, ...]
    grounds: tuple[str, ...]
    least: float
    purpose: str


USES = (
    Use(("ink",), ("paper", "surface"), BODY, "text that is read"),
    Use(("turquoise",), ("paper", "surface"), BODY, "links among words"),
    Use(("deep",), ("paper", "surface"), BODY, "headings and large figures"),
    Use(("muted",), ("paper", "surface"), TEXT, "labels, dates, counts"),
    Use(("gold",), ("paper", "surface"), TEXT, "kickers and the sample notice"),
    Use(("paper",), ("turquoise", "deep"), TEXT, "words on a button, a point of the star"),
    Use(("wall-ink",), ("wall",), BODY, "the menu"),
    Use(("wall-muted",), ("wall",), TEXT, "the day and the organisation; the menu's outline"),
    Use(("gold",), ("paper", "surface"), GRAPHIC, "the ring around what has the focus"),
    Use(("wall-gold",), ("wall",), GRAPHIC, "the same in the masthead; the mark"),
    Use(("edge",), ("paper", "surface"), GRAPHIC, "outlines of fields, bars and keys"),
    Use(("turquoise", "edge"), ("paper",), GRAPHIC, "bars of work and of time"),
    Use(("ink",), ("turquoise 40%", "gold 22%"), TEXT, "numbers of a matrix, words found"),
    Use(("line",), ("paper", "surface"), ORNAMENT, "rules between rows, tracks of bars"),
    Use(("tile",), ("paper",), ORNAMENT, "the pattern behind the star"),
    Use(("wall-line",), ("wall",), ORNAMENT, "the pattern of the masthead, rules of its menu"),
)
SEGMENTS = (
    *("shade-open-2", "shade-open", "shade-finished", "shade-stopped"),
    "paper",  # what is not reported
)
"""The parts of a bar in their order, each outlined in `edge`."""

MIXES = {
    "color-mix(in srgb, var(--turquoise) var(--part), transparent)",
    "color-mix(in srgb, var(--gold) 22%, transparent)",
}
"""The mixed colours; `--part` is 40% at most. USES names them by the colour laid over paper."""

Scheme = Mapping[str, str]

COLOUR = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?")
RULE = re.compile(r"(?P<media>@media[^{]+\{\s*)?:root\s*\{(?P<body>[^}]*)\}")
PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")


def schemes() -> dict[str, Scheme]:
    """The custom properties of each scheme, as the media queries of tokens.css overlay them."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text("utf-8"), flags=re.DOTALL)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    more: dict[str, str] = {}
    for rule in RULE.finditer(text):
        media = rule["media"] or ""
        layer = light if not media else dark if "dark" in media else more
        if not media or "dark" in media or "contrast" in media:
            layer.update(PROPERTY.findall(rule["body"]))
    return {
        "light": light,
        "dark": {**light, **dark},
        "light, more contrast": {**light, **more},
        "dark, more contrast": {**light, **dark, **more},
    }


SCHEMES = schemes()


def value(scheme: Scheme, name: str) -> str:
    """A colour of a scheme as #rgb or #rrggbb, followed through what refers to another.

    «gold 22%» is that much of it laid over the paper.
    """
    if mixed := re.fullmatch(r"([\w-]+) (\d+)%", name):
        over, under = channels(value(scheme, mixed[1])), channels(value(scheme, "paper"))
        part = int(mixed[2]) / 100
        pairs = zip(over, under, strict=True)
        return "#" + "".join(f"{round(o * part + u * (1 - part)):02x}" for o, u in pairs)
    found = scheme[name].strip()
    reference = re.fullmatch(r"var\(--([\w-]+)\)", found)
    return value(scheme, reference[1]) if reference else found


def channels(colour: str) -> list[int]:
    """Red, green and blue of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return [int(digits[place : place + 2], 16) for place in (0, 2, 4)]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [channel / 255 for channel in channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio by WCAG 2.2: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colour_tokens() -> set[str]:
    """The tokens that are colours."""
    light = SCHEMES["light"]
    return {name for name, found in light.items() if COLOUR.fullmatch(found.strip())}


def too_faint(scheme: Scheme) -> Iterator[str]:
    """The uses whose contrast is not enough."""
    for use in USES:
        for colour, ground in product(use.colours, use.grounds):
            ratio = contrast(value(scheme, colour), value(scheme, ground))
            if ratio < use.least:
                yield f"{colour} on {ground}: {ratio:.2f} of {use.least} ({use.purpose})"


@pytest.mark.parametrize("name", SCHEMES)
def test_every_use_has_its_contrast(name: str) -> None:
    expect_none(too_faint(SCHEMES[name]))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_neighbours_in_a_bar_are_told_apart(name: str) -> None:
    """By their own contrast, or by that of the outline between them with one of them."""
    scheme = SCHEMES[name]
    outline = value(scheme, "edge")
    faint = []
    for pair in pairwise(SEGMENTS):
        one, other = (value(scheme, colour) for colour in pair)
        ratio = max(contrast(one, other), contrast(outline, one), contrast(outline, other))
        if ratio < GRAPHIC:
            faint.append(f"{pair[0]} beside {pair[1]}: {ratio:.2f} of {GRAPHIC}")
    expect_none(faint)


def test_every_colour_has_a_use() -> None:
    used = {name for use in USES for name in (*use.colours, *use.grounds)}
    assert colour_tokens() == {name for name in used if "%" not in name} | set(SEGMENTS)


def test_colours_come_from_tokens_only() -> None:
    """A colour written anywhere else would escape this test; print.css is black on white."""
    root = CSS.parent.parent
    files = [*CSS.rglob("*.css"), *root.glob("assets/images/*.svg")]
    files += [*root.glob("templates/**/*.html"), *root.glob("qomsite/outputs/*.py")]
    free = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab)\(|color-mix\([^;]*(?=;)")
    expect_none(
        f"{path.relative_to(root)}: {found}"
        for path in files
        if path.name not in {"tokens.css", "print.css"}
        for found in free.findall(path.read_text("utf-8"))
        if found not in MIXES
    )


def test_no_cell_is_darker_than_the_test_supposes() -> None:
    text = "".join(path.read_text("utf-8") for path in CSS.rglob("*.css"))
    assert max(int(part) for part in re.findall(r"--part: (\d+)%", text)) == 40


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#fff", "#fff") == 1
