"""References in links and menus."""

import pytest

from qomsite.model.targets import Target, is_foreign, parse_target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("project:125", Target("project", "125")),
        ("project:۱۲۵#بخش-نخست", Target("project", "125", "بخش-نخست")),
        ("page:About", Target("page", "about")),
        ("media/plan.pdf#page=2", Target("media", "plan.pdf")),
        ("zzz:1", Target("zzz", "1")),
    ],
)
def test_a_reference_is_read(text: str, target: Target) -> None:
    assert parse_target(text) == target


NO_REFERENCE = (
    "project project: project:1/2 javascript:x data:x https:x https://x mailto:a@b tel:137 #x ../x "
    "/media/x Project:1"
)


@pytest.mark.parametrize("text", ["", "project:a b", *NO_REFERENCE.split()])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert parse_target(text) is None


FOREIGN = ["https://x", "HTTP://x", "mailto:a@b", "tel:137"]
NOT_FOREIGN = ["https://", "//x", "ftp://x", "https://a b", "project:1", ""]


@pytest.mark.parametrize("text", [*FOREIGN, *NOT_FOREIGN])
def test_only_an_address_elsewhere_is_foreign(text: str) -> None:
    assert is_foreign(text) is (text in FOREIGN)
