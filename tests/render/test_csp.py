"""The content security policy lets exactly what stands in the page work."""

import base64
import hashlib

import pytest

from qomsite.render.raw_text import SLOT, content_security_policy, with_policy


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";")]
    assert len({part[0] for part in parts}) == len(parts)
    return {name: values for name, *values in parts}


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_it_forbids_all_that_it_does_not_name() -> None:
    found = directives(content_security_policy("<p>متن</p>"))
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    assert "script-src" not in found
    assert "style-src" not in found
    # Auditing tools fetch robots.txt from within the page.
    assert found["connect-src"] == ["'self'"]


def test_a_style_sheet_of_the_site_is_let_in_where_the_page_has_one() -> None:
    style = "@import url(a.css) print;a"
    found = directives(content_security_policy(f"<style>{style}</style>"))
    assert found["style-src"] == [digest(style), "'self'"]


def test_it_has_the_hash_of_each_script_and_style() -> None:
    found = directives(
        content_security_policy("<style>a</style><script>ب</script><script>c</script>")
    )
    assert found["style-src"] == [digest("a")]
    assert found["script-src"][:2] == [digest("ب"), digest("c")]


@pytest.mark.parametrize(
    ("page", "may_load"),
    [
        ('<form data-script="../filter/a.js"></form><script>1</script>', True),
        ('<link rel="preload" as="script" href="search/index.js"><script>1</script>', True),
        ('<p>&lt;form data-script="a.js"&gt; data-script="a.js"</p><script>1</script>', False),
    ],
)
def test_scripts_of_the_site_are_let_in_only_where_a_page_names_one(
    page: str, may_load: bool
) -> None:
    assert ("'self'" in directives(content_security_policy(page))["script-src"]) == may_load


def test_only_the_slot_of_the_layout_is_filled() -> None:
    page = with_policy(f'<meta content="{SLOT}"><p>{SLOT}</p>')
    assert page.count(SLOT) == 1
    assert page.endswith(f"<p>{SLOT}</p>")
