"""Every page carries a content security policy that allows what stands in it, and nothing else."""

from collections.abc import Mapping

from lxml import etree
from lxml.html import HtmlElement

from tests.listing import expect_none
from tests.render.test_csp import digest, directives

Pages = Mapping[str, HtmlElement]

POLICY = "//meta[@http-equiv='Content-Security-Policy']"
BARE = {"'none'", "'self'"}
FILES = {"style": "//link[@rel='stylesheet']", "script": "//script[@src]"}
SELF_ONLY = {"img-src", "font-src", "manifest-src", "form-action", "connect-src"}


def policy(page: HtmlElement) -> dict[str, list[str]]:
    """The sources of each directive; the page must hold one policy, before anything it rules."""
    (meta,) = page.xpath(POLICY)
    assert not meta.xpath("preceding::script | preceding::style | preceding::link")
    return directives(meta.get("content"))


def test_nothing_is_allowed_unless_named(all_pages: Pages) -> None:
    for path, page in all_pages.items():
        rules = policy(page)
        assert rules["default-src"] == ["'none'"], path
        assert rules["base-uri"] == ["'none'"], path
        assert "unsafe" not in str(rules), path
        assert rules.keys() <= {"default-src", "base-uri", "style-src", "script-src"} | SELF_ONLY, (
            path
        )
        for name, sources in rules.items():
            if name in SELF_ONLY:
                assert set(sources) <= BARE, f"{path}: {name} {sources}"


def test_styles_and_scripts_are_allowed_by_their_hash(all_pages: Pages) -> None:
    for path, page in all_pages.items():
        rules = policy(page)
        for tag, query in (("style", "//style"), ("script", "//script[not(@src)]")):
            inline = {digest(found.text or "") for found in page.xpath(query)}
            files = {"'self'"} if f"{tag}-src" in rules and page.xpath(FILES[tag]) else set()
            allowed = set(rules.get(f"{tag}-src", ()))
            assert allowed - {"'self'"} == inline, f"{path}: {tag}"
            assert allowed >= files, f"{path}: {tag}"


def test_no_element_carries_style_or_script(all_pages: Pages) -> None:
    expect_none(
        f"{path}:{element.sourceline}: {name}={found!r}"
        for path, page in all_pages.items()
        for element in page.iter(etree.Element)
        for name, found in element.attrib.items()
        if name == "style" or name.startswith("on") or "javascript:" in found.lower()
    )
